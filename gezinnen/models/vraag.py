"""What somebody of the family asks the coach from her own place: a question, or a consultation."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beroepsgeheim.models import Geheim, Reikwijdte
from beroepsgeheim.querysets import GeheimQuerySet
from beroepsgeheim.register import beschermd, met_geschiedenis
from organisaties.actor import Actor, Soort
from organisaties.models import Functie

from .kern import DOSSIER, Gezin, Gezinslid
from .regels_gezin import van_mijn_gezin


class GezinsvraagQuerySet(GeheimQuerySet["Gezinsvraag"]):
    def zichtbaar_voor(self, actor: Actor) -> "GezinsvraagQuerySet":
        """Who keeps the file, and who asked it: nobody else of the family."""
        if actor.soort is Soort.GEZINSLID:
            return self.binnen(actor, Reikwijdte.GEZIN).filter(spreker=actor.persoon_id)
        return self.binnen(actor, Reikwijdte.DOSSIER)

    def open(self) -> "GezinsvraagQuerySet":
        """Those that wait for the coach."""
        return self.filter(beantwoord_op__isnull=True, ingetrokken_op__isnull=True)


@met_geschiedenis()
@beschermd(
    lezen=[DOSSIER],
    schrijven=[DOSSIER],
    ook_lezen=f"{van_mijn_gezin()} AND spreker_id = bg_persoon()",
    ook_schrijven=f"{van_mijn_gezin()} AND spreker_id = bg_persoon()",
)
class Gezinsvraag(Geheim):
    """Asked in one's own words, answered by the coach. Between the two of them; the person may take it back."""

    class Soort(models.TextChoices):
        VRAAG = "vraag", _("een vraag")
        OVERLEG = "overleg", _("een overleg met de hulpverleners")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gezin = models.ForeignKey(Gezin, on_delete=models.PROTECT, related_name="vragen")
    spreker = models.ForeignKey(
        Gezinslid, on_delete=models.PROTECT, related_name="+", verbose_name=_("wie vraagt dit")
    )
    soort = models.CharField(_("wat voor vraag"), max_length=12, choices=Soort)
    tekst = models.TextField(_("de vraag, in eigen woorden"), max_length=2000)
    gesteld_op = models.DateTimeField(default=timezone.now)
    antwoord = models.TextField(_("het antwoord"), max_length=2000, blank=True)
    beantwoord_op = models.DateTimeField(null=True)
    beantwoord_door = models.ForeignKey(Functie, on_delete=models.PROTECT, null=True, related_name="+")
    ingetrokken_op = models.DateTimeField(null=True)
    versie = models.PositiveIntegerField(default=1)

    objects = GezinsvraagQuerySet.as_manager()

    class Meta:
        ordering = ["-gesteld_op", "id"]
        verbose_name = _("vraag van een gezinslid")
        verbose_name_plural = _("vragen van gezinsleden")
        constraints = [
            models.CheckConstraint(
                condition=Q(soort__in=["vraag", "overleg"]), name="gezinsvraag_soort_bestaat"
            ),
            models.CheckConstraint(
                condition=Q(beantwoord_op__isnull=True, antwoord="")
                | Q(beantwoord_op__isnull=False) & ~Q(antwoord=""),
                name="gezinsvraag_antwoord_heeft_dag",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_open(self) -> bool:
        return self.beantwoord_op is None and self.ingetrokken_op is None

    @property
    def logboek_persoon(self) -> uuid.UUID:
        """A look at it is told to nobody else of the family."""
        return self.spreker_id

    def kan_beantwoorden(self, actor: Actor) -> bool:
        return self.is_open and self.gezin.kan_bewerken(actor)

    def kan_intrekken(self, actor: Actor) -> bool:
        return self.is_open and actor.soort is Soort.GEZINSLID and actor.persoon_id == self.spreker_id
