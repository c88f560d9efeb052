"""What needs this person now, per role: at most seven items, each one click from the action.

A source takes the actor and gives items; it asks one or two queries and stops at what fits on the page.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from organisaties.actor import Actor
from organisaties.models import Rol

HOOGSTENS = 7


@dataclass(frozen=True)
class Item:
    """One thing on Vandaag. `soort` "nodig" waits for this person; "" is good to know."""

    naam: str
    regel: str
    url: str
    icoon: str
    actie_tekst: Any = ""
    soort: str = "nodig"
    status_soort: str = ""
    status_tekst: str = ""
    sjabloon: str = ""  # a row of its own, for what is done with one tap; it gets `rij`
    rij: Any = None


# What belongs on an empty page, told in one sentence.
LEEG: dict[str, Any] = {
    Rol.COACH: _("Hier komen aanmeldingen, intakes en stappen van de gezinnen die u begeleidt."),
    Rol.VERZORGENDE: _("Hier komen uw beurten. Eén tik bevestigt een beurt die ging zoals afgesproken."),
    Rol.VERANTWOORDELIJKE: _("Hier komen uren die nog niemand bevestigde, en gezinnen zonder verzorgende."),
    Rol.COORDINATOR: _("Hier komen vragen om een lokaal cliëntoverleg van inwoners van uw gemeente."),
    Rol.HULPVERLENER: _("Hier komen de overleggen waarop een gezin u uitnodigt, met hun agenda."),
    Rol.KLUSSENDIENST: _("Hier komt een klus zodra een gezin uw dienst iets vraagt."),
    Rol.VRIJWILLIGERSWERKING: _("Hier komt een vraag zodra een gezin om een vrijwilliger vraagt."),
    Rol.GEZINSLID: _("Hier komt wat over u gaat en wat u wilt weten."),
    Rol.DEONTOLOGIE: _("Hier komt een zorg om veiligheid waarvoor een collega uw raad vraagt."),
    Rol.VORMING: _("Hier komen de vormingen van uw dienst."),
    Rol.PROVINCIE: _("Hier komt uw laatste rapport."),
    Rol.PRIVACY: _("Hier komen vragen van gezinnen over hun gegevens."),
    Rol.ONDERSTEUNING: _("U ziet hier hoe de toepassing draait, nooit iets over een gezin."),
    Rol.BEHEERDER: _("Hier komen rollen die een collega voorstelde en die u goedkeurt of afwijst."),
}

Bron = Callable[[Actor], Iterable[Item]]
_bronnen: list[tuple[tuple[Rol, ...], Bron]] = []


def bron(*rollen: Rol) -> Callable[[Bron], Bron]:
    """Add a source for these roles; sources are asked in the order in which they stand here."""

    def voeg_toe(functie: Bron) -> Bron:
        _bronnen.append((rollen, functie))
        return functie

    return voeg_toe


def voor(actor: Actor) -> tuple[list[Item], list[Item]]:
    """(what waits for this actor, what comes later); together at most seven items."""
    items: list[Item] = []
    for rollen, functie in _bronnen:
        if actor.rol in rollen:
            items += functie(actor)
    wacht = [item for item in items if item.soort == "nodig"][:HOOGSTENS]
    later = [item for item in items if item.soort != "nodig"][: HOOGSTENS - len(wacht)]
    return wacht, later
