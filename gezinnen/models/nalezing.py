"""Reading on for a while after one's task has ended: only with the family's yes, thirty days at most."""

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beroepsgeheim.models import Geheim, Reikwijdte
from beroepsgeheim.querysets import DossierQuerySet
from beroepsgeheim.register import beschermd
from organisaties.actor import Actor, Soort
from organisaties.models import Functie

from .kern import Gezin, Gezinslid

DAGEN_NALEZEN = 30


class NalezingQuerySet(DossierQuerySet["Nalezing"]):
    leesbaar_met = (Reikwijdte.DOSSIER, Reikwijdte.GEZIN)

    def lopend_op(self, dag: date) -> "NalezingQuerySet":
        """Those in force on this day."""
        return self.filter(van__lte=dag, tot__gte=dag, gestopt_op__isnull=True)


@beschermd(lezen=[("sleutel", "dossier", "gezin")])
class Nalezing(Geheim):
    """Who reads on, who of the family said yes and when, and until when. Written by functions of the owner."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gezin = models.ForeignKey(Gezin, on_delete=models.CASCADE, related_name="nalezingen")
    functie = models.ForeignKey(
        Functie, on_delete=models.PROTECT, related_name="+", verbose_name=_("wie nog leest")
    )
    ja_van = models.ForeignKey(
        Gezinslid, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("wie ja zei")
    )
    ja_op = models.DateField(_("ja gezegd op"))
    van = models.DateField(_("van"))
    tot = models.DateField(_("tot en met"))
    gestopt_op = models.DateTimeField(_("gestopt op"), null=True)
    door = models.ForeignKey(Functie, on_delete=models.PROTECT, related_name="+")
    gemaakt_op = models.DateTimeField(default=timezone.now)

    objects = NalezingQuerySet.as_manager()

    class Meta:
        ordering = ["-van", "id"]
        verbose_name = _("nalezen na een taak")
        constraints = [
            models.CheckConstraint(condition=Q(tot__gte=F("van")), name="nalezing_periode_klopt"),
            models.CheckConstraint(condition=Q(ja_op__lte=F("van")), name="nalezing_na_het_ja"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def kan_stoppen(self, actor: Actor) -> bool:
        """The family, at once and without a reason; or the coach when the family says so."""
        loopt = self.gestopt_op is None
        return loopt and (actor.soort is Soort.GEZINSLID or self.gezin.kan_bewerken(actor))
