"""Block of the family page: requests about data that wait, and an erasure that was announced."""

from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from beroepsgeheim.models import Wissing
from organisaties.actor import Actor
from organisaties.models import Rol

from .models import Gezin, Verzoek
from .panelen import Paneel, registreer


def rechten_paneel(gezin: Gezin, actor: Actor) -> dict[str, Any]:
    """The block itself is always there, so that a copy is easy to give (R297). One query: an erasure is looked
    up only where there can be one, after a request for it or at the end of the help."""
    vragen = list(
        Verzoek.objects.zichtbaar_voor(actor)
        .filter(Q(afgehandeld_op__isnull=True) | Q(soort=Verzoek.Soort.WISSING), gezin=gezin)
        .order_by(F("afgehandeld_op").desc(nulls_first=True), "termijn", "id")[:4]
    )
    kan_gewist = not gezin.is_lopend or any(v.soort == Verzoek.Soort.WISSING for v in vragen)
    wissing = (
        Wissing.objects.zichtbaar_voor(actor).filter(sleutel=gezin.sleutel, status="aangekondigd").first()
        if kan_gewist
        else None
    )
    open_vragen = [v for v in vragen if v.is_open][:3]
    return {"vragen": [(v, v.is_te_laat_op(actor.dag)) for v in open_vragen], "wissing": wissing}


def registreer_panelen() -> None:
    """Called once at start-up."""
    registreer(
        Paneel(
            "gezinnen.rechten", _("Gegevens en rechten"), "gezinnen/paneel_rechten.html", rechten_paneel,
            (Rol.COACH,), 90,
        )
    )  # fmt: skip
