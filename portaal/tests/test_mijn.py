"""The pages of the own place: what a mother reads, what her former partner does not, what is a girl's own."""

import pytest
from django.urls import reverse

from gezinnen.delen import actions as delen
from gezinnen.delen.actions import Antwoord
from gezinnen.delen.soorten import BRIEF
from gezinnen.models import BetrokkenHulpverlener, Client, Doel, Gegevensdeling, Gezinsvraag, Verzoek
from netwerk.models import Netwerkkaart
from tests.cast import kanarie
from tests.hulp import als, als_bouw

pytestmark = pytest.mark.django_db
BLADEN = (
    "start",
    "hulp",
    "afspraken",
    "doelen",
    "overleggen",
    "netwerk",
    "delen",
    "gezien",
    "vragen",
    "sleutel",
)


def tekst(client, naam: str, *args) -> str:
    return client.get(reverse(f"mijn:{naam}", args=args)).content.decode()


@pytest.fixture
def gedeeld(cast) -> Gegevensdeling:
    """A letter about the mother of ZON, shared with Hugo."""
    with als_bouw():
        hulp = BetrokkenHulpverlener.objects.get(sleutel=cast.zon.sleutel)
        hulp.naam, hulp.opdracht = "Hugo Proef", "budget"
        hulp.save()
    with als(cast.ans) as ans:
        mama = cast.leden["mama_zon"]
        return delen.deel(
            ans, Client.objects.get(pk=cast.zon.client_id), BRIEF, aan=hulp, over=[mama],
            antwoord=Antwoord("ja", lid=mama, op=ans.dag, hoe="thuis"),
            invoer={"onderwerp": "huur", "tekst": kanarie("zon", "gedeeld")},
        )  # fmt: skip


@pytest.mark.eis("R136", "R297")
def test_a_mother_says_no_and_the_recipient_reads_nothing_any_more(cast, inloggen, client, gedeeld):
    assert inloggen(cast, "hugo").get(reverse("delen:deling", args=[gedeeld.pk])).status_code == 200
    client.logout()
    inloggen(cast, "mama_zon")
    assert "Hugo Proef" in tekst(client, "delen")
    assert kanarie("zon", "gedeeld") in tekst(client, "deling", gedeeld.pk)
    assert "Nee, niet meer delen" in tekst(client, "delen_nee", gedeeld.pk)
    assert client.post(reverse("mijn:delen_nee", args=[gedeeld.pk])).status_code == 302
    assert "Hier zei u nee tegen" in tekst(client, "delen")
    client.logout()
    assert inloggen(cast, "hugo").get(reverse("delen:deling", args=[gedeeld.pk])).status_code == 404


@pytest.mark.eis("R052")
def test_a_former_partner_finds_nothing_of_hers_on_any_page(cast, inloggen, client, gedeeld):
    with als_bouw():
        Doel.objects.create(
            gezin=cast.zon, sleutel=cast.zon.sleutel, van_lid=cast.leden["mama_zon"], tekst="Een eigen huis",
        )  # fmt: skip
    inloggen(cast, "papa_zon")
    for naam in BLADEN:
        blad = tekst(client, naam)
        for van_haar in ("Mama Zon", "Een eigen huis", "kanarie-zon", "Hugo Proef", "Gezin Zon", "Vera"):
            assert van_haar not in blad, (naam, van_haar)
    assert client.get(reverse("mijn:deling", args=[gedeeld.pk])).status_code == 404
    client.logout()
    inloggen(cast, "mama_zon")
    assert "Een eigen huis" in tekst(client, "doelen")
    assert "Vera" not in tekst(client, "doelen")


@pytest.mark.eis("R204", "R297")
def test_a_girl_of_13_draws_her_own_picture_and_opens_it_when_she_wants(cast, inloggen, client):
    inloggen(cast, "noor")
    antwoord = client.post(reverse("mijn:netwerk_begin"))
    with als(cast.noor):
        kaart = Netwerkkaart.objects.get()
    assert antwoord["Location"] == reverse("mijn:netwerk_persoon", args=[kaart.pk])
    velden = {
        "genoemd_door": str(cast.leden["mama_zon"].pk), "schuilnaam": "Juf Els", "kring": "buren",
        "soort": "informeel", "zelf_gekozen": "", "ring": "dichtbij", "sterkte": "sterk", "stand": "actief",
        "richting": "beide", "enkel_online": "nee",
    }  # fmt: skip
    adres = reverse("mijn:netwerk_persoon", args=[kaart.pk])
    nagaan = client.post(adres, velden | {"stap": "10"}).content.decode()
    assert "Juf Els" in nagaan and "Mama Zon" not in nagaan  # nobody else can be said to have named her
    assert client.post(adres, velden | {"stap": "11"}).status_code == 302
    assert "Juf Els" in tekst(client, "netwerk_kaart", kaart.pk)
    client.logout()
    for wie in ("mama_zon", "papa_zon"):
        assert inloggen(cast, wie).get(reverse("mijn:netwerk_kaart", args=[kaart.pk])).status_code == 404
        client.logout()
    assert inloggen(cast, "ans").get(reverse("netwerk:kaart", args=[kaart.pk])).status_code == 404
    client.logout()
    inloggen(cast, "noor").post(
        reverse("mijn:netwerk_open", args=[kaart.pk]), {"publiek": "gezin", "coach": "ja"}
    )
    client.logout()
    assert "Juf Els" in tekst(inloggen(cast, "mama_zon"), "netwerk_kaart", kaart.pk)
    client.logout()
    blad = inloggen(cast, "ans").get(reverse("netwerk:kaart", args=[kaart.pk])).content.decode()
    assert "Juf Els" in blad
    band = client.get(reverse("netwerk:wijzig_kaart", args=[kaart.pk]))
    assert band.status_code == 403  # the coach reads it and changes nothing


def test_own_words_are_opened_and_closed_by_who_said_them(cast, inloggen, client):
    inloggen(cast, "noor")
    client.post(reverse("mijn:doelen"), {"tekst": "Een eigen kamer", "publiek": "spreker"})
    assert "Een eigen kamer" in tekst(client, "doelen")
    with als(cast.noor):
        doel = Doel.objects.get(tekst="Een eigen kamer")
    client.logout()
    assert "Een eigen kamer" not in tekst(inloggen(cast, "mama_zon"), "doelen")
    assert client.post(reverse("mijn:doel_open", args=[doel.pk])).status_code == 404
    client.logout()
    inloggen(cast, "noor").post(reverse("mijn:doel_open", args=[doel.pk]))
    client.logout()
    assert "Een eigen kamer" in tekst(inloggen(cast, "mama_zon"), "doelen")


def test_a_question_goes_to_the_coach_and_the_answer_to_who_asked_alone(cast, inloggen, client):
    inloggen(cast, "noor").post(
        reverse("mijn:vraag", args=["vraag"]), {"tekst": "Mag ik mee naar het overleg?"}
    )
    client.logout()
    assert "Mag ik mee" not in tekst(inloggen(cast, "mama_zon"), "vragen")
    client.logout()
    vandaag = inloggen(cast, "ans").get(reverse("portaal:vandaag")).content.decode()
    assert "vroeg u iets" in vandaag and "Mag ik mee" not in vandaag
    with als(cast.ans):
        vraag = Gezinsvraag.objects.get()
    client.post(reverse("mijn:vraag_antwoord", args=[vraag.pk]), {"antwoord": "Ja, graag."})
    client.logout()
    assert "Ja, graag." in tekst(inloggen(cast, "noor"), "vragen")


def test_a_correction_is_a_request_with_a_term(cast, inloggen, client):
    inloggen(cast, "mama_zon").post(
        reverse("mijn:vraag", args=["verbetering"]), {"tekst": "Ik ben in mei geboren."}
    )
    with als(cast.mama_zon):
        verzoek = Verzoek.objects.get()
    assert (verzoek.soort, verzoek.via, verzoek.lid_id) == ("verbetering", "mijn", cast.leden["mama_zon"].pk)
    assert "U krijgt antwoord" in tekst(client, "vragen")


def test_closing_ones_own_place_closes_it_at_once_and_everywhere(cast, inloggen, client):
    inloggen(cast, "mama_zon")
    assert client.get(reverse("mijn:einde")).status_code == 200
    assert client.post(reverse("mijn:einde"))["Location"] == reverse("mijn:binnen")
    client.force_login(cast.personen["mama_zon"])
    assert client.get(reverse("mijn:start")).status_code == 302


def test_who_looked_is_told_without_names_and_not_about_another_member(cast, inloggen, client):
    inloggen(cast, "ans").get(reverse("gezinnen:gezin", args=[cast.zon.pk]))
    client.logout()
    inloggen(cast, "noor").get(reverse("mijn:doelen"))
    client.logout()
    blad = tekst(inloggen(cast, "mama_zon"), "gezien")
    assert "Coach, OCMW Beringen, gezinszorg" in blad and "Ans" not in blad
    assert "keek naar: gezin" in blad
    assert "eigen plek: wat wij willen" not in blad
