"""Block of the family page: requests about data that wait, and an erasure that was announced."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from beroepsgeheim.models import Wissing
from organisaties.actor import Actor
from organisaties.models import Rol

from .models import Gezin, Verzoek
from .panelen import Paneel, registreer


def rechten_paneel(gezin: Gezin, actor: Actor) -> dict[str, Any]:
    """Two queries; the block itself is always there, so that a copy is easy to give (R297)."""
    vragen = list(Verzoek.objects.zichtbaar_voor(actor).open().filter(gezin=gezin)[:3])
    return {
        "vragen": [(v, v.is_te_laat_op(actor.dag)) for v in vragen],
        "wissing": Wissing.objects.zichtbaar_voor(actor)
        .filter(sleutel=gezin.sleutel, status="aangekondigd")
        .first(),
    }


def registreer_panelen() -> None:
    """Called once at start-up."""
    registreer(
        Paneel(
            "gezinnen.rechten", _("Gegevens en rechten"), "gezinnen/paneel_rechten.html", rechten_paneel,
            (Rol.COACH,), 90,
        )
    )  # fmt: skip
