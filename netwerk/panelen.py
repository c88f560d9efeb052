"""What this app shows on the family page."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gezinnen import panelen
from gezinnen.models import Gezin
from organisaties.actor import Actor
from organisaties.models import Rol

from .delen import registreer_soort
from .models import Netwerkkaart
from .svg import kaart_svg


def gezin_van(kaart: Netwerkkaart) -> Gezin | None:
    """The family of this picture, with its name."""
    return Gezin.objects.select_related("gegevens").filter(client_id=kaart.client_id).first()


def van_wie(kaart: Netwerkkaart, gezin: Gezin | None) -> str:
    """Whose picture it is: a member's name, else the family's."""
    if kaart.van_lid_id:
        return str(kaart.van_lid)
    gegevens = getattr(gezin, "gegevens", None)
    return gegevens.naam if gegevens else _("het gezin")


def netwerk_paneel(gezin: Gezin, actor: Actor) -> dict[str, Any]:
    """The newest picture of the family; two queries."""
    kaart = Netwerkkaart.objects.zichtbaar_voor(actor).van_gezin(gezin.client_id).first()
    svg = None
    if kaart is not None:
        banden = list(kaart.banden.select_related("figuur"))
        svg = kaart_svg(kaart, banden, van_wie=van_wie(kaart, gezin))
    return {"kaart": kaart, "svg": svg, "gezin": gezin, "mag_bewerken": actor.is_(Rol.COACH)}


def registreer() -> None:
    panelen.registreer(
        panelen.Paneel(
            "netwerk.kaart",
            gettext_lazy("Wie staat er om ons heen"),
            "netwerk/paneel_kaart.html",
            netwerk_paneel,
            rollen=(Rol.COACH, Rol.VERZORGENDE),
            volgorde=60,
        )
    )
    registreer_soort()
