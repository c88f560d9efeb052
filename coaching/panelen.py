"""What this app shows on the family page."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from beroepsgeheim.models import Reikwijdte
from gezinnen import panelen
from gezinnen.models import Gezin
from organisaties.actor import Actor
from organisaties.models import Rol

from .models import Inzet


def inzet_paneel(gezin: Gezin, actor: Actor) -> dict[str, Any]:
    """Who comes, on which days, for how many hours; one query."""
    inzetten = list(
        Inzet.objects.binnen(actor, Reikwijdte.DOSSIER, Reikwijdte.ZORG)
        .filter(gezin=gezin)
        .lopend_tussen(actor.dag, actor.dag.max)
        .only("van", "uren_per_week", "weekdagen", "bedoeling", "verzorgende")
        .order_by()
    )
    inzetten.sort(key=lambda inzet: (inzet.van, inzet.pk))
    # A panel gets the family at hand: nothing is fetched again to ask what may be done.
    return {"inzetten": inzetten, "mag_bewerken": actor.is_(Rol.COACH), "gezin": gezin}


def registreer() -> None:
    panelen.registreer(
        panelen.Paneel(
            "coaching.inzet",
            _("Wie komt er"),
            "coaching/paneel_inzet.html",
            inzet_paneel,
            rollen=(Rol.COACH, Rol.VERZORGENDE),
            volgorde=20,
            noemt=(("inzetten", "verzorgende"),),
        )
    )
