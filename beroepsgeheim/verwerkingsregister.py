"""The record of processing (AVG art. 30) and the annex to the impact assessment, made from the registry of fields."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .bewaarklassen import KLASSEN, Klasse
from .velden import DECLARATIES, Declaratie, Gevoelig, Grond, Veld, Zichtbaar, lezers

MAATREGELEN = [
    gettext_lazy(
        "Wie een dossier mag lezen, staat in één tabel; de database bewaakt elke rij met die tabel."
    ),
    gettext_lazy(
        "Iedereen handelt in één rol; een rol toekennen doen twee mensen; wie stopt, verliest alles meteen."
    ),
    gettext_lazy(
        "Elke blik in een dossier staat in een logboek dat enkel aangevuld wordt; het gezin kan het lezen."
    ),
    gettext_lazy("Delen met een ander gaat langs één poort; een bezwaar van het gezin stopt het meteen."),
    gettext_lazy(
        "Namen staan apart van nummers; bestanden en adressen van bladzijden dragen nooit een naam."
    ),
    gettext_lazy(
        "Na de bewaartermijn wordt gewist, met een waarschuwing en 30 dagen bedenktijd, ook na een herstel."
    ),
    gettext_lazy(
        "Cijfers verlaten het huis als tellingen; een rijksregisternummer wordt niet gevraagd en niet bewaard."
    ),
]


@dataclass(frozen=True)
class Regel:
    """One field of one model, in words."""

    naam: str
    doel: str
    grond: str
    bewaren: str
    gevoelig: str
    gezin: str


@dataclass(frozen=True)
class Verwerking:
    """What one model is for: a line of the record, and its fields for the annex."""

    titel: str
    doel: str
    betrokkenen: str
    gronden: str
    gevoelig: str
    bewaren: str
    lezers: str
    velden: list[Regel]
    technisch: str


@dataclass(frozen=True)
class Groep:
    """The models of one app."""

    titel: str
    verwerkingen: list[Verwerking]


def veldnaam(declaratie: Declaratie, veld: Veld) -> str:
    """The field as its form calls it."""
    return str(declaratie.model._meta.get_field(veld.naam).verbose_name)  # type: ignore[union-attr]


def klasse_van(code: str) -> Klasse:
    return KLASSEN[code]


def _gezin_ziet(veld: Veld) -> str:
    if veld.zichtbaar is Zichtbaar.TEAM:
        return _("nee: %(reden)s") % {"reden": veld.waarom_niet} if veld.waarom_niet else _("nee")
    return str(Zichtbaar(veld.zichtbaar).label)


def _regel(declaratie: Declaratie, veld: Veld) -> Regel:
    return Regel(
        naam=veldnaam(declaratie, veld),
        doel=str(veld.doel),
        grond=str(Grond(veld.grond).label),
        bewaren=str(klasse_van(str(veld.bewaren)).titel),
        gevoelig=str(Gevoelig(veld.gevoelig).label),
        gezin=_gezin_ziet(veld),
    )


def _eenmaal(woorden: Iterator[Any]) -> str:
    return "; ".join(dict.fromkeys(str(w) for w in woorden))


def verwerking(declaratie: Declaratie) -> Verwerking:
    """The line of one model."""
    velden = list(declaratie.velden.values())
    return Verwerking(
        titel=declaratie.titel,
        doel=str(declaratie.doel),
        betrokkenen=str(declaratie.betrokkenen),
        gronden=_eenmaal(Grond(v.grond).label for v in velden),
        gevoelig=_eenmaal(Gevoelig(v.gevoelig).label for v in velden),
        bewaren=_eenmaal(klasse_van(str(v.bewaren)).titel for v in velden),
        lezers=lezers(declaratie.model),
        velden=[_regel(declaratie, v) for v in velden],
        technisch=", ".join(sorted(declaratie.technisch)),
    )


def groepen() -> list[Groep]:
    """All declared models by app, in the order of the house; within an app in the order of the declarations."""
    uit = []
    for config in apps.get_app_configs():
        rijen = [verwerking(d) for m, d in DECLARATIES.items() if m._meta.app_label == config.label]
        if rijen:
            uit.append(Groep(str(config.verbose_name), rijen))
    return uit


def klassen() -> list[Klasse]:
    """The classes of retention in use, those on which an organisation decides first."""
    gebruikt = {str(v.bewaren) for d in DECLARATIES.values() for v in d.velden.values()} | {
        code for code, klasse in KLASSEN.items() if klasse.instelbaar
    }
    return sorted((KLASSEN[c] for c in gebruikt), key=lambda k: (not k.instelbaar, str(k.titel)))


def _tabel(kop: list[str], rijen: list[list[str]]) -> list[str]:
    schoon = [[cel.replace("|", "\\|").replace("\n", " ") for cel in rij] for rij in rijen]
    return [f"| {' | '.join(rij)} |" for rij in [kop, ["---"] * len(kop), *schoon]]


def markdown() -> str:
    """The record and the annex as one Markdown text."""
    uit = [
        f"# {_('Verwerkingsregister')}",
        "",
        _(
            "Gemaakt uit het register van velden met `manage.py verwerkingsregister`; niet met de hand aanpassen. "
            "De juridische gronden zijn die welke de toepassing hanteert: een jurist van elke organisatie bevestigt ze."
        ),
        "",
        f"## {_('Bewaartermijnen')}",
        "",
        *_tabel([_("klasse"), _("hoelang")], [[str(k.titel), k.in_woorden] for k in klassen()]),
        "",
        f"## {_('Maatregelen')}",
        "",
        *(f"- {maatregel}" for maatregel in MAATREGELEN),
        "",
        f"## {_('Verwerkingen')}",
        "",
    ]
    kop = [
        _("wat"),
        _("waarvoor"),
        _("over wie"),
        _("grond"),
        _("gevoelig"),
        _("bewaren"),
        _("wie leest dit"),
    ]
    for groep in groepen():
        rijen = [
            [v.titel, v.doel, v.betrokkenen, v.gronden, v.gevoelig, v.bewaren, v.lezers]
            for v in groep.verwerkingen
        ]
        uit += [f"### {groep.titel}", "", *_tabel(kop, rijen), ""]
    uit += [f"## {_('Bijlage bij de effectbeoordeling: elk veld')}", ""]
    veldkop = [
        _("veld"),
        _("waarvoor"),
        _("grond"),
        _("bewaren"),
        _("gevoelig"),
        _("in de kopie voor het gezin"),
    ]
    for groep in groepen():
        for v in groep.verwerkingen:
            rijen = [[r.naam, r.doel, r.grond, r.bewaren, r.gevoelig, r.gezin] for r in v.velden]
            technisch = _("Technisch, zegt niets over een persoon: %(velden)s.") % {"velden": v.technisch}
            uit += [f"### {v.titel}", "", *_tabel(veldkop, rijen), "", technisch, ""]
    return "\n".join(uit).rstrip() + "\n"


def context() -> dict[str, Any]:
    """The same for a page or a PDF."""
    return {"groepen": groepen(), "klassen": klassen(), "maatregelen": MAATREGELEN}
