"""Tables of the floor. They know ids and opaque keys only, never a family's words."""

import secrets
import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Opdracht(models.Model):
    """One committed intention of work outside the request (the outbox row, also the worker's lease).

    `lading` holds ids only. `actor` is the actor under whom the work is done, checked again when it runs.
    """

    class Status(models.TextChoices):
        WACHT = "wacht", _("wacht op de werker")
        BEZIG = "bezig", _("is bezig")
        KLAAR = "klaar", _("is klaar")
        GEPARKEERD = "geparkeerd", _("is niet gelukt")
        ONZEKER = "onzeker", _("misschien al verstuurd")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    soort = models.CharField(max_length=60)
    uniek = models.CharField(max_length=200, unique=True)
    lading = models.JSONField(default=dict)
    actor = models.JSONField(default=dict)
    eigenaar = models.UUIDField(null=True, db_index=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.WACHT)
    pogingen = models.PositiveSmallIntegerField(default=0)
    lease = models.UUIDField(null=True)
    geleased_tot = models.DateTimeField(null=True)
    fout = models.CharField(max_length=60, blank=True)
    resultaat = models.UUIDField(null=True)
    gemaakt_op = models.DateTimeField(default=timezone.now)
    klaar_op = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=["wacht", "bezig", "klaar", "geparkeerd", "onzeker"]),
                name="opdracht_status_bestaat",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="bezig") | models.Q(lease__isnull=False),
                name="opdracht_bezig_heeft_lease",
            ),
        ]
        indexes = [
            models.Index(
                fields=["gemaakt_op"],
                condition=models.Q(status__in=["wacht", "bezig"]),
                name="opdracht_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.soort} {self.pk}"

    @property
    def loopt(self) -> bool:
        return self.status in (self.Status.WACHT, self.Status.BEZIG)


def documentpad(document: "Document", bestandsnaam: str) -> str:
    """A random name: a file name never tells whom it is about."""
    return f"{timezone.now():%Y/%m}/{secrets.token_hex(16)}"


class Document(models.Model):
    """A file that the program made or took in: stored after commit, served by a view only.

    Who may read it is decided per `soort` (vloer.documenten); `sleutel` is the opaque key of the case.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    soort = models.CharField(max_length=60)
    sleutel = models.UUIDField(null=True, db_index=True)
    eigenaar = models.UUIDField(null=True, db_index=True)
    over = models.UUIDField(null=True, db_index=True)
    opdracht = models.OneToOneField(Opdracht, on_delete=models.PROTECT, null=True, related_name="document")
    bestand = models.FileField(upload_to=documentpad, max_length=120)
    mediatype = models.CharField(max_length=100)
    extensie = models.CharField(max_length=8)
    omvang = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    gemaakt_op = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-gemaakt_op", "id"]

    def __str__(self) -> str:
        return f"{self.soort} {self.pk}"

    @property
    def bestandsnaam(self) -> str:
        """The name offered when saving: the kind and the day, never a family."""
        return (
            f"{self.soort.split('.')[-1]}-{timezone.localtime(self.gemaakt_op):%Y%m%d-%H%M}.{self.extensie}"
        )


class Concept(models.Model):
    """What somebody typed and did not save yet: one draft per person, role, form and object.

    It survives a log-out and an expired session. Never tracked in the history.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    functie = models.UUIDField()
    formulier = models.CharField(max_length=60)
    over = models.UUIDField()
    velden = models.JSONField(default=dict)
    bewaard_op = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["functie", "formulier", "over"], name="concept_een_per_formulier")
        ]

    def __str__(self) -> str:
        return f"{self.formulier} {self.over}"

    @property
    def van_wie(self) -> str:
        """Who typed it, when that was somebody else: a colleague who left (see gezinnen/migrations/0008_opvolging.py)."""
        return str((self.velden.get("_van") or [""])[0])


class Formulierbon(models.Model):
    """A one-time form token that has been used, with where it led: the second click lands there too."""

    bon = models.UUIDField(primary_key=True)
    functie = models.UUIDField(null=True)
    doel = models.CharField(max_length=300, blank=True)
    gebruikt_op = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return str(self.bon)
