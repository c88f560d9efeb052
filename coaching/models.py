"""Inzet (who works in which family, how many hours) and Beurt (one turn: planned and delivered are two facts)."""

import uuid
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beroepsgeheim.models import Geheim, Reikwijdte
from beroepsgeheim.register import beschermd, met_geschiedenis
from beroepsgeheim.toegang import mijn_toegang
from gezinnen.models import Gezin
from gezinnen.models.regels_gezin import SamenQuerySet, samen
from organisaties.actor import Actor, Soort
from organisaties.models import Functie, Organisatie, Rol

MINSTENS = Decimal("4")
EIGEN_DIENST = "dienst_id = bg_organisatie() AND bg_rol() = 'verantwoordelijke'"
EIGEN_BEURT = "verzorgende_id = bg_functie() AND sleutel IN (SELECT bg_sleutels('zorg'))"


class Weekdag(models.IntegerChoices):
    """Days as Python counts them: Monday is 0."""

    MAANDAG = 0, _("maandag")
    DINSDAG = 1, _("dinsdag")
    WOENSDAG = 2, _("woensdag")
    DONDERDAG = 3, _("donderdag")
    VRIJDAG = 4, _("vrijdag")
    ZATERDAG = 5, _("zaterdag")
    ZONDAG = 6, _("zondag")


class Bedoeling(models.TextChoices):
    """What the work is for: two purposes, both good (never taking over)."""

    ONTWIKKELEN = "ontwikkelen", _("samen iets leren of opbouwen")
    CONSOLIDEREN = "consolideren", _("houden wat er is")


class MinderReden(models.TextChoices):
    """Why fewer than four hours a week were agreed (R006)."""

    OPBOUW = "opbouw", _("we beginnen rustig")
    AFBOUW = "afbouw", _("we bouwen af")
    WENS = "wens", _("het gezin wil het zo")
    SAMEN = "samen", _("er komt ook een andere verzorgende")
    PLAATS = "plaats", _("meer uren zijn er nu niet")


class EindeReden(models.TextChoices):
    """Why this worker stops coming; the family may choose another without explaining itself (R017)."""

    AFGEROND = "afgerond", _("het werk is rond")
    GEZIN = "gezin", _("het gezin koos ervoor")
    VERZORGENDE = "verzorgende", _("de verzorgende vroeg het")
    UURROOSTER = "uurrooster", _("uurrooster of afwezigheid")
    VERHUIZING = "verhuizing", _("het gezin verhuisde")
    ANDERS = "anders", _("iets anders")


def dagen_tekst(weekdagen: Iterable[int]) -> str:
    """Days in words: "maandag en woensdag"."""
    namen = [str(Weekdag(dag).label) for dag in sorted(weekdagen)]
    if len(namen) < 2:
        return "".join(namen)
    return _("%(dagen)s en %(laatste)s") % {"dagen": ", ".join(namen[:-1]), "laatste": namen[-1]}


def voor_planning(actor: Actor) -> bool:
    """Whether this actor plans for a whole service."""
    return actor.is_(Rol.VERANTWOORDELIJKE)


class InzetQuerySet(SamenQuerySet["Inzet"]):
    def planning_van(self, actor: Actor) -> QuerySet["Inzet"]:
        """Hours and people of one's own service, without anything about a family but its number."""
        return self.filter(dienst_id=actor.organisatie_id) if voor_planning(actor) else self.none()

    def van_verzorgende(self, actor: Actor) -> QuerySet["Inzet"]:
        """The care worker's own: where she works or worked, as long as she may write there. Who only reads on
        after her task confirms no turns: the coach does."""
        hier = mijn_toegang(actor).filter(reikwijdte=Reikwijdte.ZORG).values("sleutel")
        return self.filter(sleutel__in=hier, verzorgende_id=actor.functie_id)

    def lopend_op(self, dag: date) -> QuerySet["Inzet"]:
        return self.lopend_tussen(dag, dag)

    def lopend_tussen(self, van: date, tot: date) -> QuerySet["Inzet"]:
        """Deployments in force on at least one day of this period (both ends included)."""
        return self.filter(Q(tot__isnull=True) | Q(tot__gte=van), van__lte=tot)


@met_geschiedenis()
@beschermd(
    lezen=[("sleutel", "dossier", "zorg")],
    schrijven=[("sleutel", "dossier")],
    ook_lezen=f"{EIGEN_DIENST} OR {samen()}",
)
class Inzet(Geheim):
    """A care worker in a family: agreed hours a week, days, purpose, period. Reasons are coded here, because
    the service's planner reads this table; words about the family stand in InzetWoord."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gezin = models.ForeignKey(Gezin, on_delete=models.PROTECT, related_name="inzetten")
    dienst = models.ForeignKey(Organisatie, on_delete=models.PROTECT, verbose_name=_("dienst"))
    verzorgende = models.ForeignKey(
        Functie, on_delete=models.PROTECT, related_name="inzetten", verbose_name=_("verzorgende")
    )
    uren_per_week = models.DecimalField(
        _("uren per week"),
        max_digits=4,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.5")), MaxValueValidator(Decimal("40"))],
    )
    minder_reden = models.CharField(
        _("waarom minder dan 4 uur"), max_length=10, choices=MinderReden, blank=True
    )
    weekdagen = ArrayField(models.SmallIntegerField(choices=Weekdag), verbose_name=_("dagen"))
    bedoeling = models.CharField(_("waarvoor"), max_length=14, choices=Bedoeling)
    van = models.DateField(_("vanaf"))
    tot = models.DateField(_("tot en met"), null=True, blank=True)
    einde_reden = models.CharField(_("waarom het stopt"), max_length=12, choices=EindeReden, blank=True)
    vorige = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="opvolger"
    )
    gemaakt_door = models.ForeignKey(Functie, on_delete=models.PROTECT, related_name="+")
    gemaakt_op = models.DateTimeField(default=timezone.now)
    versie = models.PositiveIntegerField(default=1)

    objects = InzetQuerySet.as_manager()

    class Meta:
        ordering = ["-van", "id"]
        verbose_name = _("inzet")
        verbose_name_plural = _("inzetten")
        constraints = [
            models.CheckConstraint(
                condition=Q(tot__isnull=True) | Q(tot__gte=F("van")),
                name="inzet_periode_klopt",
                violation_error_message=_("De einddatum ligt voor de begindatum."),
            ),
            models.CheckConstraint(
                condition=Q(uren_per_week__gte=MINSTENS) | ~Q(minder_reden=""),
                name="inzet_minder_heeft_reden",
                violation_error_message=_("Zeg waarom er minder dan 4 uur per week afgesproken is."),
            ),
            models.CheckConstraint(
                condition=Q(uren_per_week__gt=0, uren_per_week__lte=40), name="inzet_uren_kloppen"
            ),
            models.CheckConstraint(condition=~Q(weekdagen=[]), name="inzet_heeft_een_dag"),
            models.CheckConstraint(
                condition=Q(weekdagen__contained_by=Weekdag.values), name="inzet_weekdagen"
            ),
            models.CheckConstraint(
                condition=Q(einde_reden="") | Q(tot__isnull=False), name="inzet_reden_heeft_einde"
            ),
            models.CheckConstraint(condition=Q(bedoeling__in=Bedoeling.values), name="inzet_bedoeling"),
            models.CheckConstraint(
                condition=Q(einde_reden__in=["", *EindeReden.values]), name="inzet_einde_reden"
            ),
            models.CheckConstraint(
                condition=Q(minder_reden__in=["", *MinderReden.values]), name="inzet_minder_reden"
            ),
            models.UniqueConstraint(
                fields=["gezin", "verzorgende"],
                condition=Q(tot__isnull=True),
                name="inzet_een_open_per_verzorgende",
                violation_error_message=_("Deze verzorgende komt al in dit gezin."),
            ),
        ]
        indexes = [models.Index(fields=["verzorgende", "tot", "van"], name="inzet_verzorgende")]

    def __str__(self) -> str:
        return str(self.pk)

    def kan_lezen(self, actor: Actor) -> bool:
        return self.gezin.kan_lezen(actor)

    def kan_bewerken(self, actor: Actor) -> bool:
        """The coach and her substitute keep the agreement, as long as it runs."""
        return not self.einde_reden and self.gezin.kan_bewerken(actor)

    def kan_werken(self, actor: Actor) -> bool:
        """Her own turns: the worker confirms them, the coach may put them right."""
        return self.verzorgende_id == actor.functie_id or self.gezin.kan_bewerken(actor)

    def loopt_op(self, dag: date) -> bool:
        return self.van <= dag and (self.tot is None or dag <= self.tot)

    @property
    def dagen_tekst(self) -> str:
        """The days in words."""
        return dagen_tekst(self.weekdagen)

    def uren_op(self, weekdag: int) -> Decimal:
        """The agreed hours of one day: the week's hours over its days in quarters, the first days get more."""
        dagen = sorted(self.weekdagen)
        if weekdag not in dagen:
            return Decimal(0)
        kwartieren, rest = divmod(int(self.uren_per_week * 4), len(dagen))
        return Decimal(kwartieren + (dagen.index(weekdag) < rest)) / 4

    def dagen_in(self, maandag: date) -> list[date]:
        """The days of this week on which she is expected."""
        dagen = [maandag + timedelta(days=dag) for dag in sorted(self.weekdagen)]
        return [dag for dag in dagen if self.loopt_op(dag)]


class InzetWoord(Geheim):
    """What the family expects of this help, in its words: the worker's mandate (R093). Never for planning."""

    inzet = models.OneToOneField(Inzet, on_delete=models.PROTECT, primary_key=True, related_name="woord")
    afspraak = models.TextField(_("wat het gezin van deze hulp verwacht"), max_length=1000, blank=True)

    objects = SamenQuerySet.as_manager()

    class Meta:
        verbose_name = _("woorden bij een inzet")

    def __str__(self) -> str:
        return str(self.pk)


beschermd(lezen=[("sleutel", "dossier", "zorg")], schrijven=[("sleutel", "dossier")], ook_lezen=samen())(
    InzetWoord
)
met_geschiedenis()(InzetWoord)


class BeurtQuerySet(SamenQuerySet["Beurt"]):
    def zichtbaar_voor(self, actor: Actor) -> QuerySet["Beurt"]:
        """The coach sees all turns of her families, a care worker her own, the family those at home."""
        if actor.soort is Soort.GEZINSLID:
            return super().zichtbaar_voor(actor)
        if actor.is_(Rol.VERZORGENDE):
            return self.binnen(actor, Reikwijdte.ZORG).filter(verzorgende_id=actor.functie_id)
        return self.binnen(actor, Reikwijdte.DOSSIER)

    def planning_van(self, actor: Actor) -> QuerySet["Beurt"]:
        """Hours of one's own service."""
        return self.filter(dienst_id=actor.organisatie_id) if voor_planning(actor) else self.none()


@met_geschiedenis()
@beschermd(
    lezen=[("sleutel", "dossier")],
    schrijven=[("sleutel", "dossier")],
    ook_lezen=f"{EIGEN_BEURT} OR {EIGEN_DIENST} OR {samen()}",
    ook_schrijven=EIGEN_BEURT,
)
class Beurt(Geheim):
    """One turn: agreed hours and delivered hours, no clock, no place, no list of who did what (R007, R094)."""

    class Status(models.TextChoices):
        GEPLAND = "gepland", _("gepland")
        GEDAAN = "gedaan", _("gedaan")
        NIET_DOORGEGAAN = "niet_doorgegaan", _("niet doorgegaan")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inzet = models.ForeignKey(Inzet, on_delete=models.PROTECT, related_name="beurten")
    verzorgende = models.ForeignKey(Functie, on_delete=models.PROTECT, related_name="beurten")
    dienst = models.ForeignKey(Organisatie, on_delete=models.PROTECT)
    datum = models.DateField(_("dag"))
    gepland_uren = models.DecimalField(
        _("afgesproken uren"), max_digits=4, decimal_places=2, null=True, blank=True
    )
    gewerkt_uren = models.DecimalField(
        _("gewerkte uren"), max_digits=4, decimal_places=2, null=True, blank=True
    )
    status = models.CharField(_("status"), max_length=16, choices=Status, default=Status.GEPLAND)
    bevestigd_op = models.DateTimeField(null=True)
    versie = models.PositiveIntegerField(default=1)

    objects = BeurtQuerySet.as_manager()

    class Meta:
        ordering = ["datum", "gepland_uren", "id"]
        verbose_name = _("beurt")
        verbose_name_plural = _("beurten")
        constraints = [
            models.UniqueConstraint(
                fields=["inzet", "datum"],
                condition=Q(gepland_uren__isnull=False),
                name="beurt_een_geplande_per_dag",
            ),
            models.CheckConstraint(
                condition=Q(
                    status="gedaan", gewerkt_uren__isnull=False, gewerkt_uren__gt=0, gewerkt_uren__lte=14
                )
                | Q(status__in=["gepland", "niet_doorgegaan"], gewerkt_uren__isnull=True),
                name="beurt_gedaan_heeft_uren",
                violation_error_message=_("Een beurt die doorging, heeft uren; een andere niet."),
            ),
            models.CheckConstraint(
                condition=Q(gepland_uren__isnull=False) | Q(status="gedaan"),
                name="beurt_ongepland_is_gedaan",
            ),
        ]
        indexes = [
            models.Index(fields=["verzorgende", "datum"], name="beurt_verzorgende"),
            models.Index(fields=["dienst", "datum"], name="beurt_open", condition=Q(status="gepland")),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def kan_bewerken(self, actor: Actor) -> bool:
        return self.inzet.kan_werken(actor)

    @property
    def is_ongepland(self) -> bool:
        """Work outside the planned day, such as fetching a food parcel (R008)."""
        return self.gepland_uren is None


class Beurtregel(Geheim):
    """One line that worker and family wrote together; the planner never reads it."""

    beurt = models.OneToOneField(Beurt, on_delete=models.CASCADE, primary_key=True, related_name="regel")
    tekst = models.CharField(_("samen geschreven"), max_length=300)

    objects = SamenQuerySet.as_manager()

    class Meta:
        verbose_name = _("regel bij een beurt")

    def __str__(self) -> str:
        return str(self.pk)


beschermd(
    lezen=[("sleutel", "dossier", "zorg")], schrijven=[("sleutel", "dossier", "zorg")], ook_lezen=samen()
)(Beurtregel)
met_geschiedenis()(Beurtregel)
