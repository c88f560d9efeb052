"""One function per business event, one module per subject: views, tasks, imports and tests call these.

aanmelding: registreer_aanmelding, wijzig_aanmelding, beslis, noteer_terugkoppeling
coach:      wijs_coach_aan, wijs_vervanger_aan, neem_over, beeindig_overname
leden:      voeg_lid_toe, wijzig_lid
adres:      verhuis
gegevens:   wijzig_gegevens
hulp:       voeg_hulpverlener_toe, wijzig_hulpverlener
"""
