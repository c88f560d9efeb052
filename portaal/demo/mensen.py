"""The people of the demo: one per role, some more where two are needed. All invented."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from organisaties.actor import Actor, vandaag
from organisaties.models import Functie, Gebruiker, Organisatie, Rol

from . import tweede_stap

# Only for trying out: commands that use it refuse to run when settings.DEMO is false.
WACHTWOORD = "samen-aan-tafel-2026"
SINDS = 700

DIENST_A = "gezinszorg-ocmw-beringen"
DIENST_B = "familiehulp"


@dataclass(frozen=True)
class Mens:
    """Somebody who logs in, with the roles she has."""

    login: str
    naam: str
    functies: tuple[tuple[str, str], ...]
    telefoon: str = ""


MENSEN: tuple[Mens, ...] = (
    Mens("coach", "Griet Vandormael", ((Rol.COACH, DIENST_A),), "011 00 00 01"),
    Mens("coach2", "Lore Jacobs", ((Rol.COACH, DIENST_A),), "011 00 00 02"),
    Mens("coach3", "Nele Baeten", ((Rol.COACH, DIENST_B),), "011 00 00 03"),
    Mens("verzorgende", "Tine Wouters", ((Rol.VERZORGENDE, DIENST_A),)),
    Mens("verzorgende2", "Samir Haddad", ((Rol.VERZORGENDE, DIENST_A),)),
    Mens("verzorgende3", "Anja Convents", ((Rol.VERZORGENDE, DIENST_B),)),
    Mens("verantwoordelijke", "Marc Swennen", ((Rol.VERANTWOORDELIJKE, DIENST_A),)),
    Mens("coordinator", "Koen Driesen", ((Rol.COORDINATOR, "ocmw-beringen"),), "011 00 00 04"),
    Mens("coordinator2", "Els Moors", ((Rol.COORDINATOR, "ocmw-genk"),), "089 00 00 05"),
    Mens("hulpverlener", "Bart Nijs", ((Rol.HULPVERLENER, "caw-limburg"),)),
    Mens("hulpverlener2", "Fatma Yilmaz", ((Rol.HULPVERLENER, "ckg-t-hummelhuis"),)),
    Mens("klussendienst", "Karel Geens", ((Rol.KLUSSENDIENST, "de-winning"),)),
    Mens("vrijwilligers", "Rita Claes", ((Rol.VRIJWILLIGERSWERKING, "domo-hasselt"),)),
    Mens("deontologie", "Hilde Renders", ((Rol.DEONTOLOGIE, DIENST_A),)),
    Mens("vorming", "Jo Martens", ((Rol.VORMING, DIENST_A),)),
    Mens("privacy", "Noor Aerts", ((Rol.PRIVACY, DIENST_A),)),
    Mens("ondersteuning", "Tom Lambrechts", ((Rol.ONDERSTEUNING, DIENST_A),)),
    Mens("provincie", "Pieter Lenaerts", ((Rol.PROVINCIE, "provincie-limburg"),)),
    Mens("beheerder", "Bea Smets", ((Rol.BEHEERDER, DIENST_A),)),
    Mens("beheerder2", "Wim Theunis", ((Rol.BEHEERDER, DIENST_A),)),
    Mens("tweerollen", "Sofie Geerts", ((Rol.COACH, DIENST_B), (Rol.COORDINATOR, "ocmw-lommel"))),
)


class Spelers:
    """The people of the demo as actors: `spelers.als("coach", dagen=-30)` acts as of a month ago."""

    def __init__(self) -> None:
        rijen = Functie.objects.filter(gebruiker__gebruikersnaam__in=[m.login for m in MENSEN])
        self._functies = {
            (f.gebruiker.gebruikersnaam, f.rol): f for f in rijen.select_related("gebruiker", "organisatie")
        }
        self._eerste = {m.login: m.functies[0][0] for m in MENSEN}
        self.vandaag = vandaag()

    def functie(self, login: str) -> Functie:
        """The (first) role of this person."""
        return self._functies[login, self._eerste[login]]

    def als(self, login: str, dagen: int = 0) -> Actor:
        """This person in her first role, acting on a day relative to today."""
        return Actor.van_functie(self.functie(login), verzoek_id="demo", dag=self.dag(dagen))

    def dag(self, dagen: int) -> date:
        """A day relative to today."""
        return self.vandaag + timedelta(days=dagen)


def maak_mensen() -> Spelers:
    """Make the accounts and their roles, or find them again. The password becomes the demo's (once more)."""
    organisaties = {o.code: o for o in Organisatie.objects.filter(code__in=organisatiecodes())}
    sleutel = make_password(WACHTWOORD)
    van = vandaag() - timedelta(days=SINDS)
    for mens in MENSEN:
        gebruiker, _nieuw = Gebruiker.objects.update_or_create(
            gebruikersnaam=mens.login,
            defaults={"naam": mens.naam, "telefoon": mens.telefoon, "password": sleutel, "is_active": True},
        )
        tweede_stap.zet(gebruiker)
        for rol, code in mens.functies:
            Functie.objects.get_or_create(
                gebruiker=gebruiker,
                organisatie=organisaties[code],
                rol=rol,
                ingetrokken_op=None,
                defaults={"van": van, "toegekend_op": timezone.now()},
            )
    return Spelers()


def organisatiecodes() -> set[str]:
    """The organisations that the demo needs; they come from the reference data."""
    return {code for mens in MENSEN for _rol, code in mens.functies}


def logins() -> list[str]:
    """One line per person: role(s) - user name - password."""
    uit = []
    for mens in MENSEN:
        rollen = " en ".join(str(Rol(rol).label) for rol, _code in mens.functies)
        uit.append(f"{rollen} - {mens.login} - {WACHTWOORD}")
    return uit
