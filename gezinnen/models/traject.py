"""The trajectory with its phases, and the family's own goals and small steps."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beroepsgeheim.models import Geheim, Reikwijdte
from beroepsgeheim.querysets import ZorgQuerySet
from beroepsgeheim.register import beschermd, met_geschiedenis
from organisaties.actor import Actor, Soort
from organisaties.models import Functie

from .aanmelding import Aanmelding
from .kern import DOSSIER, DOSSIER_ZORG, Fase, Gezin, Gezinslid
from .regels_gezin import (
    NIEMAND_AFGESCHERMD,
    Publiek,
    PubliekQuerySet,
    SamenQuerySet,
    met_publiek,
    niemand_afgeschermd,
    samen,
    van_mijn_gezin,
)

# A step follows its goal: the row policy of the goal is asked again. One without a goal is of all together.
STAP_GEZIN = f"""{van_mijn_gezin()} AND (doel_id IS NULL AND {NIEMAND_AFGESCHERMD}
  OR EXISTS (SELECT 1 FROM gezinnen_doel d WHERE d.id = doel_id))"""  # noqa: S608 - constants


class Traject(Geheim):
    """One stretch of support for a family, from referral to end; the rows of TrajectFase tell its way."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gezin = models.ForeignKey(Gezin, on_delete=models.PROTECT, related_name="trajecten")
    aanmelding = models.OneToOneField(Aanmelding, on_delete=models.PROTECT, related_name="traject")
    fase = models.CharField(_("fase"), max_length=12, choices=Fase, default=Fase.AANMELDING)
    van = models.DateField(_("van"))
    tot = models.DateField(_("tot en met"), null=True, blank=True)
    # Asked when support ends: what stays, and with whom (R040, R041, R042, R053). Nothing is compulsory
    # for a family that stops by itself.
    nu_zelf = models.TextField(_("wat het gezin nu zelf doet"), blank=True)
    met_netwerk = models.TextField(_("wat het gezin doet met mensen om zich heen"), blank=True)
    effect = models.TextField(_("wat stoppen kan betekenen voor het gezinsleven"), blank=True)
    andere_hulp = models.TextField(_("welke hulp blijft, en hoe"), blank=True)
    vertrouwenspersoon = models.CharField(_("bij wie het gezin terecht kan"), max_length=200, blank=True)
    versie = models.PositiveIntegerField(default=1)

    objects = SamenQuerySet.as_manager()

    class Meta:
        ordering = ["-van", "id"]
        verbose_name = _("traject")
        constraints = [
            models.CheckConstraint(condition=Q(fase__in=Fase.values), name="traject_fase_bestaat"),
            models.CheckConstraint(
                condition=Q(fase__in=["afgerond", "gestopt"], tot__isnull=False)
                | ~Q(fase__in=["afgerond", "gestopt"]) & Q(tot__isnull=True),
                name="traject_einde_heeft_dag",
            ),
            models.UniqueConstraint(
                fields=["gezin"], condition=Q(tot__isnull=True), name="traject_een_lopend_per_gezin"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def kan_van_fase(self, actor: Actor) -> bool:
        """Any phase may follow any other, also back; only an ended trajectory stays ended."""
        return self.tot is None and self.gezin.kan_bewerken(actor)

    @property
    def is_beeindigd(self) -> bool:
        return self.tot is not None


class TrajectFase(Geheim):
    """A change of phase: who, when, why (R033), and what the family can carry then: what gives strength, what
    weighs, in words and never as a score (R016). Rows are never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    traject = models.ForeignKey(Traject, on_delete=models.PROTECT, related_name="fases")
    fase = models.CharField(_("fase"), max_length=12, choices=Fase)
    op = models.DateField(_("op"))
    waarom = models.CharField(_("waarom"), max_length=300, blank=True)
    kracht = models.TextField(_("wat het gezin kracht geeft"), max_length=1000, blank=True, db_default="")
    last = models.TextField(_("wat er weegt"), max_length=1000, blank=True, db_default="")
    door = models.ForeignKey(Functie, on_delete=models.PROTECT, null=True)
    gemaakt_op = models.DateTimeField(default=timezone.now)

    objects = SamenQuerySet.as_manager()

    class Meta:
        ordering = ["op", "gemaakt_op", "id"]
        verbose_name = _("fase van het traject")
        constraints = [models.CheckConstraint(condition=Q(fase__in=Fase.values), name="trajectfase_bestaat")]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def in_woorden(self) -> str:
        """Why, what gives strength and what weighs: a line each."""
        delen = (("", self.waarom), (_("Geeft kracht:"), self.kracht), (_("Weegt:"), self.last))
        return "\n".join(f"{kop} {tekst}".strip() for kop, tekst in delen if tekst)


class Vooruitgang(models.TextChoices):
    """Kinds of progress (R018, R030). Never a score."""

    BETER_VOELEN = "beter_voelen", _("zich beter voelen")
    ZELF_BESLISSEN = "zelf_beslissen", _("zelf beslissen")
    VERTROUWEN = "vertrouwen", _("weer durven vertrouwen")
    MET_KINDEREN = "met_kinderen", _("dingen doen met de kinderen")
    MET_ZICHZELF = "met_zichzelf", _("in verbinding met zichzelf")
    MET_ANDEREN = "met_anderen", _("in verbinding met anderen")
    MET_SAMENLEVING = "met_samenleving", _("in verbinding met de samenleving")


class Doel(Geheim):
    """A goal in the family's words and order (R027, R028)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gezin = models.ForeignKey(Gezin, on_delete=models.PROTECT, related_name="doelen")
    tekst = models.CharField(_("wat het gezin wil, in eigen woorden"), max_length=300)
    van_lid = models.ForeignKey(
        Gezinslid, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("wie zegt dit")
    )
    # Whose words: `van_lid`. A child's own words stay the child's until it opens them itself.
    publiek = models.CharField(
        _("wie van het gezin leest dit"), max_length=10, choices=Publiek, default=Publiek.GEZIN
    )
    volgorde = models.PositiveSmallIntegerField(_("volgorde"), default=1)
    bereikt_op = models.DateField(_("bereikt op"), null=True, blank=True)
    losgelaten_op = models.DateField(_("losgelaten op"), null=True, blank=True)
    gemaakt_op = models.DateTimeField(default=timezone.now)
    versie = models.PositiveIntegerField(default=1)

    objects = PubliekQuerySet.as_manager()

    class Meta:
        ordering = ["volgorde", "gemaakt_op", "id"]
        verbose_name = _("doel")
        verbose_name_plural = _("doelen")
        constraints = [
            models.CheckConstraint(condition=Q(publiek__in=Publiek.values), name="doel_publiek_bestaat")
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_lopend(self) -> bool:
        return self.bereikt_op is None and self.losgelaten_op is None

    def kan_bewerken(self, actor: Actor) -> bool:
        return self.gezin.kan_meewerken(actor)


class StapQuerySet(ZorgQuerySet["Stap"]):
    def zichtbaar_voor(self, actor: Actor) -> "StapQuerySet":
        """A family member: steps of the goals she reads, and those without a goal of the family together."""
        if actor.soort is not Soort.GEZINSLID:
            return super().zichtbaar_voor(actor)
        los = Q(doel__isnull=True) & Q(niemand_afgeschermd())
        return self.binnen(actor, Reikwijdte.GEZIN).filter(
            los | Q(doel__in=Doel.objects.zichtbaar_voor(actor).values("pk"))
        )


class Stap(Geheim):
    """A small step; it may stand without a goal (resting first is a step too; R011, R012)."""

    class Status(models.TextChoices):
        OPEN = "open", _("willen we doen")
        BEZIG = "bezig", _("zijn we mee bezig")
        GELUKT = "gelukt", _("gelukt")
        WERKTE_NIET = "werkte_niet", _("geprobeerd, werkte niet")
        LOSGELATEN = "losgelaten", _("losgelaten")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gezin = models.ForeignKey(Gezin, on_delete=models.PROTECT, related_name="stappen")
    doel = models.ForeignKey(Doel, on_delete=models.PROTECT, null=True, blank=True, related_name="stappen")
    tekst = models.CharField(_("kleine stap"), max_length=300)
    wie = models.CharField(_("wie doet wat samen"), max_length=200, blank=True)
    tegen = models.DateField(_("tegen wanneer"), null=True, blank=True)
    status = models.CharField(_("hoe staat het"), max_length=12, choices=Status, default=Status.OPEN)
    inspanning = models.TextField(_("wat het gezin ervoor deed"), blank=True)
    resultaat = models.TextField(_("wat het opleverde"), blank=True)
    vooruitgang = ArrayField(
        models.CharField(max_length=16, choices=Vooruitgang),
        default=list,
        blank=True,
        verbose_name=_("groei in"),
    )
    gemaakt_op = models.DateTimeField(default=timezone.now)
    versie = models.PositiveIntegerField(default=1)

    objects = StapQuerySet.as_manager()

    class Meta:
        ordering = ["gemaakt_op", "id"]
        verbose_name = _("stap")
        verbose_name_plural = _("stappen")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["open", "bezig", "gelukt", "werkte_niet", "losgelaten"]),
                name="stap_status_bestaat",
            ),
            models.CheckConstraint(
                condition=Q(vooruitgang__contained_by=Vooruitgang.values), name="stap_vooruitgang"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def vooruitgang_woorden(self) -> list[str]:
        """The kinds of growth in words, in the order of the list."""
        return [str(soort.label) for soort in Vooruitgang if soort in self.vooruitgang]

    def kan_bewerken(self, actor: Actor) -> bool:
        return self.gezin.kan_meewerken(actor)


for _model in (Traject, TrajectFase):
    beschermd(lezen=[DOSSIER_ZORG], schrijven=[DOSSIER], ook_lezen=samen())(_model)
    met_geschiedenis()(_model)
beschermd(
    lezen=[DOSSIER_ZORG],
    schrijven=[DOSSIER_ZORG],
    ook_lezen=met_publiek("van_lid_id"),
    ook_schrijven=f"{van_mijn_gezin()} AND van_lid_id = bg_persoon()",
)(Doel)
beschermd(lezen=[DOSSIER_ZORG], schrijven=[DOSSIER_ZORG], ook_lezen=STAP_GEZIN)(Stap)
for _deel in (Doel, Stap):
    met_geschiedenis()(_deel)
