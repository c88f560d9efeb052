"""Words for the parts of a file that the log names by a code and that are no model of their own."""

from django.utils.translation import gettext_lazy as _

from beroepsgeheim.logboek import benoem
from gezinnen.delen import register


def benoem_onderdelen() -> None:
    """Called once, when the applications are ready."""
    benoem(
        {
            "aanmelden.ander_toestel": _("sessie op een ander toestel"),
            "aanmelden.app_ingesteld": _("app voor codes ingesteld"),
            "aanmelden.begin": _("aangemeld"),
            "aanmelden.einde": _("afgemeld"),
            "aanmelden.tweede_stap": _("tweede stap"),
            "aanmelden.verder": _("verder met wat ingevuld was"),
            "aanmelden.wachtwoord": _("wachtwoord"),
            "coaching.planning": _("planning van de dienst"),
            "coaching.week": _("week van de verzorgende"),
            "delen.alles": _("nee tegen alles"),
            "delen.blad": _("blad met wat gedeeld is"),
            "delen.gedeeld": _("wat gedeeld is"),
            "delen.nee": _("nee zeggen aan delen"),
            "delen.nieuw": _("iets delen"),
            "delen.ontvanger": _("nee tegen een persoon of dienst"),
            "delen.overzicht": _("overzicht van wat gedeeld is"),
            "delen.soort": _("nee tegen een soort"),
            "delen.zelf": _("blad dat het gezin zelf meegeeft"),
            "gezinnen.coach": _("coach van het gezin"),
            "gezinnen.doelen": _("doelen en stappen"),
            "gezinnen.doelenblad": _("blad met doelen"),
            "gezinnen.dienst": _("gezinnen van de dienst"),
            "gezinnen.inzage": _("al uw gegevens"),
            "gezinnen.mijn": _("eigen gezinnen"),
            "gezinnen.praatblad": _("praatblad"),
            "gezinnen.wijzigingen": _("wijzigingen in het dossier"),
            "gezinnen.zoeken": _("zoeken naar een gezin"),
            "lco.aanvraag": _("vraag om een overleg"),
            "lco.agenda": _("agenda van een overleg"),
            "lco.gezinswens": _("wat het gezin wil van een overleg"),
            "lco.agenda_gezin": _("agenda voor het gezin"),
            "lco.inval": _("inval voor een overleg"),
            "lco.kalender": _("kalender van een overleg"),
            "lco.link": _("persoonlijke link voor een overleg"),
            "lco.ocmw": _("OCMW voor een overleg"),
            "lco.overwegen": _("overwegen van een overleg"),
            "lco.registratie": _("geteld overleg"),
            "lco.uitnodigingen": _("uitnodigingen voor een overleg"),
            "lco.voorbereiding": _("voorbereiding van een overleg"),
            "lco.week": _("week met overleggen"),
            "mijn.brief": _("brief met een kaart voor de eigen plek"),
            "mijn.start": _("eigen plek"),
            "mijn.hulp": _("eigen plek: wie helpt"),
            "mijn.afspraken": _("eigen plek: afspraken"),
            "mijn.overleg": _("eigen plek: overleg"),
            "mijn.doelen": _("eigen plek: wat wij willen"),
            "mijn.netwerk": _("eigen plek: mensen om ons heen"),
            "mijn.delen": _("eigen plek: wat gedeeld is"),
            "mijn.gegevens": _("eigen plek: al mijn gegevens"),
            "mijn.gezien": _("eigen plek: wie keek"),
            "mijn.vraag": _("vraag uit de eigen plek"),
            "mijn.sleutel": _("eigen plek: kaart en pincode"),
            "netwerk.gewist": _("iemand weggehaald van de netwerkkaart"),
            "portaal.vandaag": _("Vandaag"),
            "rapportage.nummers": _("nummers voor de registratie"),
            "rapportage.problemen": _("problemen in een ingelezen bestand"),
            "rapportage.registraties": _("registraties"),
        }
    )
    benoem({f"delen.{soort.code}": soort.titel for soort in register.soorten()})
    benoem(
        {
            "gezinnen.afscherming": _("iemand afgeschermd"),
            "gezinnen.opvolging": _("een opvolger gekozen"),
            "lco.aanvragen": _("een overleg aangevraagd"),
            "lco.annuleren": _("een overleg afgezegd"),
            "lco.hernemen": _("een overleg weer opgenomen"),
            "lco.houden": _("genoteerd dat het overleg er was"),
            "lco.opnemen": _("begonnen met een overleg voorbereiden"),
            "lco.opvolgen": _("een overleg afgerond"),
            "lco.plannen": _("dag en plaats van een overleg gekozen"),
            "lco.stoppen": _("een overleg gestopt"),
            "lco.uitstellen": _("een overleg uitgesteld"),
            "lco.verzetten": _("dag of plaats van een overleg veranderd"),
            "mijn.code": _("code gegeven voor de eigen plek"),
            "mijn.deur": _("binnengekomen op de eigen plek"),
            "mijn.gesloten": _("eigen plek gesloten"),
            "mijn.kaart": _("kaart gemaakt voor de eigen plek"),
        },
        hele_zinnen=True,
    )
