"""One function per business event, one module per subject: views, tasks, imports and tests call these.

aanmelding: registreer_aanmelding, noteer_verteld, wijzig_aanmelding, koppel_overleg, beslis, noteer_terugkoppeling
coach:      wijs_coach_aan, wijs_vervanger_aan, neem_over, beeindig_overname
gezin:      wijzig_gegevens, voeg_lid_toe, wijzig_lid, verhuis, wijzig_adres
hulp:       voeg_hulpverlener_toe, wijzig_hulpverlener
intake:     begin_intake, bewaar_intake, rond_intake_af and what stands around it
traject:    begin_traject, ga_naar_fase, sluit_af
doelen:     goals and steps
"""
