"""The demo: made by the actions of real people, repeatable, and everybody in it finds her day."""

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from beroepsgeheim.omslag import bouw
from gezinnen.models import Aanmelding, Gezin, GezinGegevens
from lco.models import AgendaBijlage, Overleg
from netwerk.models import Band
from organisaties.aanmelden.tweede_stap import teller as nu
from organisaties.models import Functie, Gebruiker
from organisaties.referentie import laad as laad_referentie
from portaal import demo
from portaal.demo.mensen import MENSEN, Spelers
from portaal.demo.plekken import PIN, PLEKKEN
from portaal.vandaag import HOOGSTENS
from tests.hulp import als, als_bouw, huidige_rol
from tests.stapel import codes

pytestmark = pytest.mark.django_db


@pytest.fixture
def geladen(db):
    with als_bouw():
        laad_referentie(using="default")
    assert huidige_rol() == "tc_web"
    call_command("laad_demo", database="default")


def test_the_demo_stands_there_and_every_person_of_it_reaches_vandaag(geladen, client, capsys, settings):
    with als_bouw():
        assert Gezin.objects.count() == 7
        assert {a.beslissing for a in Aanmelding.objects.all()} == {"open", "wachtlijst", "opgenomen"}
        assert GezinGegevens.objects.count() == 6  # one family does not know of its referral yet
        assert {o.status for o in Overleg.objects.all()} == {"aangevraagd", "voorbereiding", "gepland"}
        assert AgendaBijlage.objects.count() == 1
        assert Band.objects.count() >= 10
    call_command("demo_logins")
    settings.ACCOUNT_RATE_LIMITS = False
    alle = capsys.readouterr().out.strip().splitlines()
    regels = [regel for regel in alle if not regel.startswith("gezinslid")]
    assert len(alle) == len(regels) + len(PLEKKEN)
    for regel in regels:
        _rol, login, wachtwoord = regel.rsplit(" - ", 2)
        antwoord = client.post(
            reverse("account_login"), {"login": login, "password": wachtwoord}, follow=True
        )
        code = antwoord.context["democode"]
        assert code.replace(" ", "") in (codes.code(login, stap) for stap in (nu(), nu() + 1)), login
        client.post(reverse("mfa_authenticate"), {"code": code})
        antwoord = client.get(reverse("portaal:vandaag"), follow=True)
        assert antwoord.status_code == 200, login
        if login == "ondersteuning":
            assert antwoord.redirect_chain == [(reverse("ondersteuning:stand"), 302)]
            client.logout()
            continue
        assert len(antwoord.context["punten"]) + len(antwoord.context["straks"]) <= HOOGSTENS
        for punt in [*antwoord.context["punten"], *antwoord.context["straks"]]:
            assert not punt.url or client.get(punt.url).status_code == 200, (login, punt.url)
        client.logout()
    assert len(regels) == len(MENSEN)


def test_the_cards_of_the_demo_open_the_own_place(geladen, client):
    for plek in PLEKKEN:
        client.post(reverse("mijn:binnen"), {"nummer": plek.nummer, "woorden": plek.woorden})
        assert client.post(reverse("mijn:code"), {"code": PIN})["Location"] == reverse("mijn:start")
        for naam in (
            "start",
            "hulp",
            "afspraken",
            "doelen",
            "overleggen",
            "netwerk",
            "delen",
            "gezien",
            "vragen",
        ):
            assert client.get(reverse(f"mijn:{naam}")).status_code == 200, naam
        client.post(reverse("mijn:stoppen"))


def test_every_role_is_there_and_somebody_has_two(geladen):
    rollen = {f.rol for f in Functie.objects.filter(gebruiker__gebruikersnaam__in=[m.login for m in MENSEN])}
    assert rollen | {"gezinslid"} == set(
        Functie._meta.get_field("rol").choices and [k for k, _ in Functie._meta.get_field("rol").choices]
    )
    assert max(len(m.functies) for m in MENSEN) == 2


def test_a_second_time_changes_nothing_and_again_starts_over(geladen, capsys):
    with als_bouw():
        eerst = set(Gezin.objects.values_list("pk", flat=True))
        call_command("laad_demo", database="default")
        assert set(Gezin.objects.values_list("pk", flat=True)) == eerst
        assert "Er staan al gezinnen" in capsys.readouterr().out
        aantal = Gebruiker.objects.count()
        call_command("laad_demo", "--opnieuw", database="default")
        with bouw():
            assert Gezin.objects.count() == 7
            assert not eerst & set(Gezin.objects.values_list("pk", flat=True))
            assert Gebruiker.objects.count() == aantal


def test_the_walls_hold_in_the_demo_too(geladen):
    spelers = Spelers()
    # coach2 has one of her own, is the substitute of another, and took a third one over
    verwacht = {"coach": 4, "coach2": 3, "coach3": 2, "verzorgende": 1, "coordinator": 0, "beheerder": 0}
    for login, aantal in verwacht.items():
        with als(spelers.als(login)):
            assert Gezin.objects.zichtbaar_voor(spelers.als(login)).count() == aantal, login


@pytest.mark.parametrize("commando", ["laad_demo", "demo_logins"])
def test_outside_a_demo_nothing_is_loaded_or_told(settings, commando):
    settings.DEMO = False
    with pytest.raises(CommandError):
        call_command(commando)


def test_without_reference_data_it_says_what_to_do_first(db):
    with pytest.raises(CommandError, match="laad_referentie"):
        call_command("laad_demo", database="default")


def test_the_logins_come_line_by_line(capsys):
    call_command("demo_logins")
    assert f"coach - coach - {demo.WACHTWOORD}" in capsys.readouterr().out
