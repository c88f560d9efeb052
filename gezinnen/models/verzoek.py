"""What people ask about their data (AVG art. 15 to 21), with its term; the words of it apart."""

import uuid
from calendar import monthrange
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beroepsgeheim.models import Geheim, Reikwijdte
from beroepsgeheim.querysets import GeheimQuerySet
from beroepsgeheim.register import beschermd, met_geschiedenis
from beroepsgeheim.toegang import heeft, sleutels
from organisaties.actor import Actor, Soort
from organisaties.models import Functie, Organisatie, Rol

from .kern import DOSSIER, Gezin, Gezinslid

VAN_MIJ = "(lid_id = bg_persoon() OR lid_id IS NULL AND bg_persoon() IS NOT NULL) AND sleutel IN (SELECT bg_sleutels('gezin'))"
VAN_MIJN_HUIS = "dienst_id = bg_organisatie() AND bg_rol() = 'privacy'"


def plus_maanden(dag: date, maanden: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    jaar, maand = divmod(dag.year * 12 + dag.month - 1 + maanden, 12)
    return date(jaar, maand + 1, min(dag.day, monthrange(jaar, maand + 1)[1]))


class VerzoekQuerySet(GeheimQuerySet["Verzoek"]):
    def zichtbaar_voor(self, actor: Actor) -> "VerzoekQuerySet":
        """Who carries the file, the officer of that service, and who asked (or the family that asked together)."""
        if actor.soort is Soort.GEZINSLID:
            eigen = Q(lid=actor.persoon_id) | Q(lid__isnull=True)
            return self.filter(eigen, sleutel__in=sleutels(actor, Reikwijdte.GEZIN))
        if actor.is_(Rol.PRIVACY):
            return self.filter(dienst_id=actor.organisatie_id)
        return self.binnen(actor, Reikwijdte.DOSSIER)

    def open(self) -> "VerzoekQuerySet":
        return self.filter(afgehandeld_op__isnull=True)


@met_geschiedenis()
@beschermd(
    lezen=[DOSSIER],
    schrijven=[DOSSIER],
    ook_lezen=f"{VAN_MIJ} OR {VAN_MIJN_HUIS}",
    ook_schrijven=f"lid_id = bg_persoon() AND sleutel IN (SELECT bg_sleutels('gezin')) OR {VAN_MIJN_HUIS}",
)
class Verzoek(Geheim):
    """A request and its term, without a word of what it is about: the officer reads this, never a file."""

    class Soort(models.TextChoices):
        INZAGE = "inzage", _("een kopie van de gegevens")
        VERBETERING = "verbetering", _("iets verbeteren")
        WISSING = "wissing", _("gegevens wissen")
        BEZWAAR = "bezwaar", _("bezwaar tegen wat er met de gegevens gebeurt")

    class Via(models.TextChoices):
        COACH = "coach", _("aan de coach gezegd")
        MIJN = "mijn", _("zelf gevraagd in de eigen plek")
        BRIEF = "brief", _("met een brief of een mail")

    class Verlenging(models.TextChoices):
        INGEWIKKELD = "ingewikkeld", _("de vraag is ingewikkeld")
        AANTAL = "aantal", _("er zijn veel vragen tegelijk")

    class Uitkomst(models.TextChoices):
        GEDAAN = "gedaan", _("gedaan wat gevraagd werd")
        DEELS = "deels", _("deels gedaan, met uitleg")
        GEWEIGERD = "geweigerd", _("niet gedaan, met uitleg")
        INGETROKKEN = "ingetrokken", _("het gezin vroeg het niet langer")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gezin = models.ForeignKey(Gezin, on_delete=models.PROTECT, related_name="verzoeken")
    lid = models.ForeignKey(
        Gezinslid, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("wie vraagt het")
    )
    dienst = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    soort = models.CharField(_("wat wordt gevraagd"), max_length=12, choices=Soort)
    via = models.CharField(_("hoe kwam de vraag"), max_length=8, choices=Via, default=Via.COACH)
    ontvangen_op = models.DateField(_("gevraagd op"))
    termijn = models.DateField(_("antwoord tegen"))
    verlengd_op = models.DateField(_("verlengd op"), null=True, blank=True)
    verlenging = models.CharField(
        _("waarom langer"), max_length=12, choices=Verlenging, blank=True, default=""
    )
    afgehandeld_op = models.DateField(_("afgehandeld op"), null=True, blank=True)
    uitkomst = models.CharField(_("uitkomst"), max_length=12, choices=Uitkomst, blank=True, default="")
    door = models.ForeignKey(Functie, on_delete=models.PROTECT, null=True, related_name="+")
    gemaakt_op = models.DateTimeField(default=timezone.now)
    versie = models.PositiveIntegerField(default=1)

    objects = VerzoekQuerySet.as_manager()

    class Meta:
        ordering = ["termijn", "gemaakt_op", "id"]
        verbose_name = _("vraag over gegevens")
        verbose_name_plural = _("vragen over gegevens")
        constraints = [
            models.CheckConstraint(
                condition=Q(termijn__gt=F("ontvangen_op")), name="verzoek_termijn_na_ontvangst"
            ),
            models.CheckConstraint(
                condition=Q(afgehandeld_op__isnull=True, uitkomst="")
                | Q(afgehandeld_op__isnull=False) & ~Q(uitkomst=""),
                name="verzoek_afgehandeld_heeft_uitkomst",
            ),
            models.CheckConstraint(
                condition=Q(verlengd_op__isnull=True, verlenging="")
                | Q(verlengd_op__isnull=False) & ~Q(verlenging=""),
                name="verzoek_verlengd_heeft_reden",
            ),
            models.CheckConstraint(
                condition=Q(
                    soort__in=["inzage", "verbetering", "wissing", "bezwaar"],
                    via__in=["coach", "mijn", "brief"],
                    verlenging__in=["", "ingewikkeld", "aantal"],
                    uitkomst__in=["", "gedaan", "deels", "geweigerd", "ingetrokken"],
                ),
                name="verzoek_soort_bestaat",
            ),
        ]
        indexes = [
            models.Index(fields=["dienst", "afgehandeld_op", "termijn"], name="verzoek_dienst_termijn")
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_open(self) -> bool:
        return self.afgehandeld_op is None

    def is_te_laat_op(self, dag: date) -> bool:
        return self.is_open and dag > self.termijn

    @property
    def uiterste_termijn(self) -> date:
        """One month, and two more when there is a reason."""
        return plus_maanden(self.ontvangen_op, 3)

    def _behandelt(self, actor: Actor) -> bool:
        if actor.is_(Rol.PRIVACY):
            return actor.organisatie_id == self.dienst_id
        return actor.is_(Rol.COACH) and heeft(actor, self.sleutel, Reikwijdte.DOSSIER)

    def kan_verlengen(self, actor: Actor) -> bool:
        """Once, and told within the first month."""
        return (
            self.is_open and self.verlengd_op is None and actor.dag <= self.termijn and self._behandelt(actor)
        )

    def kan_afhandelen(self, actor: Actor) -> bool:
        return self.is_open and self._behandelt(actor)

    def kan_wissen(self, actor: Actor) -> bool:
        """The officer announces an erasure that was asked; the coach who wrote the request down does not."""
        return (
            self.is_open
            and self.soort == self.Soort.WISSING
            and actor.is_(Rol.PRIVACY)
            and self._behandelt(actor)
        )


class VerzoekWoordQuerySet(GeheimQuerySet["VerzoekWoord"]):
    def zichtbaar_voor(self, actor: Actor) -> "VerzoekWoordQuerySet":
        """Who carries the file, and who asked; never the officer."""
        if actor.soort is Soort.GEZINSLID:
            return self.filter(verzoek__in=Verzoek.objects.zichtbaar_voor(actor))
        return self.binnen(actor, Reikwijdte.DOSSIER)


@met_geschiedenis()
@beschermd(
    lezen=[DOSSIER],
    schrijven=[DOSSIER],
    ook_lezen="bg_persoon() IS NOT NULL AND EXISTS (SELECT 1 FROM gezinnen_verzoek v WHERE v.id = verzoek_id)",
    ook_schrijven="EXISTS (SELECT 1 FROM gezinnen_verzoek v WHERE v.id = verzoek_id AND v.lid_id = bg_persoon())",
)
class VerzoekWoord(Geheim):
    """What is asked and what was answered, in words: of the person and of who carries the file alone."""

    verzoek = models.OneToOneField(Verzoek, on_delete=models.PROTECT, primary_key=True, related_name="woord")
    vraag = models.TextField(_("de vraag, in eigen woorden"), max_length=2000, blank=True)
    antwoord = models.TextField(_("het antwoord aan wie het vroeg"), max_length=4000, blank=True)

    objects = VerzoekWoordQuerySet.as_manager()

    class Meta:
        verbose_name = _("woorden bij een vraag over gegevens")

    def __str__(self) -> str:
        return str(self.pk)
