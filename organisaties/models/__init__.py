"""Municipalities, organisations with dated participation, and the people who log in with dated roles."""

from organisaties.aanmelden.models import Herstel, Pincode, Sessie, Toestel
from organisaties.sleutelkaart import Sleutelkaart

from .gebied import Cijfer, Deelname, Gemeente, Organisatie, OrganisatieGemeente, OrganisatieQuerySet, Sector
from .mensen import Functie, FunctieQuerySet, Gebruiker, GebruikerManager
from .rol import MEDEWERKERS, Rol

__all__ = [
    "MEDEWERKERS",
    "Herstel",
    "Pincode",
    "Sessie",
    "Toestel",
    "Cijfer",
    "Deelname",
    "Functie",
    "FunctieQuerySet",
    "Gebruiker",
    "GebruikerManager",
    "Gemeente",
    "Organisatie",
    "OrganisatieGemeente",
    "OrganisatieQuerySet",
    "Rol",
    "Sector",
    "Sleutelkaart",
]
