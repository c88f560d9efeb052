"""What each member of a family reads: in the querysets, and row by row in the database itself.

The mother of ZON is shielded from her former partner; the girl of 13 has words and a picture of her own.
"""

import uuid
from typing import Any

import pytest
from django.db import connection, models
from django.utils import timezone

from beroepsgeheim.omslag import zet_actor
from beroepsgeheim.register import alle_regels
from coaching.models import Beurt, Inzet, InzetWoord
from gezinnen.models import Adres, BetrokkenHulpverlener, Doel, GezinGegevens, Gezinslid, Stap, Traject
from lco.models import AgendaVersie, Overleg
from netwerk.models import Band, Figuur, Netwerkkaart
from organisaties.actor import Actor, vandaag
from tests.cast import Cast
from tests.hulp import als, als_bouw

pytestmark = [pytest.mark.django_db, pytest.mark.eis("R052", "R297")]

LEDEN = ("mama_zon", "papa_zon", "noor", "mama_maan")


class Inhoud:
    """One thing of each kind around family ZON, with a short name for each."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.namen = cast, {}
        with als_bouw():
            self._maak(cast)

    def _maak(self, cast: Cast) -> None:
        gemeen: dict[str, Any] = {"sleutel": cast.zon.sleutel}
        zon = gemeen | {"gezin": cast.zon}
        mama, papa, noor = (cast.leden[wie] for wie in ("mama_zon", "papa_zon", "noor"))
        for naam, lid, publiek in (
            ("doel mama", mama, "gezin"),
            ("doel mama alleen", mama, "spreker"),
            ("doel noor", noor, "spreker"),
            ("doel noor open", noor, "gezin"),
            ("doel papa", papa, "gezin"),
            ("doel papa helpers", papa, "helpers"),
            ("doel samen", None, "gezin"),
        ):
            doel = Doel.objects.create(**zon, tekst=naam, van_lid=lid, publiek=publiek)
            self.namen[doel.pk] = naam
            self.namen[Stap.objects.create(**zon, tekst=naam, doel=doel).pk] = naam.replace("doel", "stap")
        self.namen[Stap.objects.create(**zon, tekst="los").pk] = "stap los"
        for naam, lid in (("adres samen", None), ("adres mama", mama), ("adres papa", papa)):
            adres = Adres.objects.create(**zon, van_lid=lid, gemeente=cast.gemeenten["genk"], straat=naam)
            self.namen[adres.pk] = naam
        for naam, lid, publiek in (
            ("hulp samen", None, "gezin"),
            ("hulp mama alleen", mama, "spreker"),
            ("hulp noor open", noor, "gezin"),
        ):
            hulp = BetrokkenHulpverlener.objects.create(**zon, naam=naam, van_lid=lid, publiek=publiek)
            self.namen[hulp.pk] = naam
        self._werk(cast, gemeen)
        self._overleg(cast, gemeen)
        for naam, lid, publiek, coach in (
            ("kaart samen", None, "gezin", True),
            ("kaart noor", noor, "spreker", False),
            ("kaart papa open", papa, "gezin", True),
        ):
            self._kaart(cast, gemeen, naam, lid, publiek, coach)

    def _werk(self, cast: Cast, gemeen: dict[str, Any]) -> None:
        inzet = Inzet.objects.create(
            **gemeen, gezin=cast.zon, dienst=cast.organisaties["dienst-a"], verzorgende=cast.functies["vera"],
            uren_per_week=8, weekdagen=[0], bedoeling="ontwikkelen", van=vandaag(),
            gemaakt_door=cast.functies["ans"],
        )  # fmt: skip
        beurt = Beurt.objects.create(
            **gemeen, inzet=inzet, verzorgende=cast.functies["vera"], dienst=inzet.dienst, datum=vandaag(),
            gepland_uren=4,
        )  # fmt: skip
        InzetWoord.objects.create(**gemeen, inzet=inzet, afspraak="samen koken")
        self.namen |= {inzet.pk: "inzet", beurt.pk: "beurt"}

    def _overleg(self, cast: Cast, gemeen: dict[str, Any]) -> None:
        pk = uuid.uuid4()
        overleg = Overleg.objects.create(
            id=pk, sleutel=pk, client=cast.zon.client, client_sleutel=cast.zon.sleutel, roepnaam="Zon",
            gemeente=cast.gemeenten["genk"], ocmw=cast.organisaties["ocmw-genk"],
        )  # fmt: skip
        self.namen[pk] = "overleg"
        for naam, voor, weg in (
            ("agenda gezin", "gezin", False),
            ("agenda helpers", "hulpverleners", False),
            ("agenda oud", "gezin", True),
        ):
            versie = AgendaVersie.objects.create(
                sleutel=pk, overleg=overleg, client_sleutel=cast.zon.sleutel, nummer=2 if weg else 1, voor=voor,
                inhoud={}, ingetrokken=weg, bevroren_op=timezone.now(),
            )  # fmt: skip
            self.namen[versie.pk] = naam

    def _kaart(
        self, cast: Cast, gemeen: dict[str, Any], naam: str, lid: Any, publiek: str, coach: bool
    ) -> None:
        kaart = Netwerkkaart.objects.create(
            **gemeen, client=cast.zon.client, van_lid=lid, dag=vandaag(), publiek=publiek,
            zichtbaar_voor_coach=coach, gemaakt_door=cast.functies["ans"] if coach else None,
        )  # fmt: skip
        figuur = Figuur.objects.create(
            **gemeen, client=cast.zon.client, schuilnaam=naam, van_lid=None if coach else lid
        )
        band = Band.objects.create(
            **gemeen, kaart=kaart, figuur=figuur, genoemd_door=lid or cast.leden["mama_zon"], kring="familie",
            ring="dichtbij",
        )  # fmt: skip
        self.namen |= {
            kaart.pk: naam,
            figuur.pk: naam.replace("kaart", "figuur"),
            band.pk: naam.replace("kaart", "band"),
        }

    def gezien(self, actor: Actor, model: type[models.Model]) -> set[str]:
        """Names of the rows of this model: the same by queryset (policies asleep) and by row policy alone."""
        manager: Any = model._default_manager
        with als_bouw():
            zet_actor(actor)
            python = {
                self.namen[pk]
                for pk in manager.zichtbaar_voor(actor).values_list("pk", flat=True)
                if pk in self.namen
            }
        with als(actor), connection.cursor() as cursor:
            cursor.execute(f'SELECT id FROM "{model._meta.db_table}"')
            rijen = {self.namen[pk] for (pk,) in cursor.fetchall() if pk in self.namen}
        if model is not Figuur:  # people are reached through their ties
            assert python == rijen
        return rijen


@pytest.fixture
def inhoud(cast) -> Inhoud:
    return Inhoud(cast)


@pytest.mark.parametrize(
    ("wie", "doelen"),
    [
        ("mama_zon", {"mama", "mama alleen", "noor open", "papa", "samen"}),
        ("noor", {"mama", "noor", "noor open", "papa", "samen"}),
        ("papa_zon", {"noor open", "papa"}),
        ("mama_maan", set()),
    ],
)
def test_goals_and_their_steps_follow_who_said_it_and_who_it_was_opened_to(cast, inhoud, wie, doelen):
    actor = cast.actor(wie)
    assert inhoud.gezien(actor, Doel) == {f"doel {d}" for d in doelen}
    los = {"stap los"} if wie in ("mama_zon", "noor") else set()
    assert inhoud.gezien(actor, Stap) == {f"stap {d}" for d in doelen} | los


@pytest.mark.parametrize(
    ("wie", "adressen", "hulp"),
    [
        ("mama_zon", {"adres samen", "adres mama"}, {"hulp samen", "hulp mama alleen", "hulp noor open"}),
        ("noor", {"adres samen"}, {"hulp samen", "hulp noor open"}),
        ("papa_zon", {"adres papa"}, {"hulp noor open"}),
        ("mama_maan", set(), set()),
    ],
)
def test_an_address_is_of_the_household_or_of_one_member_and_help_of_whom_it_is_for(
    cast, inhoud, wie, adressen, hulp
):
    actor = cast.actor(wie)
    assert inhoud.gezien(actor, Adres) == adressen
    assert inhoud.gezien(actor, BetrokkenHulpverlener) == hulp


@pytest.mark.parametrize(("wie", "ziet"), [("mama_zon", 1), ("noor", 1), ("papa_zon", 0), ("mama_maan", 0)])
def test_turns_and_consultations_are_closed_for_whom_somebody_is_shielded_from(cast, inhoud, wie, ziet):
    actor = cast.actor(wie)
    assert len(inhoud.gezien(actor, Inzet)) == ziet
    assert len(inhoud.gezien(actor, Beurt)) == ziet
    assert len(inhoud.gezien(actor, Overleg)) == ziet
    assert inhoud.gezien(actor, AgendaVersie) == ({"agenda gezin"} if ziet else set())
    with als(actor):
        assert InzetWoord.objects.count() == ziet
        assert GezinGegevens.objects.filter(gezin=cast.zon).count() == ziet
        assert Traject.objects.filter(gezin=cast.zon).count() == ziet
        anderen = Gezinslid.objects.filter(gezin=cast.zon).exclude(pk=cast.leden[wie].pk)
        assert anderen.exists() is bool(ziet)


@pytest.mark.parametrize(
    ("wie", "kaarten"),
    [
        ("mama_zon", {"samen", "papa open"}),
        ("noor", {"samen", "noor", "papa open"}),
        ("papa_zon", {"papa open"}),
        ("mama_maan", set()),
        ("ans", {"samen", "papa open"}),  # the girl did not open hers to the coach
        ("vera", set()),
        ("bert", set()),
    ],
)
def test_a_girl_of_13_has_a_picture_of_her_own(cast, inhoud, wie, kaarten):
    actor = cast.actor(wie)
    assert inhoud.gezien(actor, Netwerkkaart) == {f"kaart {k}" for k in kaarten}
    assert inhoud.gezien(actor, Band) == {f"band {k}" for k in kaarten}
    assert inhoud.gezien(actor, Figuur) == {f"figuur {k}" for k in kaarten}


@pytest.mark.parametrize("wie", LEDEN)
def test_no_table_shows_a_family_member_a_row_of_another_family(cast, inhoud, wie):
    eigen = cast.leden[wie].sleutel
    with als(cast.actor(wie)), connection.cursor() as cursor:
        for model in alle_regels():
            kolommen = {f.column for f in model._meta.local_concrete_fields}
            kolom = "client_sleutel" if "client_sleutel" in kolommen else "sleutel"
            if kolom not in kolommen:
                continue
            cursor.execute(
                f'SELECT count(*) FROM "{model._meta.db_table}" WHERE {kolom} <> %s',
                [eigen],
            )
            assert cursor.fetchone()[0] == 0, model._meta.label


def test_a_member_writes_her_own_goal_and_nobody_elses(cast, inhoud):
    noor = cast.leden["noor"]
    with als(cast.noor):
        for naam, aantal in (("doel noor", 1), ("doel samen", 0), ("doel papa", 0)):
            assert Doel.objects.filter(tekst=naam).update(publiek="gezin") == aantal
        with pytest.raises(Exception, match="row-level security"):
            Doel.objects.filter(tekst="doel noor").update(van_lid=cast.leden["mama_zon"])
    assert noor.soort == "kind"
