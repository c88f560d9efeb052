"""The intake: by the coach, at home, over several sittings. Three questions carry it; the rest may stay empty."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beroepsgeheim.models import Geheim
from beroepsgeheim.querysets import DossierQuerySet
from beroepsgeheim.register import beschermd, met_geschiedenis
from organisaties.actor import Actor
from organisaties.models import Functie

from .aanmelding import Aanmelding
from .kern import DOSSIER, Gezin, Levensdomein
from .regels_gezin import samen


class Intake(Geheim):
    """What matters to the family, what it wants, where to begin (R014); strengths before worries."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gezin = models.ForeignKey(Gezin, on_delete=models.PROTECT, related_name="intakes")
    aanmelding = models.OneToOneField(Aanmelding, on_delete=models.PROTECT, related_name="intake")
    door = models.ForeignKey(Functie, on_delete=models.PROTECT, verbose_name=_("door"))
    belangrijk = models.TextField(_("wat is belangrijk voor jullie"), blank=True)
    willen = models.TextField(_("wat willen jullie"), blank=True)
    beginnen = models.TextField(_("waar beginnen we"), blank=True)
    krachten = models.TextField(_("wat loopt goed, waar zijn jullie sterk in"), blank=True)
    hulp_nu = models.TextField(_("wie helpt er al, en wat vinden jullie daarvan"), blank=True)
    steun = models.TextField(_("wie steunt jullie"), blank=True)
    netwerk_neemt_op = models.TextField(_("wat mensen om jullie heen al doen"), blank=True)
    huisafspraken = models.TextField(_("afspraken in huis"), blank=True)
    afgerond_op = models.DateField(_("afgerond op"), null=True, blank=True)
    gemaakt_op = models.DateTimeField(default=timezone.now)
    versie = models.PositiveIntegerField(default=1)

    objects = DossierQuerySet.as_manager()

    class Meta:
        verbose_name = _("intake")

    def __str__(self) -> str:
        return str(self.pk)

    def kan_bewerken(self, actor: Actor) -> bool:
        return self.gezin.kan_bewerken(actor)

    def kan_afronden(self, actor: Actor) -> bool:
        return self.afgerond_op is None and self.gezin.kan_bewerken(actor)


class IntakeZitting(Geheim):
    """One sitting of the intake: when, where, who was there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="zittingen")
    datum = models.DateField(_("datum"))
    plaats = models.CharField(_("waar"), max_length=120, blank=True)
    aanwezig = models.CharField(_("wie was erbij"), max_length=300, blank=True)

    objects = DossierQuerySet.as_manager()

    class Meta:
        ordering = ["datum", "id"]
        verbose_name = _("zitting")

    def __str__(self) -> str:
        return str(self.pk)

    def kan_bewerken(self, actor: Actor) -> bool:
        return self.intake.kan_bewerken(actor)


class IntakeDomein(Geheim):
    """A life domain that the family raised itself: what is strong there, then what weighs."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="domeinen")
    domein = models.CharField(_("levensdomein"), max_length=12, choices=Levensdomein)
    krachten = models.TextField(_("wat gaat hier goed"), blank=True)
    zorgen = models.TextField(_("wat weegt hier"), blank=True)

    objects = DossierQuerySet.as_manager()

    class Meta:
        ordering = ["domein"]
        verbose_name = _("levensdomein in de intake")
        constraints = [
            models.UniqueConstraint(
                fields=["intake", "domein"],
                name="intake_domein_eenmaal",
                violation_error_message=_("Dit levensdomein staat er al."),
            ),
            models.CheckConstraint(
                condition=models.Q(domein__in=Levensdomein.values), name="intake_domein_bestaat"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def kan_bewerken(self, actor: Actor) -> bool:
        return self.intake.kan_bewerken(actor)


class DoelVanAnderen(Geheim):
    """A goal that others had set before, and whether it fits what the family wants (R066)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="doelen_van_anderen")
    van_wie = models.CharField(_("van wie"), max_length=160)
    doel = models.CharField(_("welk doel"), max_length=300)
    past = models.CharField(
        _("past dit bij wat het gezin wil"),
        max_length=12,
        choices=[
            ("ja", _("ja")),
            ("deels", _("deels")),
            ("nee", _("nee")),
            ("te_vragen", _("nog te vragen")),
        ],
        default="te_vragen",
    )

    objects = DossierQuerySet.as_manager()

    class Meta:
        verbose_name = _("doel van anderen")
        constraints = [
            models.CheckConstraint(
                condition=Q(past__in=["ja", "deels", "nee", "te_vragen"]), name="doel_van_anderen_past"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def kan_bewerken(self, actor: Actor) -> bool:
        return self.intake.kan_bewerken(actor)


for _model in (Intake, IntakeZitting, IntakeDomein, DoelVanAnderen):
    beschermd(lezen=[DOSSIER], schrijven=[DOSSIER], ook_lezen=samen())(_model)
    met_geschiedenis()(_model)
