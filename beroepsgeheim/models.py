"""Toegang (who may reach which key, on which ground, when) and Raadpleging (the append-only log).

Keys are opaque: this app knows no families. Toegang has no row policy of its own (policies that read
each other's tables recurse); the web role may only read it, functions of the owner write it.
"""

import uuid

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Reikwijdte(models.TextChoices):
    """How far access to a key reaches; row policies and querysets name the ones they admit."""

    DOSSIER = "dossier", _("het hele dossier")
    ZORG = "zorg", _("wat nodig is om in het gezin te werken")
    OVERLEG = "overleg", _("de voorbereiding en het verloop van een overleg")
    DEELNAME = "deelname", _("een overleg waarop men uitgenodigd is")
    GEZIN = "gezin", _("het gezin zelf")


class Toegang(models.Model):
    """One ground on which one actor reaches one key, for a period. Written by bg_geef_toegang only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sleutel = models.UUIDField()
    reikwijdte = models.CharField(max_length=12, choices=Reikwijdte)
    grond = models.CharField(max_length=30)
    functie = models.ForeignKey("organisaties.Functie", on_delete=models.PROTECT, null=True)
    organisatie = models.ForeignKey("organisaties.Organisatie", on_delete=models.PROTECT, null=True)
    rol = models.CharField(max_length=20, blank=True)
    persoon_id = models.UUIDField(null=True)
    van = models.DateField()
    tot = models.DateField(null=True)
    ingetrokken_op = models.DateTimeField(null=True)
    gegeven_door = models.UUIDField(null=True)
    gegeven_op = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("toegang")
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(functie__isnull=False, organisatie__isnull=True, persoon_id__isnull=True)
                    | Q(functie__isnull=True, organisatie__isnull=False, persoon_id__isnull=True) & ~Q(rol="")
                    | Q(functie__isnull=True, organisatie__isnull=True, persoon_id__isnull=False)
                ),
                name="toegang_een_houder",
            ),
            models.CheckConstraint(condition=Q(reikwijdte__in=Reikwijdte.values), name="toegang_reikwijdte"),
        ]
        indexes = [
            models.Index(fields=["functie", "reikwijdte", "sleutel"], name="toegang_functie"),
            models.Index(fields=["organisatie", "rol", "reikwijdte", "sleutel"], name="toegang_organisatie"),
            models.Index(fields=["persoon_id", "reikwijdte", "sleutel"], name="toegang_persoon"),
            models.Index(fields=["sleutel"], name="toegang_sleutel"),
        ]

    def __str__(self) -> str:
        return f"{self.reikwijdte} {self.sleutel}"


class Raadpleging(models.Model):
    """One look at, or act upon, a key: append-only and hash-chained. Content never stands in it."""

    class Actie(models.TextChoices):
        BEKIJKEN = "bekijken", _("bekeken")
        LIJST = "lijst", _("in een lijst gezien")
        ZOEKEN = "zoeken", _("gezocht")
        WIJZIGEN = "wijzigen", _("gewijzigd")
        EXPORT = "export", _("uitgevoerd")
        AFDRUK = "afdruk", _("document geopend")
        WEIGERING = "weigering", _("geweigerd")
        TOEGANG = "toegang", _("toegang gegeven of beëindigd")
        OVERNAME = "overname", _("overgenomen bij afwezigheid")
        AANMELDING = "aanmelding", _("aangemeld")
        DELEN = "delen", _("gedeeld")
        BEZWAAR = "bezwaar", _("bezwaar gemaakt")
        LOGBOEK = "logboek", _("in het logboek gekeken")
        WISSEN = "wissen", _("gewist")

    id = models.BigAutoField(primary_key=True)
    tijdstip = models.DateTimeField()
    actie = models.CharField(max_length=20)
    sleutel = models.UUIDField(null=True)
    onderdeel = models.CharField(max_length=60)
    doel = models.CharField(max_length=120, blank=True)
    aantal = models.IntegerField(null=True)
    uitkomst = models.CharField(max_length=12)
    soort_actor = models.CharField(max_length=12)
    gebruiker = models.UUIDField(null=True)
    functie = models.UUIDField(null=True)
    organisatie = models.UUIDField(null=True)
    rol = models.CharField(max_length=20, blank=True)
    verzoek = models.CharField(max_length=32)
    vorige_hash = models.BinaryField()
    hash = models.BinaryField()
    # The one member of the family whose own words or own look this line is about; nobody else of it reads it.
    persoon = models.UUIDField(null=True)

    class Meta:
        verbose_name = _("raadpleging")
        verbose_name_plural = _("raadplegingen")
        indexes = [
            models.Index(fields=["sleutel", "id"], name="raadpleging_sleutel"),
            models.Index(fields=["organisatie", "id"], name="raadpleging_organisatie"),
            BrinIndex(fields=["tijdstip"], name="raadpleging_tijdstip"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class Logboekstand(models.Model):
    """Where the log ends: one row, written with each line. What lies beyond it, or is missing, was tampered with."""

    id = models.SmallIntegerField(primary_key=True)
    laatste_id = models.BigIntegerField()
    aantal = models.BigIntegerField()
    hash = models.BinaryField()
    # From this number on there are no gaps; before it, numbers of rolled back requests may be missing.
    aaneen_vanaf = models.BigIntegerField()

    class Meta:
        verbose_name = _("stand van het logboek")

    def __str__(self) -> str:
        return f"{self.laatste_id}"


class Logboekkop(models.Model):
    """The head of the log at the end of a day; the same line stands in a file outside the database."""

    dag = models.DateField(primary_key=True)
    laatste_id = models.BigIntegerField()
    aantal = models.BigIntegerField()
    hash = models.BinaryField()

    class Meta:
        ordering = ["dag"]
        verbose_name = _("kop van het logboek")
        verbose_name_plural = _("koppen van het logboek")

    def __str__(self) -> str:
        return f"{self.dag}"


class Geheim(models.Model):
    """Base of every model with case content: the opaque key that row policies and Toegang share."""

    sleutel = models.UUIDField(editable=False, db_index=True)

    class Meta:
        abstract = True


from .bewaarmodellen import Bewaartermijn, GroveTelling, Privacyverklaring, Wissing  # noqa: E402

__all__ = [
    "Bewaartermijn",
    "Geheim",
    "GroveTelling",
    "Logboekkop",
    "Logboekstand",
    "Privacyverklaring",
    "Raadpleging",
    "Reikwijdte",
    "Toegang",
    "Wissing",
]
