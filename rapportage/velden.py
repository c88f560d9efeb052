"""Why each field of reports and imports is here (see beroepsgeheim/velden.py)."""

from django.utils.translation import gettext_lazy as _

from beroepsgeheim.velden import Gevoelig, Grond, Niemand, Zichtbaar, declareer

from . import models as m

TEAM, GEWOON, TAAK = Zichtbaar.TEAM, Gevoelig.GEWOON, Grond.TAAK
TELLING = Niemand(reden=_("een telling zonder naam; ze leidt naar niemand"))
WACHT = Niemand(reden=_("een rij die wacht tot ze is ingevoerd; daarna is ze weg"))

declareer(
    m.Rapport,
    doel=_("cijfers tonen zonder iemand te tonen"),
    velden=["van", "tot", "tabellen", "functie", "organisatie"],
    bewaren="telling", grond=TAAK, gevoelig=GEWOON, zichtbaar=TEAM, rijen=TELLING,
    betrokkenen=_("niemand: enkel aantallen"),
)  # fmt: skip
declareer(
    m.Invoer,
    doel=_("een bestand met registraties nakijken en invoeren"),
    velden=["soort", "eigenaar", "organisatie", "status", "ingevoerd_op"],
    technisch="bestand koppen kolommen ronde rijen nieuw bekend gezinnen problemen fout",
    bewaren="telling", grond=TAAK, gevoelig=GEWOON, zichtbaar=TEAM, rijen=TELLING,
    betrokkenen=_("medewerkers die invoeren"),
)  # fmt: skip
declareer(
    m.InvoerRij,
    doel=_("nagekeken rijen klaarzetten om in te voeren"),
    velden=["waarden", "gezinsnummer"],
    technisch="invoer eigenaar rij importsleutel client",
    bewaren="eigen", zichtbaar=TEAM, rijen=WACHT,
)  # fmt: skip
declareer(
    m.InvoerProbleem,
    doel=_("zeggen wat er in het bestand moet verbeteren"),
    velden=["kolom", "tekst"],
    technisch="invoer eigenaar rij",
    bewaren="eigen", zichtbaar=TEAM, rijen=WACHT,
)  # fmt: skip
declareer(
    m.Herkomstnummer,
    doel=_("een gezin van een vroegere registratie herkennen"),
    velden=["dienst", "nummer"],
    gevoelig=GEWOON,
)
