"""The navigation of the role in use."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from organisaties.actor import Soort
from organisaties.models import Rol


@dataclass(frozen=True)
class Punt:
    """One word in the navigation."""

    titel: str
    url: str
    icoon: str
    actief: bool


# (title, url name, icon) per role; at most seven words each.
MENU: dict[str, list[tuple[Any, str, str]]] = {
    Rol.COACH: [(_("Gezinnen"), "gezinnen:mijn", "gezin"), (_("Overleg"), "lco:lijst", "overleg")],
    Rol.VERZORGENDE: [
        (_("Mijn week"), "coaching:week", "agenda"),
        (_("Gezinnen"), "gezinnen:mijn", "gezin"),
    ],
    Rol.VERANTWOORDELIJKE: [
        (_("Planning"), "coaching:planning", "agenda"),
        (_("Gezinnen"), "gezinnen:dienst", "gezin"),
        (_("Registratie"), "rapportage:invoeren", "upload"),
        (_("Opvolging"), "organisaties:opvolging", "wissel"),
    ],
    Rol.COORDINATOR: [
        (_("Overleg"), "lco:lijst", "overleg"),
        (_("Week"), "lco:week", "agenda"),
        (_("Registreren"), "lco:registratie", "grafiek"),
        (_("Invoeren"), "rapportage:invoeren", "upload"),
        (_("Partners"), "organisaties:partners", "gebouw"),
    ],
    Rol.HULPVERLENER: [
        (_("Uitnodigingen"), "lco:uitnodigingen", "overleg"),
        (_("Gedeeld met mij"), "delen:gedeeld", "hand"),
    ],
    Rol.KLUSSENDIENST: [(_("Vragen"), "delen:gedeeld", "hand")],
    Rol.VRIJWILLIGERSWERKING: [(_("Vragen"), "delen:gedeeld", "hand")],
    Rol.DEONTOLOGIE: [
        (_("Veiligheid"), "gezinnen:zorgen", "hand"),
        (_("Gronden en advies"), "gezinnen:woordingen", "document"),
    ],
    Rol.BEHEERDER: [
        (_("Mensen"), "organisaties:rekeningen", "mens"),
        (_("Opvolging"), "organisaties:opvolging", "wissel"),
        (_("Partners"), "organisaties:partners", "gebouw"),
        (_("Bewaren"), "privacy:bewaren", "klok"),
    ],
    Rol.ONDERSTEUNING: [(_("Stand"), "ondersteuning:stand", "instellingen")],
    Rol.PRIVACY: [
        (_("Vragen"), "privacy:vragen", "brief"),
        (_("Bewaren"), "privacy:bewaren", "klok"),
        (_("Logboek"), "logboek:overzicht", "zoek"),
        (_("Register"), "privacy:register", "document"),
    ],
    Rol.PROVINCIE: [
        (_("Rapporten"), "rapportage:rapporten", "grafiek"),
        (_("Partners"), "organisaties:partners", "gebouw"),
    ],
}


def navigatie(request: HttpRequest) -> dict[str, list[Punt]]:
    """`navigatie` for the base template: the items of the role in use that exist."""
    actor = getattr(request, "actor", None)
    if actor is None or actor.soort is Soort.LINK:  # a personal link leads to one page
        return {"navigatie": []}
    gevonden = []
    begin = [] if actor.is_(Rol.ONDERSTEUNING) else [(_("Vandaag"), "portaal:vandaag", "huis")]
    for titel, naam, icoon in [*begin, *MENU.get(actor.rol, [])]:
        try:
            gevonden.append((str(titel), reverse(naam), icoon))
        except NoReverseMatch:
            continue
    # The word that fits the address best is the one that is marked: "Week" rather than "Overleg".
    hier = max((url for _titel, url, _icoon in gevonden if request.path.startswith(url)), key=len, default="")
    punten = [Punt(titel, url, icoon, url == hier) for titel, url, icoon in gevonden]
    return {"navigatie": punten}


__all__ = ["MENU", "Punt", "Rol", "navigatie"]
