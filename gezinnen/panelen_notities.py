"""Block of the family page: the newest notes that this reader may see."""

from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from organisaties.actor import Actor
from organisaties.models import Rol

from .models import Gezin, Notitie, NotitieTekst
from .panelen import Paneel, registreer

MAX_NOTITIES = 3


def notities_paneel(gezin: Gezin, actor: Actor) -> dict[str, Any]:
    """Three notes at most, each with its words of now: one query, without what the block does not show."""
    woorden = NotitieTekst.objects.filter(notitie=OuterRef("pk")).order_by("-nummer").values("tekst")[:1]
    notities = (
        Notitie.objects.zichtbaar_voor(actor)
        .filter(gezin=gezin)
        .only("dag", "soort")
        .annotate(woorden=Subquery(woorden))[:MAX_NOTITIES]
    )
    return {"notities": list(notities), "mag_schrijven": gezin.is_lopend}


def registreer_panelen() -> None:
    """Called once at start-up."""
    registreer(
        Paneel(
            "gezinnen.notities", _("Notities"), "gezinnen/paneel_notities.html", notities_paneel,
            (Rol.COACH, Rol.VERZORGENDE), 60,
        )
    )  # fmt: skip
