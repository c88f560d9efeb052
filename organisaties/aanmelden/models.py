"""What logging in keeps: sessions that can be ended, the PIN, phones that are trusted. No case content."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone


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
