"""Why each field about working in a family is here (see beroepsgeheim/velden.py)."""

from django.utils.translation import gettext_lazy as _

from beroepsgeheim.velden import Gevoelig, Zichtbaar, declareer, veld

from . import models as m

GEWOON, TEAM = Gevoelig.GEWOON, Zichtbaar.TEAM
MEDEWERKER = _("van medewerkers tonen we de functie, niet wie het is")

declareer(
    m.Inzet,
    doel=_("afspreken wie hoeveel uur in het gezin komt"),
    velden=[
        "dienst", "verzorgende", "uren_per_week", "minder_reden", "weekdagen", "bedoeling", "van", "tot", "einde_reden",
        veld("gemaakt_door", zichtbaar=TEAM, waarom_niet=MEDEWERKER),
    ],
    technisch="vorige",
    gevoelig=GEWOON,
)  # fmt: skip
declareer(
    m.InzetWoord, doel=_("weten wat het gezin van deze hulp verwacht"), velden=["afspraak"], technisch="inzet"
)
declareer(
    m.Beurt,
    doel=_("uren afspreken en tellen"),
    velden=["verzorgende", "dienst", "datum", "gepland_uren", "gewerkt_uren", "status", "bevestigd_op"],
    technisch="inzet",
    gevoelig=GEWOON,
)
declareer(m.Beurtregel, doel=_("onthouden wat we samen deden"), velden=["tekst"], technisch="beurt")
