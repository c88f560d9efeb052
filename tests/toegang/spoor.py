"""Pages that show nothing of anybody's file and therefore leave no line in the log. All others must leave one."""

ZONDER_SPOOR = {
    # Partners, accounts and roles: who works where, no families. Changes there are logged, looks are not.
    "organisaties:partners", "organisaties:partner", "organisaties:rekeningen", "organisaties:uitnodigen",
    "organisaties:rekening", "organisaties:rol_voorstellen", "organisaties:uitnodiging_vernieuwen",
    "organisaties:functie_goedkeuren", "organisaties:functie_afwijzen", "organisaties:functie_beeindigen",
    # Empty forms, explanations, and words of the organisation itself.
    "gezinnen:woording_nieuw", "gezinnen:woordingen", "gezinnen:woording", "privacy:verklaring_wijzigen", "privacy:termijn",
    "privacy:register",
    "gezinnen:nieuw", "gezinnen:uitleg", "gezinnen:aanmelding_nieuw", "lco:zonder_dossier",
    "coaching:extra_beurt",
    # Counts without families, and the owner's own files.
    "rapportage:rapporten", "rapportage:rapport", "rapportage:invoeren", "rapportage:sjabloon",
    "rapportage:nummers", "rapportage:invoer", "rapportage:invoer_kolommen", "rapportage:problemen",
    # Progress of one's own work, asked again and again.
    "vloer:opdracht", "lco:stand",
    # Vandaag leaves a line when something stands on it; in this cast it is empty for most.
    "portaal:vandaag", "gezinnen:mijn_notities", "gezinnen:mijn_nalezen",
    # One's own log-in.
    "aanmelden:instellen", "aanmelden:noodcodes", "aanmelden:bevestig", "aanmelden:overzicht",
    "ondersteuning:stand", "aanmelden:pincode", "aanmelden:wachtwoord", "aanmelden:toestel_vertrouwen", "aanmelden:slot", "aanmelden:opnieuw",
    "aanmelden:wachtwoord_weg", "aanmelden:herstel_bevestigen", "aanmelden:herstel_afwijzen",
}  # fmt: skip
