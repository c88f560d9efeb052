"""Every helper around the family (R060, R111): who, for what, how often, and what the family thinks of it."""

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from beroepsgeheim.models import Geheim
from beroepsgeheim.register import beschermd, met_geschiedenis
from organisaties.actor import Actor
from organisaties.models import Functie, Organisatie, Sector

from .kern import DOSSIER, DOSSIER_ZORG, Gezin, Gezinslid, JaNeeOnbekend, Levensdomein, periode
from .regels_gezin import Publiek, PubliekQuerySet, met_publiek


class Kader(models.TextChoices):
    """Whether the family chose this help (R067)."""

    VRIJWILLIG = "vrijwillig", _("vrijwillig")
    OPGELEGD = "opgelegd", _("opgelegd")
    ONBEKEND = "onbekend", _("niet bekend")


class BetrokkenHulpverlenerQuerySet(PubliekQuerySet["BetrokkenHulpverlener"]):
    def lopend_op(self, dag: date) -> "BetrokkenHulpverlenerQuerySet":
        """Helpers who are around the family on this day."""
        return self.filter(Q(van__isnull=True) | Q(van__lte=dag), Q(tot__isnull=True) | Q(tot__gte=dag))


@met_geschiedenis()
@beschermd(lezen=[DOSSIER_ZORG], schrijven=[DOSSIER], ook_lezen=met_publiek("van_lid_id"))
class BetrokkenHulpverlener(Geheim):
    """A helper of another service (or a link to somebody who logs in here)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gezin = models.ForeignKey(Gezin, on_delete=models.PROTECT, related_name="hulpverleners")
    naam = models.CharField(_("naam"), max_length=120)
    functie_omschrijving = models.CharField(_("functie"), max_length=120, blank=True)
    organisatie = models.ForeignKey(
        Organisatie, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("organisatie")
    )
    organisatie_tekst = models.CharField(_("andere organisatie"), max_length=160, blank=True)
    sector = models.ForeignKey(
        Sector, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("sector")
    )
    functie = models.ForeignKey(
        Functie,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="betrokken_bij",
        verbose_name=_("meldt zich hier aan als"),
    )
    # Help for one member alone need not be known to the others (an own therapist, help of a young person).
    van_lid = models.ForeignKey(
        Gezinslid,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("voor wie"),
    )
    publiek = models.CharField(
        _("wie van het gezin ziet dit"), max_length=10, choices=Publiek, default=Publiek.GEZIN
    )
    opdracht = models.CharField(_("waarvoor komt deze hulp"), max_length=300, blank=True)
    domein = models.CharField(_("levensdomein"), max_length=12, choices=Levensdomein, blank=True)
    kader = models.CharField(_("gekozen of opgelegd"), max_length=12, choices=Kader, default=Kader.ONBEKEND)
    beroepsgeheim = models.CharField(
        _("gebonden door beroepsgeheim"), max_length=10, choices=JaNeeOnbekend, default=JaNeeOnbekend.ONBEKEND
    )
    frequentie = models.CharField(_("hoe vaak"), max_length=80, blank=True)
    contact = models.CharField(_("telefoon of e-mail"), max_length=120, blank=True)
    van = models.DateField(_("sinds"), null=True, blank=True)
    tot = models.DateField(_("tot en met"), null=True, blank=True)
    mening_gezin = models.TextField(_("wat het gezin hiervan vindt"), blank=True)
    versie = models.PositiveIntegerField(default=1)

    objects = BetrokkenHulpverlenerQuerySet.as_manager()

    class Meta:
        ordering = ["naam", "id"]
        verbose_name = _("betrokken hulpverlener")
        verbose_name_plural = _("betrokken hulpverleners")
        constraints = [
            models.CheckConstraint(
                condition=Q(tot__isnull=True) | Q(van__isnull=True) | Q(tot__gte=F("van")),
                name="hulpverlener_periode_klopt",
                violation_error_message=_("De einddatum ligt voor de begindatum."),
            ),
            models.CheckConstraint(condition=Q(kader__in=Kader.values), name="hulpverlener_kader_bestaat"),
            models.CheckConstraint(
                condition=Q(publiek__in=Publiek.values), name="hulpverlener_publiek_bestaat"
            ),
            models.CheckConstraint(
                condition=Q(domein__in=["", *Levensdomein.values], beroepsgeheim__in=JaNeeOnbekend.values),
                name="hulpverlener_antwoorden",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def organisatie_naam(self) -> str:
        return self.organisatie.naam if self.organisatie else self.organisatie_tekst

    @property
    def in_woorden(self) -> str:
        """Who sends this help, for what, how often, chosen or imposed, bound by secrecy or not: one line."""
        kader = "" if self.kader == Kader.ONBEKEND else str(self.get_kader_display())
        geheim = {"ja": _("beroepsgeheim"), "nee": _("geen beroepsgeheim")}.get(self.beroepsgeheim, "")
        delen = [
            self.functie_omschrijving,
            self.organisatie_naam,
            self.opdracht,
            self.frequentie,
            kader,
            str(geheim),
            periode(self.van, self.tot),
        ]
        return " · ".join(deel.rstrip(". ") for deel in delen if deel)

    def kan_bewerken(self, actor: Actor) -> bool:
        return self.gezin.kan_bewerken(actor)
