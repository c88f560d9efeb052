"""Speaker and audience: a family is not one voice.

What somebody of the family said carries who said it (`spreker`) and which of the family may read it
(`publiek`). Two people of one family can be shielded from each other (`Afscherming`): then nothing that one
of them said, and no address, appointment or log line of hers, reaches the other. Row policies hold this too.
"""

import uuid
from datetime import date
from typing import TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beroepsgeheim.models import Geheim
from beroepsgeheim.querysets import ZorgQuerySet
from beroepsgeheim.register import beschermd, met_geschiedenis
from organisaties.actor import Actor
from organisaties.models import Functie

from .kern import DOSSIER, Gezin, Gezinslid
from .regels_gezin import Publiek, PubliekQuerySet, met_publiek

M = TypeVar("M", bound=models.Model)


# For @beschermd(ook_lezen=STEM_LEZEN) on a MetStem model: the only way in for a family member.
STEM_LEZEN = met_publiek("spreker_id")


class StemQuerySet(PubliekQuerySet[M]):
    """Rows with a speaker and an audience."""

    wie = "spreker"


class MetStem(models.Model):
    """Base of what somebody of the family said: use with Geheim, StemQuerySet and STEM_LEZEN."""

    spreker = models.ForeignKey(
        Gezinslid,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("wie zegt dit"),
        help_text=_("Leeg: het gezin samen."),
    )
    publiek = models.CharField(
        _("wie van het gezin leest dit"), max_length=10, choices=Publiek, default=Publiek.GEZIN
    )

    class Meta:
        abstract = True

    @property
    def logboek_persoon(self) -> uuid.UUID | None:
        """Whose words these are: a look at them is told to nobody else of the family."""
        return self.spreker_id


class AfschermingQuerySet(ZorgQuerySet["Afscherming"]):
    def lopend_op(self, dag: date) -> "AfschermingQuerySet":
        """Shieldings in force on this day."""
        return self.filter(Q(tot__isnull=True) | Q(tot__gte=dag), van__lte=dag)


@met_geschiedenis()
@beschermd(lezen=[("sleutel", "dossier", "zorg")], schrijven=[DOSSIER], ook_lezen="lid_id = bg_persoon()")
class Afscherming(Geheim):
    """`lid` is shielded from `voor_lid`: separated partners, or one of them in danger. No reason is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gezin = models.ForeignKey(Gezin, on_delete=models.PROTECT, related_name="afschermingen")
    lid = models.ForeignKey(
        Gezinslid,
        on_delete=models.PROTECT,
        related_name="afgeschermd_van",
        verbose_name=_("wie beschermen we"),
    )
    voor_lid = models.ForeignKey(
        Gezinslid,
        on_delete=models.PROTECT,
        related_name="ziet_niet",
        verbose_name=_("wie ziet niets van haar of hem"),
    )
    van = models.DateField(_("vanaf"))
    tot = models.DateField(_("tot en met"), null=True, blank=True)
    door = models.ForeignKey(Functie, on_delete=models.PROTECT, null=True, related_name="+")
    gemaakt_op = models.DateTimeField(default=timezone.now)
    versie = models.PositiveIntegerField(default=1)

    objects = AfschermingQuerySet.as_manager()

    class Meta:
        ordering = ["van", "id"]
        verbose_name = _("afscherming")
        verbose_name_plural = _("afschermingen")
        constraints = [
            models.CheckConstraint(
                condition=~Q(lid=F("voor_lid")),
                name="afscherming_twee_mensen",
                violation_error_message=_("Kies twee verschillende mensen."),
            ),
            models.CheckConstraint(
                condition=Q(tot__isnull=True) | Q(tot__gte=F("van")),
                name="afscherming_periode_klopt",
                violation_error_message=_("De einddatum ligt voor de begindatum."),
            ),
        ]
        indexes = [models.Index(fields=["voor_lid", "van"], name="afscherming_voor_lid")]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def logboek_persoon(self) -> uuid.UUID:
        """A look at it is told to who is protected alone: the other must not see that it stands there."""
        return self.lid_id

    def kan_bewerken(self, actor: Actor) -> bool:
        return self.gezin.kan_bewerken(actor)
