"""The consultation itself, why it is asked, who sits at the table, and its way from state to state."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beroepsgeheim.models import Geheim, Reikwijdte
from beroepsgeheim.querysets import GeheimQuerySet
from beroepsgeheim.register import beschermd, met_geschiedenis
from beroepsgeheim.toegang import sleutels
from gezinnen.models import Client, JaNeeOnbekend, Kader
from gezinnen.models.regels_gezin import niemand_afgeschermd, samen
from organisaties.actor import Actor, Soort
from organisaties.models import Functie, Gemeente, Organisatie, Rol, Sector

from .overgangen import OVERGANGEN, Overgang, Status
from .verhouding import Verhouding, verhouding

# Who follows a consultation: the coordinators of the OCMW, and coach or substitute of the family.
VOLGT = [("sleutel", Reikwijdte.OVERLEG.value), ("client_sleutel", Reikwijdte.DOSSIER.value)]
MET_GENODIGDEN = [
    ("sleutel", Reikwijdte.OVERLEG.value, Reikwijdte.DEELNAME.value),
    ("client_sleutel", Reikwijdte.DOSSIER.value),
]


TOESTAND = {
    Status.OVERWOGEN: "wacht",
    Status.AANGEVRAAGD: "nodig",
    Status.VOORBEREIDING: "bezig",
    Status.GEPLAND: "goed",
    Status.GEHOUDEN: "info",
    Status.OPGEVOLGD: "rust",
    Status.UITGESTELD: "wacht",
    Status.GEANNULEERD: "rust",
    Status.GESTOPT: "rust",
}


def van_gezin(actor: Actor) -> Q:
    """Consultations of one's own family, unless somebody is shielded from this family member."""
    return Q(client_sleutel__in=sleutels(actor, Reikwijdte.GEZIN)) & Q(niemand_afgeschermd())


class VolgtQuerySet(GeheimQuerySet[Any]):
    """Rows of the preparation: never for invitees."""

    reikwijdte_overleg: tuple[str, ...] = (Reikwijdte.OVERLEG,)

    def zichtbaar_voor(self, actor: Actor):
        """Coordinators by the consultation's key, coaches by the family's key, everyone else by invitation."""
        if actor.is_(Rol.COACH):
            return self.filter(
                Q(sleutel__in=sleutels(actor, *self.reikwijdte_overleg))
                | Q(client_sleutel__in=sleutels(actor, Reikwijdte.DOSSIER))
            )
        return self.filter(sleutel__in=sleutels(actor, *self.reikwijdte_overleg))


class OverlegQuerySet(VolgtQuerySet):
    """Consultations that somebody follows or is invited to."""

    reikwijdte_overleg = (Reikwijdte.OVERLEG, Reikwijdte.DEELNAME)

    def zichtbaar_voor(self, actor: Actor):
        """With the names that every page of it shows, in the same query. The family sees its own."""
        if actor.soort is Soort.GEZINSLID:
            return self._met_namen().filter(van_gezin(actor))
        return super().zichtbaar_voor(actor)._met_namen()

    def _met_namen(self):
        return self.select_related(
            "gemeente", "ocmw", "inval_ocmw", "coordinator__gebruiker", "coordinator__organisatie"
        )

    def gevolgd_door(self, actor: Actor):
        """Without those to which she is only invited: one ground, so that the list runs over one index."""
        if actor.is_(Rol.COACH):
            return self._met_namen().filter(client_sleutel__in=sleutels(actor, Reikwijdte.DOSSIER))
        return self._met_namen().filter(sleutel__in=sleutels(actor, Reikwijdte.OVERLEG))

    def uitgenodigd(self, actor: Actor):
        """Those to which she is invited."""
        return self._met_namen().filter(sleutel__in=sleutels(actor, Reikwijdte.DEELNAME))

    def lopend(self) -> "OverlegQuerySet":
        return self.filter(status__in=Overleg.LOPEND)


class TeVragen(models.TextChoices):
    """The family's answer; not asked yet is no answer."""

    TE_VRAGEN = "te_vragen", _("nog te vragen")
    JA = "ja", _("ja")
    NEE = "nee", _("nee")


class DeelnameClient(models.TextChoices):
    """How the family takes part; nobody is obliged to sit there (R167, R168)."""

    TE_BESPREKEN = "te_bespreken", _("nog te bespreken")
    AANWEZIG = "aanwezig", _("het gezin is erbij")
    DEELS = "deels", _("het gezin is er een deel van de tijd bij")
    VERTEGENWOORDIGD = "vertegenwoordigd", _("iemand spreekt voor het gezin")
    NIET = "niet", _("het gezin is er niet bij, het overleg mag wel")
    ANDERS = "anders", _("op een andere manier")


@met_geschiedenis()
@beschermd(lezen=MET_GENODIGDEN, schrijven=VOLGT, ook_lezen=samen("client_sleutel"))
class Overleg(Geheim):
    """Practical data of one consultation: what an invitee may see too. Why it is asked stands in Aanvraag.

    `roepnaam` is how the client wants to be called there: the coordinator does not read the family's file.
    """

    Status = Status
    LOPEND = (Status.OVERWOGEN, Status.AANGEVRAAGD, Status.VOORBEREIDING, Status.GEPLAND, Status.UITGESTELD)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="overleggen")
    client_sleutel = models.UUIDField(editable=False, db_index=True)
    roepnaam = models.CharField(_("hoe wil de cliënt hier genoemd worden"), max_length=80)
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, verbose_name=_("gemeente"))
    ocmw = models.ForeignKey(
        Organisatie, on_delete=models.PROTECT, related_name="overleggen", verbose_name=_("OCMW")
    )
    inval_ocmw = models.ForeignKey(
        Organisatie,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="inval_overleggen",
        verbose_name=_("OCMW dat invalt"),
    )
    coordinator = models.ForeignKey(
        Functie, on_delete=models.PROTECT, null=True, blank=True, related_name="geleide_overleggen"
    )
    voorbereider = models.ForeignKey(
        Functie, on_delete=models.PROTECT, null=True, blank=True, related_name="voorbereide_overleggen"
    )
    vorig = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True)
    eerste = models.CharField(
        _("is dit het eerste overleg"), max_length=10, choices=JaNeeOnbekend, default=JaNeeOnbekend.ONBEKEND
    )
    status = models.CharField(_("status"), max_length=14, choices=Status, default=Status.OVERWOGEN)
    besproken_met_client_op = models.DateField(_("met het gezin besproken op"), null=True, blank=True)
    akkoord_houden = models.CharField(
        _("mag het overleg gehouden worden"), max_length=10, choices=TeVragen, default=TeVragen.TE_VRAGEN
    )
    deelname_client = models.CharField(
        _("hoe neemt het gezin deel"),
        max_length=18,
        choices=DeelnameClient,
        default=DeelnameClient.TE_BESPREKEN,
    )
    aangevraagd_op = models.DateField(_("aangevraagd op"), null=True, blank=True)
    opnieuw_op = models.DateField(_("opnieuw ter sprake brengen op"), null=True, blank=True)
    datum = models.DateTimeField(_("dag en uur"), null=True, blank=True)
    duur = models.PositiveSmallIntegerField(
        _("duur in minuten"), default=90, validators=[MinValueValidator(15), MaxValueValidator(480)]
    )
    plaats = models.CharField(_("plaats"), max_length=200, blank=True)
    plaats_uitleg = models.CharField(_("hoe er te raken"), max_length=300, blank=True)
    agenda_versie = models.PositiveSmallIntegerField(default=0)
    agenda_op = models.DateTimeField(null=True, blank=True)
    kalender_volgorde = models.PositiveIntegerField(default=0)
    kalender_op = models.DateTimeField(null=True, blank=True)
    client_aanwezig = models.CharField(
        _("was de cliënt erbij"), max_length=10, choices=JaNeeOnbekend, blank=True
    )
    bijlagen = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    herkomst = models.CharField(
        max_length=10, default="hier", choices=[("hier", _("hier")), ("import", "import")]
    )
    gemaakt_op = models.DateTimeField(default=timezone.now)
    versie = models.PositiveIntegerField(default=1)

    objects = OverlegQuerySet.as_manager()

    class Meta:
        ordering = ["-gemaakt_op", "id"]
        verbose_name = _("overleg")
        verbose_name_plural = _("overleggen")
        constraints = [
            models.CheckConstraint(condition=Q(sleutel=F("id")), name="overleg_is_zijn_sleutel"),
            models.CheckConstraint(condition=Q(client_sleutel=F("client")), name="overleg_client_sleutel"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="overleg_status_bestaat"),
            models.CheckConstraint(
                condition=~Q(status__in=["gepland", "gehouden", "opgevolgd"]) | Q(datum__isnull=False),
                name="overleg_gepland_heeft_datum",
                violation_error_message=_("Een gepland overleg heeft een dag en een uur."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["overwogen", "uitgesteld", "gestopt"])
                | Q(besproken_met_client_op__isnull=False)
                | Q(herkomst="import"),
                name="overleg_eerst_besproken",
                violation_error_message=_("Een overleg vraagt u pas aan nadat u het met het gezin besprak."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["gehouden", "opgevolgd"]) & ~Q(client_aanwezig="")
                | ~Q(status__in=["gehouden", "opgevolgd"]) & Q(client_aanwezig=""),
                name="overleg_gehouden_zegt_wie",
            ),
            models.CheckConstraint(condition=Q(duur__gte=15, duur__lte=480), name="overleg_duur"),
            models.CheckConstraint(
                condition=Q(eerste__in=JaNeeOnbekend.values, akkoord_houden__in=TeVragen.values)
                & Q(deelname_client__in=DeelnameClient.values)
                & Q(client_aanwezig__in=["", *JaNeeOnbekend.values]),
                name="overleg_antwoorden",
            ),
            models.CheckConstraint(condition=Q(herkomst__in=["hier", "import"]), name="overleg_herkomst"),
        ]
        indexes = [
            models.Index(fields=["-gemaakt_op", "id"], name="overleg_nieuwste"),
            models.Index(fields=["ocmw", "status"], name="overleg_ocmw_status"),
            models.Index(fields=["datum"], name="overleg_datum", condition=Q(datum__isnull=False)),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def einde(self) -> datetime | None:
        """The end in absolute time: a night with a clock change counts its real minutes."""
        return self.datum.astimezone(UTC) + timedelta(minutes=self.duur) if self.datum else None

    @property
    def toestand(self) -> str:
        """The sign beside the word of its state (see the style page)."""
        return TOESTAND[Status(self.status)]

    @property
    def gaat_niet_door(self) -> bool:
        return self.status in (Status.UITGESTELD, Status.GEANNULEERD, Status.GESTOPT)

    @property
    def is_lopend(self) -> bool:
        return self.status in self.LOPEND

    @property
    def agenda_is_definitief(self) -> bool:
        return self.agenda_versie > 0

    def wie(self, actor: Actor) -> Verhouding:
        """What this actor is to this consultation (remembered per object: one query a request)."""
        if getattr(self, "_wie_actor", None) != actor:
            self._wie_actor, self._wie = actor, verhouding(self, actor)
        return self._wie

    def overgangen(self, actor: Actor) -> list[Overgang]:
        """The steps this actor may take now, in the order of the table."""
        return [o for o in OVERGANGEN.values() if self.mag_overgang(actor, o.code)]

    def mag_overgang(self, actor: Actor, code: str) -> bool:
        overgang = OVERGANGEN[code]
        return self.status in overgang.van and self.wie(actor).is_(overgang.wie)

    def kan_volgen(self, actor: Actor) -> bool:
        """Sees preparation and course, not only an invitation."""
        return self.wie(actor).volgt

    def kan_aanvragen(self, actor: Actor) -> bool:
        return self.mag_overgang(actor, "aanvragen")

    def kan_voorbereiden(self, actor: Actor) -> bool:
        """Participants, agenda points, the family's answers: coach and the coordinator who took it up (R170)."""
        bezig = self.status in (Status.AANGEVRAAGD, Status.VOORBEREIDING, Status.GEPLAND)
        return bezig and (self.wie(actor).leidt or self.wie(actor).dossier)

    def kan_leiden(self, actor: Actor) -> bool:
        """The coordinator who took it up, as long as it is not over."""
        return self.status in (Status.VOORBEREIDING, Status.GEPLAND) and self.wie(actor).leidt

    def kan_herinneren(self, actor: Actor) -> bool:
        """The preparer's reminder is for who prepares with the family, never for the coordinator."""
        return self.is_lopend and self.wie(actor).dossier

    def kan_overdragen(self, actor: Actor) -> bool:
        """Take it over from a colleague, or ask a neighbouring OCMW to stand in."""
        return self.status in (Status.AANGEVRAAGD, Status.VOORBEREIDING, Status.GEPLAND) and (
            self.wie(actor).kring
        )

    def kan_houden(self, actor: Actor) -> bool:
        return self.mag_overgang(actor, "houden")

    def kan_opnemen(self, actor: Actor) -> bool:
        """Take the request up, or take over from a colleague."""
        return self.mag_overgang(actor, "opnemen") or self.kan_overnemen(actor)

    def kan_overnemen(self, actor: Actor) -> bool:
        return (
            self.status in (Status.VOORBEREIDING, Status.GEPLAND)
            and self.wie(actor).kring
            and not self.wie(actor).leidt
        )


@met_geschiedenis()
@beschermd(lezen=VOLGT, schrijven=VOLGT, ook_lezen=samen("client_sleutel"))
class Aanvraag(Geheim):
    """Why this consultation: four considerations and what it adds for the family (R163, R164). Never for invitees."""

    class Soort(models.TextChoices):
        CLIENT = "client", _("het gezin of de cliënt zelf")
        HULPVERLENER = "hulpverlener", _("een hulpverlener")
        COACH = "coach", _("de coach")
        VERZORGENDE = "verzorgende", _("de verzorgende, via de coach")

    overleg = models.OneToOneField(Overleg, on_delete=models.PROTECT, primary_key=True)
    client_sleutel = models.UUIDField(editable=False, db_index=True)
    soort = models.CharField(_("wie vraagt het"), max_length=14, choices=Soort)
    functie = models.ForeignKey(Functie, on_delete=models.PROTECT, null=True, blank=True)
    naam = models.CharField(_("naam van wie het vraagt"), max_length=120, blank=True)
    dienst = models.CharField(_("dienst"), max_length=160, blank=True)
    contact = models.CharField(_("telefoon of e-mail"), max_length=120, blank=True)
    vooruit = models.TextField(_("helpt een overleg het gezin vooruit"), max_length=1000, blank=True)
    ruimte = models.TextField(_("is er ruimte om met elkaar te praten"), max_length=1000, blank=True)
    moment = models.TextField(_("is nu het goede moment, of is het te vroeg"), max_length=1000, blank=True)
    open_gesprek = models.TextField(_("kan er een open gesprek zijn"), max_length=1000, blank=True)
    meerwaarde = models.TextField(
        _("wat brengt het overleg voor het gezin zelf"), max_length=2000, blank=True
    )
    versie = models.PositiveIntegerField(default=1)

    objects = VolgtQuerySet.as_manager()

    class Meta:
        verbose_name = _("aanvraag van een overleg")
        constraints = [
            models.CheckConstraint(
                condition=Q(soort__in=["client", "hulpverlener", "coach", "verzorgende"]),
                name="aanvraag_soort_bestaat",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def aanvrager(self) -> str:
        """Who asks, in one line."""
        delen = (str(self.get_soort_display()), self.naam, self.dienst, self.contact)
        return ", ".join(deel for deel in delen if deel)


@met_geschiedenis()
@beschermd(lezen=VOLGT, schrijven=VOLGT, ook_lezen=samen("client_sleutel"))
class OverlegStap(Geheim):
    """A change of state: who, when, why. Rows are never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    overleg = models.ForeignKey(Overleg, on_delete=models.PROTECT, related_name="stappen")
    client_sleutel = models.UUIDField(editable=False, db_index=True)
    stap = models.CharField(max_length=20)
    van = models.CharField(max_length=14, blank=True)
    naar = models.CharField(max_length=14, choices=Status)
    waarom = models.CharField(_("waarom"), max_length=500, blank=True)
    door = models.ForeignKey(Functie, on_delete=models.PROTECT, null=True)
    op = models.DateTimeField(default=timezone.now)

    objects = VolgtQuerySet.as_manager()

    class Meta:
        ordering = ["op", "id"]
        verbose_name = _("stap van een overleg")
        constraints = [
            models.CheckConstraint(condition=Q(naar__in=Status.values), name="overlegstap_naar"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def titel(self) -> str:
        """What happened, in words."""
        woorden = {
            "overwegen": _("Overwogen met het gezin"),
            "aanvragen": _("Aangevraagd"),
            "opnemen": _("Opgenomen door de coördinator"),
            "overnemen": _("Overgenomen door een collega"),
            "inval": _("Een OCMW uit de buurt gevraagd"),
            "plannen": _("Dag en plaats gekozen"),
            "verzetten": _("Dag of plaats veranderd"),
            "hernemen": _("Opnieuw ter sprake gebracht"),
        }
        return str(woorden.get(self.stap) or self.get_naar_display()).capitalize()

    @property
    def icoon(self) -> str:
        overgang = OVERGANGEN.get(self.stap)
        return overgang.icoon if overgang else "overleg"


@met_geschiedenis()
@beschermd(lezen=VOLGT, schrijven=VOLGT, ook_lezen=samen("client_sleutel"))
class Deelnemer(Geheim):
    """Somebody who sits at the table, or not yet. What an invitee may read follows from frame and secrecy."""

    class DeelnemerRol(models.TextChoices):
        CLIENT = "client", _("het gezin of de cliënt")
        VERTROUWENSPERSOON = "vertrouwenspersoon", _("vertrouwenspersoon van de cliënt")
        HULPVERLENER = "hulpverlener", _("hulpverlener")
        VERZORGENDE = "verzorgende", _("verzorgende, brengt mee hoe het gezin het ziet")
        COACH = "coach", _("coach")
        SPILFIGUUR = "spilfiguur", _("spilfiguur")

    class Uitnodigen(models.TextChoices):
        JA = "ja", _("wordt uitgenodigd")
        NOG_NIET = "nog_niet", _("nog niet uitnodigen")
        NIET_MEER = "niet_meer", _("komt niet meer")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    overleg = models.ForeignKey(Overleg, on_delete=models.PROTECT, related_name="deelnemers")
    client_sleutel = models.UUIDField(editable=False, db_index=True)
    naam = models.CharField(_("naam"), max_length=120)
    rol = models.CharField(
        _("als wie zit deze persoon aan tafel"), max_length=20, choices=DeelnemerRol, default="hulpverlener"
    )
    functie_omschrijving = models.CharField(_("functie"), max_length=120, blank=True)
    organisatie_tekst = models.CharField(_("dienst of organisatie"), max_length=160, blank=True)
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, null=True, blank=True)
    sector = models.ForeignKey(
        Sector, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("sector")
    )
    functie = models.ForeignKey(
        Functie, on_delete=models.PROTECT, null=True, blank=True, related_name="deelnames_overleg"
    )
    kader = models.CharField(
        _("koos het gezin deze hulp zelf"), max_length=12, choices=Kader, default=Kader.ONBEKEND
    )
    beroepsgeheim = models.CharField(
        _("gebonden door beroepsgeheim"), max_length=10, choices=JaNeeOnbekend, default=JaNeeOnbekend.ONBEKEND
    )
    uitnodigen = models.CharField(_("uitnodigen"), max_length=10, choices=Uitnodigen, default=Uitnodigen.JA)
    verplicht = models.BooleanField(_("zonder deze persoon gaat het niet door"), default=False)
    vervoer = models.CharField(_("vervoer"), max_length=200, blank=True)
    kinderopvang = models.CharField(_("opvang voor de kinderen"), max_length=200, blank=True)
    gemaakt_op = models.DateTimeField(default=timezone.now)
    versie = models.PositiveIntegerField(default=1)

    objects = VolgtQuerySet.as_manager()

    class Meta:
        ordering = ["gemaakt_op", "id"]
        verbose_name = _("deelnemer")
        verbose_name_plural = _("deelnemers")
        constraints = [
            models.CheckConstraint(
                condition=Q(uitnodigen__in=["ja", "nog_niet", "niet_meer"])
                & Q(kader__in=Kader.values)
                & Q(beroepsgeheim__in=JaNeeOnbekend.values),
                name="deelnemer_antwoorden",
            ),
            models.CheckConstraint(
                condition=Q(
                    rol__in=[
                        "client",
                        "vertrouwenspersoon",
                        "hulpverlener",
                        "verzorgende",
                        "coach",
                        "spilfiguur",
                    ]
                ),
                name="deelnemer_rol",
            ),
            models.UniqueConstraint(
                fields=["overleg"],
                condition=Q(rol="spilfiguur") & ~Q(uitnodigen="niet_meer"),
                name="deelnemer_een_spilfiguur",
                violation_error_message=_("Er is al een spilfiguur. Eén persoon houdt de draad vast."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def kan_voorbereiden(self, actor: Actor) -> bool:
        return self.overleg.kan_voorbereiden(actor)

    @property
    def dienst(self) -> str:
        return self.organisatie_tekst or (self.organisatie.naam if self.organisatie else "")

    @property
    def leest_agenda(self) -> bool:
        """Only who is bound by professional secrecy and was chosen by the family; unknown is not yes (R132-R137)."""
        opgelegd = self.kader != Kader.VRIJWILLIG or bool(self.sector and self.sector.opgelegd)
        return self.beroepsgeheim == JaNeeOnbekend.JA and not opgelegd

    @property
    def is_onbekend(self) -> bool:
        """Nobody said yet whether the family chose this help, or whether she is bound: not the same as a no."""
        return self.kader == Kader.ONBEKEND or self.beroepsgeheim == JaNeeOnbekend.ONBEKEND
