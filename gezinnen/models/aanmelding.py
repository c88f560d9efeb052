"""Referral and admission: two populations (R055)."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beroepsgeheim.models import Geheim
from beroepsgeheim.querysets import DossierQuerySet
from beroepsgeheim.register import beschermd, met_geschiedenis
from organisaties.actor import Actor
from organisaties.models import Functie, Gemeente, Organisatie, Sector

from .kern import DOSSIER, Gezin, JaNeeOnbekend
from .regels_gezin import samen


class VerwijzerSoort(models.TextChoices):
    """Who asks: a helper, a service, the family itself, or it became clear in an LCO (R058, R158)."""

    GEZIN = "gezin", _("het gezin zelf")
    HULPVERLENER = "hulpverlener", _("een hulpverlener of dienst")
    LCO = "lco", _("uit een lokaal cliëntoverleg")
    EIGEN_DIENST = "eigen_dienst", _("de eigen dienst")
    OMGEVING = "omgeving", _("iemand uit de omgeving")
    ONBEKEND = "onbekend", _("niet bekend")


class Reden(models.TextChoices):
    """Why help is asked: several at once, and never only medical (R025). No word labels a person."""

    HUISHOUDEN = "huishouden", _("het huishouden op orde krijgen")
    STRUCTUUR = "structuur", _("dagstructuur en planning")
    OPVOEDING = "opvoeding", _("steun bij de opvoeding")
    KLEINE_KINDEREN = "kleine_kinderen", _("zorg voor kleine kinderen")
    LEREN = "leren", _("iets willen leren")
    RUST = "rust", _("even op adem komen")
    ADMINISTRATIE = "administratie", _("papieren en rekeningen")
    WONEN = "wonen", _("wonen en verhuizen")
    ALLEEN = "alleen", _("er alleen voor staan")
    GEZONDHEID = "gezondheid", _("gezondheid of zorg")
    GEBOORTE = "geboorte", _("een geboorte")
    AFSTEMMING = "afstemming", _("veel hulp die beter mag samenwerken")
    ANDERS = "anders", _("iets anders")


class Beslissing(models.TextChoices):
    """What came of the referral."""

    OPEN = "open", _("nog te beslissen")
    OPGENOMEN = "opgenomen", _("gestart")
    WACHTLIJST = "wachtlijst", _("op de wachtlijst")
    DOORVERWEZEN = "doorverwezen", _("doorverwezen")
    NIET_OPGENOMEN = "niet_opgenomen", _("niet gestart")
    INGETROKKEN = "ingetrokken", _("ingetrokken door het gezin")


class AanmeldingQuerySet(DossierQuerySet["Aanmelding"]):
    def open(self) -> "AanmeldingQuerySet":
        """Referrals that wait for a decision or a place."""
        return self.filter(beslissing__in=[Beslissing.OPEN, Beslissing.WACHTLIJST])


@met_geschiedenis()
@beschermd(lezen=[DOSSIER], schrijven=[DOSSIER], ook_lezen=samen())
class Aanmelding(Geheim):
    """A referral. No name is stored before the family was told; an import may not know that it was."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gezin = models.ForeignKey(Gezin, on_delete=models.PROTECT, related_name="aanmeldingen")
    dienst = models.ForeignKey(Organisatie, on_delete=models.PROTECT, verbose_name=_("dienst"))
    gemeente = models.ForeignKey(
        Gemeente, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("gemeente")
    )
    datum = models.DateField(_("datum van de aanmelding"))
    verteld = models.BooleanField(_("het gezin weet van deze aanmelding"), null=True)
    verteld_op = models.DateField(_("verteld op"), null=True, blank=True)
    verwijzer_soort = models.CharField(
        _("wie meldt aan"), max_length=14, choices=VerwijzerSoort, default=VerwijzerSoort.ONBEKEND
    )
    verwijzer_sector = models.ForeignKey(
        Sector, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("sector")
    )
    verwijzer_organisatie = models.CharField(_("dienst of organisatie"), max_length=160, blank=True)
    verwijzer_naam = models.CharField(_("naam van wie aanmeldt"), max_length=120, blank=True)
    verwijzer_contact = models.CharField(_("telefoon of e-mail"), max_length=120, blank=True)
    vraag = models.TextField(_("de vraag van het gezin, in eigen woorden"), blank=True)
    leervraag = models.TextField(_("wat het gezin wil leren"), blank=True)
    redenen = ArrayField(
        models.CharField(max_length=20, choices=Reden), verbose_name=_("redenen"), default=list, blank=True
    )
    andere_reden = models.CharField(_("andere reden"), max_length=200, blank=True)
    lco_vooraf = models.CharField(
        _("was er al een lokaal cliëntoverleg"), max_length=10, choices=JaNeeOnbekend, default="onbekend"
    )
    overleg = models.UUIDField(_("uit welk overleg"), null=True, blank=True)
    beslissing = models.CharField(_("beslissing"), max_length=16, choices=Beslissing, default=Beslissing.OPEN)
    beslist_op = models.DateField(_("beslist op"), null=True, blank=True)
    beslist_door = models.ForeignKey(Functie, on_delete=models.PROTECT, null=True, blank=True)
    beslisreden = models.TextField(_("reden van de beslissing"), max_length=2000, blank=True)
    opname_op = models.DateField(_("gestart op"), null=True, blank=True)
    lco_voor_opname = models.CharField(
        _("was er voor de start al een lokaal cliëntoverleg"),
        max_length=10,
        choices=JaNeeOnbekend,
        default="onbekend",
    )
    terugkoppeling = models.CharField(
        _("wat de aanmelder mag horen"),
        max_length=12,
        choices=[
            ("niets", _("niets")),
            ("uitkomst", _("enkel de uitkomst")),
            ("met_reden", _("de uitkomst met de reden")),
            ("te_vragen", _("nog te vragen aan het gezin")),
        ],
        default="te_vragen",
    )
    teruggekoppeld_op = models.DateField(_("aanmelder ingelicht op"), null=True, blank=True)
    herkomst = models.CharField(
        max_length=10, default="hier", choices=[("hier", _("hier")), ("import", "import")]
    )
    importsleutel = models.CharField(max_length=64, null=True, blank=True, unique=True)
    gemaakt_op = models.DateTimeField(default=timezone.now)
    versie = models.PositiveIntegerField(default=1)

    objects = AanmeldingQuerySet.as_manager()

    class Meta:
        ordering = ["-datum", "id"]
        verbose_name = _("aanmelding")
        verbose_name_plural = _("aanmeldingen")
        constraints = [
            models.CheckConstraint(
                condition=Q(verteld=True)
                | Q(herkomst="import")
                | Q(
                    verwijzer_naam="",
                    beslissing__in=["open", "niet_opgenomen", "ingetrokken", "doorverwezen"],
                ),
                name="aanmelding_verteld_voor_opname",
                violation_error_message=_("Starten kan pas als het gezin van de aanmelding weet."),
            ),
            models.CheckConstraint(
                condition=Q(beslissing="opgenomen", opname_op__isnull=False)
                | ~Q(beslissing="opgenomen") & Q(opname_op__isnull=True),
                name="aanmelding_opname_heeft_datum",
                violation_error_message=_("Een gestart gezin heeft een startdatum, een ander niet."),
            ),
            models.CheckConstraint(
                condition=Q(opname_op__isnull=True) | Q(opname_op__gte=F("datum")),
                name="aanmelding_opname_na_datum",
                violation_error_message=_("De startdatum ligt voor de aanmelding."),
            ),
            models.CheckConstraint(
                condition=Q(beslissing="open") | Q(beslist_op__isnull=False) | Q(herkomst="import"),
                name="aanmelding_beslissing_heeft_dag",
            ),
            models.CheckConstraint(
                condition=Q(beslissing__in=Beslissing.values), name="aanmelding_beslissing"
            ),
            models.CheckConstraint(
                condition=Q(lco_vooraf__in=JaNeeOnbekend.values, lco_voor_opname__in=JaNeeOnbekend.values),
                name="aanmelding_lco_antwoord",
            ),
            models.CheckConstraint(
                condition=Q(
                    verwijzer_soort__in=VerwijzerSoort.values,
                    redenen__contained_by=Reden.values,
                    terugkoppeling__in=["niets", "uitkomst", "met_reden", "te_vragen"],
                    herkomst__in=["hier", "import"],
                ),
                name="aanmelding_antwoorden",
            ),
        ]
        indexes = [
            models.Index(fields=["dienst", "-datum", "id"], name="aanmelding_dienst_datum"),
            models.Index(fields=["datum"], name="aanmelding_datum"),
            models.Index(
                fields=["opname_op"], name="aanmelding_opname", condition=Q(opname_op__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def get_overleg_display(self) -> str:
        """Whether it came from a consultation: its number says nothing to a person."""
        return str(_("een overleg")) if self.overleg else ""

    @property
    def wie_meldt_aan(self) -> str:
        """Who asks, in one line."""
        sector = self.verwijzer_sector.naam if self.verwijzer_sector else ""
        delen = [
            str(self.get_verwijzer_soort_display()),
            self.verwijzer_naam,
            self.verwijzer_organisatie,
            sector,
            self.verwijzer_contact,
        ]
        return " · ".join(deel for deel in delen if deel)

    @property
    def redenen_in_woorden(self) -> str:
        """The reasons as words, with the free one last."""
        woorden = [str(Reden(reden).label) for reden in self.redenen if reden != Reden.ANDERS]
        if self.andere_reden:
            woorden.append(self.andere_reden)
        elif Reden.ANDERS in self.redenen:
            woorden.append(str(Reden.ANDERS.label))
        return ", ".join(woorden)

    @property
    def is_te_beslissen(self) -> bool:
        """Waits for a decision; a place on the waiting list may still become a start."""
        return self.beslissing in (Beslissing.OPEN, Beslissing.WACHTLIJST)

    def kan_beslissen(self, actor: Actor) -> bool:
        """A decision is open, and the actor keeps this file."""
        return self.is_te_beslissen and self.gezin.kan_bewerken(actor)

    def kan_vertellen(self, actor: Actor) -> bool:
        """The family does not know yet (an import may not know whether it does)."""
        return not self.verteld and self.gezin.kan_bewerken(actor)

    @property
    def wacht_op_bericht(self) -> bool:
        """Decided, the family agreed that the referrer hears something, and it was not told yet."""
        afgesproken = self.terugkoppeling in ("uitkomst", "met_reden") and not self.teruggekoppeld_op
        return afgesproken and self.beslissing != Beslissing.OPEN

    def kan_terugkoppelen(self, actor: Actor) -> bool:
        return self.wacht_op_bericht and self.gezin.kan_bewerken(actor)

    def kan_bewerken(self, actor: Actor) -> bool:
        return self.gezin.kan_bewerken(actor)
