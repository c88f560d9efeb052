"""Why each field about the people around a family is here (see beroepsgeheim/velden.py)."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from beroepsgeheim.velden import Eigen, EigenOfSamen, Grond, Zichtbaar, declareer, veld

from . import models as m

MEDEWERKER = _("van medewerkers tonen we de functie, niet wie het is")

declareer(
    m.Netwerkkaart,
    doel=_("samen zien wie er rond het gezin staat"),
    grond=Grond.WENS,
    velden=[
        "dag", "zichtbaar_voor_coach", "publiek", "zichtbaar_voor_verzorgende", "mee_in_agenda",
        veld("gemaakt_door", zichtbaar=Zichtbaar.TEAM, waarom_niet=MEDEWERKER),
    ],
    technisch="van_lid",
    rijen=EigenOfSamen("van_lid"),
)  # fmt: skip
declareer(
    m.Figuur,
    doel=_("iemand rond het gezin aanduiden met een schuilnaam"),
    grond=Grond.WENS,
    velden=["schuilnaam", "soort", "zelf_gekozen"],
    technisch="van_lid",
    # Somebody on the family's own map, or on this person's map; never who stands on another member's map alone.
    rijen=Eigen(
        regel=lambda persoon, afgeschermd: Q(
            pk__in=m.Band.objects.filter(_op_mijn_kaart(persoon, afgeschermd)).values("figuur")
        )
    ),
)
declareer(
    m.Band,
    doel=_("zien welke steun er is en welke kan terugkomen"),
    grond=Grond.WENS,
    velden=["figuur", "kring", "ring", "steun", "sterkte", "stand", "richting", "enkel_online"],
    technisch="kaart genoemd_door",
    rijen=Eigen(regel=lambda persoon, afgeschermd: _op_mijn_kaart(persoon, afgeschermd)),
)


def _op_mijn_kaart(persoon: object, afgeschermd: list[object]) -> Q:
    """Ties on the family's map that nobody shielded named, and ties on this person's own map."""
    samen = Q(kaart__van_lid__isnull=True) & ~Q(genoemd_door__in=afgeschermd)
    return samen | Q(kaart__van_lid=persoon)
