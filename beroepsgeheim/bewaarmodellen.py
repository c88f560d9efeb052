"""Retention and erasure: terms of each organisation, erasures on their way, counts without anybody, who answers for what.

Keys are opaque here too. A Wissing is written by functions of the owner alone: the thirty days run on the clock of
the database, so that no page and no task can shorten them.
"""

import uuid
from datetime import date, timedelta

from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisaties.actor import Actor
from organisaties.models import Organisatie, Rol

from .bewaarklassen import KLASSEN
from .querysets import GeheimQuerySet
from .register import beschermd, met_geschiedenis

BEDENKTIJD = timedelta(days=30)
BEHEREN = (Rol.PRIVACY, Rol.BEHEERDER)
EIGEN_HUIS = "organisatie_id = bg_organisatie() AND bg_rol() IN ('privacy', 'beheerder')"


class BewaartermijnQuerySet(models.QuerySet["Bewaartermijn"]):
    def zichtbaar_voor(self, actor: Actor) -> "BewaartermijnQuerySet":
        """The terms of one's own organisation; how long is no secret for who works there."""
        return self.filter(organisatie_id=actor.organisatie_id) if actor.organisatie_id else self.none()


@met_geschiedenis()
@beschermd(ook_lezen="bg_soort() IN ('functie', 'gezinslid')", ook_schrijven=EIGEN_HUIS)
class Bewaartermijn(models.Model):
    """How long one organisation keeps one class, in months after its end, and why (its decision, its text)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    klasse = models.SlugField(_("klasse"), max_length=40)
    maanden = models.PositiveSmallIntegerField(_("maanden"))
    beslissing = models.CharField(_("waar en wanneer dit beslist is"), max_length=300)
    versie = models.PositiveIntegerField(default=1)
    gemaakt_op = models.DateTimeField(default=timezone.now)

    objects = BewaartermijnQuerySet.as_manager()

    class Meta:
        ordering = ["klasse"]
        verbose_name = _("bewaartermijn")
        constraints = [
            models.UniqueConstraint(fields=["organisatie", "klasse"], name="bewaartermijn_een_per_klasse"),
            models.CheckConstraint(
                condition=Q(maanden__gte=1, maanden__lte=600),
                name="bewaartermijn_maanden_kloppen",
                violation_error_message=_("Kies tussen 1 maand en 50 jaar."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.klasse}: {self.maanden}"


class WissingQuerySet(GeheimQuerySet["Wissing"]):
    def zichtbaar_voor(self, actor: Actor) -> "WissingQuerySet":
        """Who keeps retention in her organisation; who carries the file. The family: see bewaren.aankondiging."""
        if actor.is_(*BEHEREN):
            return self.filter(organisatie_id=actor.organisatie_id)
        return self.binnen(actor, "dossier")

    def open(self) -> "WissingQuerySet":
        return self.filter(status__in=Wissing.OPEN)


@beschermd(lezen=[("sleutel", "dossier")], ook_lezen=EIGEN_HUIS)
class Wissing(models.Model):
    """One file on its way out. What stays afterwards is this row with a key that leads to nobody."""

    class Status(models.TextChoices):
        GEVONDEN = "gevonden", _("termijn voorbij, nog niet aangekondigd")
        AANGEKONDIGD = "aangekondigd", _("aangekondigd")
        TEGENGEHOUDEN = "tegengehouden", _("tegengehouden")
        GEWIST = "gewist", _("gewist")
        VERVALLEN = "vervallen", _("niet meer aan de orde")

    class Aanleiding(models.TextChoices):
        TERMIJN = "termijn", _("de bewaartermijn is voorbij")
        VERZOEK = "verzoek", _("het gezin vroeg het")

    class Kopie(models.TextChoices):
        """Whether the family got its data first; nothing is erased before this is answered."""

        TE_VRAGEN = "te_vragen", _("nog te vragen")
        GEGEVEN = "gegeven", _("het gezin heeft een kopie")
        NIET_GEWENST = "niet_gewenst", _("het gezin wil geen kopie")
        NIET_BEREIKBAAR = "niet_bereikbaar", _("het gezin is niet meer te bereiken")

    class Tegen(models.TextChoices):
        OPNIEUW = "opnieuw", _("het gezin begint opnieuw")
        PROCEDURE = "procedure", _("er loopt een klacht of een procedure")
        ARCHIEF = "archief", _("een selectieregel zegt dat dit bewaard blijft")
        GEZIN = "gezin", _("het gezin vraagt om te wachten")

    OPEN = (Status.GEVONDEN, Status.AANGEKONDIGD, Status.TEGENGEHOUDEN)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sleutel = models.UUIDField(editable=False)
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    klasse = models.SlugField(max_length=40)
    aanleiding = models.CharField(max_length=10, choices=Aanleiding, default=Aanleiding.TERMIJN)
    einde = models.DateField()
    status = models.CharField(max_length=14, choices=Status, default=Status.GEVONDEN)
    kopie = models.CharField(max_length=16, choices=Kopie, default=Kopie.TE_VRAGEN)
    gevonden_op = models.DateTimeField(default=timezone.now)
    aangekondigd_op = models.DateTimeField(null=True)
    aangekondigd_door = models.UUIDField(null=True)
    wissen_vanaf = models.DateField(null=True)
    tegen_reden = models.CharField(max_length=12, choices=Tegen, blank=True, default="")
    tegen_tot = models.DateField(null=True)
    gewist_op = models.DateTimeField(null=True)
    rijen = models.PositiveIntegerField(default=0)

    objects = WissingQuerySet.as_manager()

    class Meta:
        ordering = ["wissen_vanaf", "einde", "id"]
        verbose_name = _("wissing")
        verbose_name_plural = _("wissingen")
        constraints = [
            models.UniqueConstraint(
                fields=["sleutel"],
                condition=Q(status__in=["gevonden", "aangekondigd", "tegengehouden"]),
                name="wissing_een_open_per_sleutel",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["gevonden", "aangekondigd", "tegengehouden", "gewist", "vervallen"])
                & Q(kopie__in=["te_vragen", "gegeven", "niet_gewenst", "niet_bereikbaar"])
                & Q(aanleiding__in=["termijn", "verzoek"])
                & Q(tegen_reden__in=["", "opnieuw", "procedure", "archief", "gezin"]),
                name="wissing_woorden_bestaan",
            ),
            models.CheckConstraint(
                condition=~Q(status="aangekondigd")
                | Q(aangekondigd_op__isnull=False, wissen_vanaf__isnull=False),
                name="wissing_aangekondigd_heeft_dag",
            ),
        ]
        indexes = [models.Index(fields=["organisatie", "status", "einde"], name="wissing_organisatie")]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def kenmerk(self) -> str:
        """A short mark by which officer and coach mean the same file; it tells nothing."""
        return self.sleutel.hex[:8].upper()

    @property
    def klasse_naam(self) -> str:
        return str(KLASSEN[self.klasse].titel) if self.klasse in KLASSEN else self.klasse

    def is_rijp_op(self, dag: date) -> bool:
        """The thirty days are over and the family was asked about a copy."""
        if self.status != self.Status.AANGEKONDIGD or self.wissen_vanaf is None:
            return False
        return self.wissen_vanaf <= dag and self.kopie != self.Kopie.TE_VRAGEN

    def _beheert(self, actor: Actor) -> bool:
        return actor.is_(*BEHEREN) and actor.organisatie_id == self.organisatie_id

    def kan_aankondigen(self, actor: Actor) -> bool:
        return self.status == self.Status.GEVONDEN and self._beheert(actor)

    def kan_antwoorden(self, actor: Actor) -> bool:
        """About the copy: who carries the file, or who keeps retention when nobody carries it any more."""
        open_ = self.status in (self.Status.GEVONDEN, self.Status.AANGEKONDIGD)
        return open_ and (actor.is_(Rol.COACH) or self._beheert(actor))

    def kan_tegenhouden(self, actor: Actor) -> bool:
        open_ = self.status in (self.Status.GEVONDEN, self.Status.AANGEKONDIGD)
        return open_ and (actor.is_(Rol.COACH) or self._beheert(actor))


class GroveTelling(models.Model):
    """What stays of erased files: how many of a kind in a year in a municipality. No key, no day, no text.

    The web role cannot read it: small numbers point at a family. Reports take it through their own functions.
    """

    jaar = models.PositiveSmallIntegerField()
    gemeente = models.ForeignKey("organisaties.Gemeente", on_delete=models.PROTECT, null=True)
    soort = models.CharField(max_length=30)
    aantal = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("grove telling")
        constraints = [
            models.UniqueConstraint(
                fields=["jaar", "gemeente", "soort"], name="grovetelling_eenmaal", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.jaar} {self.soort}"


class PrivacyverklaringQuerySet(models.QuerySet["Privacyverklaring"]):
    def zichtbaar_voor(self, actor: Actor | None) -> QuerySet["Privacyverklaring"]:
        """Public: who answers for what is no secret."""
        return self

    def beheerd_door(self, actor: Actor) -> QuerySet["Privacyverklaring"]:
        return self.filter(organisatie_id=actor.organisatie_id) if actor.is_(*BEHEREN) else self.none()


@met_geschiedenis()
@beschermd(ook_lezen="true", ook_schrijven=EIGEN_HUIS)
class Privacyverklaring(models.Model):
    """What one organisation says about being the controller of its files, in its own words."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisatie = models.OneToOneField(
        Organisatie, on_delete=models.PROTECT, related_name="privacyverklaring"
    )
    contact = models.CharField(_("waar mensen met een vraag terechtkunnen"), max_length=300)
    functionaris = models.CharField(_("functionaris voor gegevensbescherming"), max_length=300, blank=True)
    uitzonderingen = models.TextField(
        _("uitzonderingen op wat het gezin kan zien"), max_length=4000, blank=True
    )
    gewijzigd_op = models.DateTimeField(default=timezone.now)
    versie = models.PositiveIntegerField(default=1)

    objects = PrivacyverklaringQuerySet.as_manager()

    class Meta:
        verbose_name = _("privacyverklaring")

    def __str__(self) -> str:
        return str(self.pk)


__all__ = ["BEDENKTIJD", "BEHEREN", "Bewaartermijn", "GroveTelling", "Privacyverklaring", "Wissing"]
