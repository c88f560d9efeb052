"""Shared professional secrecy: the act of sharing, and the family's no (R132-R137).

Both are held by the database itself (migrations/0006_delen_poort.py): an act that may not be is refused at INSERT, an
objection ends what it concerns at once, and so does a helper whose task ends or whose frame becomes imposed.
"""

import uuid
from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beroepsgeheim.models import Geheim, Reikwijdte
from beroepsgeheim.querysets import GeheimQuerySet
from beroepsgeheim.register import BESCHERMD, beschermd, met_geschiedenis
from beroepsgeheim.toegang import heeft, sleutels
from organisaties.actor import Actor, Soort
from organisaties.models import Functie, Organisatie, Rol

from .hulp import BetrokkenHulpverlener, Kader
from .kern import Client, Gezinslid, JaNeeOnbekend
from .regels_gezin import NIEMAND_AFGESCHERMD, niemand_afgeschermd

# Who keeps the file, and who leads the consultation from which something is shared.
BRONNEN = [("sleutel", Reikwijdte.DOSSIER.value), ("bron_sleutel", Reikwijdte.OVERLEG.value)]
IN_KRACHT = "beeindigd_op IS NULL AND van <= bg_dag() AND (tot IS NULL OR tot >= bg_dag())"
ONTVANGER = f"""{IN_KRACHT} AND (functie_id = bg_functie()
  OR functie_id IS NULL AND ontvanger_rol <> '' AND organisatie_id = bg_organisatie() AND ontvanger_rol = bg_rol())"""
GEZIN = """sleutel IN (SELECT bg_sleutels('gezin')) AND (over = '{}' AND NOT EXISTS (SELECT gz_afgeschermd()) OR bg_persoon() = ANY (over))
  AND NOT over && ARRAY (SELECT gz_afgeschermd())"""
# The family members who are shielded from the family member who acts, as an array.
AFGESCHERMD = RawSQL("ARRAY (SELECT gz_afgeschermd())", [], output_field=ArrayField(models.UUIDField()))


class Hoe(models.TextChoices):
    """How the family was told what would be shared, and gave its answer (R135)."""

    THUIS = "thuis", _("in een gesprek aan huis")
    TELEFOON = "telefoon", _("aan de telefoon")
    BLAD = "blad", _("met het blad erbij, samen gelezen")
    TOLK = "tolk", _("met een tolk")
    OVERLEG = "overleg", _("bij de voorbereiding van het overleg")
    ZELF = "zelf", _("het gezin deed het zelf op zijn eigen plek")


class Einde(models.TextChoices):
    """Why a sharing stopped."""

    BEZWAAR = "bezwaar", _("het gezin zei nee")
    TAAK = "taak", _("de taak van de ontvanger is voorbij")
    OPGELEGD = "opgelegd", _("de ontvanger werkt nu in een opgelegd kader")
    GEHEIM = "geheim", _("de ontvanger is niet (meer) gebonden door beroepsgeheim")
    VERVANGEN = "vervangen", _("er kwam een nieuwe versie")
    INGETROKKEN = "ingetrokken", _("het werd teruggenomen")
    GESTOPT = "gestopt", _("wie deelde, stopte het")
    KANTEN = "kanten", _("de ontvanger helpt ook iemand die dit niet mag weten")


class GegevensdelingQuerySet(GeheimQuerySet["Gegevensdeling"]):
    def in_kracht(self, dag: date) -> "GegevensdelingQuerySet":
        """What a recipient can read on this day."""
        return self.filter(Q(tot__isnull=True) | Q(tot__gte=dag), beeindigd_op__isnull=True, van__lte=dag)

    def aan(self, actor: Actor) -> "GegevensdelingQuerySet":
        """What was shared with this actor and is in force: with her role, or with her organisation and role."""
        if actor.soort is not Soort.FUNCTIE:
            return self.none()
        dienst = Q(functie__isnull=True, organisatie=actor.organisatie_id, ontvanger_rol=actor.rol)
        return self.in_kracht(actor.dag).filter(Q(functie=actor.functie_id) | dienst & ~Q(ontvanger_rol=""))

    def zichtbaar_voor(self, actor: Actor) -> "GegevensdelingQuerySet":
        """Who keeps the file sees all, who leads the consultation what came from it, a family member what
        concerns her (also what has ended), a recipient what is in force."""
        if actor.soort is Soort.GEZINSLID:
            eigen = Q(over=[]) & Q(niemand_afgeschermd()) | Q(over__contains=[actor.persoon_id])
            return self.binnen(actor, Reikwijdte.GEZIN).filter(eigen).exclude(over__overlap=AFGESCHERMD)
        wie = Q(pk__in=self.aan(actor).values("pk"))
        if actor.is_(Rol.COACH):
            wie |= Q(sleutel__in=sleutels(actor, Reikwijdte.DOSSIER))
        if actor.is_(Rol.COORDINATOR):
            wie |= Q(bron_sleutel__in=sleutels(actor, Reikwijdte.OVERLEG))
        return self.filter(wie)


@met_geschiedenis(zonder=["inhoud"])
@beschermd(lezen=BRONNEN, schrijven=BRONNEN, ook_lezen=f"({ONTVANGER}) OR ({GEZIN})")
class Gegevensdeling(Geheim):
    """An act of sharing: what exactly, to whom, and the family's answer; the rest derived and kept with it.

    `inhoud` is what the recipient reads: the state of that moment. `over` names whom of the family it is
    about (empty: all of them). Nothing of it changes any more; it only ends. There is no override.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="delingen")
    bron_sleutel = models.UUIDField(null=True, editable=False, db_index=True)
    soort = models.CharField(_("wat voor gegevens"), max_length=40)
    titel = models.CharField(_("wat"), max_length=200)
    object_id = models.UUIDField(null=True)
    inhoud = models.JSONField()
    vertrouwelijk = models.BooleanField(default=True)
    over = ArrayField(models.UUIDField(), default=list, blank=True)

    hulpverlener = models.ForeignKey(
        BetrokkenHulpverlener, on_delete=models.PROTECT, null=True, related_name="delingen"
    )
    functie = models.ForeignKey(Functie, on_delete=models.PROTECT, null=True, related_name="+")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, null=True, related_name="+")
    ontvanger_rol = models.CharField(max_length=20, blank=True)
    ontvanger_naam = models.CharField(_("aan wie"), max_length=120)
    ontvanger_sleutel = models.UUIDField(
        null=True, editable=False, help_text="Whom the source means (a participant): two may have one name."
    )
    ontvanger_dienst = models.CharField(_("van welke dienst"), max_length=160, blank=True)
    kader = models.CharField(max_length=12, choices=Kader, default=Kader.ONBEKEND)
    beroepsgeheim = models.CharField(max_length=10, choices=JaNeeOnbekend, default=JaNeeOnbekend.ONBEKEND)
    taak = models.CharField(_("de taak van de ontvanger"), max_length=300)
    doel = models.CharField(_("waarvoor: de vraag of het doel van het gezin"), max_length=500)
    noodzaak = models.CharField(_("waarom het nodig is"), max_length=300)

    antwoord = models.CharField(_("het antwoord van het gezin"), max_length=4, default="ja", editable=False)
    antwoord_lid = models.ForeignKey(
        Gezinslid, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("wie zei ja")
    )
    antwoord_naam = models.CharField(_("wie zei ja"), max_length=120, blank=True)
    antwoord_op = models.DateField(_("wanneer"))
    antwoord_hoe = models.CharField(_("hoe verteld"), max_length=10, choices=Hoe)

    van = models.DateField()
    tot = models.DateField(_("tot en met"), null=True)
    gedeeld_door = models.ForeignKey(Functie, on_delete=models.PROTECT, null=True, related_name="+")
    gedeeld_op = models.DateTimeField(default=timezone.now)
    beeindigd_op = models.DateTimeField(null=True)
    einde = models.CharField(max_length=12, choices=Einde, blank=True)

    objects = GegevensdelingQuerySet.as_manager()

    class Meta:
        ordering = ["-gedeeld_op", "id"]
        verbose_name = _("gegevensdeling")
        verbose_name_plural = _("gegevensdelingen")
        constraints = [
            models.CheckConstraint(
                condition=Q(antwoord="ja", antwoord_op__isnull=False)
                & ~Q(antwoord_hoe="")
                & (Q(antwoord_lid__isnull=False) | ~Q(antwoord_naam="")),
                name="deling_ja_heeft_wie_wanneer_hoe",
                violation_error_message=_(
                    "Delen kan enkel met een ja: wie zei het, wanneer, en hoe verteld."
                ),
            ),
            models.CheckConstraint(
                condition=Q(vertrouwelijk=False) | Q(kader="vrijwillig", beroepsgeheim="ja"),
                name="deling_gedeeld_beroepsgeheim",
            ),
            models.CheckConstraint(
                condition=~Q(doel="") & ~Q(taak="") & ~Q(noodzaak="") & ~Q(ontvanger_naam=""),
                name="deling_zegt_waarvoor",
            ),
            models.CheckConstraint(
                condition=Q(beeindigd_op__isnull=True, einde="")
                | Q(beeindigd_op__isnull=False, einde__in=Einde.values),
                name="deling_einde_heeft_reden",
            ),
            models.CheckConstraint(
                condition=Q(antwoord_hoe__in=Hoe.values)
                & Q(kader__in=Kader.values)
                & Q(beroepsgeheim__in=JaNeeOnbekend.values),
                name="deling_antwoorden",
            ),
        ]
        indexes = [
            models.Index(fields=["functie", "soort"], name="deling_functie"),
            models.Index(fields=["client", "-gedeeld_op"], name="deling_client"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_beeindigd(self) -> bool:
        return self.beeindigd_op is not None

    def geldt_op(self, dag: date) -> bool:
        """Whether the recipient can read it on this day."""
        return self.beeindigd_op is None and self.van <= dag and (self.tot is None or self.tot >= dag)

    @property
    def gestopt_op(self) -> date | None:
        """The day from which it could not be read any more; None while nothing ended it."""
        if self.beeindigd_op is not None:
            return timezone.localdate(self.beeindigd_op)
        return self.tot

    @property
    def aan_wie(self) -> str:
        """The recipient with her service."""
        return ", ".join(deel for deel in (self.ontvanger_naam, self.ontvanger_dienst) if deel)

    @property
    def wie_zei_ja(self) -> str:
        """Who of the family gave the answer; a reader who does not reach the family's members gets no name."""
        try:
            lid = self.antwoord_lid
        except Gezinslid.DoesNotExist:
            lid = None
        return str(lid) if lid else self.antwoord_naam or str(_("iemand van het gezin"))

    def is_aan(self, actor: Actor) -> bool:
        """Whether this actor is the recipient."""
        if self.functie_id:
            return self.functie_id == actor.functie_id
        dienst = self.organisatie_id is not None and self.organisatie_id == actor.organisatie_id
        return bool(self.ontvanger_rol) and dienst and self.ontvanger_rol == actor.rol

    def kan_stoppen(self, actor: Actor) -> bool:
        """Who keeps the file, or leads the consultation it came from."""
        if self.beeindigd_op is not None:
            return False
        if actor.is_(Rol.COACH) and heeft(actor, self.sleutel, Reikwijdte.DOSSIER):
            return True
        bron = self.bron_sleutel
        return bool(bron and actor.is_(Rol.COORDINATOR) and heeft(actor, bron, Reikwijdte.OVERLEG))

    def kan_nee_horen(self, actor: Actor) -> bool:
        """Whoever can read it may hear the family say no to it: no reason needed."""
        return self.beeindigd_op is None

    def kan_afdrukken(self, actor: Actor) -> bool:
        """As long as it is in force."""
        return self.geldt_op(actor.dag)


class Tegen(models.TextChoices):
    """How far a no reaches."""

    DELING = "deling", _("dit niet aan deze persoon")
    SOORT = "soort", _("dit aan niemand")
    ONTVANGER = "ontvanger", _("niets aan deze persoon")
    ALLES = "alles", _("niets aan niemand")


class BezwaarQuerySet(GeheimQuerySet["Bezwaar"]):
    def van_kracht(self) -> "BezwaarQuerySet":
        """Objections that were not taken back."""
        return self.filter(ingetrokken_op__isnull=True)

    def zichtbaar_voor(self, actor: Actor) -> "BezwaarQuerySet":
        """Who keeps the file or leads the consultation where it was heard; a family member her own and the
        family's (not when somebody is shielded from her). Recipients never read them."""
        if actor.soort is Soort.GEZINSLID:
            samen = Q(door_lid=actor.persoon_id) | Q(door_lid__isnull=True) & Q(niemand_afgeschermd())
            return self.binnen(actor, Reikwijdte.GEZIN).filter(samen)
        wie = Q(pk__in=[])
        if actor.is_(Rol.COACH):
            wie |= Q(sleutel__in=sleutels(actor, Reikwijdte.DOSSIER))
        if actor.is_(Rol.COORDINATOR):
            wie |= Q(bron_sleutel__in=sleutels(actor, Reikwijdte.OVERLEG))
        return self.filter(wie)


@met_geschiedenis()
@beschermd(
    lezen=BRONNEN,
    schrijven=[("sleutel", "dossier", "zorg"), ("bron_sleutel", "overleg")],
    ook_lezen=f"""sleutel IN (SELECT bg_sleutels('gezin'))
      AND (door_lid_id = bg_persoon() OR door_lid_id IS NULL AND {NIEMAND_AFGESCHERMD})""",
    ook_schrijven="""sleutel IN (SELECT bg_sleutels('gezin')) AND door_lid_id = bg_persoon()
      OR delen_is_ontvanger(deling_id)""",
)
class Bezwaar(Geheim):
    """The family says no. No reason is asked; it works at once, everywhere, and nobody can pass it by.

    `door_lid` is who of the family said it (empty: the family, or who said it was not told); `gehoord_door`
    the helper who heard it and took it down (empty: she did it herself in her own place).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="bezwaren")
    bron_sleutel = models.UUIDField(null=True, editable=False, db_index=True)
    tegen = models.CharField(_("waartegen"), max_length=10, choices=Tegen)
    deling = models.ForeignKey(Gegevensdeling, on_delete=models.PROTECT, null=True, related_name="bezwaren")
    soort = models.CharField(max_length=40, blank=True)
    hulpverlener = models.ForeignKey(
        BetrokkenHulpverlener, on_delete=models.PROTECT, null=True, related_name="bezwaren"
    )
    functie = models.ForeignKey(Functie, on_delete=models.PROTECT, null=True, related_name="+")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, null=True, related_name="+")
    ontvanger_naam = models.CharField(max_length=120, blank=True)
    ontvanger_sleutel = models.UUIDField(null=True, editable=False)
    door_lid = models.ForeignKey(Gezinslid, on_delete=models.PROTECT, null=True, related_name="bezwaren")
    door_naam = models.CharField(_("wie zei nee"), max_length=120, blank=True)
    gehoord_door = models.ForeignKey(Functie, on_delete=models.PROTECT, null=True, related_name="+")
    op = models.DateTimeField(default=timezone.now)
    ingetrokken_op = models.DateTimeField(null=True)
    ingetrokken_door = models.ForeignKey(Functie, on_delete=models.PROTECT, null=True, related_name="+")

    objects = BezwaarQuerySet.as_manager()

    class Meta:
        ordering = ["-op", "id"]
        verbose_name = _("bezwaar")
        verbose_name_plural = _("bezwaren")
        constraints = [
            models.CheckConstraint(
                condition=Q(tegen="deling", deling__isnull=False)
                | Q(tegen="soort") & ~Q(soort="")
                | Q(tegen="ontvanger") & ~Q(ontvanger_naam="")
                | Q(tegen="alles"),
                name="bezwaar_zegt_waartegen",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def wie_zei_nee(self) -> str:
        return str(self.door_lid) if self.door_lid_id else self.door_naam or str(_("het gezin"))

    def kan_intrekken(self, actor: Actor) -> bool:
        """The person who said no, or who keeps the file when that person asks it."""
        if self.ingetrokken_op is not None:
            return False
        if actor.soort is Soort.GEZINSLID:
            return self.door_lid_id == actor.persoon_id
        return actor.is_(Rol.COACH) and heeft(actor, self.sleutel, Reikwijdte.DOSSIER)


# History rows are for who keeps the file: a recipient reads nothing back after the end.
_gevolgd: tuple[type[Geheim], ...] = (Gegevensdeling, Bezwaar)
for _model in _gevolgd:
    _regels = BESCHERMD[_model]
    beschermd(lezen=BRONNEN, schrijven=_regels.schrijven, ook_schrijven=_regels.ook_schrijven)(
        _model.pgh_event_model
    )
