"""Naming somebody, one question at a time: the answers so far travel in the form itself, nothing is kept."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from .forms import PersoonFormulier
from .models import Figuur, Netwerkkaart

STAPPEN: list[list[str]] = [
    ["genoemd_door"],
    ["schuilnaam"],
    ["kring"],
    ["soort"],
    ["zelf_gekozen"],
    ["ring"],
    ["steun"],
    ["sterkte"],
    ["stand"],
    ["richting"],
    ["enkel_online"],
]


ENKEL_FORMEEL = STAPPEN.index(["zelf_gekozen"])  # only asked about somebody who does it for work (R203)


@dataclass
class Vraag:
    """What is shown now: a question, or (when all are answered) the answers to look over."""

    nummer: int
    form: PersoonFormulier
    eerder: list[tuple[str, str]]
    controle: bool = False
    antwoorden: list[tuple[str, str, int]] | None = None
    naar_controle: bool = False
    eerste: int = 0
    bon: uuid.UUID = field(default_factory=uuid.uuid4)

    @property
    def aantal(self) -> int:
        return len(STAPPEN) - self.eerste

    @property
    def hoeveelste(self) -> int:
        return self.nummer - self.eerste + 1

    @property
    def heeft_vorige(self) -> bool:
        return self.nummer > self.eerste


def eerste_vraag(kaart: Netwerkkaart) -> int:
    """Who names somebody is no question on a picture that one draws oneself."""
    return 1 if kaart.is_zelf_getekend else 0


def lees(ingevuld: QueryDict, kaart: Netwerkkaart) -> tuple[Vraag, PersoonFormulier | None]:
    """The next question after this post; with the whole valid form when everything was confirmed."""
    post = ingevuld.copy()
    if kaart.is_zelf_getekend:
        post["genoemd_door"] = str(kaart.van_lid_id)
    vraag, klaar = _lees(post, kaart)
    vraag.eerste = eerste_vraag(kaart)
    if vraag.antwoorden is not None:
        vraag.antwoorden = vraag.antwoorden[vraag.eerste :]
    return vraag, klaar


def _lees(post: QueryDict, kaart: Netwerkkaart) -> tuple[Vraag, PersoonFormulier | None]:
    stap = _stap(post)
    if "terug" in post:
        return _toon(post, kaart, max(_stapje(post, stap, -1), eerste_vraag(kaart))), None
    if "wijzig" in post:
        vraag = _toon(post, kaart, _getal(post.get("wijzig", "")))
        vraag.naar_controle = True
        return vraag, None
    for nummer in range(min(stap + 1, len(STAPPEN))):
        form = PersoonFormulier(post, kaart=kaart, velden=STAPPEN[nummer])
        if not form.is_valid():
            return _met(post, nummer, form), None
    heel = PersoonFormulier(post, kaart=kaart)
    if stap >= len(STAPPEN) and heel.is_valid():
        return _controle(post, heel), heel
    if heel.is_valid() and (stap + 1 >= len(STAPPEN) or "naar_controle" in post):
        return _controle(post, heel), None
    return _toon(post, kaart, _stapje(post, stap, 1)), None


def _stapje(post: QueryDict, stap: int, richting: int) -> int:
    """The question before or after this one, past what does not apply."""
    nummer = stap + richting
    if nummer == ENKEL_FORMEEL and post.get("soort") != Figuur.Soort.FORMEEL:
        nummer += richting
    return min(max(nummer, 0), len(STAPPEN) - 1)


def begin(kaart: Netwerkkaart) -> Vraag:
    """The first question."""
    nummer = eerste_vraag(kaart)
    vraag = _met(QueryDict(), nummer, PersoonFormulier(kaart=kaart, velden=STAPPEN[nummer]))
    vraag.eerste = nummer
    return vraag


def _toon(post: QueryDict, kaart: Netwerkkaart, nummer: int) -> Vraag:
    """A question with what was answered to it before, without complaining yet."""
    velden = STAPPEN[nummer]
    eerste: dict[str, Any] = {
        veld: post.getlist(veld) if veld == "steun" else post.get(veld) for veld in velden if veld in post
    }
    return _met(post, nummer, PersoonFormulier(kaart=kaart, velden=velden, initial=eerste))


def _met(post: QueryDict, nummer: int, form: PersoonFormulier) -> Vraag:
    ander = [veld for i, velden in enumerate(STAPPEN) for veld in velden if i != nummer]
    eerder = [(veld, waarde) for veld in ander for waarde in post.getlist(veld)]
    return Vraag(nummer, form, eerder, naar_controle="naar_controle" in post)


def _controle(post: QueryDict, heel: PersoonFormulier) -> Vraag:
    alle = [veld for velden in STAPPEN for veld in velden]
    verborgen = [(veld, waarde) for veld in alle for waarde in post.getlist(veld)]
    formeel = post.get("soort") == Figuur.Soort.FORMEEL
    antwoorden = [
        (str(heel[veld].label), _leesbaar(heel, veld), i)
        for i, veld in enumerate(alle)
        if formeel or i != ENKEL_FORMEEL
    ]
    return Vraag(len(STAPPEN), heel, verborgen, controle=True, antwoorden=antwoorden)


def _leesbaar(form: PersoonFormulier, veld: str) -> str:
    """The answer as a person reads it."""
    if veld == "genoemd_door":
        return str(form.cleaned_data[veld])
    keuzes = {str(k): str(v) for k, v in getattr(form.fields[veld], "choices", [])}
    waarden = form.data.getlist(veld) if veld == "steun" else [form.data.get(veld, "")]
    return ", ".join(keuzes.get(waarde, waarde) for waarde in waarden) or "–"


def _stap(post: QueryDict) -> int:
    return _getal(post.get("stap", ""), len(STAPPEN))


def _getal(tekst: str, hoogste: int = len(STAPPEN) - 1) -> int:
    return min(int(tekst), hoogste) if tekst.isascii() and tekst.isdigit() and len(tekst) < 4 else 0
