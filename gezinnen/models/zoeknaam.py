"""The names by which a family is found again, in a form that forgives spelling (see gezinnen/zoeken.py)."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from beroepsgeheim.models import Geheim
from beroepsgeheim.querysets import DossierQuerySet
from beroepsgeheim.register import beschermd
from organisaties.models import Organisatie

from .kern import DOSSIER, Gezin


@beschermd(lezen=[DOSSIER], schrijven=[DOSSIER])
class Zoeknaam(Geheim):
    """One name of a family: its own, or a member's. Written by `zoeken.werk_bij`, read by one function.

    `woorden`: folded words; `klanken`: their consonants; `voluit`: all letters, particles too, without spaces.

    The function `gz_zoek_gezin` is the only way to look across the families of a service; it gives back
    keys of families and a nearness, never a name.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gezin = models.ForeignKey(Gezin, on_delete=models.CASCADE, related_name="zoeknamen")
    dienst = models.ForeignKey(Organisatie, on_delete=models.PROTECT)
    woorden = models.CharField(max_length=400, blank=True)
    voluit = models.CharField(max_length=200, blank=True, db_default="")
    klanken = ArrayField(models.CharField(max_length=60), default=list)
    geboortedatum = models.DateField(null=True)

    objects = DossierQuerySet.as_manager()

    class Meta:
        verbose_name = _("zoeknaam")
        indexes = [
            GinIndex(F("dienst"), OpClass(F("woorden"), "gin_trgm_ops"), name="zoeknaam_woorden"),
            GinIndex(F("dienst"), F("klanken"), name="zoeknaam_klanken"),
            models.Index(fields=["dienst", "geboortedatum"], name="zoeknaam_geboren"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
