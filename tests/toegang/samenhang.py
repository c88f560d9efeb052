"""Trial rows that hang together over more than one table: where a rule looks at a row of another table, all
combinations of the columns of one table do not form the case.

Each case is one good row and, for each column that a clause looks at, a copy that is wrong in that column alone: so
each clause decides somewhere by itself.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from beroepsgeheim.models import Reikwijdte, Toegang
from organisaties.actor import Actor, Soort, vandaag

from .vast import vast

if TYPE_CHECKING:
    from .proefrijen import Proef

Rij = dict[str, Any]
NIEMAND, TWEEDE = vast("niemand"), vast("tweede sleutel")
GISTEREN, MORGEN = -timedelta(days=1), timedelta(days=1)
# Who was invited (proefrijen.py says with what access): only the first one rightly.
GENODIGDEN = ("hugo", "ida", "tom", "mo", "jef", "hulp_zorg", "dora", "coach_deelname")
# Who is the coach of a family, rightly or not.
COACHES = (
    "ans",
    "carla",
    "coach_zorg",
    "coach_overleg",
    "coach_deelname",
    "coach_gezin",
    "zorger_dossier",
    "bert",
    "nalezer",
)


def maak(proef: Proef) -> dict[str, list[Rij]]:
    """Extra variants for each table; makes the actors that belong to them."""
    uit: dict[str, list[Rij]] = {}
    for bouwer in (
        _agenda_van_genodigden, _agenda_van_links, _documenten_van_delingen, _gezinsleden, _figuren_zonder_band,
        _kaarten_van_elders, _gezinnen_van_coaches,
    ):  # fmt: skip
        for tabel, rij in bouwer(proef):
            uit.setdefault(tabel, []).append(rij)
    return uit


def _varianten(goed: Rij, **anders: list[Any]) -> Iterator[tuple[str, Rij]]:
    """The good row, and one for each other value of one column; with a name for each."""
    yield "goed", goed
    for kolom, waarden in anders.items():
        for nummer, waarde in enumerate(waarden):
            yield f"{kolom}{nummer}", goed | {kolom: waarde}


def _deling(**velden: Any) -> Rij:
    """A sharing in force to nobody in particular, that nobody reaches by its keys."""
    return {
        "sleutel": NIEMAND, "bron_sleutel": NIEMAND, "soort": "lco.agenda", "object_id": None, "over": [],
        "functie_id": None, "organisatie_id": None, "ontvanger_rol": "", "ontvanger_naam": "",
        "ontvanger_sleutel": None,
        "van": vandaag() + GISTEREN, "tot": None, "beeindigd_op": None, **velden,
    }  # fmt: skip


def _tweede(proef: Proef, wie: str, reikwijdte: Reikwijdte) -> None:
    """Let somebody reach a second key as well."""
    functie = proef.cast.functies.get(wie)
    Toegang.objects.create(
        pk=vast("toegang", "tweede", wie), functie=functie, persoon_id=None if functie else proef.leden[wie],
        sleutel=TWEEDE, reikwijdte=reikwijdte, grond="anders", van=vandaag() + GISTEREN,
    )  # fmt: skip


def _versie(naam: str, **velden: Any) -> Rij:
    return {
        "id": vast("versie", naam), "sleutel": NIEMAND, "client_sleutel": NIEMAND, "voor": "hulpverleners",
        "ingetrokken": False, **velden,
    }  # fmt: skip


def _einden(dag: Any) -> dict[str, list[Any]]:
    """Values that put a sharing out of force, each for itself (and one that does not)."""
    return {
        "beeindigd_op": [timezone.now()],
        "van": [dag + MORGEN],
        "tot": [dag + GISTEREN, dag, dag + MORGEN],
    }


def _agenda_van_genodigden(proef: Proef) -> Iterator[tuple[str, Rij]]:
    """Frozen agendas shared with who was invited."""
    functies, dag = proef.cast.functies, vandaag()
    # She reads sharings that have ended as well, because she keeps the file they are of.
    _tweede(proef, "coach_deelname", Reikwijdte.DOSSIER)
    for wie in GENODIGDEN:
        goed = _versie(wie, sleutel=proef.sleutel)
        for naam, versie in _varianten(goed, voor=["gezin"], ingetrokken=[True], sleutel=[NIEMAND]):
            naam = f"{wie} {naam}"
            yield "lco_agendaversie", versie | {"id": vast("versie", naam)}
            yield (
                "gezinnen_gegevensdeling",
                _deling(id=vast("deling", naam), functie_id=functies[wie].pk, object_id=vast("versie", naam)),
            )
    for wie in ("hugo", "coach_deelname"):
        functie = functies[wie]
        goed = _deling(functie_id=functie.pk, sleutel=TWEEDE)
        for naam, deling in _varianten(
            goed, soort=["iets"], functie_id=[None, functies["dora"].pk], **_einden(dag)
        ):
            naam = f"{wie} deling {naam}"
            yield "lco_agendaversie", _versie(naam, sleutel=proef.sleutel)
            yield "gezinnen_gegevensdeling", deling | {
                "id": vast("deling", naam), "object_id": vast("versie", naam),
            }  # fmt: skip
        yield "lco_agendaversie", _versie(f"{wie} niet gedeeld", sleutel=proef.sleutel)


def _links(proef: Proef) -> dict[str, tuple[Rij, Rij]]:
    """By name: how the link, and how its access, differ from one that works."""
    dag = vandaag()
    return {
        "link_goed": ({}, {}),
        "link_verlopen": ({"tot": dag + GISTEREN}, {}),
        "link_gesloten": ({"ingetrokken_op": timezone.now()}, {}),
        "link_praktisch": ({}, {"grond": "genodigd_praktisch"}),
        "link_zorg": ({}, {"reikwijdte": Reikwijdte.ZORG}),
        "link_straks": ({}, {"van": dag + MORGEN}),
        "link_voorbij": ({}, {"tot": dag + GISTEREN}),
        "link_weg": ({}, {"ingetrokken_op": timezone.now()}),
        "link_elders": ({}, {"sleutel": NIEMAND}),
    }


def _agenda_van_links(proef: Proef) -> Iterator[tuple[str, Rij]]:
    """Frozen agendas shared with whom a personal link invites."""
    dag = vandaag()
    personen: dict[str, uuid.UUID] = {}
    for wie, (link, toegang) in _links(proef).items():
        personen[wie] = vast("link", wie)
        proef.actoren[wie] = Actor(soort=Soort.LINK, persoon_id=personen[wie])
        Toegang.objects.create(pk=vast("toegang", wie), **{
            "persoon_id": personen[wie], "sleutel": proef.sleutel, "reikwijdte": Reikwijdte.DEELNAME,
            "grond": "genodigd", "van": dag + GISTEREN, "tot": dag + MORGEN,
        } | toegang)  # fmt: skip
        yield from _link(proef, wie, personen[wie], link)
    # A family member with the id of a link: only her kind tells her apart from it.
    yield from _link(proef, "lid_deelname", proef.leden["lid_deelname"], {})
    for wie in ("lid_deelname", *personen):
        goed = _deling(bron_sleutel=proef.sleutel, ontvanger_sleutel=vast("deelnemer", wie))
        anders: dict[str, list[Any]] = {}
        if wie == "link_goed":
            anders = {
                "soort": ["iets"], "ontvanger_sleutel": [None, NIEMAND], "bron_sleutel": [NIEMAND],
                "functie_id": [proef.cast.functies["dora"].pk], **_einden(dag),
            }  # fmt: skip
        for naam, deling in _varianten(goed, **anders):
            naam = f"{wie} {naam}"
            yield "lco_agendaversie", _versie(naam)
            yield "gezinnen_gegevensdeling", deling | {
                "id": vast("deling", naam), "object_id": vast("versie", naam),
            }  # fmt: skip
    for kolom, waarde in (("voor", "gezin"), ("ingetrokken", True)):
        yield "lco_agendaversie", _versie(f"link {kolom}") | {kolom: waarde}
        yield "gezinnen_gegevensdeling", _deling(
            id=vast("deling", "link", kolom), bron_sleutel=proef.sleutel,
            ontvanger_sleutel=vast("deelnemer", "link_goed"), object_id=vast("versie", f"link {kolom}"),
        )  # fmt: skip


def _link(proef: Proef, wie: str, persoon: uuid.UUID, anders: Rij) -> Iterator[tuple[str, Rij]]:
    yield (
        "lco_deelnemer",
        {"id": vast("deelnemer", wie), "sleutel": NIEMAND, "client_sleutel": NIEMAND, "naam": wie},
    )
    yield "lco_persoonlijkelink", {
        "id": persoon, "sleutel": proef.sleutel, "client_sleutel": NIEMAND, "tot": vandaag() + MORGEN,
        "deelnemer_id": vast("deelnemer", wie), "ingetrokken_op": None, **anders,
    }  # fmt: skip


def _documenten_van_delingen(proef: Proef) -> Iterator[tuple[str, Rij]]:
    """Papers of what was shared. Who keeps the file reads all sharings, so that each clause decides by itself."""
    functies, organisaties, dag = proef.cast.functies, proef.cast.organisaties, vandaag()
    ans, dienst, ander = functies["ans"].pk, organisaties["dienst-a"].pk, organisaties["dienst-b"].pk
    persoonlijk = _deling(sleutel=proef.sleutel, functie_id=ans, soort="iets")
    aan_dienst = persoonlijk | {"functie_id": None, "organisatie_id": dienst, "ontvanger_rol": "coach"}
    for groep, goed, anders in (
        ("zelf", persoonlijk, {"functie_id": [None, functies["dora"].pk], **_einden(dag)}),
        (
            "dienst",
            aan_dienst,
            {
                "functie_id": [functies["dora"].pk],
                "organisatie_id": [None, ander],
                "ontvanger_rol": ["", "verzorgende"],
                **_einden(dag),
            },
        ),
    ):
        for naam, deling in _varianten(goed, **anders):
            nummer = vast("deling", "document", groep, naam)
            yield "gezinnen_gegevensdeling", deling | {"id": nummer}
            # Whoever receives it may take down a no to it.
            yield "gezinnen_bezwaar", {
                "sleutel": NIEMAND, "bron_sleutel": NIEMAND, "deling_id": nummer, "door_lid_id": None,
            }  # fmt: skip
            for soort in ("delen.deling", "iets"):
                yield "vloer_document", {"sleutel": NIEMAND, "over": nummer, "soort": soort, "eigenaar": None}


def _gezinsleden(proef: Proef) -> Iterator[tuple[str, Rij]]:
    """The members who act: in the family, and with a key that nobody reaches."""
    for naam, lid in proef.leden.items():
        yield "gezinnen_gezinslid", {"id": lid, "sleutel": NIEMAND if naam == "buur" else proef.sleutel}


def _kaarten_van_elders(proef: Proef) -> Iterator[tuple[str, Rij]]:
    """Ties with the key of the family on pictures that somebody sees for another reason."""
    _tweede(proef, "coach_overleg", Reikwijdte.DOSSIER)
    for wie in ("lid_overleg", "lid_deelname"):
        _tweede(proef, wie, Reikwijdte.GEZIN)
    for wie, sleutel in (
        ("", TWEEDE), ("lid_overleg", TWEEDE), ("lid_deelname", TWEEDE), ("lid_dossier", proef.sleutel),
    ):  # fmt: skip
        kaart = vast("kaart", wie)
        yield "netwerk_netwerkkaart", {
            "id": kaart, "sleutel": sleutel, "van_lid_id": proef.leden.get(wie), "zichtbaar_voor_coach": True, "publiek": "spreker",
            "zichtbaar_voor_verzorgende": False,
        }  # fmt: skip
        yield "netwerk_band", {"sleutel": proef.sleutel, "kaart_id": kaart}


def _figuren_zonder_band(proef: Proef) -> Iterator[tuple[str, Rij]]:
    """People on no picture any more (the first rows of the table are on one)."""
    for sleutel in (proef.sleutel, NIEMAND):
        for lid in (None, *proef.leden.values()):
            yield "netwerk_figuur", {"sleutel": sleutel, "van_lid_id": lid}


def _gezinnen_van_coaches(proef: Proef) -> Iterator[tuple[str, Rij]]:
    """Families whose coach is somebody of whom rules ask that (a worry about safety)."""
    for wie in COACHES:
        yield "gezinnen_gezin", {
            "sleutel": proef.sleutel, "dienst_id": proef.cast.organisaties["dienst-a"].pk,
            "coach_id": proef.cast.functies[wie].pk,
        }  # fmt: skip
