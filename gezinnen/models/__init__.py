"""The family and the client, split by subject; import from here."""

from .aanmelding import Aanmelding, Beslissing, Reden, VerwijzerSoort
from .gebeurtenis import Gebeurtenis
from .hulp import BetrokkenHulpverlener, Kader
from .intake import DoelVanAnderen, Intake, IntakeDomein, IntakeZitting
from .kern import Adres, Client, Gezin, GezinGegevens, Gezinslid, JaNeeOnbekend, Levensdomein
from .overname import Overname
from .stem import Afscherming, MetStem, Publiek, StemQuerySet
from .traject import Doel, Fase, Stap, Traject, TrajectFase, Vooruitgang
from .zoeknaam import Zoeknaam

__all__ = [
    "Aanmelding",
    "Adres",
    "Afscherming",
    "Beslissing",
    "BetrokkenHulpverlener",
    "Client",
    "Doel",
    "DoelVanAnderen",
    "Fase",
    "Gebeurtenis",
    "Gezin",
    "GezinGegevens",
    "Gezinslid",
    "Intake",
    "IntakeDomein",
    "IntakeZitting",
    "JaNeeOnbekend",
    "Kader",
    "Levensdomein",
    "MetStem",
    "Overname",
    "Publiek",
    "Reden",
    "Stap",
    "StemQuerySet",
    "Traject",
    "TrajectFase",
    "VerwijzerSoort",
    "Vooruitgang",
    "Zoeknaam",
]
