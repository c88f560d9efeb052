"""The sources of Vandaag, per role. Names come only from what this actor may read."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.week import beurten_van
from gezinnen.models import Aanmelding, Beslissing, Gezin, Stap
from organisaties.actor import Actor
from organisaties.models import Functie, Rol
from thuiscompagnie.vloer.templatetags.huis import wanneer

from .vandaag import HOOGSTENS, Item, bron

DAGEN_TERUG = 7


@bron(Rol.BEHEERDER)
def rollen_om_goed_te_keuren(actor: Actor) -> Iterable[Item]:
    """Roles that another manager proposed."""
    voorstellen = (
        Functie.objects.zichtbaar_voor(actor)
        .voorstellen()
        .select_related("gebruiker", "organisatie")
        .order_by("voorgesteld_op", "pk")
    )
    for functie in voorstellen[: HOOGSTENS * 2]:
        if functie.kan_goedkeuren(actor):
            yield Item(
                naam=functie.gebruiker.naam,
                regel=_("Een collega stelde deze rol voor: %(rol)s. U keurt goed of wijst af.")
                % {"rol": functie.get_rol_display()},
                url=reverse("organisaties:functie_goedkeuren", args=[functie.pk]),
                icoon="mens",
                actie_tekst=_("Bekijken"),
                status_soort="nodig",
                status_tekst=_("wacht op u"),
            )


def gezinsnaam(gezin: Gezin) -> str:
    """How the family wants to be called, as far as this actor may read it; else its number."""
    gegevens = getattr(gezin, "gegevens", None)
    return gegevens.naam if gegevens else gezin.nummer


@bron(Rol.COACH)
def aanmeldingen_die_wachten(actor: Actor) -> Iterable[Item]:
    """Referrals that wait for telling the family, for a decision, or whose referrer waits for word."""
    rijen = (
        Aanmelding.objects.zichtbaar_voor(actor)
        .filter(
            Q(beslissing=Beslissing.OPEN)
            | ~Q(beslissing=Beslissing.OPEN)
            & Q(terugkoppeling__in=["uitkomst", "met_reden"], teruggekoppeld_op__isnull=True),
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
            naam=gezinsnaam(rij.gezin),
            regel=f"{sinds} {wat}",
            url=reverse(f"gezinnen:aanmelding_{naam}", args=[rij.pk]),
            icoon="brief",
            actie_tekst=knop,
            status_soort="nodig",
            status_tekst=_("wacht op u"),
        )


@bron(Rol.COACH)
def stappen_van_deze_week(actor: Actor) -> Iterable[Item]:
    """Small steps that the family wanted to take by about now."""
    stappen = (
        Stap.objects.zichtbaar_voor(actor)
        .filter(
            status__in=[Stap.Status.OPEN, Stap.Status.BEZIG],
            tegen__range=(actor.dag - timedelta(days=DAGEN_TERUG), actor.dag + timedelta(days=DAGEN_TERUG)),
        )
        .select_related("gezin__gegevens")
        .order_by("tegen", "pk")
    )
    for stap in stappen[:HOOGSTENS]:
        yield Item(
            naam=gezinsnaam(stap.gezin),
            regel=f"{stap.tekst} · {_('tegen')} {wanneer(stap.tegen, actor.dag)}",
            url=reverse("gezinnen:gezin", args=[stap.gezin_id]),
            icoon="stap",
            soort="",
        )


@bron(Rol.VERZORGENDE)
def beurten_om_te_bevestigen(actor: Actor) -> Iterable[Item]:
    """Her turns of today and of the last week that were not confirmed yet: one tap."""
    for rij in beurten_van(actor, actor.dag - timedelta(days=DAGEN_TERUG), actor.dag):
        if rij.is_open:
            yield Item(
                naam=f"{rij.naam} · {wanneer(rij.datum, actor.dag)}",
                regel="",
                url="",
                icoon="hand",
                sjabloon="coaching/beurt_rij.html",
                rij=rij,
            )


@bron(Rol.VERZORGENDE)
def beurten_die_komen(actor: Actor) -> Iterable[Item]:
    """The turns of the coming days."""
    for rij in beurten_van(actor, actor.dag + timedelta(days=1), actor.dag + timedelta(days=DAGEN_TERUG)):
        if rij.is_open:
            yield Item(
                naam=rij.naam,
                regel=wanneer(rij.datum, actor.dag).capitalize(),
                url=reverse("coaching:inzet", args=[rij.inzet.pk]),
                icoon="hand",
                soort="",
            )
