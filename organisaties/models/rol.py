"""The roles in which somebody works here."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Rol(models.TextChoices):
    """The roles of the access table; an actor has exactly one in use."""

    COACH = "coach", _("coach")
    VERZORGENDE = "verzorgende", _("verzorgende")
    VERANTWOORDELIJKE = "verantwoordelijke", _("verantwoordelijke")
    COORDINATOR = "coordinator", _("LCO-coördinator")
    HULPVERLENER = "hulpverlener", _("hulpverlener")
    KLUSSENDIENST = "klussendienst", _("klussendienst")
    VRIJWILLIGERSWERKING = "vrijwilligerswerking", _("vrijwilligerswerking")
    GEZINSLID = "gezinslid", _("gezinslid")
    DEONTOLOGIE = "deontologie", _("deontologisch contact")
    VORMING = "vorming", _("vormingsverantwoordelijke")
    PROVINCIE = "provincie", _("provinciaal medewerker")
    BEHEERDER = "beheerder", _("beheerder")
    PRIVACY = "privacy", _("functionaris gegevensbescherming")
    ONDERSTEUNING = "ondersteuning", _("ondersteuning")


# Who works with people or numbers; support looks at the machine only, a family member has her own place.
MEDEWERKERS = [rol for rol in Rol if rol not in (Rol.GEZINSLID, Rol.ONDERSTEUNING)]
