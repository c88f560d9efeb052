"""What every queryset of case content starts from."""

from typing import TypeVar

from django.db import models

from organisaties.actor import Actor

from .models import Reikwijdte
from .toegang import sleutels

M = TypeVar("M", bound=models.Model)


class GeheimQuerySet(models.QuerySet[M]):
    """Rows with an opaque key; subclasses narrow by audience where a family is not one voice."""

    leesbaar_met: tuple[str, ...] = (Reikwijdte.DOSSIER,)

    def binnen(self, actor: Actor, *reikwijdtes: Reikwijdte | str):
        """Rows whose key this actor reaches in one of these extents."""
        return self.filter(sleutel__in=sleutels(actor, *reikwijdtes))

    def zichtbaar_voor(self, actor: Actor):
        """Rows this actor may see: no extent, no rows."""
        return self.binnen(actor, *self.leesbaar_met)


class DossierQuerySet(GeheimQuerySet[M]):
    """Rows for those who carry the file: coach and substitute."""


class ZorgQuerySet(GeheimQuerySet[M]):
    """Rows that the care worker in the family needs as well."""

    leesbaar_met: tuple[Reikwijdte, ...] = (Reikwijdte.DOSSIER, Reikwijdte.ZORG)
