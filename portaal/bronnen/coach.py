"""What waits for a coach in the families whose file she keeps."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from beroepsgeheim.models import Reikwijdte
from coaching.models import Inzet
from gezinnen.models import Aanmelding, Beslissing, Fase, Gezin, Gezinsvraag, Intake, Stap
from organisaties.actor import Actor
from organisaties.models import Rol
from portaal.vandaag import HOOGSTENS, Item, bron
from thuiscompagnie.vloer.models import Concept
from thuiscompagnie.vloer.templatetags.huis import wanneer

DAGEN_TERUG = 60
DAGEN_VOORUIT = 7


def naam_van(gezin: Gezin) -> str:
    """How the family wants to be called, or its number as long as it was not told."""
    gegevens = getattr(gezin, "gegevens", None)
    return gegevens.naam if gegevens else _("Gezin %(nummer)s") % {"nummer": gezin.nummer}


def _met_gezin(rijen: Any) -> Any:
    return rijen.select_related("gezin__gegevens")[:HOOGSTENS]


@bron(Rol.COACH)
def aanmeldingen_die_wachten(actor: Actor) -> Iterable[Item]:
    """Referrals that wait for telling the family, for a decision, or whose referrer waits for word.

    As long as an intake is under way, that comes first.
    """
    rijen = (
        Aanmelding.objects.zichtbaar_voor(actor)
        .filter(
            Q(beslissing=Beslissing.OPEN)
            | ~Q(beslissing=Beslissing.OPEN)
            & Q(terugkoppeling__in=["uitkomst", "met_reden"], teruggekoppeld_op__isnull=True),
            ~Exists(Intake.objects.filter(aanmelding=OuterRef("pk"), afgerond_op__isnull=True)),
            herkomst="hier",
        )
        .select_related("gezin__gegevens")
        .order_by("datum", "pk")
    )
    for rij in rijen[:HOOGSTENS]:
        sinds = _("Aangemeld %(dag)s.") % {"dag": wanneer(rij.datum, actor.dag)}
        if rij.wacht_op_bericht:
            wat, naam, knop = _("De aanmelder wacht op bericht."), "terugkoppeling", _("Bericht geven")
        elif not rij.verteld:
            wat, naam, knop = _("Vertel het gezin eerst over de aanmelding."), "vertellen", _("Is besproken")
        else:
            wat, naam, knop = _("Wacht op een beslissing."), "beslissen", _("Beslissen")
        yield Item(
            naam=naam_van(rij.gezin),
            regel=f"{sinds} {wat}",
            url=reverse(f"gezinnen:aanmelding_{naam}", args=[rij.pk]),
            icoon="brief",
            actie_tekst=knop,
            status_soort="nodig",
            status_tekst=_("wacht op u"),
        )


def _mijn_concepten(actor: Actor, formulier: str) -> Any:
    """The ids of what this coach typed in a form about and did not save."""
    return Concept.objects.filter(functie=actor.functie_id, formulier=formulier).values("over")


@bron(Rol.COACH)
def vragen_uit_de_eigen_plek(actor: Actor) -> Iterable[Item]:
    """What somebody of a family asked from her own place; the words stand on the page itself."""
    rijen = Gezinsvraag.objects.zichtbaar_voor(actor).open().order_by("gesteld_op", "pk")
    for rij in _met_gezin(rijen):
        yield Item(
            naam=naam_van(rij.gezin),
            regel=_("Iemand van het gezin vroeg u iets, %(dag)s.")
            % {"dag": wanneer(rij.gesteld_op.date(), actor.dag)},
            url=reverse("mijn:vraag_antwoord", args=[rij.pk]),
            icoon="overleg",
            actie_tekst=_("Antwoorden"),
            status_soort="nodig",
            status_tekst=_("wacht op u"),
        )


@bron(Rol.COACH)
def intakes_die_open_staan(actor: Actor) -> Iterable[Item]:
    """Intakes that were begun and not finished; those with words that were not saved come first."""
    open_ = (
        Intake.objects.zichtbaar_voor(actor)
        .filter(afgerond_op__isnull=True)
        .exclude(gezin__fase__in=[Fase.AFGEROND, Fase.GESTOPT])
        .annotate(
            concept=ExpressionWrapper(Q(pk__in=_mijn_concepten(actor, "intake")), output_field=BooleanField())
        )
        .order_by("-concept", "gemaakt_op", "pk")
    )
    for rij in _met_gezin(open_):
        yield Item(
            naam=naam_van(rij.gezin),
            regel=_("Er staat tekst klaar die nog niet bewaard is.")
            if rij.concept
            else _("De intake is begonnen en nog niet afgerond."),
            url=reverse("gezinnen:intake_gesprek" if rij.concept else "gezinnen:intake", args=[rij.pk]),
            icoon="gezin",
            actie_tekst=_("Verdergaan"),
            status_soort="bezig",
            status_tekst=_("intake bezig"),
        )


@bron(Rol.COACH)
def vragen_om_overleg_in_klad(actor: Actor) -> Iterable[Item]:
    """A request for a consultation that was typed and not saved."""
    gezinnen = Gezin.objects.binnen(actor, Reikwijdte.DOSSIER).filter(
        pk__in=_mijn_concepten(actor, "lco-aanvraag")
    )
    for gezin in gezinnen.select_related("gegevens").order_by("pk")[:HOOGSTENS]:
        yield Item(
            naam=naam_van(gezin),
            regel=_("U begon aan een vraag om overleg en bewaarde ze nog niet."),
            url=reverse("lco:nieuw", args=[gezin.pk]),
            icoon="overleg",
            actie_tekst=_("Verdergaan"),
            status_soort="bezig",
            status_tekst=_("nog niet bewaard"),
        )


@bron(Rol.COACH)
def stappen_van_deze_week(actor: Actor) -> Iterable[Item]:
    """Small steps: those whose day has passed ask how it went, those of the coming days are good to know."""
    lopend = (
        Stap.objects.binnen(actor, Reikwijdte.DOSSIER)
        .filter(
            status__in=[Stap.Status.OPEN, Stap.Status.BEZIG],
            tegen__range=(actor.dag - timedelta(days=DAGEN_TERUG), actor.dag + timedelta(days=DAGEN_VOORUIT)),
        )
        .order_by("tegen", "pk")
    )
    for rij in _met_gezin(lopend):
        voorbij = rij.tegen < actor.dag
        yield Item(
            naam=naam_van(rij.gezin),
            regel=f"{rij.tekst} · {_('tegen')} {wanneer(rij.tegen, actor.dag)}",
            url=reverse("gezinnen:stap", args=[rij.pk]),
            icoon="stap",
            actie_tekst=_("Hoe ging het?"),
            soort="nodig" if voorbij else "",
            status_soort="nodig" if voorbij else "",
            status_tekst=_("stap") if voorbij else "",
        )


@bron(Rol.COACH)
def gezinnen_zonder_verzorgende(actor: Actor) -> Iterable[Item]:
    """Started families where nobody comes yet."""
    komt = Inzet.objects.filter(gezin=OuterRef("pk")).lopend_tussen(actor.dag, actor.dag.max)
    zonder = (
        Gezin.objects.binnen(actor, Reikwijdte.DOSSIER)
        .filter(~Exists(komt), fase__in=[Fase.START, Fase.GROEI])
        .select_related("gegevens")
        .order_by("gemaakt_op", "pk")
    )
    for gezin in zonder[:HOOGSTENS]:
        yield Item(
            naam=naam_van(gezin),
            regel=_("Het gezin is gestart. Er is nog geen verzorgende gekozen."),
            url=reverse("coaching:nieuwe_inzet", args=[gezin.pk]),
            icoon="hand",
            actie_tekst=_("Kiezen"),
            status_soort="nodig",
            status_tekst=_("nog niemand"),
        )
