"""What is talked about: points with the family's yes, frozen versions, and what is never printed."""

import uuid

from django.db import models
from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beroepsgeheim.models import Geheim, Reikwijdte
from beroepsgeheim.register import beschermd, met_geschiedenis
from beroepsgeheim.toegang import mijn_toegang, sleutels
from gezinnen.models import Gegevensdeling, Hoe
from gezinnen.models.regels_gezin import samen
from organisaties.actor import Actor, Soort
from organisaties.models import Functie, Rol

from .overleg import VOLGT, Overleg, TeVragen, VolgtQuerySet, van_gezin
from .verhouding import GROND_VOL

SOORT_AGENDA = "lco.agenda"
SOORT_UITNODIGING = "lco.uitnodiging"


class AgendapuntQuerySet(VolgtQuerySet):
    def in_volgorde(self) -> "AgendapuntQuerySet":
        """The strengths first, then as the family ordered (R184)."""
        eerst = Case(
            When(soort=Agendapunt.Soort.KRACHTEN, then=Value(0)),
            When(soort=Agendapunt.Soort.TERUGBLIK, then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        )
        return self.annotate(groep=eerst).order_by("groep", "volgorde", "gemaakt_op", "id")


@met_geschiedenis()
@beschermd(lezen=VOLGT, schrijven=VOLGT, ook_lezen=samen("client_sleutel"))
class Agendapunt(Geheim):
    """Proposed by anyone, on the agenda only after the family's yes (R173, R181)."""

    class Soort(models.TextChoices):
        KRACHTEN = "krachten", _("wat goed gaat")
        TERUGBLIK = "terugblik", _("terugkijken")
        VRAAG = "vraag", _("een vraag van het gezin")
        KEUZE = "keuze", _("een keuze")
        ZORG = "zorg", _("een zorg")
        PRAKTISCH = "praktisch", _("iets praktisch")

    class Door(models.TextChoices):
        GEZIN = "gezin", _("het gezin")
        HULPVERLENER = "hulpverlener", _("een hulpverlener")
        COORDINATOR = "coordinator", _("de coördinator")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    overleg = models.ForeignKey(Overleg, on_delete=models.PROTECT, related_name="agendapunten")
    client_sleutel = models.UUIDField(editable=False, db_index=True)
    soort = models.CharField(_("wat voor punt"), max_length=10, choices=Soort)
    tekst = models.CharField(_("het punt"), max_length=300)
    eenvoudig = models.CharField(
        _("hetzelfde in de gewone woorden van het gezin"), max_length=300, blank=True
    )
    door = models.CharField(_("wie brengt dit in"), max_length=12, choices=Door, default=Door.GEZIN)
    door_naam = models.CharField(_("naam van wie het inbrengt"), max_length=120, blank=True)
    akkoord_gezin = models.CharField(
        _("het gezin zegt"), max_length=10, choices=TeVragen, default=TeVragen.TE_VRAGEN
    )
    akkoord_op = models.DateField(null=True, blank=True)
    volgorde = models.PositiveSmallIntegerField(default=1)
    gemaakt_op = models.DateTimeField(default=timezone.now)
    versie = models.PositiveIntegerField(default=1)

    objects = AgendapuntQuerySet.as_manager()

    class Meta:
        ordering = ["volgorde", "gemaakt_op", "id"]
        verbose_name = _("agendapunt")
        verbose_name_plural = _("agendapunten")
        constraints = [
            models.CheckConstraint(
                condition=Q(soort__in=["krachten", "terugblik", "vraag", "keuze", "zorg", "praktisch"])
                & Q(door__in=["gezin", "hulpverlener", "coordinator"]),
                name="agendapunt_soort_bestaat",
            ),
            models.CheckConstraint(
                condition=Q(akkoord_gezin="te_vragen", akkoord_op__isnull=True)
                | Q(akkoord_gezin__in=["ja", "nee"], akkoord_op__isnull=False),
                name="agendapunt_antwoord_heeft_dag",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def wie_brengt_in(self) -> str:
        return self.door_naam or str(self.get_door_display())

    def kan_voorbereiden(self, actor: Actor) -> bool:
        return self.overleg.kan_voorbereiden(actor)


@beschermd(
    schrijven=[],
    ook_lezen="functie_id = bg_functie() AND client_sleutel IN (SELECT bg_sleutels('dossier'))",
    ook_schrijven="functie_id = bg_functie() AND client_sleutel IN (SELECT bg_sleutels('dossier'))",
)
class VoorbereidingHerinnering(Geheim):
    """What may not be discussed and who is not invited yet: the preparer's and the family's alone (R173, R174).

    Never printed, never searched, never tracked; erased after the consultation.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    overleg = models.ForeignKey(Overleg, on_delete=models.PROTECT, related_name="+")
    client_sleutel = models.UUIDField(editable=False, db_index=True)
    functie = models.ForeignKey(Functie, on_delete=models.PROTECT, related_name="+")
    niet_bespreken = models.TextField(_("hierover praten we niet"), max_length=4000, blank=True)
    niet_uitnodigen = models.TextField(
        _("deze mensen nodigen we (nog) niet uit"), max_length=2000, blank=True
    )
    versie = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("geheugensteun van de voorbereiding")
        constraints = [
            models.UniqueConstraint(fields=["overleg", "functie"], name="herinnering_een_per_voorbereider")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class AgendaVersieQuerySet(VolgtQuerySet):
    def zichtbaar_voor(self, actor: Actor):
        """Who follows sees both; an invitee the newest helpers' version alone, as long as its sharing is in force."""
        if actor.soort is Soort.GEZINSLID:
            return self.filter(van_gezin(actor), voor=AgendaVersie.Voor.GEZIN, ingetrokken=False)
        genodigd = Q(
            sleutel__in=mijn_toegang(actor)
            .filter(reikwijdte=Reikwijdte.DEELNAME, grond=GROND_VOL)
            .values("sleutel"),
            voor=AgendaVersie.Voor.HULPVERLENERS,
            ingetrokken=False,
            id__in=Gegevensdeling.objects.aan(actor).filter(soort=SOORT_AGENDA).values("object_id"),
        )
        wie = genodigd
        if (
            actor.soort is Soort.LINK
        ):  # what was shared with whom the link invites, asked of the owner's function
            zelfde = RawSQL("SELECT lco_agenda_van_link()", [], output_field=models.UUIDField())
            return self.filter(voor=AgendaVersie.Voor.HULPVERLENERS, ingetrokken=False, id__in=zelfde)
        if actor.is_(Rol.COORDINATOR):
            wie |= Q(sleutel__in=sleutels(actor, Reikwijdte.OVERLEG))
        if actor.is_(Rol.COACH):
            wie |= Q(client_sleutel__in=sleutels(actor, Reikwijdte.DOSSIER))
        return self.filter(wie)


# The same clauses for the database: Toegang has no row policy of its own, and that of a sharing looks at its
# own row alone, so this recurses nowhere.
GENODIGD = """voor = 'hulpverleners' AND NOT ingetrokken AND sleutel IN (
  SELECT t.sleutel FROM beroepsgeheim_toegang t
   WHERE t.functie_id = bg_functie() AND t.reikwijdte = 'deelname' AND t.grond = 'genodigd'
     AND t.van <= bg_dag() AND (t.tot IS NULL OR t.tot >= bg_dag()) AND t.ingetrokken_op IS NULL)
  AND id IN (SELECT d.object_id FROM gezinnen_gegevensdeling d
   WHERE d.soort = 'lco.agenda' AND d.functie_id = bg_functie() AND d.beeindigd_op IS NULL
     AND d.van <= bg_dag() AND (d.tot IS NULL OR d.tot >= bg_dag()))
  OR voor = 'hulpverleners' AND NOT ingetrokken AND id IN (SELECT lco_agenda_van_link())"""
AGENDA_GEZIN = f"voor = 'gezin' AND NOT ingetrokken AND {samen('client_sleutel')}"


@met_geschiedenis(zonder=["inhoud"])
@beschermd(lezen=VOLGT, schrijven=VOLGT, ook_lezen=f"{GENODIGD} OR {AGENDA_GEZIN}")
class AgendaVersie(Geheim):
    """A frozen agenda, once for the helpers and once in the family's words. Its content never changes (R182)."""

    class Voor(models.TextChoices):
        HULPVERLENERS = "hulpverleners", _("agenda voor wie uitgenodigd is")
        GEZIN = "gezin", _("agenda in gewone woorden, voor het gezin")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    overleg = models.ForeignKey(Overleg, on_delete=models.PROTECT, related_name="agendaversies")
    client_sleutel = models.UUIDField(editable=False, db_index=True)
    nummer = models.PositiveSmallIntegerField()
    voor = models.CharField(max_length=14, choices=Voor)
    inhoud = models.JSONField()
    reden = models.CharField(max_length=200, blank=True)
    bevroren_op = models.DateTimeField(default=timezone.now)
    door = models.ForeignKey(Functie, on_delete=models.PROTECT, null=True)
    opdracht = models.UUIDField(null=True)
    ingetrokken = models.BooleanField(default=False)
    antwoord_naam = models.CharField(_("wie van het gezin zei ja"), max_length=120, blank=True)
    antwoord_op = models.DateField(_("op welke dag"), null=True)
    antwoord_hoe = models.CharField(_("hoe verteld"), max_length=10, choices=Hoe, blank=True)

    objects = AgendaVersieQuerySet.as_manager()

    class Meta:
        ordering = ["-nummer", "voor", "id"]
        verbose_name = _("versie van de agenda")
        constraints = [
            models.UniqueConstraint(fields=["overleg", "nummer", "voor"], name="agendaversie_eenmaal"),
            models.CheckConstraint(
                condition=Q(voor__in=["hulpverleners", "gezin"], antwoord_hoe__in=["", *Hoe.values]),
                name="agendaversie_voor_bestaat",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


@met_geschiedenis(zonder=["inhoud"])
@beschermd(lezen=VOLGT, schrijven=VOLGT, ook_lezen=samen("client_sleutel"))
class AgendaBijlage(Geheim):
    """Data of the family (its network map) that it wants in its own agenda: taken by the coach, once asked.

    The coordinator does not reach the network itself; the family hands this over. It is drawn when printed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    overleg = models.ForeignKey(Overleg, on_delete=models.PROTECT, related_name="agendabijlagen")
    client_sleutel = models.UUIDField(editable=False, db_index=True)
    code = models.CharField(max_length=60)
    titel = models.CharField(max_length=120)
    inhoud = models.JSONField(default=dict)
    gemaakt_op = models.DateTimeField(default=timezone.now)

    objects = VolgtQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["overleg", "code"], name="agendabijlage_eenmaal")]

    def __str__(self) -> str:
        return str(self.pk)
