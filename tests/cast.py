"""The fixed cast: the same named people in every test.

Fourteen roles, most of them twice (inside and outside of what they look at), one role that has ended and four
people of two families. Whoever stands here costs one round of every URL in the matrix: add nobody lightly.

Families: ZON (coach Ans, substitute Carla, care worker Vera; lives in Genk), MAAN (coach Bert, same
service), STER (coach Dora, another service). All people are invented.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from beroepsgeheim.models import Reikwijdte, Toegang
from gezinnen.models import (
    Aanmelding,
    Adres,
    Afscherming,
    BetrokkenHulpverlener,
    Client,
    Doel,
    Fase,
    Gezin,
    GezinGegevens,
    Gezinslid,
    Stap,
    Traject,
    TrajectFase,
)
from organisaties.actor import Actor, vandaag
from organisaties.models import Functie, Gebruiker, Gemeente, Organisatie, OrganisatieGemeente, Rol, Sector

from .hulp import als_bouw

WACHTWOORD = "samen-aan-tafel-2026"

# (name, role, organisation code)
PERSONEN: list[tuple[str, str, str]] = [
    ("ans", Rol.COACH, "dienst-a"),
    ("bert", Rol.COACH, "dienst-a"),
    ("carla", Rol.COACH, "dienst-a"),
    ("dora", Rol.COACH, "dienst-b"),
    ("vera", Rol.VERZORGENDE, "dienst-a"),
    ("vik", Rol.VERZORGENDE, "dienst-a"),
    ("mieke", Rol.VERANTWOORDELIJKE, "dienst-a"),
    ("mo", Rol.VERANTWOORDELIJKE, "dienst-b"),
    ("eva", Rol.COORDINATOR, "ocmw-genk"),
    ("fons", Rol.COORDINATOR, "ocmw-lommel"),
    ("hugo", Rol.HULPVERLENER, "caw"),
    ("ida", Rol.HULPVERLENER, "caw"),
    ("jef", Rol.HULPVERLENER, "jeugdrechtbank"),
    ("petra", Rol.PROVINCIE, "provincie"),
    ("bea", Rol.BEHEERDER, "dienst-a"),
    ("boris", Rol.BEHEERDER, "dienst-a"),
    ("dirk", Rol.DEONTOLOGIE, "dienst-a"),
    ("tom", Rol.VORMING, "dienst-a"),
    ("karel", Rol.KLUSSENDIENST, "klus"),
    ("door", Rol.VRIJWILLIGERSWERKING, "domo"),
    ("paula", Rol.PRIVACY, "dienst-a"),
    ("olaf", Rol.ONDERSTEUNING, "dienst-a"),
]

SOORT = Organisatie.Soort
# (code, name, kind, area)
ORGANISATIES: list[tuple[str, str, str, tuple[str, ...]]] = [
    ("dienst-a", "OCMW Beringen, gezinszorg", SOORT.GEZINSZORG_PUBLIEK, ("genk", "beringen")),
    ("dienst-b", "Familiehulp", SOORT.GEZINSZORG_PRIVAAT, ("genk", "lommel", "beringen")),
    ("ocmw-genk", "OCMW Genk", SOORT.OCMW, ("genk",)),
    ("ocmw-lommel", "OCMW Lommel", SOORT.OCMW, ("lommel",)),
    ("caw", "CAW Limburg", SOORT.WELZIJNSPARTNER, ()),
    ("jeugdrechtbank", "Sociale dienst jeugdrechtbank", SOORT.WELZIJNSPARTNER, ()),
    ("provincie", "Provincie Limburg", SOORT.RAPPORTERENDE_INSTANTIE, ()),
    ("klus", "Alternatief", SOORT.KLUSSENDIENST, ("genk",)),
    ("domo", "Domo Hasselt", SOORT.VRIJWILLIGERSWERKING, ()),
]


@dataclass
class Cast:
    """People by name, their actors, organisations and three families."""

    organisaties: dict[str, Organisatie] = field(default_factory=dict)
    gemeenten: dict[str, Gemeente] = field(default_factory=dict)
    functies: dict[str, Functie] = field(default_factory=dict)
    gebruikers: dict[str, Gebruiker] = field(default_factory=dict)
    gezinnen: dict[str, Gezin] = field(default_factory=dict)
    personen: dict[str, Gebruiker] = field(default_factory=dict)
    leden: dict[str, Gezinslid] = field(default_factory=dict)

    def actor(self, naam: str) -> Actor:
        """The actor of a person of the cast, in the one role she has, or as member of her family."""
        if naam in self.personen:
            return Actor.van_persoon(self.personen[naam], verzoek_id="test")
        return Actor.van_functie(self.functies[naam], verzoek_id="test")

    def __getattr__(self, naam: str) -> Actor:
        if naam.startswith("_") or naam not in self.functies and naam not in self.personen:
            raise AttributeError(naam)
        return self.actor(naam)

    @property
    def zon(self) -> Gezin:
        return self.gezinnen["zon"]

    @property
    def maan(self) -> Gezin:
        return self.gezinnen["maan"]

    @property
    def ster(self) -> Gezin:
        return self.gezinnen["ster"]


def nieuwe_functie(cast: Cast, naam: str, rol: str, organisatie: str, **extra: object) -> Functie:
    """A person with a granted role, dated from a year ago; neither is saved."""
    if naam not in cast.gebruikers:
        cast.gebruikers[naam] = Gebruiker(
            gebruikersnaam=naam,
            naam=f"{naam.capitalize()} Proef",
            email=f"{naam}@voorbeeld.test",
            password=wachtwoord(),
        )
    velden = {"van": vandaag() - timedelta(days=365), "toegekend_op": timezone.now()} | extra
    return Functie(
        gebruiker=cast.gebruikers[naam], organisatie=cast.organisaties[organisatie], rol=rol, **velden
    )


@cache
def wachtwoord() -> str:
    """WACHTWOORD as it is stored; everybody has the same."""
    return make_password(WACHTWOORD)


def maak_functie(cast: Cast, naam: str, rol: str, organisatie: str, **extra: object) -> Functie:
    """A person (unless she is there already) with a granted role."""
    functie = nieuwe_functie(cast, naam, rol, organisatie, **extra)
    if functie.gebruiker._state.adding:
        functie.gebruiker.save()
    functie.save()
    return functie


def maak_gezin(
    cast: Cast, naam: str, *, dienst: str, coach: str, gemeente: str, vervanger: str = "", zorg: str = ""
) -> Gezin:
    """A started family with a mother, a child, a helper, a goal and a step; canaries in each free text."""
    client = Client(soort=Client.Soort.GEZIN)
    client.sleutel = client.pk
    client.save()
    sleutel = client.pk
    van = vandaag() - timedelta(days=100)

    def toegang(wie: str, reikwijdte: Reikwijdte, grond: str) -> None:
        Toegang.objects.create(
            sleutel=sleutel, reikwijdte=reikwijdte, grond=grond, functie=cast.functies[wie], van=van
        )

    toegang(coach, Reikwijdte.DOSSIER, "coach")
    if vervanger:
        toegang(vervanger, Reikwijdte.DOSSIER, "vervanger")
    if zorg:
        toegang(zorg, Reikwijdte.ZORG, "inzet")
    gezin = Gezin.objects.create(
        sleutel=sleutel,
        client=client,
        dienst=cast.organisaties[dienst],
        gemeente=cast.gemeenten[gemeente],
        fase=Fase.GROEI,
        coach=cast.functies[coach],
        vervanger=cast.functies[vervanger] if vervanger else None,
    )
    GezinGegevens.objects.create(
        gezin=gezin, sleutel=sleutel, naam=f"Gezin {naam.capitalize()}", contactwens=kanarie(naam, "contact")
    )
    moeder = Gezinslid.objects.create(
        gezin=gezin,
        sleutel=sleutel,
        naam=f"Mama {naam.capitalize()}",
        soort="ouder",
        geboortedatum=date(1990, 5, 1),
    )
    Gezinslid.objects.create(
        gezin=gezin, sleutel=sleutel, naam=f"Kind {naam.capitalize()}", soort="kind",
        geboortedatum=vandaag() - timedelta(days=5 * 365),
    )  # fmt: skip
    Adres.objects.create(
        gezin=gezin, sleutel=sleutel, straat=kanarie(naam, "straat"), postcode="3600",
        gemeente=cast.gemeenten[gemeente], van=van,
    )  # fmt: skip
    aanmelding = Aanmelding.objects.create(
        gezin=gezin, sleutel=sleutel, dienst=cast.organisaties[dienst], gemeente=cast.gemeenten[gemeente],
        datum=van, verteld=True, verteld_op=van, verwijzer_soort="hulpverlener",
        verwijzer_naam=kanarie(naam, "verwijzer"), vraag=kanarie(naam, "vraag"), redenen=["huishouden", "leren"],
        lco_vooraf="nee", beslissing="opgenomen", beslist_op=van, opname_op=van + timedelta(days=10),
        lco_voor_opname="nee",
    )  # fmt: skip
    traject = Traject.objects.create(
        gezin=gezin, sleutel=sleutel, aanmelding=aanmelding, fase=Fase.GROEI, van=van
    )
    TrajectFase.objects.create(
        traject=traject,
        sleutel=sleutel,
        fase=Fase.GROEI,
        op=van + timedelta(days=30),
        door=cast.functies[coach],
    )
    BetrokkenHulpverlener.objects.create(
        gezin=gezin, sleutel=sleutel, naam=kanarie(naam, "helper"), organisatie=cast.organisaties["caw"],
        functie=cast.functies["hugo"] if naam == "zon" else None, kader="vrijwillig", beroepsgeheim="ja",
        mening_gezin=kanarie(naam, "mening"), van=van,
    )  # fmt: skip
    doel = Doel.objects.create(gezin=gezin, sleutel=sleutel, tekst=kanarie(naam, "doel"), van_lid=moeder)
    Stap.objects.create(gezin=gezin, sleutel=sleutel, doel=doel, tekst=kanarie(naam, "stap"))
    cast.gezinnen[naam] = gezin
    return gezin


def maak_gezinslid(cast: Cast, naam: str, lid: Gezinslid) -> None:
    """Somebody of a family with a log-in of her own."""
    cast.leden[naam] = lid
    cast.personen[naam] = Gebruiker.objects.create(
        gebruikersnaam=f"g-{naam}", naam="gezinslid", persoon_id=lid.pk, password="!"
    )
    Toegang.objects.create(
        sleutel=lid.sleutel, reikwijdte=Reikwijdte.GEZIN, grond="gezinslid", persoon_id=lid.pk,
        van=vandaag() - timedelta(days=90),
    )  # fmt: skip


def maak_gezinsleden(cast: Cast) -> None:
    """The mother of ZON, her former partner from whom she is shielded, her girl of 13, and the mother of MAAN."""
    zon = cast.zon
    maak_gezinslid(cast, "mama_zon", zon.leden.get(soort="ouder"))
    for naam, roepnaam, soort, dagen in (
        ("papa_zon", "Papa Zon", "partner", 13000),
        ("noor", "Noor Zon", "kind", 4900),
    ):
        lid = Gezinslid.objects.create(
            gezin=zon, sleutel=zon.sleutel, naam=roepnaam, soort=soort,
            geboortedatum=vandaag() - timedelta(days=dagen),
        )  # fmt: skip
        maak_gezinslid(cast, naam, lid)
    Afscherming.objects.create(
        gezin=zon, sleutel=zon.sleutel, lid=cast.leden["mama_zon"], voor_lid=cast.leden["papa_zon"],
        van=vandaag() - timedelta(days=60),
    )  # fmt: skip
    maak_gezinslid(cast, "mama_maan", cast.maan.leden.get(soort="ouder"))


def kanarie(gezin: str, veld: str) -> str:
    """A string that occurs nowhere else: where it shows up, this field has leaked."""
    return f"kanarie-{gezin}-{veld}"


def maak_cast() -> Cast:
    """Build the whole cast (as owner)."""
    cast = Cast()
    with als_bouw():
        cast.gemeenten = {
            naam.lower(): Gemeente(nis=nis, naam=naam)
            for nis, naam in (("71016", "Genk"), ("72020", "Lommel"), ("71004", "Beringen"))
        }
        Gemeente.objects.bulk_create(cast.gemeenten.values())
        Sector.objects.create(code="caw", naam="Algemeen welzijnswerk", beroepsgeheim=True)
        Sector.objects.create(
            code="jeugdrecht", naam="Gerechtelijke jeugdhulp", beroepsgeheim=True, opgelegd=True
        )
        cast.organisaties = {
            code: Organisatie(code=code, naam=naam, soort=soort) for code, naam, soort, _ in ORGANISATIES
        }
        Organisatie.objects.bulk_create(cast.organisaties.values())
        OrganisatieGemeente.objects.bulk_create(
            OrganisatieGemeente(organisatie=cast.organisaties[code], gemeente=cast.gemeenten[gemeente])
            for code, _, _, werkgebied in ORGANISATIES
            for gemeente in werkgebied
        )
        cast.functies = {naam: nieuwe_functie(cast, naam, rol, code) for naam, rol, code in PERSONEN} | {
            # Two roles in one person: she is two actors.
            "rita": nieuwe_functie(cast, "rita", Rol.COACH, "dienst-a"),
            "rita_eva": nieuwe_functie(cast, "rita", Rol.COORDINATOR, "ocmw-genk"),
            # A coach whose role ended yesterday.
            "oud": nieuwe_functie(cast, "oud", Rol.COACH, "dienst-a", tot=vandaag() - timedelta(days=1)),
        }
        Gebruiker.objects.bulk_create(cast.gebruikers.values())
        Functie.objects.bulk_create(cast.functies.values())
        maak_gezin(
            cast, "zon", dienst="dienst-a", coach="ans", gemeente="genk", vervanger="carla", zorg="vera"
        )
        maak_gezin(cast, "maan", dienst="dienst-a", coach="bert", gemeente="beringen")
        maak_gezin(cast, "ster", dienst="dienst-b", coach="dora", gemeente="genk")
        maak_gezinsleden(cast)
    return cast


__all__ = ["PERSONEN", "Cast", "kanarie", "maak_cast", "maak_functie", "maak_gezin", "maak_gezinslid"]
