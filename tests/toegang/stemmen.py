"""The voices of family Zon: what mother, ex-partner and girl of 13 each said, own or are alone, each with a canary.

The mother is shielded from her former partner (tests/cast.py). Present at every page of the matrix: whatever page
shows somebody's own words, address, picture or log line to another, fails. Who may read each stands beside it.
"""

import json
from datetime import timedelta
from typing import Any

from django.db import connection

from beroepsgeheim.models import Raadpleging
from coaching.models import Beurt, Beurtregel, InzetWoord
from gezinnen.models import (
    Adres,
    BetrokkenHulpverlener,
    Bezwaar,
    Doel,
    Gezinslid,
    Gezinsvraag,
    Notitie,
    NotitieTekst,
    Stap,
    Verzoek,
    VerzoekWoord,
)
from netwerk.models import Band, Figuur, Netwerkkaart
from organisaties.actor import vandaag
from tests.cast import Cast
from tests.hulp import als_bouw
from tests.toegang.kanaries import mag
from tests.toegang.objecten import MAKERS, Maker, Objecten

DOSSIER, ZORG, PRIVACY = "ans carla", "ans carla vera", "paula"
# Of each member: what is hers alone in the family (the field), and which helpers read it.
EIGEN = {
    "straat": ZORG,  # an address of her own
    "doel": ZORG,
    "stap": ZORG,
    "hulp": ZORG,  # who helps her alone
    "vraag": DOSSIER,  # what she asked in her own place
    "verzoek": DOSSIER,  # what she asks about her data
    "bezwaar": DOSSIER,  # to whom she said no
    "notitie": DOSSIER,  # what she said, for herself alone
    "vertrouwen": "vera",  # what she told one helper in confidence
    "eigenkaart": "",  # whom she drew on her own picture, closed to the coach
    "coachkaart": DOSSIER,  # the same, opened to the coach
    "blik": f"{DOSSIER} {PRIVACY}",  # a helper's look at her words
    "keek": PRIVACY,  # her own look in her own place
}
# What a member opened to the family: not for who is shielded from her.
GEOPEND = {"mama": "mama_zon noor", "noor": "mama_zon papa_zon noor", "papa": "mama_zon papa_zon noor"}
LEDEN = {"mama": "mama_zon", "papa": "papa_zon", "noor": "noor"}
# Of the household together: closed for the one from whom somebody is shielded.
SAMEN = {"afspraak": ZORG, "beurtregel": ZORG, "nee": DOSSIER}

for _wie, _lid in LEDEN.items():
    for _veld, _helpers in EIGEN.items():
        mag(_wie, _veld, f"{_lid} {_helpers}")
    mag(_wie, "opendoel", f"{GEOPEND[_wie]} {ZORG}")
    mag(_wie, "opennotitie", f"{GEOPEND[_wie]} {DOSSIER}")
    mag(_wie, "openkaart", f"{GEOPEND[_wie]} {DOSSIER}")
for _veld, _helpers in SAMEN.items():
    mag("samen", _veld, f"mama_zon noor {_helpers}")
mag("samen", "blik", f"mama_zon noor {DOSSIER} {PRIVACY}")  # who looked says where help comes: not for him
mag("derde", "notitie", DOSSIER)  # a neighbour's confidence: held back from all of the family
# In the other family of the same service.
mag("buur", "doel", "mama_maan bert")
mag("buur", "vraag", "mama_maan bert")


def k(wie: str, veld: str) -> str:
    return f"kanarie-{wie}-{veld}"


def spreek(cast: Cast) -> None:
    """Write all of it down, once."""
    with als_bouw():
        schrijf_op(cast)


def schrijf_op(cast: Cast) -> None:
    """The same for who is the owner already."""
    if Doel.objects.filter(tekst=k("mama", "doel")).exists():
        return
    for wie, lid in LEDEN.items():
        _eigen(cast, wie, cast.leden[lid])
        _open(cast, wie, cast.leden[lid])
    _samen(cast)
    _buur(cast)


def kaart_van(wie: str, welke: str) -> Maker:
    """A maker of the id of one member's picture."""

    def maker(o: Objecten) -> Any:
        schrijf_op(o.cast)
        return Band.objects.get(figuur__schuilnaam=k(wie, welke)).kaart_id

    return maker


def _gemeen(cast: Cast) -> dict[str, Any]:
    return {"gezin": cast.zon, "sleutel": cast.zon.sleutel}


def _eigen(cast: Cast, wie: str, lid: Gezinslid) -> None:
    """What is of this member alone."""
    zon, dag, sleutel = _gemeen(cast), vandaag(), cast.zon.sleutel
    Adres.objects.create(**zon, van_lid=lid, straat=k(wie, "straat"), gemeente=cast.zon.gemeente, van=dag)
    doel = Doel.objects.create(**zon, van_lid=lid, publiek="spreker", tekst=k(wie, "doel"))
    Stap.objects.create(**zon, doel=doel, tekst=k(wie, "stap"))
    BetrokkenHulpverlener.objects.create(
        **zon,
        naam=k(wie, "hulp"),
        van_lid=lid,
        publiek="spreker",
        kader="vrijwillig",
        beroepsgeheim="ja",
        van=dag,
    )
    Gezinsvraag.objects.create(**zon, spreker=lid, soort="vraag", tekst=k(wie, "vraag"))
    verzoek = Verzoek.objects.create(
        **zon,
        lid=lid,
        dienst=cast.zon.dienst,
        soort="inzage",
        ontvangen_op=dag,
        termijn=dag + timedelta(days=30),
    )
    VerzoekWoord.objects.create(verzoek=verzoek, sleutel=sleutel, vraag=k(wie, "verzoek"))
    Bezwaar.objects.create(
        sleutel=sleutel,
        client=cast.zon.client,
        tegen="ontvanger",
        ontvanger_naam=k(wie, "bezwaar"),
        door_lid=lid,
    )
    _notitie(cast, "gezin", k(wie, "notitie"), spreker=lid, publiek="spreker")
    _notitie(cast, "vertrouwen", k(wie, "vertrouwen"), spreker=lid, publiek="spreker", door="vera")
    _kaart(cast, k(wie, "eigenkaart"), lid, publiek="spreker", zichtbaar_voor_coach=False)
    _kaart(cast, k(wie, "coachkaart"), lid, publiek="spreker")
    _blik(cast, {"soort": "functie"}, k(wie, "blik"), lid)
    gebruiker = cast.personen[LEDEN[wie]]
    _blik(cast, {"soort": "gezinslid", "gebruiker": str(gebruiker.pk)}, k(wie, "keek"), lid)


def _open(cast: Cast, wie: str, lid: Gezinslid) -> None:
    """What this member opened to the family."""
    Doel.objects.create(**_gemeen(cast), van_lid=lid, publiek="gezin", tekst=k(wie, "opendoel"))
    _notitie(cast, "gezin", k(wie, "opennotitie"), spreker=lid, publiek="gezin")
    _kaart(cast, k(wie, "openkaart"), lid, publiek="gezin")


def _samen(cast: Cast) -> None:
    """What is of the household together, and what a third person told."""
    from tests.toegang.werk import inzet

    sleutel, dag = cast.zon.sleutel, vandaag()
    hulp = inzet(Objecten(cast))
    InzetWoord.objects.create(inzet=hulp, sleutel=sleutel, afspraak=k("samen", "afspraak"))
    beurt = Beurt.objects.create(
        inzet=hulp, sleutel=sleutel, verzorgende=hulp.verzorgende, dienst=hulp.dienst, datum=dag - timedelta(days=7), gepland_uren=4,
        gewerkt_uren=4, status="gedaan",
    )  # fmt: skip
    Beurtregel.objects.create(beurt=beurt, sleutel=sleutel, tekst=k("samen", "beurtregel"))
    Bezwaar.objects.create(
        sleutel=sleutel, client=cast.zon.client, tegen="ontvanger", ontvanger_naam=k("samen", "nee")
    )
    _notitie(
        cast,
        "derde",
        k("derde", "notitie"),
        publiek="helpers",
        achterhouden_reden="De buurvrouw vroeg het zo.",
    )
    _blik(cast, {"soort": "functie"}, k("samen", "blik"), None)


def _buur(cast: Cast) -> None:
    maan, lid = cast.maan, cast.leden["mama_maan"]
    Doel.objects.create(gezin=maan, sleutel=maan.sleutel, van_lid=lid, tekst=k("buur", "doel"))
    Gezinsvraag.objects.create(
        gezin=maan, sleutel=maan.sleutel, spreker=lid, soort="vraag", tekst=k("buur", "vraag")
    )


def _notitie(cast: Cast, soort: str, tekst: str, *, door: str = "ans", **velden: Any) -> None:
    wie = cast.functies[door]
    rij = Notitie.objects.create(**_gemeen(cast), soort=soort, door=wie, dag=vandaag(), **velden)
    NotitieTekst.objects.create(notitie=rij, sleutel=rij.sleutel, tekst=tekst, door=wie)


def _kaart(cast: Cast, naam: str, lid: Gezinslid, **velden: Any) -> None:
    """A picture that this member drew, with one person on it."""
    gemeen = {"sleutel": cast.zon.sleutel}
    kaart = Netwerkkaart.objects.create(
        **gemeen, client=cast.zon.client, van_lid=lid, dag=vandaag(), **velden
    )
    figuur = Figuur.objects.create(**gemeen, client=cast.zon.client, van_lid=lid, schuilnaam=naam)
    Band.objects.create(
        **gemeen, kaart=kaart, figuur=figuur, genoemd_door=lid, kring="vrienden", ring="dichtbij"
    )


def _blik(cast: Cast, wie: dict[str, str], onderdeel: str, lid: Gezinslid | None) -> None:
    """A line of the log; the pages show the code of a part that they do not know."""
    regel = {
        "actie": Raadpleging.Actie.BEKIJKEN.value,
        "sleutel": str(cast.zon.sleutel),
        "onderdeel": onderdeel,
        "persoon": str(lid.pk) if lid else None,
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT bg_noteer(%s, %s)", [json.dumps(wie), json.dumps([regel])])


MAKERS.update(
    {
        f"{wie}.{welke}": kaart_van(wie, welke)
        for wie in LEDEN
        for welke in ("eigenkaart", "coachkaart", "openkaart")
    }
)
