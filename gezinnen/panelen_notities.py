"""Block of the family page: the newest notes that this reader may see."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from organisaties.actor import Actor
from organisaties.models import Rol

from .actions.notitie import lijst
from .models import Gezin
from .panelen import Paneel, registreer

MAX_NOTITIES = 3


def notities_paneel(gezin: Gezin, actor: Actor) -> dict[str, Any]:
    """Three notes at most (a fixed number of queries)."""
    return {"notities": list(lijst(actor, gezin)[:MAX_NOTITIES]), "mag_schrijven": gezin.is_lopend}


def registreer_panelen() -> None:
    """Called once at start-up."""
    registreer(
        Paneel(
            "gezinnen.notities", _("Notities"), "gezinnen/paneel_notities.html", notities_paneel,
            (Rol.COACH, Rol.VERZORGENDE), 60,
        )
    )  # fmt: skip
