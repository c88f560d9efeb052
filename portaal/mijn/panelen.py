"""The way from the family page to the family's own places."""

from django.utils.translation import gettext_lazy as _

from gezinnen import panelen
from organisaties.models import Rol

from .coach import paneel


def registreer_panelen() -> None:
    panelen.registreer(
        panelen.Paneel(
            "mijn.plek", _("Eigen plek"), "mijn/paneel_plek.html", paneel, rollen=(Rol.COACH,), volgorde=90
        )
    )
