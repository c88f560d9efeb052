"""What logging in keeps: sessions that can be ended, the PIN, phones that are trusted. No case content."""

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from organisaties.actor import Actor

HERSTEL_UREN = 48


class SessieQuerySet(models.QuerySet["Sessie"]):
    def open(self) -> "SessieQuerySet":
        """Sessions that were not ended and are younger than the longest session."""
        grens = timezone.now() - timedelta(seconds=settings.AFMELDEN_NA_SECONDEN)
        return self.filter(beeindigd_op__isnull=True, begonnen_op__gt=grens)


class Sessie(models.Model):
    """One log-in in one browser, to be listed and ended by the person. No address of the machine."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gebruiker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sessies")
    sleutel = models.CharField(max_length=40, unique=True)
    browser = models.CharField(max_length=60, blank=True)
    begonnen_op = models.DateTimeField(default=timezone.now)
    laatst_actief_op = models.DateTimeField(default=timezone.now)
    beeindigd_op = models.DateTimeField(null=True)

    objects = SessieQuerySet.as_manager()

    class Meta:
        ordering = ["-laatst_actief_op", "id"]

    def __str__(self) -> str:
        return str(self.pk)


class Pincode(models.Model):
    """The six digits of one person (a peppered hash); counts wrong tries until the next full log-in."""

    gebruiker = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="pincode"
    )
    hash = models.CharField(max_length=160)
    pogingen = models.PositiveSmallIntegerField(default=0)
    gezet_op = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.pk)


class ToestelQuerySet(models.QuerySet["Toestel"]):
    def geldig(self) -> "ToestelQuerySet":
        """Phones that are still trusted now."""
        return self.filter(ingetrokken_op__isnull=True, geldig_tot__gt=timezone.now())


class Toestel(models.Model):
    """A phone that is known again by its secret (kept as a hash, renewed at each use): then the PIN is enough.

    A care worker's own, or (with `kaart`) one that keeps the card of a family member; it ends with that card.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gebruiker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="toestellen"
    )
    kaart = models.ForeignKey(
        "organisaties.Sleutelkaart", on_delete=models.CASCADE, null=True, related_name="toestellen"
    )
    browser = models.CharField(max_length=60, blank=True)
    geheim = models.CharField(max_length=64)
    vorig_geheim = models.CharField(max_length=64, blank=True)
    gemaakt_op = models.DateTimeField(default=timezone.now)
    laatst_gebruikt_op = models.DateTimeField(default=timezone.now)
    geldig_tot = models.DateTimeField()
    ingetrokken_op = models.DateTimeField(null=True)

    objects = ToestelQuerySet.as_manager()

    class Meta:
        ordering = ["-laatst_gebruikt_op", "id"]

    def __str__(self) -> str:
        return str(self.pk)


class HerstelQuerySet(models.QuerySet["Herstel"]):
    def open(self) -> "HerstelQuerySet":
        """Requests that wait for a second manager; after two days one asks again."""
        grens = timezone.now() - timedelta(hours=HERSTEL_UREN)
        return self.filter(besluit=Herstel.Besluit.OPEN, gevraagd_op__gt=grens)

    def zichtbaar_voor(self, actor: "Actor") -> "HerstelQuerySet":
        """The managers of the organisation in which it was asked."""
        if not actor.is_("beheerder"):
            return self.none()
        return self.filter(organisatie=actor.organisatie_id)


class Herstel(models.Model):
    """Somebody lost what she logs in with: one manager asks to take it away, another confirms.

    Like granting a role it takes two people: whoever holds a colleague's password needs two managers more.
    """

    class Soort(models.TextChoices):
        TWEEDE_STAP = "tweede_stap", _("tweede stap opnieuw")
        WACHTWOORD = "wachtwoord", _("ander wachtwoord")

    class Besluit(models.TextChoices):
        OPEN = "open", _("wacht op een tweede beheerder")
        JA = "ja", _("bevestigd")
        NEE = "nee", _("niet gedaan")
        VERLOPEN = "verlopen", _("te lang gewacht")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gebruiker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="herstellen"
    )
    organisatie = models.ForeignKey("organisaties.Organisatie", on_delete=models.PROTECT)
    soort = models.CharField(max_length=12, choices=Soort)
    gevraagd_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    gevraagd_op = models.DateTimeField(default=timezone.now)
    besluit = models.CharField(max_length=8, choices=Besluit, default=Besluit.OPEN)
    beslist_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    beslist_op = models.DateTimeField(null=True)

    objects = HerstelQuerySet.as_manager()

    class Meta:
        ordering = ["-gevraagd_op", "id"]
        verbose_name = _("herstel van een aanmelding")
        constraints = [
            models.UniqueConstraint(
                fields=["gebruiker", "soort"], condition=Q(besluit="open"), name="herstel_een_open"
            ),
            models.CheckConstraint(
                condition=~Q(besluit="ja")
                | Q(beslist_door__isnull=False) & ~Q(beslist_door=F("gevraagd_door")) & ~Q(beslist_door=F("gebruiker")),
                name="herstel_door_twee_personen",
                violation_error_message=_("Dit doen twee verschillende beheerders."),
            ),
            models.CheckConstraint(
                condition=~Q(gevraagd_door=F("gebruiker")),
                name="herstel_niet_voor_zichzelf",
                violation_error_message=_("Voor uzelf doet een andere beheerder dit."),
            ),
            models.CheckConstraint(
                condition=Q(besluit="open", beslist_op__isnull=True)
                | Q(besluit__in=["ja", "nee", "verlopen"], beslist_op__isnull=False),
                name="herstel_besluit_klopt",
            ),
            models.CheckConstraint(
                condition=Q(soort__in=["tweede_stap", "wachtwoord"]), name="herstel_soort_bestaat"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def wacht(self) -> bool:
        return self.besluit == self.Besluit.OPEN and self.gevraagd_op > timezone.now() - timedelta(
            hours=HERSTEL_UREN
        )

    def kan_afwijzen(self, actor: "Actor") -> bool:
        """Any manager of the organisation, who asked it and whom it is about too."""
        return self.wacht and actor.is_("beheerder") and actor.organisatie_id == self.organisatie_id

    def kan_bevestigen(self, actor: "Actor") -> bool:
        """A second manager, as long as whom it is about works in her organisation."""
        return self.kan_afwijzen(actor) and self.is_tweede(actor) and self.gebruiker.werkt_bij(actor)

    def is_tweede(self, actor: "Actor") -> bool:
        """Not who asked it, nor whom it is about."""
        return actor.gebruiker_id not in (self.gevraagd_door_id, self.gebruiker_id)
