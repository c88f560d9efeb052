"""The family and the client, split by subject; import from here."""

from .aanmelding import Aanmelding, Beslissing, Reden, VerwijzerSoort
from .delen import Bezwaar, Einde, Gegevensdeling, Hoe, Tegen
from .gebeurtenis import Gebeurtenis
from .hulp import BetrokkenHulpverlener, Kader
from .intake import DoelVanAnderen, Intake, IntakeDomein, IntakeZitting
from .kern import Adres, Client, Gezin, GezinGegevens, Gezinslid, JaNeeOnbekend, Levensdomein
from .nalezing import Nalezing
from .notitie import Notitie, NotitieSoort, NotitieTekst
from .overname import Overname
from .regels_gezin import Publiek
from .stem import Afscherming, MetStem, StemQuerySet
from .traject import Doel, Fase, Stap, Traject, TrajectFase, Vooruitgang
from .veiligheid import EerstMetGezin, VeiligheidStap, Woording, ZorgOmVeiligheid
from .verzoek import Verzoek, VerzoekWoord
from .vraag import Gezinsvraag
from .zoeknaam import Zoeknaam

__all__ = [
    "Aanmelding",
    "Adres",
    "Afscherming",
    "Beslissing",
    "BetrokkenHulpverlener",
    "Bezwaar",
    "Client",
    "Doel",
    "DoelVanAnderen",
    "EerstMetGezin",
    "Einde",
    "Fase",
    "Gebeurtenis",
    "Gegevensdeling",
    "Gezin",
    "GezinGegevens",
    "Gezinslid",
    "Gezinsvraag",
    "Hoe",
    "Intake",
    "IntakeDomein",
    "IntakeZitting",
    "JaNeeOnbekend",
    "Kader",
    "Levensdomein",
    "MetStem",
    "Nalezing",
    "Notitie",
    "NotitieSoort",
    "NotitieTekst",
    "Overname",
    "Publiek",
    "Reden",
    "Stap",
    "StemQuerySet",
    "Tegen",
    "Traject",
    "TrajectFase",
    "VeiligheidStap",
    "VerwijzerSoort",
    "Verzoek",
    "VerzoekWoord",
    "Vooruitgang",
    "Woording",
    "Zoeknaam",
    "ZorgOmVeiligheid",
]
