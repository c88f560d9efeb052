"""What waits for a care worker: turns to confirm, and those that come."""

from collections.abc import Iterable
from datetime import timedelta

from django.urls import reverse

from coaching.week import beurten_van
from organisaties.actor import Actor
from organisaties.models import Rol
from portaal.vandaag import Item, bron
from thuiscompagnie.vloer.templatetags.huis import wanneer

DAGEN_TERUG = 7


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
