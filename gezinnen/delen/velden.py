"""Why each field of a sharing and of the family's no is here (see beroepsgeheim/velden.py)."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from beroepsgeheim.velden import Eigen, EigenOfSamen, Gevoelig, Grond, Zichtbaar, declareer, veld
from gezinnen.models import Bezwaar, Gegevensdeling

MEDEWERKER = _("van medewerkers tonen we de functie, niet wie het is")


def _over(persoon, afgeschermd) -> Q:
    """About this person, or about all together; the latter not when somebody is shielded from her."""
    samen = Q(pk__in=[]) if afgeschermd else Q(over=[])
    return (samen | Q(over__contains=[persoon])) & ~Q(over__overlap=list(afgeschermd))


declareer(
    Gegevensdeling,
    doel=_("tonen wat er met wie gedeeld is, waarom, en wat het gezin antwoordde"),
    velden=[
        "soort", "titel", "inhoud", "over", "ontvanger_naam", "ontvanger_dienst", "kader", "beroepsgeheim",
        "taak", "doel", "noodzaak", "antwoord", "antwoord_lid", "antwoord_naam", "antwoord_op", "antwoord_hoe",
        "van", "tot", "gedeeld_op", "beeindigd_op", "einde",
        veld("gedeeld_door", zichtbaar=Zichtbaar.TEAM, waarom_niet=MEDEWERKER),
    ],
    technisch="bron_sleutel object_id vertrouwelijk hulpverlener functie organisatie ontvanger_rol ontvanger_sleutel",
    grond=Grond.WENS,
    gevoelig=Gevoelig.BIJZONDER,
    rijen=Eigen(_over),
)  # fmt: skip
declareer(
    Bezwaar,
    doel=_("stoppen wat het gezin niet wil delen, en gestopt houden"),
    velden=[
        "tegen", "soort", "ontvanger_naam", "door_lid", "door_naam", "op", "ingetrokken_op",
        veld("gehoord_door", zichtbaar=Zichtbaar.TEAM, waarom_niet=MEDEWERKER),
        veld("ingetrokken_door", zichtbaar=Zichtbaar.TEAM, waarom_niet=MEDEWERKER),
    ],
    technisch="bron_sleutel deling hulpverlener functie organisatie ontvanger_sleutel",
    grond=Grond.PLICHT,
    rijen=EigenOfSamen("door_lid"),
)  # fmt: skip
