"""Vandaag: at most seven things, each one click from the action, only what this role may know."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from beroepsgeheim.models import Toegang
from coaching.tests.hulp import maak_inzet
from gezinnen.models import Aanmelding, Stap
from organisaties import actions
from organisaties.actor import vandaag
from organisaties.models import Gebruiker, Rol
from portaal import vandaag as portaal_vandaag
from portaal.vandaag import HOOGSTENS, Item
from tests.hulp import als, als_bouw

VANDAAG = "/vandaag/"


def stel_voor(cast, aantal=1):
    with als(cast.bea) as bea:
        for _ in range(aantal):
            actions.stel_functie_voor(
                actor=bea, gebruiker=cast.gebruikers["vik"], rol=Rol.COACH, van=vandaag(), tot=None
            )


def test_a_manager_finds_the_role_that_a_colleague_proposed(cast, inloggen):
    stel_voor(cast)
    antwoord = inloggen(cast, "boris").get(VANDAAG)
    (punt,) = antwoord.context["punten"]
    assert punt.naam == "Vik Proef"
    assert punt.url in antwoord.content.decode()


def test_the_proposer_herself_does_not_wait_for_herself(cast, inloggen):
    stel_voor(cast)
    antwoord = inloggen(cast, "bea").get(VANDAAG)
    assert antwoord.context["punten"] == []
    assert "Er wacht nu niets op u" in antwoord.content.decode()


def test_another_role_sees_nothing_of_it(cast, inloggen):
    stel_voor(cast)
    assert "Vik Proef" not in inloggen(cast, "mieke").get(VANDAAG).content.decode()


def test_seven_things_are_the_most_and_what_waits_goes_first(cast, monkeypatch):
    def vol(actor):
        for nummer in range(5):
            yield Item(f"later {nummer}", "", "/", "klok", soort="")
        for nummer in range(5):
            yield Item(f"nu {nummer}", "", "/", "klok")

    monkeypatch.setattr(portaal_vandaag, "_bronnen", [((Rol.COACH,), vol)])
    wacht, later = portaal_vandaag.voor(cast.ans)
    assert [item.naam for item in wacht] == [f"nu {n}" for n in range(5)]
    assert len(wacht) + len(later) == HOOGSTENS
    assert portaal_vandaag.voor(cast.bea) == ([], [])


def test_somebody_without_a_role_is_told_whom_to_ask(cast, client):
    with als_bouw():
        nieuw = Gebruiker.objects.create_user("nora", None, naam="Nora Nieuw")
    client.force_login(nieuw)
    assert "U hebt nu geen rol" in client.get(VANDAAG).content.decode()


def test_a_care_worker_confirms_her_turn_of_today_with_one_tap(cast, inloggen):
    inzet = maak_inzet(cast, cast.zon, van=vandaag())
    web = inloggen(cast, "vera")
    antwoord = web.get(VANDAAG)
    (punt,) = antwoord.context["punten"]
    assert punt.naam == "Gezin Zon · vandaag"
    doel = reverse("coaching:bevestig", args=[inzet.pk, vandaag().isoformat()])
    assert doel in antwoord.content.decode()
    terug = web.post(doel, {"formulierbon": str(punt.rij.bon), "terug": "vandaag"}, follow=True)
    assert terug.redirect_chain[-1][0] == VANDAAG
    assert terug.context["punten"] == []
    assert "Gezin Zon" not in inloggen(cast, "vik").get(VANDAAG).content.decode()


def test_a_coach_finds_the_referral_that_waits_for_a_decision_and_nobody_else_does(cast, inloggen):
    with als_bouw():
        Aanmelding.objects.filter(gezin=cast.zon).update(
            beslissing="open", beslist_op=None, opname_op=None, terugkoppeling="te_vragen"
        )
        rij = Aanmelding.objects.get(gezin=cast.zon)
    punt, niemand_komt = inloggen(cast, "ans").get(VANDAAG).context["punten"]
    assert punt.naam == niemand_komt.naam == "Gezin Zon"
    assert punt.url == reverse("gezinnen:aanmelding_beslissen", args=[rij.pk])
    for ander in ("bert", "dora", "vera", "mieke"):
        assert "Gezin Zon" not in inloggen(cast, ander).get(VANDAAG).content.decode()


def test_a_step_of_this_week_stands_under_straks(cast, inloggen):
    with als_bouw():
        Stap.objects.filter(gezin=cast.zon).update(tegen=vandaag() + timedelta(days=1))
    (punt,) = inloggen(cast, "ans").get(VANDAAG).context["straks"]
    assert punt.regel.endswith("tegen morgen")


def test_vandaag_asks_the_same_number_of_queries_for_one_and_for_three_families(cast, inloggen):
    def open_(gezinnen):
        with als_bouw():
            Aanmelding.objects.filter(gezin__in=gezinnen).update(
                beslissing="open", beslist_op=None, opname_op=None, terugkoppeling="te_vragen"
            )
            Stap.objects.filter(gezin__in=gezinnen).update(tegen=vandaag())
        web = inloggen(cast, "ans")
        web.get(VANDAAG)
        with CaptureQueriesContext(connection) as vragen:
            antwoord = web.get(VANDAAG)
        return len(vragen), len(antwoord.context["punten"])

    een, aantal_een = open_([cast.zon])
    with als_bouw():
        Toegang.objects.filter(functie=cast.functies["bert"]).update(functie=cast.functies["ans"])
        Toegang.objects.filter(functie=cast.functies["dora"]).update(functie=cast.functies["ans"])
    drie, aantal_drie = open_([cast.zon, cast.maan, cast.ster])
    assert (aantal_een, aantal_drie) == (2, 6)  # a referral, and nobody comes yet
    assert een == drie


def test_one_word_of_the_menu_is_marked_also_below_another(cast, inloggen):
    antwoord = inloggen(cast, "eva").get(reverse("lco:week"))
    assert [punt.url for punt in antwoord.context["navigatie"] if punt.actief] == [reverse("lco:week")]
