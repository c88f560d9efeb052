"""Notes: about the family, in confidence, and what a third person told. Each kind has its own readers."""

import uuid
from typing import TypeVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beroepsgeheim.models import Geheim, Reikwijdte
from beroepsgeheim.register import beschermd, met_geschiedenis
from beroepsgeheim.toegang import heeft, sleutels
from organisaties.actor import Actor, Soort
from organisaties.models import Functie, Rol

from .kern import Gezin
from .stem import STEM_LEZEN, MetStem, Publiek, StemQuerySet

M = TypeVar("M", bound=models.Model)

# Who reads a note, kind by kind; the family reads through STEM_LEZEN alone.
LEZEN = f"""{STEM_LEZEN}
OR bg_rol() = 'coach' AND sleutel IN (SELECT bg_sleutels('dossier'))
   AND (soort <> 'vertrouwen' OR ook_voor_id = bg_functie())
OR bg_rol() = 'verzorgende' AND soort = 'gezin' AND voor_zorg AND sleutel IN (SELECT bg_sleutels('zorg'))
OR door_id = bg_functie() AND sleutel IN (SELECT bg_sleutels('dossier', 'zorg'))"""
# Who writes one: always under her own role. What a third person told is the coach's alone.
SCHRIJVEN = """door_id = bg_functie() AND ook_voor_id IS NULL AND (
  bg_rol() = 'coach' AND sleutel IN (SELECT bg_sleutels('dossier'))
  OR bg_rol() = 'verzorgende' AND soort <> 'derde' AND sleutel IN (SELECT bg_sleutels('zorg')))"""


class NotitieSoort(models.TextChoices):
    """The three kinds; they differ in who reads, not in how serious something is."""

    GEZIN = "gezin", _("over het gezin")
    VERTROUWEN = "vertrouwen", _("in vertrouwen")
    DERDE = "derde", _("van iemand anders gehoord")


class NotitieQuerySet(StemQuerySet[M]):
    """Notes that somebody may read, kind by kind."""

    def zichtbaar_voor(self, actor: Actor):
        """Family members by audience; a coach by the file, a care worker by the mark; the hearer her own."""
        if actor.soort is Soort.GEZINSLID:
            return super().zichtbaar_voor(actor)
        zelf = Q(door_id=actor.functie_id)
        if actor.is_(Rol.COACH):
            wie = ~Q(soort=NotitieSoort.VERTROUWEN) | Q(ook_voor_id=actor.functie_id) | zelf
            return self.filter(wie, sleutel__in=sleutels(actor, Reikwijdte.DOSSIER))
        if actor.is_(Rol.VERZORGENDE):
            wie = Q(soort=NotitieSoort.GEZIN, voor_zorg=True) | zelf
            return self.filter(wie, sleutel__in=sleutels(actor, Reikwijdte.ZORG))
        return self.none()


@met_geschiedenis()
@beschermd(ook_lezen=LEZEN, ook_schrijven=SCHRIJVEN)
class Notitie(Geheim, MetStem):
    """What was noted, for whom, and who heard it. The words stand in NotitieTekst, version by version.

    `spreker` is the member who said it (a confidence always has one); `publiek` which of the family reads it.
    A confidence is read by that member and by `door`, the hearer; by one coach (`ook_voor`) only when the
    member says yes. What a third person told is read by the coach; `achterhouden_reden` tells the family why
    an item is kept from it. No kind of note can be shared with anybody outside (R134, R230).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gezin = models.ForeignKey(Gezin, on_delete=models.PROTECT, related_name="notities")
    soort = models.CharField(_("soort"), max_length=12, choices=NotitieSoort)
    door = models.ForeignKey(
        Functie, on_delete=models.PROTECT, related_name="+", verbose_name=_("wie hoorde het")
    )
    dag = models.DateField(_("dag van het gesprek"))
    voor_zorg = models.BooleanField(_("de verzorgende leest mee"), default=False)
    ook_voor = models.ForeignKey(
        Functie, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("mag ook weten")
    )
    ook_voor_op = models.DateField(_("ja gezegd op"), null=True)
    achterhouden_reden = models.CharField(_("waarom het gezin dit niet leest"), max_length=300, blank=True)
    gemaakt_op = models.DateTimeField(default=timezone.now)

    objects = NotitieQuerySet.as_manager()

    class Meta:
        ordering = ["-dag", "-gemaakt_op", "id"]
        verbose_name = _("notitie")
        verbose_name_plural = _("notities")
        constraints = [
            models.CheckConstraint(condition=Q(soort__in=NotitieSoort.values), name="notitie_soort_bestaat"),
            models.CheckConstraint(condition=Q(publiek__in=Publiek.values), name="notitie_publiek_bestaat"),
            models.CheckConstraint(
                condition=~Q(soort="vertrouwen")
                | Q(spreker__isnull=False, publiek="spreker", voor_zorg=False),
                name="notitie_vertrouwen_van_een_lid",
                violation_error_message=_("Wat iemand in vertrouwen zegt, is van die persoon alleen."),
            ),
            models.CheckConstraint(
                condition=~Q(soort="gezin")
                | Q(publiek="gezin")
                | Q(publiek="spreker", spreker__isnull=False),
                name="notitie_gezin_leest_mee",
                violation_error_message=_("Wat u over het gezin noteert, leest het gezin."),
            ),
            models.CheckConstraint(
                condition=~Q(soort="derde")
                | Q(spreker__isnull=True, voor_zorg=False)
                & (
                    Q(publiek="gezin", achterhouden_reden="")
                    | Q(publiek="helpers") & ~Q(achterhouden_reden="")
                ),
                name="notitie_achterhouden_met_reden",
                violation_error_message=_("Leest het gezin dit niet, schrijf dan waarom."),
            ),
            models.CheckConstraint(
                condition=Q(soort="derde") | Q(achterhouden_reden=""), name="notitie_reden_enkel_bij_derde"
            ),
            models.CheckConstraint(
                condition=Q(soort="vertrouwen", ook_voor__isnull=False, ook_voor_op__isnull=False)
                | Q(ook_voor__isnull=True, ook_voor_op__isnull=True),
                name="notitie_ja_enkel_bij_vertrouwen",
            ),
        ]
        indexes = [models.Index(fields=["gezin", "-dag", "-gemaakt_op"], name="notitie_nieuwste")]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def tekst(self) -> str:
        """The words of now; the versions are read along with `met_teksten`."""
        versies = list(self.teksten.all())
        return versies[-1].tekst if versies else ""

    @property
    def is_vertrouwen(self) -> bool:
        return self.soort == NotitieSoort.VERTROUWEN

    @property
    def lezers_in_woorden(self) -> str:
        """Who reads this, in one line (no names: a name of the family stands in its own table)."""
        if self.is_vertrouwen:
            coach = _("wie het zei, wie het hoorde, en de coach")
            return str(coach if self.ook_voor_id else _("enkel wie het zei en wie het hoorde"))
        gezin = {
            Publiek.GEZIN: _("het hele gezin"),
            Publiek.SPREKER: _("wie het zei"),
            Publiek.HELPERS: _("niet het gezin"),
        }[Publiek(self.publiek)]
        delen = [_("de coach"), gezin, *([_("de verzorgende")] if self.voor_zorg else [])]
        return ", ".join(str(deel) for deel in delen)

    def kan_verbeteren(self, actor: Actor) -> bool:
        """A correction is a new version: by who heard it, or by the coach when it is no confidence."""
        if self.door_id == actor.functie_id:
            return heeft(actor, self.sleutel, Reikwijdte.DOSSIER, Reikwijdte.ZORG)
        return not self.is_vertrouwen and self.gezin.kan_bewerken(actor)

    def kan_lezers_kiezen(self, actor: Actor) -> bool:
        """Who else reads it: the coach decides for notes, the hearer writes down the member's answer."""
        if self.is_vertrouwen:
            return self.door_id == actor.functie_id and self.kan_verbeteren(actor)
        return self.gezin.kan_bewerken(actor)

    def kan_ja_zeggen(self, actor: Actor) -> bool:
        """The member decides whether the coach may know."""
        return self.is_vertrouwen and actor.soort is Soort.GEZINSLID and self.spreker_id == actor.persoon_id


# One way: the policy of the words asks which notes are visible; the notes ask nothing of the words.
# EXISTS asks about this one note; IN (SELECT ...) would read all notes of everybody first.
VAN_NOTITIE = "EXISTS (SELECT 1 FROM gezinnen_notitie n WHERE n.id = notitie_id)"
VAN_EIGEN_NOTITIE = """door_id = bg_functie() AND EXISTS (SELECT 1 FROM gezinnen_notitie n
  WHERE n.id = notitie_id AND (n.door_id = bg_functie() OR n.soort <> 'vertrouwen' AND bg_rol() = 'coach'))"""


@beschermd(ook_lezen=VAN_NOTITIE, ook_schrijven=VAN_EIGEN_NOTITIE)
class NotitieTekst(Geheim):
    """One version of the words of a note. Rows are never changed: a correction is the next number."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    notitie = models.ForeignKey(Notitie, on_delete=models.CASCADE, related_name="teksten")
    nummer = models.PositiveSmallIntegerField(_("versie"), default=1)
    tekst = models.TextField(_("wat u noteert"), max_length=4000)
    van_wie = models.CharField(_("van wie u het hoorde"), max_length=160, blank=True)
    waarom = models.CharField(_("wat er verbeterd is"), max_length=200, blank=True)
    door = models.ForeignKey(Functie, on_delete=models.PROTECT, related_name="+")
    gemaakt_op = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["nummer"]
        verbose_name = _("tekst van een notitie")
        constraints = [
            models.UniqueConstraint(fields=["notitie", "nummer"], name="notitietekst_nummer"),
            models.CheckConstraint(
                condition=Q(nummer=1) | ~Q(waarom=""),
                name="notitietekst_verbetering_zegt_waarom",
                violation_error_message=_("Schrijf kort wat u verbetert."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
