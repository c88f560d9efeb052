"""Rows and objects of the account and partner pages."""

from django.utils import timezone

from coaching.models import Inzet
from gezinnen.models import Gezin
from organisaties.actor import vandaag
from organisaties.models import Functie, Gebruiker, Rol
from organisaties.uitnodiging import bon
from tests.cast import maak_functie
from tests.toegang.matrix import IEDEREEN, Rij
from tests.toegang.objecten import MAKERS, Objecten

# Everybody with a role in force; rita is there twice.
MEDEWERKERS = (
    "ans bert carla dora vera vik mieke mo eva fons hugo ida jef petra bea boris dirk tom karel door "
    "rita rita_eva paula"
)
BEHEER = "bea boris"

REKENINGEN = [
    Rij("organisaties:partners", ja=MEDEWERKERS, post="-"),
    Rij("organisaties:partner", over="OCMW Genk", args=("ocmw-genk",), ja=MEDEWERKERS, post="-"),
    Rij("organisaties:rekeningen", ja=BEHEER, post="-"),
    Rij("organisaties:uitnodigen", ja=BEHEER),
    Rij("organisaties:rekening", over="vera", args=("vera.gebruiker",), ja=BEHEER, post="-"),
    Rij("organisaties:rekening", over="dora", args=("dora.gebruiker",), weet_niet=BEHEER, post="-"),
    Rij("organisaties:rol_voorstellen", over="vera", args=("vera.gebruiker",), ja=BEHEER),
    Rij("organisaties:rol_voorstellen", over="dora", args=("dora.gebruiker",), weet_niet=BEHEER),
    Rij("organisaties:uitnodiging_vernieuwen", over="genodigde", args=("genodigde",), ja=BEHEER),
    Rij("organisaties:uitnodiging_vernieuwen", over="dora", args=("dora.gebruiker",), weet_niet=BEHEER),
    Rij("organisaties:functie_goedkeuren", over="voorstel van bea", args=("voorstel",), ja="boris"),
    Rij("organisaties:functie_goedkeuren", over="dora", args=("dora.functie",), weet_niet=BEHEER),
    Rij("organisaties:functie_afwijzen", over="voorstel van bea", args=("voorstel",), ja=BEHEER),
    Rij("organisaties:functie_beeindigen", over="vera", args=("vera.functie",), ja=BEHEER),
    Rij("organisaties:functie_beeindigen", over="dora", args=("dora.functie",), weet_niet=BEHEER),
    Rij("organisaties:opvolging", ja=f"{BEHEER} mieke mo", post="-"),
    Rij(
        "organisaties:opvolger", over="vertrokken", args=("vertrokken",), ja=f"{BEHEER} mieke", weet_niet="mo"
    ),
    Rij(
        "organisaties:opvolging_inzetten",
        over="verzorgende vertrokken",
        args=("verzorgende.vertrokken",),
        ja=f"{BEHEER} mieke",
        weet_niet="mo",
    ),
    Rij("organisaties:wissel_functie", ja=IEDEREEN, get=False),
    Rij("organisaties:uitnodiging", args=("genodigde", "genodigde.bon"), openbaar=True, post="-"),
    Rij("organisaties:wachtwoord", args=("genodigde",), openbaar=True),
]


def genodigde(o: Objecten) -> Gebruiker:
    gebruiker = Gebruiker.objects.create_user(
        "genodigde", None, naam="Nora Proef", email="nora@voorbeeld.test"
    )
    _stel_voor(o, gebruiker, Rol.COACH)
    return gebruiker


def vertrokken(o: Objecten) -> object:
    """A coach who left; family Maan waits for a successor."""
    Gezin.objects.filter(pk=o.cast.maan.pk).update(coach=o.cast.functies["oud"])
    return o.cast.functies["oud"].pk


def verzorgende_vertrokken(o: Objecten) -> object:
    """A care worker who left, and still stands in the planning of family Zon."""
    cast = o.cast
    weg = maak_functie(cast, "vik", Rol.VERZORGENDE, "dienst-a")
    Functie.objects.filter(pk=weg.pk).update(ingetrokken_op=timezone.now())
    Inzet.objects.create(
        sleutel=cast.zon.sleutel, gezin=cast.zon, dienst=cast.organisaties["dienst-a"], verzorgende=weg,
        uren_per_week=4, weekdagen=[0], bedoeling="ontwikkelen", van=vandaag(), gemaakt_door=cast.functies["ans"],
    )  # fmt: skip
    return weg.pk


def _stel_voor(o: Objecten, gebruiker: Gebruiker, rol: Rol) -> Functie:
    return Functie.objects.create(
        gebruiker=gebruiker,
        organisatie=o.cast.organisaties["dienst-a"],
        rol=rol,
        van=vandaag(),
        voorgesteld_door=o.cast.gebruikers["bea"],
    )


MAKERS.update(
    {
        "ocmw-genk": lambda o: o.cast.organisaties["ocmw-genk"].pk,
        "vera.gebruiker": lambda o: o.cast.gebruikers["vera"].pk,
        "vertrokken": vertrokken,
        "verzorgende.vertrokken": verzorgende_vertrokken,
        "vera.functie": lambda o: o.cast.functies["vera"].pk,
        "dora.gebruiker": lambda o: o.cast.gebruikers["dora"].pk,
        "dora.functie": lambda o: o.cast.functies["dora"].pk,
        "genodigde": lambda o: genodigde(o).pk,
        "genodigde.bon": lambda o: bon.make_token(Gebruiker.objects.get(pk=o["genodigde"])),
        "voorstel": lambda o: _stel_voor(o, o.cast.gebruikers["vik"], Rol.COACH).pk,
    }
)
