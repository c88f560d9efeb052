"""A worry about somebody's safety: a record of its own, apart from the file (R306).

It has its own key, so that no list, log line or export of the family's key holds it. Three people at most
read it: the coach, the deontology contact who was named in it, and who raised it. It shares nothing, gives
nobody access and is no way round an objection.
"""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beroepsgeheim.models import Geheim, Reikwijdte
from beroepsgeheim.register import beschermd, met_geschiedenis
from beroepsgeheim.toegang import heeft, sleutels
from organisaties.actor import Actor, Soort
from organisaties.models import Functie, Organisatie, Rol

from .kern import Gezin

LEZEN = """contact_id = bg_functie() AND bg_rol() = 'deontologie'
OR client_sleutel IN (SELECT bg_sleutels('dossier'))
   AND gezin_id IN (SELECT g.id FROM gezinnen_gezin g WHERE g.coach_id = bg_functie())
OR door_id = bg_functie() AND client_sleutel IN (SELECT bg_sleutels('dossier', 'zorg'))"""
SCHRIJVEN = f"sleutel = id AND ({LEZEN})"


class EerstMetGezin(models.TextChoices):
    """First with the family, unless that brings danger."""

    BESPROKEN = "besproken", _("ja, we spraken erover met het gezin")
    STRAKS = "straks", _("nog niet, dat doen we eerst")
    GEVAAR = "gevaar", _("nee, want dat brengt iemand in gevaar")


class ZorgOmVeiligheidQuerySet(models.QuerySet["ZorgOmVeiligheid"]):
    def zichtbaar_voor(self, actor: Actor) -> "ZorgOmVeiligheidQuerySet":
        """The coach of the family, the named contact, and who raised it while she works in the family."""
        if actor.soort is not Soort.FUNCTIE:
            return self.none()
        if actor.is_(Rol.DEONTOLOGIE):
            return self.filter(contact_id=actor.functie_id)
        coach = Q(gezin__coach_id=actor.functie_id, client_sleutel__in=sleutels(actor, Reikwijdte.DOSSIER))
        zelf = Q(
            door_id=actor.functie_id,
            client_sleutel__in=sleutels(actor, Reikwijdte.DOSSIER, Reikwijdte.ZORG),
        )
        return self.filter(coach | zelf)

    def open(self) -> "ZorgOmVeiligheidQuerySet":
        return self.filter(afgesloten_op__isnull=True)


@met_geschiedenis()
@beschermd(ook_lezen=LEZEN, ook_schrijven=SCHRIJVEN)
class ZorgOmVeiligheid(Geheim):
    """What somebody saw, whether the family was asked first, who decided on which ground, who was told when.

    No kind, no degree, no score. `gezinsnummer` stands here because the contact does not read the family.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client_sleutel = models.UUIDField(editable=False, db_index=True)
    gezin = models.ForeignKey(Gezin, on_delete=models.PROTECT, related_name="+")
    gezinsnummer = models.CharField(_("gezinsnummer"), max_length=20)
    dienst = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    door = models.ForeignKey(
        Functie, on_delete=models.PROTECT, related_name="+", verbose_name=_("wie zich zorgen maakt")
    )
    contact = models.ForeignKey(
        Functie, on_delete=models.PROTECT, related_name="+", verbose_name=_("deontologisch contact")
    )
    feiten = models.TextField(_("wat u zag of hoorde"), max_length=4000)
    zorg = models.TextField(_("waarover u zich zorgen maakt"), max_length=2000)
    goed = models.TextField(_("wat wel goed gaat"), max_length=2000, blank=True)
    eerst = models.CharField(_("sprak u er eerst over met het gezin"), max_length=10, choices=EerstMetGezin)
    besproken_op = models.DateField(_("besproken op"), null=True, blank=True)
    gevaar = models.TextField(_("welk gevaar dat brengt, en voor wie"), max_length=1000, blank=True)
    besluit = models.TextField(_("wat er beslist is"), max_length=2000, blank=True)
    grond = models.TextField(_("op welke grond"), max_length=2000, blank=True)
    besloten_door = models.ForeignKey(
        Functie, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("wie besliste")
    )
    besloten_op = models.DateField(_("beslist op"), null=True)
    verteld_op = models.DateField(_("het gezin hoorde dit op"), null=True, blank=True)
    niet_verteld = models.TextField(_("waarom het gezin dit nog niet weet"), max_length=1000, blank=True)
    afgesloten_op = models.DateField(_("afgesloten op"), null=True)
    gemaakt_op = models.DateTimeField(default=timezone.now)
    versie = models.PositiveIntegerField(default=1)

    objects = ZorgOmVeiligheidQuerySet.as_manager()

    class Meta:
        ordering = ["-gemaakt_op", "id"]
        verbose_name = _("zorg om veiligheid")
        verbose_name_plural = _("zorgen om veiligheid")
        constraints = [
            models.CheckConstraint(condition=Q(sleutel=F("id")), name="veiligheid_is_zijn_sleutel"),
            models.CheckConstraint(
                condition=Q(eerst="besproken", besproken_op__isnull=False)
                | Q(eerst="straks")
                | Q(eerst="gevaar") & ~Q(gevaar=""),
                name="veiligheid_eerst_met_gezin",
                violation_error_message=_(
                    "Schrijf wanneer u met het gezin sprak, of welk gevaar dat brengt."
                ),
            ),
            models.CheckConstraint(
                condition=Q(besloten_op__isnull=True, besloten_door__isnull=True, besluit="", grond="")
                | Q(besloten_op__isnull=False, besloten_door__isnull=False) & ~Q(besluit="") & ~Q(grond=""),
                name="veiligheid_besluit_volledig",
                violation_error_message=_("Een beslissing heeft een grond, een dag en wie besliste."),
            ),
            models.CheckConstraint(
                condition=Q(besloten_op__isnull=True) | Q(verteld_op__isnull=False) | ~Q(niet_verteld=""),
                name="veiligheid_gezin_weet_of_waarom_niet",
                violation_error_message=_("Schrijf wanneer het gezin dit hoorde, of waarom nog niet."),
            ),
            models.CheckConstraint(
                condition=Q(afgesloten_op__isnull=True) | Q(verteld_op__isnull=False) | ~Q(niet_verteld=""),
                name="veiligheid_afgesloten_verteld",
                violation_error_message=_("Schrijf wanneer het gezin dit hoorde, of waarom niet."),
            ),
        ]
        indexes = [models.Index(fields=["contact", "-gemaakt_op"], name="veiligheid_contact")]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_open(self) -> bool:
        return self.afgesloten_op is None

    @property
    def gezin_weet_het(self) -> bool:
        return self.verteld_op is not None or self.eerst == EerstMetGezin.BESPROKEN

    def kan_aanvullen(self, actor: Actor) -> bool:
        """Everyone who reads it may add a step, as long as it is open and she works with the family."""
        werkt = actor.is_(Rol.DEONTOLOGIE) or heeft(
            actor, self.client_sleutel, Reikwijdte.DOSSIER, Reikwijdte.ZORG
        )
        return self.is_open and werkt and type(self).objects.zichtbaar_voor(actor).filter(pk=self.pk).exists()

    def kan_beslissen(self, actor: Actor) -> bool:
        """The coach or the contact; who raised it otherwise hears what they decide."""
        return self.kan_aanvullen(actor) and actor.is_(Rol.COACH, Rol.DEONTOLOGIE)


VAN_ZORG = "zorg_id IN (SELECT z.id FROM gezinnen_zorgomveiligheid z)"


@beschermd(ook_lezen=VAN_ZORG, ook_schrijven=f"door_id = bg_functie() AND {VAN_ZORG}")
class VeiligheidStap(Geheim):
    """What was done: a talk, advice asked without names, an answer. Rows are never changed."""

    class Soort(models.TextChoices):
        GESPREK = "gesprek", _("gesprek met het gezin")
        ADVIES = "advies", _("advies gevraagd, zonder namen")
        RAAD = "raad", _("raad van het deontologisch contact")
        STAP = "stap", _("iets anders gedaan")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    zorg = models.ForeignKey(ZorgOmVeiligheid, on_delete=models.CASCADE, related_name="stappen")
    soort = models.CharField(_("wat deed u"), max_length=10, choices=Soort)
    dag = models.DateField(_("wanneer"))
    wie = models.CharField(_("met wie sprak u"), max_length=160, blank=True)
    tekst = models.TextField(_("wat u vroeg of deed"), max_length=2000)
    antwoord = models.TextField(_("het antwoord"), max_length=2000, blank=True)
    door = models.ForeignKey(Functie, on_delete=models.PROTECT, related_name="+")
    gemaakt_op = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["dag", "gemaakt_op", "id"]
        verbose_name = _("stap bij een zorg om veiligheid")
        constraints = [
            models.CheckConstraint(
                condition=Q(soort__in=["gesprek", "advies", "raad", "stap"]), name="veiligheidstap_soort"
            ),
            models.CheckConstraint(
                condition=~Q(soort="advies") | ~Q(wie=""),
                name="veiligheidstap_advies_van_wie",
                violation_error_message=_("Schrijf wie u om advies vroeg."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class WoordingQuerySet(models.QuerySet["Woording"]):
    def zichtbaar_voor(self, actor: Actor) -> "WoordingQuerySet":
        """The wording of one's own organisation."""
        if actor.soort is not Soort.FUNCTIE:
            return self.none()
        return self.filter(organisatie_id=actor.organisatie_id)


@met_geschiedenis()
@beschermd(
    ook_lezen="organisatie_id = bg_organisatie()",
    ook_schrijven="organisatie_id = bg_organisatie() AND bg_rol() = 'deontologie'",
)
class Woording(models.Model):
    """Legal grounds and advice lines in the words of one organisation, kept by its deontology contact.

    As long as an organisation has none of its own, the house's wording holds (gezinnen/veiligheid.py).
    """

    class Soort(models.TextChoices):
        GROND = "grond", _("wettelijke grond")
        ADVIES = "advies", _("advieslijn")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    soort = models.CharField(_("soort"), max_length=10, choices=Soort)
    titel = models.CharField(_("titel"), max_length=160)
    tekst = models.TextField(_("in eigen woorden"), max_length=1500)
    nummer = models.CharField(_("telefoon"), max_length=40, blank=True)
    bevestigd_op = models.DateField(_("bevestigd door een jurist op"), null=True, blank=True)
    weg_op = models.DateField(_("niet meer in gebruik sinds"), null=True, blank=True)
    volgorde = models.PositiveSmallIntegerField(default=1)
    versie = models.PositiveIntegerField(default=1)

    objects = WoordingQuerySet.as_manager()

    class Meta:
        ordering = ["soort", "volgorde", "titel", "id"]
        verbose_name = _("woording bij veiligheid")
        constraints = [
            models.CheckConstraint(condition=Q(soort__in=["grond", "advies"]), name="woording_soort_bestaat")
        ]

    def __str__(self) -> str:
        return self.titel

    def kan_bewerken(self, actor: Actor) -> bool:
        return actor.is_(Rol.DEONTOLOGIE) and actor.organisatie_id == self.organisatie_id
