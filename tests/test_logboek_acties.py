"""Each action that must stand in the log stands there: one test per action, through the screens or the actions."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.forms import Form
from django.test import RequestFactory
from django.urls import reverse

from beroepsgeheim.logboek import ONDERDELEN, onderdeel_naam
from beroepsgeheim.models import Raadpleging
from beroepsgeheim.omslag import noteer, omslag
from beroepsgeheim.stromen import stroom_csv
from gezinnen.actions.coach import neem_over
from lco.actions import Geweigerd
from lco.views.hulp import probeer, probeer_knop
from organisaties.actor import vandaag
from organisaties.models import Functie, Rol
from tests.cast import WACHTWOORD
from tests.hulp import als_bouw
from thuiscompagnie.vloer import documenten

pytestmark = pytest.mark.django_db
Actie = Raadpleging.Actie


def regels(**zoek):
    with als_bouw():
        return list(Raadpleging.objects.filter(**zoek).order_by("pk"))


def test_logging_in_and_a_wrong_password(cast, client):
    client.post("/aanmelden/", {"login": "bea", "password": "fout-fout-fout"})
    client.post("/aanmelden/", {"login": "bea", "password": WACHTWOORD})
    fout, goed = regels(actie=Actie.AANMELDING)
    assert (fout.uitkomst, goed.uitkomst) == ("geweigerd", "ok")
    assert {fout.gebruiker, goed.gebruiker} == {cast.gebruikers["bea"].pk}
    assert goed.functie == cast.functies["bea"].pk


def test_looking(cast, inloggen):
    inloggen(cast, "ans").get(reverse("gezinnen:gezin", args=[cast.zon.pk]))
    (regel,) = regels(actie=Actie.BEKIJKEN)
    assert (regel.sleutel, regel.onderdeel, regel.uitkomst) == (cast.zon.sleutel, "gezinnen.gezin", "ok")


def test_lists_and_searching(cast, inloggen):
    client = inloggen(cast, "ans")
    client.get(reverse("gezinnen:mijn"))
    assert [r.onderdeel for r in regels(actie=Actie.LIJST)] == ["gezinnen.mijn"]
    client.post(reverse("gezinnen:nieuw"), {"naam": "Zon Zon"}, follow=True)
    assert [r.onderdeel for r in regels(actie=Actie.ZOEKEN)] == ["gezinnen.zoeken"]


def test_changing(cast, inloggen):
    pad = reverse("gezinnen:stap_nieuw", args=[cast.zon.pk])
    bon = re.search(r'name="bon" value="([^"]+)"', inloggen(cast, "ans").get(pad).content.decode())
    inloggen(cast, "ans").post(pad, {"tekst": "samen koken", **({"bon": bon[1]} if bon else {})})
    assert cast.zon.sleutel in {r.sleutel for r in regels(actie=Actie.WIJZIGEN)}


def test_exporting_begins_and_ends(cast):
    with omslag(cast.mieke):
        antwoord = stroom_csv(cast.mieke, onderdeel="proef", kop=["x"], sql="SELECT 1", bestandsnaam="x.csv")
    b"".join(antwoord.streaming_content)
    assert [r.uitkomst for r in regels(actie=Actie.EXPORT)] == ["begonnen", "klaar"]


def test_a_document(cast, inloggen):
    with als_bouw():
        blad = documenten.bewaar(
            soort="gezinnen.praatblad", inhoud=b"x", mediatype="application/pdf", extensie="pdf",
            sleutel=cast.zon.sleutel, eigenaar=cast.functies["ans"].pk,
        )  # fmt: skip
    inloggen(cast, "ans").get(reverse("vloer:document", args=[blad.pk]))
    (regel,) = regels(actie=Actie.AFDRUK)
    assert (regel.sleutel, regel.onderdeel) == (cast.zon.sleutel, "gezinnen.praatblad")


@pytest.mark.parametrize(
    ("naam", "url", "sleutel"),
    [
        ("vera", "gezinnen:gegevens", True),
        ("dora", "gezinnen:gezin", False),
        ("petra", "gezinnen:gezin", False),
    ],
)
def test_a_refusal(cast, inloggen, naam, url, sleutel):
    """Known but not allowed names the key; what one may not know of, or a page of another role, does not."""
    antwoord = inloggen(cast, naam).get(reverse(url, args=[cast.zon.pk]))
    assert antwoord.status_code in (403, 404)
    (regel,) = regels()
    assert (regel.actie, regel.uitkomst) == (Actie.WEIGERING, "geweigerd")
    assert regel.functie == cast.functies[naam].pk
    assert sleutel is False or naam == "vera"


def test_a_page_that_does_not_exist_is_no_refusal(cast, inloggen):
    assert inloggen(cast, "ans").get("/bestaat-niet/").status_code == 404
    assert regels() == []


def test_taking_over(cast):
    with omslag(cast.bert):
        neem_over(cast.bert, cast.zon, reden="ziek", toelichting="Ans Proef is ziek", dagen=14)
    (regel,) = regels(actie=Actie.OVERNAME)
    assert (regel.sleutel, regel.doel) == (cast.zon.sleutel, "ziek")


def test_changing_a_role(cast, inloggen):
    with als_bouw():
        voorstel = Functie.objects.create(
            gebruiker=cast.gebruikers["vik"], organisatie=cast.organisaties["dienst-a"], rol=Rol.COACH,
            van=vandaag() - timedelta(days=1), voorgesteld_door=cast.gebruikers["bea"],
        )  # fmt: skip
    client = inloggen(cast, "boris")
    pad = reverse("organisaties:functie_goedkeuren", args=[voorstel.pk])
    bon = re.search(r'name="bon" value="([^"]+)"', client.get(pad).content.decode())
    client.post(pad, {"bon": bon[1]} if bon else {})
    assert any(str(voorstel.pk) in r.doel for r in regels(actie=Actie.TOEGANG))


def test_looking_at_the_log(cast, inloggen):
    inloggen(cast, "paula").get(reverse("logboek:overzicht"))
    assert [r.onderdeel for r in regels(actie=Actie.LOGBOEK)] == ["logboek"]


def bronnen():
    for app in (
        "gezinnen",
        "coaching",
        "lco",
        "netwerk",
        "rapportage",
        "portaal",
        "beroepsgeheim",
        "organisaties",
    ):
        for pad in sorted((Path(settings.BASE_DIR) / app).rglob("*.py")):
            if "tests" not in pad.parts and "migrations" not in pad.parts:
                yield pad


def test_every_action_in_the_code_is_one_of_the_list_and_each_of_the_list_is_used():
    gebruikt = set()
    for pad in bronnen():
        for woord in re.findall(r'noteer\(\s*"([a-z]+)"', pad.read_text()):
            gebruikt.add(woord)
        gebruikt |= set(re.findall(r'"(bekijken|weigering)" if ', pad.read_text())) & {"weigering"}
    assert gebruikt <= set(Actie.values)
    assert gebruikt | {"bekijken"} == set(Actie.values)


def test_every_part_named_in_the_code_has_words_for_its_readers():
    zonder = set()
    for pad in bronnen():
        for code in re.findall(r'onderdeel="([a-z_.]+)"', pad.read_text()):
            if code not in ONDERDELEN and onderdeel_naam(code) == code:
                zonder.add(code)
    assert zonder == set()


@pytest.mark.parametrize("manier", ["knop", "formulier"])
def test_a_step_of_a_consultation_that_was_refused_halfway_is_not_in_the_log(cast, manier):
    verzoek = RequestFactory().post("/")
    verzoek.session, verzoek._messages = {}, CookieStorage(verzoek)

    def doe():
        noteer("wijzigen", onderdeel="lco.proef", sleutel=cast.zon.sleutel)
        raise Geweigerd("te laat")

    with omslag(cast.ans):
        gelukt = probeer_knop(verzoek, doe) if manier == "knop" else probeer(Form({}), doe)
    assert not gelukt and regels() == []
