"""Municipalities, sectors, and organisations with dated participation."""

import uuid
from datetime import date
from typing import TYPE_CHECKING

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organisaties.periode import MetPeriode, MetVanTot

from .rol import Rol

if TYPE_CHECKING:
    from organisaties.actor import Actor


class GeldigQuerySet(models.QuerySet):
    """Rows that are valid between two days (both included; null is open)."""

    def geldig_op(self, dag: date) -> "GeldigQuerySet":
        """Rows that are valid on this day."""
        return self.filter(
            Q(geldig_van__isnull=True) | Q(geldig_van__lte=dag),
            Q(geldig_tot__isnull=True) | Q(geldig_tot__gte=dag),
        )


class Sector(models.Model):
    """A sector of the welfare field (dated like municipalities: sectors are renamed and merged too; R068)."""

    code = models.SlugField(primary_key=True, max_length=40)
    naam = models.CharField(_("naam"), max_length=120)
    beroepsgeheim = models.BooleanField(_("gebonden door beroepsgeheim"), null=True)
    opgelegd = models.BooleanField(_("gedwongen kader"), null=True)
    geldig_van = models.DateField(null=True, blank=True)
    geldig_tot = models.DateField(null=True, blank=True)

    objects = GeldigQuerySet.as_manager()

    class Meta:
        ordering = ["naam"]

    def __str__(self) -> str:
        return self.naam


class Gemeente(models.Model):
    """A municipality for as long as it existed; a merger points to its successor (R254-R262, R290)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nis = models.CharField(_("NIS-code"), max_length=5, unique=True)
    naam = models.CharField(_("naam"), max_length=80)
    geldig_van = models.DateField(_("geldig van"), null=True, blank=True)
    geldig_tot = models.DateField(_("geldig tot en met"), null=True, blank=True)
    opvolger = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True)
    bron = models.CharField(max_length=200, blank=True)
    brondatum = models.DateField(null=True, blank=True)

    objects = GeldigQuerySet.as_manager()

    class Meta:
        ordering = ["naam", "nis"]
        verbose_name = _("gemeente")
        verbose_name_plural = _("gemeenten")
        constraints = [
            models.CheckConstraint(
                condition=Q(geldig_tot__isnull=True)
                | Q(geldig_van__isnull=True)
                | Q(geldig_tot__gte=F("geldig_van")),
                name="gemeente_periode_klopt",
            ),
        ]

    def __str__(self) -> str:
        return self.naam


class OrganisatieQuerySet(GeldigQuerySet):
    def zichtbaar_voor(self, actor: "Actor") -> "OrganisatieQuerySet":
        """Partners are public among staff; a family member or a link sees them on its own pages only."""
        return self if actor.rol and actor.rol != Rol.GEZINSLID else self.none()


class Organisatie(MetPeriode, models.Model):
    """A partner: OCMW, family-care service, odd-job service, volunteers, training or welfare partner."""

    class Soort(models.TextChoices):
        OCMW = "ocmw", _("OCMW")
        GEZINSZORG_PUBLIEK = "gezinszorg_publiek", _("dienst gezinszorg, publiek")
        GEZINSZORG_REGIONAAL = "gezinszorg_regionaal", _("dienst gezinszorg, regionaal")
        GEZINSZORG_PRIVAAT = "gezinszorg_privaat", _("dienst gezinszorg, privaat")
        KLUSSENDIENST = "klussendienst", _("klussendienst")
        VRIJWILLIGERSWERKING = "vrijwilligerswerking", _("vrijwilligerswerking")
        VORMINGSPARTNER = "vormingspartner", _("vormingspartner")
        WELZIJNSPARTNER = "welzijnspartner", _("welzijnspartner")
        RAPPORTERENDE_INSTANTIE = "rapporterende_instantie", _("rapporterende instantie")

    GEZINSZORG = (Soort.GEZINSZORG_PUBLIEK, Soort.GEZINSZORG_REGIONAAL, Soort.GEZINSZORG_PRIVAAT)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.SlugField(_("code"), max_length=80, unique=True)
    naam = models.CharField(_("naam"), max_length=160)
    soort = models.CharField(_("soort"), max_length=30, choices=Soort)
    gemeenten = models.ManyToManyField(
        Gemeente, through="OrganisatieGemeente", related_name="organisaties", verbose_name=_("werkgebied")
    )
    zetel = models.ForeignKey(
        Gemeente, on_delete=models.PROTECT, null=True, blank=True, related_name="zetel_van"
    )
    plaatsnaam = models.CharField(_("plaats"), max_length=80, blank=True)
    opvolger = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True)
    geldig_van = models.DateField(null=True, blank=True)
    geldig_tot = models.DateField(null=True, blank=True)
    bron = models.CharField(max_length=200, blank=True)
    brondatum = models.DateField(null=True, blank=True)

    objects = OrganisatieQuerySet.as_manager()

    class Meta:
        ordering = ["naam", "id"]
        verbose_name = _("organisatie")
        verbose_name_plural = _("organisaties")
        indexes = [
            models.Index(fields=["soort", "naam"], name="organisatie_soort_naam"),
            GinIndex(fields=["naam"], opclasses=["gin_trgm_ops"], name="organisatie_naam_trgm"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    soort__in=[
                        "ocmw",
                        "gezinszorg_publiek",
                        "gezinszorg_regionaal",
                        "gezinszorg_privaat",
                        "klussendienst",
                        "vrijwilligerswerking",
                        "vormingspartner",
                        "welzijnspartner",
                        "rapporterende_instantie",
                    ]
                ),
                name="organisatie_soort_bestaat",
            )
        ]

    def __str__(self) -> str:
        return self.naam

    @property
    def is_dienst_gezinszorg(self) -> bool:
        return self.soort in self.GEZINSZORG


class OrganisatieGemeente(MetPeriode, models.Model):
    """A municipality that an organisation serves: one service is not one municipality (R259)."""

    organisatie = models.ForeignKey(Organisatie, on_delete=models.CASCADE)
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT)
    geldig_van = models.DateField(null=True, blank=True)
    geldig_tot = models.DateField(null=True, blank=True)

    objects = GeldigQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisatie", "gemeente", "geldig_van"],
                name="organisatie_gemeente_eenmaal",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisatie} in {self.gemeente}"


class Deelname(MetVanTot, models.Model):
    """Dated participation of an organisation: organising LCO and committing are two facts (R255, R258)."""

    class Soort(models.TextChoices):
        ORGANISEERT_LCO = "organiseert_lco", _("organiseert LCO")
        FORMEEL_GEENGAGEERD = "formeel_geengageerd", _("formeel geëngageerd in Thuiscompagnie")
        DIENST = "dienst", _("dienst gezinszorg in Thuiscompagnie")
        DIENST_STARTJAAR = "dienst_startjaar", _("enkel in het startjaar")
        KLUSMAAT = "klusmaat", _("lerend netwerk Klusmaat")
        VORMINGSPARTNER = "vormingspartner", _("vormingspartner")
        DOMO = "domo", _("vrijwilligers aan huis")
        KLANKBORDGROEP = "klankbordgroep", _("klankbordgroep")

    organisatie = models.ForeignKey(Organisatie, on_delete=models.CASCADE, related_name="deelnames")
    soort = models.CharField(_("soort"), max_length=30, choices=Soort)
    van = models.DateField(_("van"))
    tot = models.DateField(_("tot en met"), null=True, blank=True)
    bron = models.CharField(max_length=200, blank=True)
    brondatum = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["van", "soort", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organisatie", "soort", "van"], name="deelname_eenmaal"),
            models.CheckConstraint(
                condition=Q(tot__isnull=True) | Q(tot__gte=F("van")), name="deelname_periode_klopt"
            ),
            models.CheckConstraint(
                condition=Q(
                    soort__in=[
                        "organiseert_lco",
                        "formeel_geengageerd",
                        "dienst",
                        "dienst_startjaar",
                        "klusmaat",
                        "vormingspartner",
                        "domo",
                        "klankbordgroep",
                    ]
                ),
                name="deelname_soort_bestaat",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisatie}: {self.get_soort_display()}"

    @property
    def stand_tekst(self) -> str:
        """The period; an open end is only as fresh as its source, and says so (R262)."""
        if self.tot or self.brondatum is None:
            return self.periode_tekst
        return str(_("%(periode)s, volgens een bron van %(jaar)s")) % {
            "periode": self.periode_tekst,
            "jaar": self.brondatum.year,
        }


class Cijfer(models.Model):
    """A published figure with its population, source and date (R262, R273-R285)."""

    code = models.SlugField(primary_key=True, max_length=60)
    omschrijving = models.CharField(max_length=200)
    waarde = models.DecimalField(max_digits=12, decimal_places=2)
    eenheid = models.CharField(max_length=30)
    populatie = models.CharField(max_length=120, blank=True)
    n = models.PositiveIntegerField(null=True, blank=True)
    peildatum = models.DateField(null=True, blank=True)
    van = models.DateField(null=True, blank=True)
    tot = models.DateField(null=True, blank=True)
    bron = models.CharField(max_length=200)
    brondatum = models.DateField(null=True, blank=True)
    opmerking = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.omschrijving
