"""The log as the privacy officer reads it: her own organisation's, no names of families, her looks logged too."""

import pytest
from django.urls import reverse

from beroepsgeheim.logboek import THUIS, Vraag, logboek, onderdeel_naam
from beroepsgeheim.models import Raadpleging
from beroepsgeheim.omslag import noteer, omslag
from gezinnen.delen import register
from lco.models.overgangen import OVERGANGEN
from organisaties.actor import vandaag
from tests.hulp import als, als_bouw

pytestmark = pytest.mark.django_db
PAD = reverse("logboek:overzicht")


@pytest.fixture
def regels(cast):
    """Looks at two families of service A and one of service B, by people of three organisations."""
    for naam, gezin, actie in (
        ("ans", "zon", "bekijken"),
        ("bert", "maan", "wijzigen"),
        ("eva", "zon", "bekijken"),
        ("dora", "ster", "bekijken"),
        ("mo", "ster", "bekijken"),
    ):
        with omslag(cast.actor(naam)):
            noteer(actie, sleutel=cast.gezinnen[gezin].sleutel, onderdeel="gezinnen.gezin")


@pytest.fixture
def paula(cast, inloggen):
    return inloggen(cast, "paula")


def tekst(client, **vraag):
    antwoord = client.get(PAD, vraag)
    assert antwoord.status_code == 200
    return antwoord.content.decode()


def test_she_reads_lines_of_her_people_and_of_her_files_and_no_others(cast, regels, paula):
    pagina = tekst(paula)
    for naam in ("Ans", "Bert", "Eva"):
        assert f"{naam} Proef<br>" in pagina, naam
    for naam in ("Dora", "Mo"):
        assert f"{naam} Proef<br>" not in pagina, naam
    assert cast.zon.nummer in pagina
    assert cast.maan.nummer in pagina
    assert cast.ster.nummer not in pagina
    assert str(cast.ster.sleutel) not in pagina


def test_no_name_of_a_family_is_on_the_page(cast, regels, paula):
    pagina = tekst(paula)
    for naam in ("Gezin Zon", "Mama Zon", "Kind Zon", "kanarie-zon"):
        assert naam not in pagina


def test_each_filter_narrows(cast, regels, paula):
    lijn = "Proef<br>"
    assert tekst(paula).count(lijn) == 3
    assert tekst(paula, actie="wijzigen").count(lijn) == 1
    assert tekst(paula, persoon=cast.gebruikers["ans"].pk).count(lijn) == 1
    assert tekst(paula, organisatie=cast.organisaties["ocmw-genk"].pk).count(lijn) == 1
    assert tekst(paula, nummer=cast.zon.nummer.lower()).count("Eva Proef<br>") == 1
    assert "Bert Proef<br>" not in tekst(paula, nummer=cast.zon.nummer)
    assert "Niets gevonden" in tekst(paula, nummer=cast.ster.nummer)
    assert "Niets gevonden" in tekst(paula, van="2020-01-01", tot="2020-02-01")
    assert tekst(paula, actie="logboek").count(lijn) >= 1


def test_the_lists_to_search_with_come_when_she_searches_and_keep_what_she_asked(cast, regels, paula):
    pagina = tekst(paula, actie="wijzigen")
    assert "<select" not in pagina
    assert "?actie=wijzigen&amp;zoek=1" in pagina
    pagina = tekst(paula, actie="wijzigen", zoek="1")
    assert '<option value="wijzigen" selected' in pagina
    assert pagina.count("Proef<br>") == 1


def test_impossible_periods_are_answered_in_words(cast, regels, paula):
    for van, tot in (
        ("2026-02-01", "2026-01-01"),
        ("2020-01-01", "2026-01-01"),
        ("0001-01-01", "9999-12-31"),
    ):
        antwoord = paula.get(PAD, {"van": van, "tot": tot})
        assert antwoord.status_code == 422
    assert paula.get(PAD, {"voor": "x' OR 1=1"}).status_code == 200
    assert paula.get(PAD, {"voor": "9" * 40}).status_code == 200


def test_her_own_looks_stand_in_the_log_and_the_family_she_looked_for(cast, regels, paula):
    tekst(paula, nummer=cast.zon.nummer)
    with als_bouw():
        laatste = Raadpleging.objects.order_by("-pk").first()
    assert (laatste.actie, laatste.sleutel) == ("logboek", cast.zon.sleutel)
    assert laatste.functie == cast.functies["paula"].pk


def test_pages_go_on_where_the_last_one_ended(cast, paula):
    with omslag(cast.ans):
        for nummer in range(60):
            noteer("lijst", onderdeel=f"deel{nummer}x")
    eerste = paula.get(PAD)
    tweede = paula.get(PAD + eerste.context["volgende_url"])
    nummers = [r.id for blad in (eerste, tweede) for r, _gezin in blad.context["rijen"]]
    assert nummers == sorted(set(nummers), reverse=True)
    assert {f"deel{n}x" for n in range(60)} <= {
        r.onderdeel for blad in (eerste, tweede) for r, _gezin in blad.context["rijen"]
    }
    assert tweede.context["nieuwste_url"]


def test_a_family_that_is_not_of_her_service_any_more_is_a_key_without_number(cast, regels, paula):
    with als_bouw():
        nummer = cast.maan.nummer
        type(cast.maan).objects.filter(pk=cast.maan.pk).update(dienst=cast.organisaties["dienst-b"])
    pagina = tekst(paula)
    assert nummer not in pagina
    assert str(cast.maan.sleutel) in pagina


def test_the_database_gives_the_log_to_no_other_role(cast, regels):
    for naam in cast.functies:
        with als(cast.actor(naam)):
            gevonden = logboek(cast.actor(naam), Vraag(vandaag(), vandaag()))
        assert bool(gevonden) == (naam == "paula"), naam


def test_no_line_that_a_family_reads_is_a_code():
    vast = (
        "gezinnen.inzage", "gezinnen.afscherming", "gezinnen.opvolging", "gezinnen.overname", "gezinnen.nalezing",
        "lco.link", "lco.agenda", "mijn.kaart", "mijn.code", "mijn.deur", "delen.alles", "delen.soort",
        "delen.ontvanger",
    )  # fmt: skip
    codes = [
        *vast,
        *(f"delen.{s.code}" for s in register.soorten()),
        *(f"lco.{o.code}" for o in OVERGANGEN.values()),
    ]
    assert [code for code in codes if onderdeel_naam(code) == code] == []
    assert set(THUIS) == set(Raadpleging.Actie)
