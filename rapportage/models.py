"""Reports (frozen tables without anybody's data) and batches of imported registrations."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beroepsgeheim.models import Geheim
from beroepsgeheim.querysets import GeheimQuerySet
from beroepsgeheim.register import beschermd, open_tabel
from gezinnen.models import Client
from gezinnen.models.regels_gezin import samen
from organisaties.actor import Actor
from organisaties.models import Organisatie, Rol

# The views that services may read themselves: made in 0002_gezichten, limited to the actor inside the view.
open_tabel("rapportage_registratie", "SELECT")


class RapportQuerySet(models.QuerySet["Rapport"]):
    def zichtbaar_voor(self, actor: Actor) -> "RapportQuerySet":
        """Reports of one's own reporting body; nobody else reads them."""
        if not actor.is_(Rol.PROVINCIE):
            return self.none()
        return self.filter(organisatie_id=actor.organisatie_id)


@beschermd(
    ook_lezen="organisatie_id = bg_organisatie() AND bg_rol() = 'provincie'",
    ook_schrijven="organisatie_id = bg_organisatie() AND bg_rol() = 'provincie' AND functie = bg_functie()",
)
class Rapport(models.Model):
    """The tables of one period as they were counted at one moment. Its id is that of the job that made it."""

    id = models.UUIDField(primary_key=True, editable=False)
    van = models.DateField(_("van"))
    tot = models.DateField(_("tot en met"))
    tabellen = models.JSONField(default=list)
    functie = models.UUIDField(db_index=True)
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT)
    gemaakt_op = models.DateTimeField(default=timezone.now)

    objects = RapportQuerySet.as_manager()

    class Meta:
        ordering = ["-gemaakt_op", "id"]
        verbose_name = _("rapport")
        verbose_name_plural = _("rapporten")
        constraints = [models.CheckConstraint(condition=Q(tot__gte=F("van")), name="rapport_periode_klopt")]

    def __str__(self) -> str:
        return f"{self.van} {self.tot}"


class Invoersoort(models.TextChoices):
    """What kind of registration a file holds."""

    REGISTRATIE = "registratie", _("aanmeldingen en opnames")
    LCO = "lco", _("lokaal cliëntoverleg")


class InvoerQuerySet(models.QuerySet["Invoer"]):
    def zichtbaar_voor(self, actor: Actor) -> "InvoerQuerySet":
        """One's own imports, in the role that made them."""
        return self.filter(eigenaar=actor.functie_id) if actor.functie_id else self.none()


VAN_MIJ = "eigenaar = bg_functie()"


@beschermd(ook_lezen=VAN_MIJ, ook_schrijven=VAN_MIJ)
class Invoer(models.Model):
    """One file on its way in: uploaded, columns matched, checked, then brought in as a whole or not at all."""

    class Status(models.TextChoices):
        KOLOMMEN = "kolommen", _("kolommen kiezen")
        NAKIJKEN = "nakijken", _("wordt nagekeken")
        FOUTEN = "fouten", _("moet verbeterd worden")
        GOED = "goed", _("klaar om in te voeren")
        INVOEREN = "invoeren", _("wordt ingevoerd")
        INGEVOERD = "ingevoerd", _("ingevoerd")
        VERVALLEN = "vervallen", _("vervallen")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    soort = models.CharField(_("wat staat er in"), max_length=12, choices=Invoersoort)
    eigenaar = models.UUIDField(null=True, db_index=True)
    organisatie = models.UUIDField(null=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.KOLOMMEN)
    bestand = models.UUIDField(null=True)
    koppen = models.JSONField(default=list)
    kolommen = models.JSONField(default=dict)
    ronde = models.PositiveSmallIntegerField(default=1)
    rijen = models.PositiveIntegerField(default=0)
    nieuw = models.PositiveIntegerField(default=0)
    bekend = models.PositiveIntegerField(default=0)
    gezinnen = models.PositiveIntegerField(default=0)
    problemen = models.PositiveIntegerField(default=0)
    fout = models.CharField(max_length=300, blank=True)
    gemaakt_op = models.DateTimeField(default=timezone.now)
    ingevoerd_op = models.DateTimeField(null=True)

    objects = InvoerQuerySet.as_manager()

    class Meta:
        ordering = ["-gemaakt_op", "id"]
        verbose_name = _("invoer")
        constraints = [
            models.CheckConstraint(condition=Q(soort__in=Invoersoort.values), name="invoer_soort_bestaat"),
            models.CheckConstraint(
                condition=Q(
                    status__in=[
                        "kolommen",
                        "nakijken",
                        "fouten",
                        "goed",
                        "invoeren",
                        "ingevoerd",
                        "vervallen",
                    ]
                ),
                name="invoer_status_bestaat",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.soort} {self.pk}"

    def kan_invoeren(self, actor: Actor) -> bool:
        """Checked, nothing wrong, and something new in it."""
        return self.status == self.Status.GOED and self.nieuw > 0 and actor.functie_id == self.eigenaar

    def kan_kolommen_kiezen(self, actor: Actor) -> bool:
        """As long as nothing was brought in, the columns may be matched again."""
        klaar = (self.Status.INVOEREN, self.Status.INGEVOERD, self.Status.VERVALLEN)
        return self.status not in klaar and actor.functie_id == self.eigenaar

    @property
    def bezig(self) -> bool:
        return self.status in (self.Status.NAKIJKEN, self.Status.INVOEREN)


@beschermd(ook_lezen=VAN_MIJ, ook_schrijven=VAN_MIJ)
class InvoerRij(models.Model):
    """A checked row that waits; gone as soon as the file is in, refused or replaced."""

    invoer = models.ForeignKey(Invoer, on_delete=models.CASCADE)
    eigenaar = models.UUIDField(null=True)
    rij = models.PositiveIntegerField()
    importsleutel = models.CharField(max_length=64)
    waarden = models.JSONField()
    client = models.UUIDField(null=True)
    gezinsnummer = models.CharField(max_length=20, default="", db_default="")

    class Meta:
        indexes = [models.Index(fields=["invoer", "importsleutel"], name="invoerrij_sleutel")]

    def __str__(self) -> str:
        return f"{self.invoer_id} {self.rij}"


@beschermd(ook_lezen=VAN_MIJ, ook_schrijven=VAN_MIJ)
class InvoerProbleem(models.Model):
    """Something that has to be put right in the file: the row and column as the person sees them."""

    invoer = models.ForeignKey(Invoer, on_delete=models.CASCADE)
    eigenaar = models.UUIDField(null=True)
    rij = models.PositiveIntegerField()
    kolom = models.CharField(max_length=80, blank=True)
    tekst = models.CharField(max_length=400)

    class Meta:
        ordering = ["rij", "id"]
        indexes = [models.Index(fields=["invoer", "rij", "id"], name="invoerprobleem_rij")]

    def __str__(self) -> str:
        return f"{self.invoer_id} {self.rij}"


class HerkomstnummerQuerySet(GeheimQuerySet["Herkomstnummer"]):
    def van_mijn_dienst(self, actor: Actor) -> "HerkomstnummerQuerySet":
        """The numbers of one's own service, for coaches and managers."""
        if not actor.is_(Rol.COACH, Rol.VERANTWOORDELIJKE):
            return self.none()
        return self.filter(dienst_id=actor.organisatie_id)


@beschermd(
    ook_lezen=f"dienst_id = bg_organisatie() AND bg_rol() IN ('coach', 'verantwoordelijke') OR {samen()}"
)
class Herkomstnummer(Geheim):
    """The number that a family had in its service's own former registration.

    It stays inside the service: it tells a coach which family stands behind an imported pseudonymous number,
    and it makes a second file about the same family find the same family. Written by the import only; the family
    reads its own number in the copy of its data.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT)
    dienst = models.ForeignKey(Organisatie, on_delete=models.PROTECT)
    nummer = models.CharField(_("eigen nummer van de dienst"), max_length=40)

    objects = HerkomstnummerQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dienst", "nummer"], name="herkomstnummer_eenmaal")]

    def __str__(self) -> str:
        return str(self.pk)
