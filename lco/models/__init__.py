"""The consultation, split by subject; import from here."""

from .agenda import AgendaBijlage, Agendapunt, AgendaVersie, VoorbereidingHerinnering
from .link import PersoonlijkeLink
from .overgangen import OVERGANGEN, Overgang, Status, Wie
from .overleg import Aanvraag, Deelnemer, Overleg, OverlegStap
from .registratie import Overlegregistratie
from .verhouding import Verhouding

__all__ = [
    "OVERGANGEN",
    "Aanvraag",
    "AgendaBijlage",
    "AgendaVersie",
    "Agendapunt",
    "Deelnemer",
    "Overgang",
    "Overleg",
    "OverlegStap",
    "Overlegregistratie",
    "PersoonlijkeLink",
    "Status",
    "Verhouding",
    "VoorbereidingHerinnering",
    "Wie",
]
