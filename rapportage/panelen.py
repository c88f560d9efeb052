"""What this app shows on the family page."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from gezinnen import panelen
from gezinnen.models import Gezin
from organisaties.actor import Actor
from organisaties.models import Rol

from .models import Herkomstnummer


def eigen_nummer(gezin: Gezin, actor: Actor) -> dict[str, Any] | None:
    """The number that the service gave this family before; only for families that came in by a file."""
    if gezin.herkomst != "import":
        return None
    nummer = Herkomstnummer.objects.van_mijn_dienst(actor).filter(client_id=gezin.client_id).first()
    return {"nummer": nummer.nummer} if nummer else None


def registreer() -> None:
    """Called when the app starts."""
    panelen.registreer(
        panelen.Paneel(
            "rapportage.eigen_nummer",
            _("Eigen nummer"),
            "rapportage/paneel_nummer.html",
            eigen_nummer,
            rollen=(Rol.COACH,),
            volgorde=95,
        )
    )
