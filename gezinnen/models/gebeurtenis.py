"""The timeline of a family: one line per event, written by the actions of all apps."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beroepsgeheim.models import Geheim
from beroepsgeheim.querysets import ZorgQuerySet
from beroepsgeheim.register import beschermd
from organisaties.models import Functie

from .kern import Client


@beschermd(lezen=[("sleutel", "dossier", "zorg")], schrijven=[("sleutel", "dossier", "zorg", "overleg")])
class Gebeurtenis(Geheim):
    """Something that happened around a client. `app_url` is a path of this site or empty.

    `voor` tells who may read the line: everyone who works in the family, or only who keeps the file.
    """

    class Voor(models.TextChoices):
        ALLEN = "allen", _("wie in het gezin werkt")
        DOSSIER = "dossier", _("coach en vervanger")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="gebeurtenissen")
    soort = models.CharField(max_length=40)
    icoon = models.CharField(max_length=20, default="info")
    titel = models.CharField(max_length=200)
    tekst = models.CharField(max_length=500, blank=True)
    app_url = models.CharField(max_length=200, blank=True)
    dag = models.DateField()
    gemaakt_op = models.DateTimeField(default=timezone.now)
    door = models.ForeignKey(Functie, on_delete=models.PROTECT, null=True)
    voor = models.CharField(max_length=10, choices=Voor, default=Voor.ALLEN)

    objects = ZorgQuerySet.as_manager()

    class Meta:
        ordering = ["-dag", "-gemaakt_op", "id"]
        verbose_name = _("gebeurtenis")
        constraints = [
            models.CheckConstraint(condition=Q(voor__in=["allen", "dossier"]), name="gebeurtenis_voor"),
        ]
        indexes = [models.Index(fields=["client", "-dag", "-gemaakt_op"], name="gebeurtenis_tijdlijn")]

    def __str__(self) -> str:
        return str(self.pk)
