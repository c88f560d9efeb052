"""The sources of Vandaag, per role. Names come only from what this actor may read."""

from collections.abc import Iterable
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.week import beurten_van
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
