"""Client (the anchor), Gezin without names, and what the people in it told about themselves."""

import secrets
import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from beroepsgeheim.models import Geheim, Reikwijdte
from beroepsgeheim.querysets import GeheimQuerySet, ZorgQuerySet
from beroepsgeheim.register import beschermd, met_geschiedenis
from beroepsgeheim.toegang import heeft, mijn_toegang
from organisaties.actor import Actor, Soort, vandaag
from organisaties.models import Functie, Gemeente, Organisatie, Rol

from .regels_gezin import (
    NIEMAND_AFGESCHERMD,
    EigenOfSamenQuerySet,
    SamenQuerySet,
    eigen_of_samen,
    niemand_afgeschermd,
    samen,
    van_mijn_gezin,
)

DOSSIER = ("sleutel", Reikwijdte.DOSSIER.value)
DOSSIER_ZORG = ("sleutel", Reikwijdte.DOSSIER.value, Reikwijdte.ZORG.value)


class JaNeeOnbekend(models.TextChoices):
    """Unknown is an answer of its own, apart from no (R056)."""

    JA = "ja", _("ja")
    NEE = "nee", _("nee")
    ONBEKEND = "onbekend", _("niet bekend")


class Levensdomein(models.TextChoices):
    """Life domains; poverty is felt on several at once (R026)."""

    WONEN = "wonen", _("wonen")
    INKOMEN = "inkomen", _("inkomen en rekeningen")
    HUISHOUDEN = "huishouden", _("huishouden")
    OPVOEDING = "opvoeding", _("kinderen en opvoeding")
    SCHOOL = "school", _("school en kinderopvang")
    GEZONDHEID = "gezondheid", _("gezondheid")
    WERK = "werk", _("werk en opleiding")
    SOCIAAL = "sociaal", _("mensen om ons heen")
    VRIJE_TIJD = "vrije_tijd", _("vrije tijd")
    RECHTEN = "rechten", _("papieren en rechten")
    ANDERS = "anders", _("iets anders")


class ClientQuerySet(GeheimQuerySet["Client"]):
    leesbaar_met = (Reikwijdte.DOSSIER, Reikwijdte.ZORG, Reikwijdte.OVERLEG, Reikwijdte.GEZIN)


@beschermd(
    lezen=[("sleutel", "dossier", "zorg", "overleg", "gezin")], schrijven=[("sleutel", "dossier", "overleg")]
)
class Client(Geheim):
    """Whom it is about: a family in the system, or a person known only to one consultation.

    `sleutel` equals `id`: helpers, sharing, consultations and Toegang all hang on it.
    """

    class Soort(models.TextChoices):
        GEZIN = "gezin", _("gezin met een dossier")
        OVERLEG = "overleg", _("enkel bekend in een overleg")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    soort = models.CharField(max_length=10, choices=Soort, default=Soort.GEZIN)
    gemaakt_op = models.DateTimeField(default=timezone.now)

    objects = ClientQuerySet.as_manager()

    class Meta:
        verbose_name = _("cliënt")
        constraints = [
            models.CheckConstraint(condition=Q(sleutel=F("id")), name="client_is_zijn_sleutel"),
            models.CheckConstraint(condition=Q(soort__in=["gezin", "overleg"]), name="client_soort_bestaat"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


def nieuw_nummer() -> str:
    """A pseudonymous family number: the only thing that leaves the house. Random, so it tells no order."""
    letters = "BCDFGHJKLMNPQRSTVWXZ"
    return f"{secrets.choice(letters)}{secrets.choice(letters)}-{secrets.randbelow(1_000_000):06d}"


class GezinQuerySet(GeheimQuerySet["Gezin"]):
    def zichtbaar_voor(self, actor: Actor) -> "GezinQuerySet":
        """Families whose file (or work in the home) this actor carries."""
        return self.binnen(actor, Reikwijdte.DOSSIER, Reikwijdte.ZORG, Reikwijdte.GEZIN)

    def van_mijn_dienst(self, actor: Actor) -> "GezinQuerySet":
        """The colleague's view: number, municipality, phase and coach of all families of one's own service.

        Coaches and managers only; names live in GezinGegevens and do not come along.
        """
        if not actor.is_(Rol.COACH, Rol.VERANTWOORDELIJKE):
            return self.none()
        return self.filter(dienst_id=actor.organisatie_id)


class Fase(models.TextChoices):
    """Five phases, then an end. A way back is normal; there are no terms (R013, R033)."""

    AANMELDING = "aanmelding", _("aanmelding")
    INTAKE = "intake", _("intake")
    START = "start", _("start")
    GROEI = "groei", _("groei")
    AFBOUW = "afbouw", _("afbouw")
    AFGEROND = "afgerond", _("afgerond")
    GESTOPT = "gestopt", _("gestopt")


@met_geschiedenis()
@beschermd(
    lezen=[("sleutel", "dossier", "zorg", "gezin")],
    schrijven=[DOSSIER],
    ook_lezen="dienst_id = bg_organisatie() AND bg_rol() IN ('coach', 'verantwoordelijke')",
)
class Gezin(Geheim):
    """A family as a colleague may see it: number, municipality, phase, coach. No names here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.OneToOneField(Client, on_delete=models.PROTECT, related_name="gezin")
    nummer = models.CharField(_("gezinsnummer"), max_length=20, unique=True, default=nieuw_nummer)
    dienst = models.ForeignKey(Organisatie, on_delete=models.PROTECT, verbose_name=_("dienst"))
    gemeente = models.ForeignKey(
        Gemeente, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("gemeente")
    )
    fase = models.CharField(_("fase"), max_length=12, choices=Fase, default=Fase.AANMELDING)
    coach = models.ForeignKey(
        Functie,
        on_delete=models.PROTECT,
        null=True,
        related_name="gezinnen_als_coach",
        verbose_name=_("coach"),
    )
    vervanger = models.ForeignKey(
        Functie,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="gezinnen_als_vervanger",
        verbose_name=_("vervanger van de coach"),
    )
    herkomst = models.CharField(
        max_length=10, default="hier", choices=[("hier", _("hier")), ("import", "import")]
    )
    gemaakt_op = models.DateTimeField(default=timezone.now)
    versie = models.PositiveIntegerField(default=1)

    objects = GezinQuerySet.as_manager()

    class Meta:
        verbose_name = _("gezin")
        verbose_name_plural = _("gezinnen")
        constraints = [
            models.CheckConstraint(condition=Q(sleutel=F("client")), name="gezin_sleutel_is_client"),
            models.CheckConstraint(condition=Q(fase__in=Fase.values), name="gezin_fase_bestaat"),
            models.CheckConstraint(condition=Q(herkomst__in=["hier", "import"]), name="gezin_herkomst"),
        ]
        indexes = [
            models.Index(fields=["dienst", "-gemaakt_op", "id"], name="gezin_dienst_nieuwste"),
            models.Index(fields=["dienst", "fase", "-gemaakt_op", "id"], name="gezin_dienst_fase_nieuwste"),
        ]

    def __str__(self) -> str:
        return self.nummer

    @property
    def naam(self) -> str:
        """How the family is called, or its number for as long as there is no name (or it may not be read)."""
        gegevens: GezinGegevens | None = getattr(self, "gegevens", None)
        return gegevens.naam if gegevens else self.nummer

    def kan_lezen(self, actor: Actor) -> bool:
        return heeft(actor, self.sleutel, Reikwijdte.DOSSIER, Reikwijdte.ZORG)

    def kan_bewerken(self, actor: Actor) -> bool:
        """Coach and substitute keep the file."""
        return actor.is_(Rol.COACH) and heeft(actor, self.sleutel, Reikwijdte.DOSSIER)

    def kan_overnemen(self, actor: Actor) -> bool:
        """A coach of the same service who does not carry this file yet."""
        collega = actor.is_(Rol.COACH) and self.dienst_id == actor.organisatie_id
        return collega and not heeft(actor, self.sleutel, Reikwijdte.DOSSIER)

    def kan_overdragen(self, actor: Actor) -> bool:
        """Coach and substitute; who takes over for a while hands nothing to anybody."""
        vast = mijn_toegang(actor).filter(sleutel=self.sleutel, reikwijdte=Reikwijdte.DOSSIER)
        return actor.is_(Rol.COACH) and vast.exclude(grond="overname").exists()

    def kan_meewerken(self, actor: Actor) -> bool:
        """Who keeps the file, and the care worker in the family: goals and steps are of both."""
        return actor.is_(Rol.COACH, Rol.VERZORGENDE) and heeft(
            actor, self.sleutel, Reikwijdte.DOSSIER, Reikwijdte.ZORG
        )

    @property
    def is_gestart(self) -> bool:
        """Help is there: after the intake and before the end."""
        return self.fase in (Fase.START, Fase.GROEI, Fase.AFBOUW)

    @property
    def is_lopend(self) -> bool:
        return self.fase not in (Fase.AFGEROND, Fase.GESTOPT)


class GezinGegevens(Geheim):
    """How the family wants to be called and reached. Stored only after the family was told (R157, trust)."""

    gezin = models.OneToOneField(Gezin, on_delete=models.PROTECT, primary_key=True, related_name="gegevens")
    naam = models.CharField(_("naam zoals het gezin genoemd wil worden"), max_length=120)
    talen = models.CharField(_("talen"), max_length=120, blank=True)
    tolk = models.BooleanField(_("een tolk is welkom"), default=False)
    telefoon = models.CharField(_("telefoon"), max_length=40, blank=True)
    contactwens = models.TextField(_("hoe en wanneer bereikbaar"), max_length=500, blank=True)
    verwacht_kind = models.BooleanField(_("er is een kindje op komst"), default=False)
    versie = models.PositiveIntegerField(default=1)

    objects = SamenQuerySet.as_manager()

    class Meta:
        verbose_name = _("gegevens van het gezin")

    def __str__(self) -> str:
        return str(self.gezin_id)

    def kan_bewerken(self, actor: Actor) -> bool:
        return self.gezin.kan_bewerken(actor)


class LidQuerySet(ZorgQuerySet["Gezinslid"]):
    def zichtbaar_voor(self, actor: Actor) -> "LidQuerySet":
        """A family member: herself, and the others unless somebody is shielded from her."""
        if actor.soort is not Soort.GEZINSLID:
            return super().zichtbaar_voor(actor)
        return self.binnen(actor, Reikwijdte.GEZIN).filter(Q(pk=actor.persoon_id) | Q(niemand_afgeschermd()))


class Gezinslid(Geheim):
    """Somebody of the household, with a period. A guest may stay nameless; no limit on children (R034, R051)."""

    class Soort(models.TextChoices):
        OUDER = "ouder", _("ouder")
        KIND = "kind", _("kind")
        PARTNER = "partner", _("partner")
        GROOTOUDER = "grootouder", _("grootouder")
        FAMILIE = "familie", _("familie")
        GAST = "gast", _("gast")
        ANDER = "ander", _("iemand anders")

    class Verblijf(models.TextChoices):
        WOONT_MEE = "woont_mee", _("woont mee")
        VAAK_HIER = "vaak_hier", _("is hier vaak")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gezin = models.ForeignKey(Gezin, on_delete=models.PROTECT, related_name="leden")
    naam = models.CharField(_("naam"), max_length=120, blank=True)
    soort = models.CharField(_("wie is dit"), max_length=12, choices=Soort)
    verblijf = models.CharField(_("verblijf"), max_length=12, choices=Verblijf, default=Verblijf.WOONT_MEE)
    geboortedatum = models.DateField(_("geboortedatum"), null=True, blank=True)
    van = models.DateField(_("sinds"), null=True, blank=True)
    tot = models.DateField(_("tot en met"), null=True, blank=True)
    versie = models.PositiveIntegerField(default=1)

    objects = LidQuerySet.as_manager()

    class Meta:
        ordering = ["soort", "geboortedatum", "naam", "id"]
        verbose_name = _("gezinslid")
        constraints = [
            models.CheckConstraint(
                condition=Q(tot__isnull=True) | Q(van__isnull=True) | Q(tot__gte=F("van")),
                name="gezinslid_periode_klopt",
                violation_error_message=_("De einddatum ligt voor de begindatum."),
            ),
            models.CheckConstraint(
                condition=Q(soort__in=["ouder", "kind", "partner", "grootouder", "familie", "gast", "ander"]),
                name="gezinslid_soort_bestaat",
            ),
            models.CheckConstraint(
                condition=Q(verblijf__in=["woont_mee", "vaak_hier"]), name="gezinslid_verblijf"
            ),
            models.CheckConstraint(
                condition=~Q(naam="") | Q(soort__in=["gast", "ander"]),
                name="gezinslid_naam_of_gast",
                violation_error_message=_("Enkel een gast of iemand anders mag zonder naam blijven."),
            ),
        ]

    def __str__(self) -> str:
        return self.naam or str(self.get_soort_display())

    @property
    def roepnaam(self) -> str:
        """The name, or what this person is when the name stays out."""
        return self.naam or str(self.get_soort_display()).capitalize()

    @property
    def icoon(self) -> str:
        return "kind" if self.soort == self.Soort.KIND else "mens"

    @property
    def in_woorden(self) -> str:
        """Who this is, how old, and since or until when: one line."""
        delen = [str(self.get_soort_display())] if self.naam else []
        leeftijd = self.leeftijd_op(vandaag())
        if leeftijd is not None:
            delen.append(str(_("%(jaar)s jaar")) % {"jaar": leeftijd})
        if self.verblijf == self.Verblijf.VAAK_HIER:
            delen.append(str(self.get_verblijf_display()))
        delen.append(periode(self.van, self.tot))
        return " · ".join(deel for deel in delen if deel)

    def is_aanwezig_op(self, dag: date) -> bool:
        return (self.van is None or self.van <= dag) and (self.tot is None or self.tot >= dag)

    def is_minderjarig_op(self, dag: date) -> bool:
        """Younger than eighteen on this day; a child without a date of birth counts as a minor."""
        if self.geboortedatum is None:
            return self.soort == self.Soort.KIND
        achttien = self.geboortedatum.year + 18
        return (achttien, self.geboortedatum.month, self.geboortedatum.day) > (dag.year, dag.month, dag.day)

    def leeftijd_op(self, dag: date) -> int | None:
        """Full years on this day, None when the date of birth is not known or still to come."""
        geboren = self.geboortedatum
        if geboren is None or geboren > dag:
            return None
        return dag.year - geboren.year - ((dag.month, dag.day) < (geboren.month, geboren.day))

    def kan_kopie_vragen(self, actor: Actor) -> bool:
        """A copy of this person's data: the person herself, or who carries the file (for who has no log-in)."""
        if actor.persoon_id is not None:
            return actor.persoon_id == self.pk and heeft(actor, self.sleutel, Reikwijdte.GEZIN)
        return actor.is_(Rol.COACH) and heeft(actor, self.sleutel, Reikwijdte.DOSSIER)

    def kan_bewerken(self, actor: Actor) -> bool:
        return self.gezin.kan_bewerken(actor)


def periode(van: date | None, tot: date | None) -> str:
    """A period as people say it; nothing when neither end is known."""
    if van and tot:
        return str(_("van %(van)s tot %(tot)s")) % {"van": _dag(van), "tot": _dag(tot)}
    if tot:
        return str(_("tot %(tot)s")) % {"tot": _dag(tot)}
    return str(_("sinds %(van)s")) % {"van": _dag(van)} if van else ""


def _dag(dag: date) -> str:
    return date_format(dag, "j F Y")


class Adres(Geheim):
    """Where the family lives, with history (R044). `van_lid`: an address of one member alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gezin = models.ForeignKey(Gezin, on_delete=models.PROTECT, related_name="adressen")
    van_lid = models.ForeignKey(Gezinslid, on_delete=models.PROTECT, null=True, blank=True)
    straat = models.CharField(_("straat en nummer"), max_length=160, blank=True)
    postcode = models.CharField(_("postcode"), max_length=4, blank=True)
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, verbose_name=_("gemeente"))
    van = models.DateField(_("woont hier sinds"), null=True, blank=True)
    tot = models.DateField(_("tot en met"), null=True, blank=True)
    versie = models.PositiveIntegerField(default=1)

    objects = EigenOfSamenQuerySet.as_manager()

    class Meta:
        ordering = [F("van").desc(nulls_last=True), "id"]
        verbose_name = _("adres")
        constraints = [
            models.CheckConstraint(
                condition=Q(tot__isnull=True) | Q(van__isnull=True) | Q(tot__gte=F("van")),
                name="adres_periode_klopt",
                violation_error_message=_("De einddatum ligt voor de begindatum."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def logboek_persoon(self) -> uuid.UUID | None:
        """An address of one member: a look at it is told to nobody else of the family."""
        return self.van_lid_id

    @property
    def in_woorden(self) -> str:
        plaats = f"{self.postcode} {self.gemeente.naam}".strip()
        return f"{self.straat}, {plaats}" if self.straat else plaats

    @property
    def regel(self) -> str:
        """Since or until when; and whose it is, when it is of one member alone."""
        wie = str(_("enkel van %(naam)s") % {"naam": self.van_lid.roepnaam}) if self.van_lid else ""
        return " · ".join(deel for deel in (wie, periode(self.van, self.tot)) if deel)

    def kan_bewerken(self, actor: Actor) -> bool:
        return self.gezin.kan_bewerken(actor)


for _model, _gezin in (
    (GezinGegevens, samen()),
    (Gezinslid, f"{van_mijn_gezin()} AND (id = bg_persoon() OR {NIEMAND_AFGESCHERMD})"),
    (Adres, eigen_of_samen("van_lid_id")),
):
    beschermd(lezen=[DOSSIER_ZORG], schrijven=[DOSSIER], ook_lezen=_gezin)(_model)
    met_geschiedenis()(_model)
