"""The gate: all reasons why something may not be shared, at once and in plain words. There is no override.

The rules about helpers and objections stand in the database (migrations/0005_delen.py) and are asked there; here are
those about the family's answer and about what is derived: the purpose, the task, the necessity.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gezinnen.models import Aanmelding, Client, Doel, JaNeeOnbekend, Kader
from organisaties.actor import Actor

from .ontvanger import Antwoord, Ontvanger, Zegt
from .register import DeelbareSoort

REDENEN: dict[str, Any] = {
    "bezwaar": gettext_lazy(
        "Het gezin, of iemand over wie dit gaat, zei hier nee tegen. Dat volstaat: niemand gaat daaraan voorbij."
    ),
    "ander_gezin": gettext_lazy("Deze persoon helpt dit gezin niet."),
    "voorbij": gettext_lazy("Deze persoon helpt dit gezin nu niet. De taak is voorbij of moet nog beginnen."),
    "andere_aanmelder": gettext_lazy(
        "Iemand anders meldt zich nu aan voor deze hulp. Open de pagina opnieuw en kijk met het gezin of het klopt."
    ),
    "functie_voorbij": gettext_lazy("Deze persoon werkt daar niet meer in die rol."),
    "geen_geheim": gettext_lazy(
        "Deze persoon is niet gebonden door beroepsgeheim. Een ambtsgeheim, zoals in een school, is iets anders."
    ),
    "geheim_onbekend": gettext_lazy(
        "We weten niet of deze persoon gebonden is door beroepsgeheim. Vraag het na en vul het aan bij deze persoon."
    ),
    "opgelegd": gettext_lazy(
        "Deze persoon werkt in een opgelegd kader, zoals de jeugdrechtbank. Daar geldt gedeeld beroepsgeheim niet."
    ),
    "kader_onbekend": gettext_lazy(
        "We weten niet of het gezin deze hulp zelf koos. Vraag het na en vul het aan bij deze persoon."
    ),
    "beide_kanten": gettext_lazy(
        "Deze persoon helpt ook iemand die dit niet mag weten. Wat u deelt, zou zo bij die ander kunnen komen."
    ),
    "niet_verteld": gettext_lazy("Het gezin weet nog niet dat u dit wilt delen. Vertel en vraag het eerst."),
    "nee": gettext_lazy("Het gezin zei nee. Dat volstaat, een reden is niet nodig."),
    "onvolledig": gettext_lazy("Zeg wie van het gezin ja zei, op welke dag, en hoe u het vertelde."),
    "later": gettext_lazy("De dag van het antwoord ligt nog voor u."),
    "tot_voorbij": gettext_lazy("De laatste dag om het te lezen is al voorbij."),
    "geen_taak": gettext_lazy(
        "Er staat niet waarvoor deze persoon komt. Zonder taak is er niets dat nodig is om te weten."
    ),
    "geen_doel": gettext_lazy("Er is nog geen vraag of doel van het gezin waarvoor dit dient."),
    "niets": gettext_lazy("Er is nog niets van deze soort om te delen."),
    "verkeerde_ontvanger": gettext_lazy(
        "Dit gaat niet naar deze ontvanger. Een klussendienst of vrijwilligerswerking krijgt enkel een vraag "
        "met de taak, het adres en de voornaam."
    ),
}


class Geweigerd(Exception):
    """Sharing is refused; `redenen` are sentences for the screen, `codes` what they stand for."""

    def __init__(self, codes: Sequence[str]) -> None:
        self.codes = list(codes)
        self.redenen = [str(REDENEN[code]) for code in codes]
        super().__init__(" ".join(self.codes))


@dataclass(frozen=True)
class Voorstel:
    """What somebody wants to share: the three answers, and what follows from them."""

    client: Client
    soort: DeelbareSoort
    ontvanger: Ontvanger
    antwoord: Antwoord
    over: tuple[uuid.UUID, ...] = ()
    tot: date | None = None
    bron_sleutel: uuid.UUID | None = None
    doel: str = ""

    @property
    def noodzaak(self) -> str:
        return str(self.soort.nodig)


def waarvoor(client: Client, actor: Actor) -> str:
    """The purpose: the first goal of the family in its own order, else the question with which it came."""
    doel = (
        Doel.objects.zichtbaar_voor(actor)
        .filter(gezin__client=client, bereikt_op__isnull=True, losgelaten_op__isnull=True)
        .first()
    )
    if doel is not None:
        return doel.tekst
    vraag = Aanmelding.objects.zichtbaar_voor(actor).filter(gezin__client=client).exclude(vraag="").first()
    return vraag.vraag[:500] if vraag else ""


def tegen_ontvanger(voorstel: Voorstel) -> list[str]:
    """Codes about the recipient and about objections: the database answers, as for the act itself."""
    ontvanger, uit = voorstel.ontvanger, set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT delen_tegen(%s::uuid, %s::uuid, %s, %s, %s::uuid[], %s::uuid, %s::uuid, %s::uuid, %s, %s::uuid)",
            [
                voorstel.client.sleutel,
                voorstel.bron_sleutel,
                voorstel.soort.code,
                voorstel.soort.vertrouwelijk,
                list(voorstel.over),
                ontvanger.hulpverlener_id,
                ontvanger.functie_id,
                ontvanger.organisatie_id,
                ontvanger.naam,
                ontvanger.sleutel,
            ],
        )
        uit.update(cursor.fetchone()[0])
    dienst = bool(ontvanger.rol)
    if (
        dienst != (voorstel.soort.ontvanger != "helper")
        or dienst
        and ontvanger.rol != voorstel.soort.ontvanger
    ):
        uit.add("verkeerde_ontvanger")
    if voorstel.soort.vertrouwelijk and not dienst:
        uit |= _gedeeld_geheim(ontvanger)
    return [code for code in REDENEN if code in uit]


def _gedeeld_geheim(ontvanger: Ontvanger) -> set[str]:
    """Bound by professional secrecy and in a voluntary frame: what is unknown is no yes (R132, R137)."""
    uit = set()
    if ontvanger.opgelegd or ontvanger.kader == Kader.OPGELEGD:
        uit.add("opgelegd")
    elif ontvanger.kader != Kader.VRIJWILLIG:
        uit.add("kader_onbekend")
    if ontvanger.beroepsgeheim == JaNeeOnbekend.NEE:
        uit.add("geen_geheim")
    elif ontvanger.beroepsgeheim != JaNeeOnbekend.JA:
        uit.add("geheim_onbekend")
    return uit


def tegen_antwoord(voorstel: Voorstel, dag: date) -> list[str]:
    """Codes about the family: told, a yes, who, when and how (R135, R136)."""
    antwoord, uit = voorstel.antwoord, []
    if antwoord.zegt == Zegt.NEE:
        uit.append("nee")
    elif antwoord.zegt != Zegt.JA:
        uit.append("niet_verteld")
    elif not antwoord.is_volledig:
        uit.append("onvolledig")
    if antwoord.op and antwoord.op > dag:
        uit.append("later")
    if voorstel.tot and voorstel.tot < dag:
        uit.append("tot_voorbij")
    return uit


def tegen_nodig(voorstel: Voorstel) -> list[str]:
    """Codes about what is derived: a task of the recipient and a purpose of the family (R132, R133)."""
    uit = []
    if not voorstel.ontvanger.taak.strip():
        uit.append("geen_taak")
    if not voorstel.doel.strip():
        uit.append("geen_doel")
    return uit


def toets(voorstel: Voorstel, dag: date) -> list[str]:
    """Every code that stands against this sharing, recipient first. Empty: it may be."""
    return tegen_ontvanger(voorstel) + tegen_antwoord(voorstel, dag) + tegen_nodig(voorstel)


def afgeleid(voorstel: Voorstel) -> list[tuple[str, str]]:
    """What follows from the three answers, for the screen: (name, words)."""
    ontvanger = voorstel.ontvanger
    geheim = _("ja") if ontvanger.beroepsgeheim == JaNeeOnbekend.JA else _("nee of niet bekend")
    rijen = [
        (_("Hetzelfde gezin"), _("%(wie)s helpt dit gezin.") % {"wie": ontvanger.aan_wie}),
        (_("Waarvoor: een doel of de vraag van het gezin"), voorstel.doel or _("nog niets genoteerd")),
        (_("Taak van de ontvanger"), ontvanger.taak or _("nog niet genoteerd")),
        (_("Waarom nodig"), voorstel.noodzaak),
        (_("Een feit"), str(voorstel.soort.feit)),
    ]
    if voorstel.soort.vertrouwelijk:
        kader = str(Kader(ontvanger.kader).label)
        rijen.insert(1, (_("Gebonden door beroepsgeheim"), geheim))
        rijen.insert(2, (_("Gekozen of opgelegd"), kader))
    return rijen
