"""Only registering: a consultation that an OCMW held elsewhere, without a name or any content (R197)."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beroepsgeheim.register import beschermd, met_geschiedenis
from gezinnen.models import JaNeeOnbekend
from organisaties.actor import Actor
from organisaties.models import Functie, Gemeente, Organisatie, Rol

EIGEN_OCMW = "ocmw_id = bg_organisatie() AND bg_rol() = 'coordinator'"


class OverlegregistratieQuerySet(models.QuerySet["Overlegregistratie"]):
    def zichtbaar_voor(self, actor: Actor) -> "OverlegregistratieQuerySet":
        """The coordinators of the OCMW that held it."""
        if not actor.is_(Rol.COORDINATOR):
            return self.none()
        return self.filter(ocmw_id=actor.organisatie_id)


@met_geschiedenis()
@beschermd(ook_lezen=EIGEN_OCMW, ook_schrijven=EIGEN_OCMW)
class Overlegregistratie(models.Model):
    """One counted consultation. Small numbers still point at a family: only this OCMW reads the rows."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ocmw = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+", verbose_name=_("OCMW"))
    gemeente = models.ForeignKey(
        Gemeente, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("gemeente van de cliënt")
    )
    datum = models.DateField(_("dag van het overleg"))
    client_aanwezig = models.CharField(
        _("was de cliënt erbij"), max_length=10, choices=JaNeeOnbekend, default=JaNeeOnbekend.ONBEKEND
    )
    eerste = models.CharField(
        _("was het een eerste overleg"), max_length=10, choices=JaNeeOnbekend, default=JaNeeOnbekend.ONBEKEND
    )
    herkomst = models.CharField(
        max_length=10, default="hier", choices=[("hier", _("hier")), ("import", "import")]
    )
    importsleutel = models.CharField(max_length=64, null=True, blank=True, unique=True)
    door = models.ForeignKey(Functie, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    gemaakt_op = models.DateTimeField(default=timezone.now)

    objects = OverlegregistratieQuerySet.as_manager()

    class Meta:
        ordering = ["-datum", "-gemaakt_op", "id"]
        verbose_name = _("geregistreerd overleg")
        verbose_name_plural = _("geregistreerde overleggen")
        constraints = [
            models.CheckConstraint(
                condition=Q(client_aanwezig__in=JaNeeOnbekend.values, eerste__in=JaNeeOnbekend.values),
                name="overlegregistratie_antwoorden",
            ),
            models.CheckConstraint(condition=Q(herkomst__in=["hier", "import"]), name="overlegreg_herkomst"),
        ]
        indexes = [models.Index(fields=["ocmw", "-datum", "-gemaakt_op", "id"], name="overlegreg_ocmw_datum")]

    def __str__(self) -> str:
        return str(self.pk)
