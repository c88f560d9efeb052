"""The network map: who is around a family, as the family itself says (R204)."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beroepsgeheim.models import Geheim, Reikwijdte
from beroepsgeheim.querysets import GeheimQuerySet
from beroepsgeheim.register import beschermd, met_geschiedenis
from beroepsgeheim.toegang import heeft, sleutels
from gezinnen.models import Client, Gezinslid, Publiek
from gezinnen.models.regels_gezin import met_publiek, met_publiek_q, van_mijn_gezin
from organisaties.actor import Actor, Soort
from organisaties.models import Functie, Rol

# Who keeps the file sees every picture, except one that somebody drew for herself alone.
VAN_DOSSIER = "zichtbaar_voor_coach AND sleutel IN (SELECT bg_sleutels('dossier'))"
# A care worker reads what the family opened to her.
OPEN = "zichtbaar_voor_verzorgende AND sleutel IN (SELECT bg_sleutels('zorg'))"
# The family's own picture is of all together; that of one member is hers, and of whom she opens it to.
GEZIN = met_publiek("van_lid_id")
# One's own picture is drawn and erased by the person herself.
EIGEN = f"{van_mijn_gezin()} AND van_lid_id = bg_persoon()"
# Ties follow their picture, people follow their ties: the row policy of the picture is asked again.
VAN_KAART = "EXISTS (SELECT 1 FROM netwerk_netwerkkaart k WHERE k.id = kaart_id)"
VAN_BAND = "EXISTS (SELECT 1 FROM netwerk_band b WHERE b.figuur_id = netwerk_figuur.id)"
EIGEN_KAART = (
    "bg_soort() = 'gezinslid' AND sleutel IN (SELECT bg_sleutels('gezin'))"
    " AND EXISTS (SELECT 1 FROM netwerk_netwerkkaart k WHERE k.id = kaart_id AND k.van_lid_id = bg_persoon())"
)
EIGEN_FIGUUR = f"{van_mijn_gezin()} AND van_lid_id = bg_persoon()"


class Ring(models.TextChoices):
    DICHTBIJ = "dichtbij", _("dichtbij")
    REGELMATIG = "regelmatig", _("regelmatig")
    VERDER = "verder", _("verder weg")


class Kring(models.TextChoices):
    """The four sectors of the map."""

    FAMILIE = "familie", _("familie")
    VRIENDEN = "vrienden", _("vrienden")
    BUREN = "buren", _("buren en anderen")
    HULP = "hulp", _("hulpverleners")


class Steun(models.TextChoices):
    """What somebody means; the letters stand on the map (R211)."""

    PRAKTISCH = "praktisch", _("praktisch helpen")
    EMOTIONEEL = "emotioneel", _("luisteren en troosten")
    NORMATIEF = "normatief", _("raad geven, de weg wijzen")
    ERBIJ = "erbij", _("erbij horen")


STEUN_LETTERS = {Steun.PRAKTISCH: "P", Steun.EMOTIONEEL: "L", Steun.NORMATIEF: "R", Steun.ERBIJ: "E"}


class Sterkte(models.TextChoices):
    STERK = "sterk", _("een sterke band")
    DUN = "dun", _("een losse band")
    SPANNING = "spanning", _("een band met spanning")


class Stand(models.TextChoices):
    ACTIEF = "actief", _("er is contact")
    ONDERGESNEEUWD = "ondergesneeuwd", _("ondergesneeuwd: stil, maar het kan terugkomen")
    VERBROKEN = "verbroken", _("verbroken")


class Richting(models.TextChoices):
    KRIJGT = "krijgt", _("wij krijgen steun")
    GEEFT = "geeft", _("wij geven steun")
    BEIDE = "beide", _("we geven en we krijgen")


class NetwerkkaartQuerySet(GeheimQuerySet["Netwerkkaart"]):
    def zichtbaar_voor(self, actor: Actor) -> QuerySet["Netwerkkaart"]:
        """Coach and family, unless somebody drew it for herself; a care worker as far as the family allows."""
        if actor.soort is Soort.GEZINSLID:
            return self.filter(met_publiek_q(actor, "van_lid"))
        return self.filter(
            Q(sleutel__in=sleutels(actor, Reikwijdte.DOSSIER), zichtbaar_voor_coach=True)
            | Q(sleutel__in=sleutels(actor, Reikwijdte.ZORG), zichtbaar_voor_verzorgende=True)
        )

    def van_gezin(self, client: Client | uuid.UUID) -> QuerySet["Netwerkkaart"]:
        """Pictures of the family as a whole, newest first."""
        return self.filter(client=client, van_lid__isnull=True)


@met_geschiedenis()
@beschermd(
    ook_lezen=f"{VAN_DOSSIER} OR {OPEN} OR {GEZIN}",
    ook_schrijven=f"{VAN_DOSSIER} OR {EIGEN}",
)
class Netwerkkaart(Geheim):
    """A dated picture for a family or for one of its members; a later picture begins as a copy (R207, R241)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="netwerkkaarten")
    van_lid = models.ForeignKey(
        Gezinslid, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("van wie is deze kaart")
    )
    dag = models.DateField(_("dag van dit beeld"))
    zichtbaar_voor_coach = models.BooleanField(_("de coach mag deze kaart zien"), default=True)
    publiek = models.CharField(
        _("wie van het gezin ziet deze kaart"), max_length=10, choices=Publiek, default=Publiek.GEZIN
    )
    zichtbaar_voor_verzorgende = models.BooleanField(_("de verzorgende mag deze kaart zien"), default=False)
    mee_in_agenda = models.BooleanField(_("deze kaart mag mee in de agenda van een overleg"), default=False)
    gemaakt_door = models.ForeignKey(Functie, on_delete=models.PROTECT, null=True, related_name="+")
    gemaakt_op = models.DateTimeField(default=timezone.now)
    versie = models.PositiveIntegerField(default=1)

    objects = NetwerkkaartQuerySet.as_manager()

    class Meta:
        ordering = ["-dag", "-gemaakt_op", "id"]
        verbose_name = _("netwerkkaart")
        verbose_name_plural = _("netwerkkaarten")
        constraints = [
            models.CheckConstraint(
                condition=Q(publiek__in=Publiek.values), name="netwerkkaart_publiek_bestaat"
            )
        ]
        indexes = [models.Index(fields=["client", "-dag"], name="netwerkkaart_client_dag")]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_zelf_getekend(self) -> bool:
        """Drawn by a member herself in her own place, not together with the coach."""
        return self.gemaakt_door_id is None and self.van_lid_id is not None

    @property
    def logboek_persoon(self) -> uuid.UUID | None:
        """A look at one member's picture is told to nobody else of the family."""
        return self.van_lid_id

    def kan_bewerken(self, actor: Actor) -> bool:
        """Who keeps the file writes down what the family says; what a member drew, she alone changes."""
        if actor.soort is Soort.GEZINSLID or self.is_zelf_getekend:
            return self.is_zelf_getekend and self.van_lid_id == actor.persoon_id
        return actor.is_(Rol.COACH) and heeft(actor, self.sleutel, Reikwijdte.DOSSIER)


class FiguurQuerySet(GeheimQuerySet["Figuur"]):
    def zichtbaar_voor(self, actor: Actor) -> QuerySet["Figuur"]:
        """Who stands on a picture that this actor may see; beside that, whom she put there herself (a member) or
        whom a coach wrote down (who keeps the file)."""
        op_kaart = Q(pk__in=Band.objects.zichtbaar_voor(actor).values("figuur"))
        if actor.soort is Soort.GEZINSLID:
            eigen = Q(van_lid=actor.persoon_id, sleutel__in=sleutels(actor, Reikwijdte.GEZIN))
        else:
            eigen = Q(van_lid__isnull=True, sleutel__in=sleutels(actor, Reikwijdte.DOSSIER))
        return self.filter(op_kaart | eigen)


class Figuur(Geheim):
    """Somebody in the network, by alias. Not tracked: what the family erases is gone."""

    class Soort(models.TextChoices):
        INFORMEEL = "informeel", _("iemand uit het eigen leven")
        FORMEEL = "formeel", _("iemand die het voor het werk doet")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="figuren")
    # Who put this person on her own picture, and so may erase it; empty when it was done with the coach.
    van_lid = models.ForeignKey(
        Gezinslid, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    schuilnaam = models.CharField(_("hoe noemen jullie deze persoon"), max_length=32)
    soort = models.CharField(_("wie is het"), max_length=10, choices=Soort, default=Soort.INFORMEEL)
    zelf_gekozen = models.BooleanField(_("zelf gekozen"), null=True)

    objects = FiguurQuerySet.as_manager()

    class Meta:
        ordering = ["schuilnaam", "id"]
        verbose_name = _("figuur")
        verbose_name_plural = _("figuren")
        constraints = [
            models.CheckConstraint(condition=Q(soort__in=["informeel", "formeel"]), name="figuur_soort")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class BandQuerySet(GeheimQuerySet["Band"]):
    def zichtbaar_voor(self, actor: Actor) -> QuerySet["Band"]:
        """The ties of the pictures this actor may see."""
        return self.filter(kaart__in=Netwerkkaart.objects.zichtbaar_voor(actor).values("pk"))


class Band(Geheim):
    """How somebody is tied to the family in one picture."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kaart = models.ForeignKey(Netwerkkaart, on_delete=models.CASCADE, related_name="banden")
    figuur = models.ForeignKey(Figuur, on_delete=models.CASCADE, related_name="banden")
    genoemd_door = models.ForeignKey(
        Gezinslid, on_delete=models.PROTECT, verbose_name=_("wie van het gezin noemt deze persoon")
    )
    kring = models.CharField(_("bij welke groep"), max_length=10, choices=Kring)
    ring = models.CharField(_("hoe dicht staat deze persoon"), max_length=12, choices=Ring)
    steun = ArrayField(
        models.CharField(max_length=12, choices=Steun),
        verbose_name=_("wat betekent deze persoon"),
        default=list,
        blank=True,
    )
    sterkte = models.CharField(_("wat voor band is het"), max_length=10, choices=Sterkte, default=Sterkte.DUN)
    stand = models.CharField(_("hoe staat het nu"), max_length=16, choices=Stand, default=Stand.ACTIEF)
    richting = models.CharField(
        _("wie geeft, wie krijgt"), max_length=8, choices=Richting, default=Richting.BEIDE
    )
    enkel_online = models.BooleanField(_("we spreken elkaar enkel online"), default=False)
    versie = models.PositiveIntegerField(default=1)

    objects = BandQuerySet.as_manager()

    class Meta:
        ordering = ["kring", "ring", "figuur__schuilnaam", "id"]
        verbose_name = _("band")
        verbose_name_plural = _("banden")
        constraints = [
            models.UniqueConstraint(
                fields=["kaart", "figuur"],
                name="band_eenmaal_per_kaart",
                violation_error_message=_("Deze persoon staat al op de kaart."),
            ),
            models.CheckConstraint(
                condition=Q(ring__in=Ring.values, kring__in=Kring.values), name="band_plaats_bestaat"
            ),
            models.CheckConstraint(
                condition=Q(sterkte__in=Sterkte.values, stand__in=Stand.values, richting__in=Richting.values),
                name="band_soort_bestaat",
            ),
            models.CheckConstraint(condition=Q(steun__contained_by=Steun.values), name="band_steun"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def kan_bewerken(self, actor: Actor) -> bool:
        return self.kaart.kan_bewerken(actor)

    @property
    def letters(self) -> str:
        """The functions as letters, always in the same order."""
        return " ".join(letter for steun, letter in STEUN_LETTERS.items() if steun in self.steun)


_DOSSIER = "sleutel IN (SELECT bg_sleutels('dossier'))"
# Whom a coach wrote down stays hers to erase, also when the last tie is gone already.
_VAN_COACH = f"van_lid_id IS NULL AND {_DOSSIER}"
beschermd(
    ook_lezen=f"{_VAN_COACH} OR {VAN_BAND} OR {EIGEN_FIGUUR}", ook_schrijven=f"{_VAN_COACH} OR {EIGEN_FIGUUR}"
)(Figuur)
beschermd(ook_lezen=VAN_KAART, ook_schrijven=f"{_DOSSIER} AND {VAN_KAART} OR {EIGEN_KAART}")(Band)
