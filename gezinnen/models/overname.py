"""A colleague of the same service who carries a file for a while: written by functions of the owner only."""

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from beroepsgeheim.models import Geheim
from beroepsgeheim.querysets import DossierQuerySet
from beroepsgeheim.register import beschermd
from organisaties.actor import Actor
from organisaties.models import Functie

from .kern import DOSSIER, Gezin
from .regels_gezin import samen

DAGEN = 14


class OvernameQuerySet(DossierQuerySet["Overname"]):
    def lopend_op(self, dag: date) -> "OvernameQuerySet":
        """Take-overs in force on this day."""
        return self.filter(van__lte=dag, tot__gte=dag, beeindigd_op__isnull=True)


@beschermd(lezen=[DOSSIER], ook_lezen=samen())
class Overname(Geheim):
    """Who took a file over, why, and until when. Ends by itself, or earlier when somebody ends it."""

    class Reden(models.TextChoices):
        ZIEK = "ziek", _("de coach is ziek")
        VERLOF = "verlof", _("de coach is met verlof")
        ONBEREIKBAAR = "onbereikbaar", _("de coach is niet bereikbaar en het kan niet wachten")
        GEZIN = "gezin", _("het gezin vraagt het")
        ANDERS = "anders", _("iets anders")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gezin = models.ForeignKey(Gezin, on_delete=models.CASCADE, related_name="overnames")
    door = models.ForeignKey(Functie, on_delete=models.PROTECT, verbose_name=_("door"))
    reden = models.CharField(_("waarom"), max_length=14, choices=Reden)
    toelichting = models.CharField(_("toelichting"), max_length=200, blank=True)
    van = models.DateField(_("van"))
    tot = models.DateField(_("tot en met"))
    beeindigd_op = models.DateTimeField(_("beëindigd op"), null=True)

    objects = OvernameQuerySet.as_manager()

    class Meta:
        ordering = ["-van", "id"]
        verbose_name = _("overname")
        constraints = [
            models.CheckConstraint(condition=Q(tot__gte=F("van")), name="overname_periode_klopt"),
            models.CheckConstraint(
                condition=Q(reden__in=["ziek", "verlof", "onbereikbaar", "gezin", "anders"]),
                name="overname_reden_bestaat",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def kan_beeindigen(self, actor: Actor) -> bool:
        """Who took over may stop, and so may everyone else who carries the file."""
        return self.beeindigd_op is None and self.gezin.kan_bewerken(actor)
