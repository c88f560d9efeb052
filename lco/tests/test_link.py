"""An outside helper with a personal link: one consultation, one device, one mailbox, no longer than it lives."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from beroepsgeheim.models import Raadpleging, Toegang
from gezinnen.models import BetrokkenHulpverlener, Gegevensdeling, Gezin, GezinGegevens
from lco import actions, links
from lco.actions.links import nodig_uit_met_link
from lco.models import Aanvraag, AgendaVersie, Deelnemer, Overleg, PersoonlijkeLink
from lco.tests import bouwen
from organisaties.actor import vandaag
from organisaties.models import Functie
from tests.hulp import als, als_bouw
from thuiscompagnie.vloer import outbox
from thuiscompagnie.vloer.models import Opdracht

pytestmark = pytest.mark.django_db
ADRES = "arts@voorbeeld.test"


@pytest.fixture
def overleg(cast) -> Overleg:
    """A final agenda; a doctor without a log-in is invited."""
    rij = bouwen.definitief(cast)
    with als(cast.eva) as eva:
        actions.voeg_deelnemer_toe(
            eva, rij, naam="Huisarts", rol="hulpverlener", uitnodigen="ja",
            kader="vrijwillig", beroepsgeheim="ja",
        )  # fmt: skip
    return bouwen.opnieuw_gevraagd(cast, rij)


def nodig_uit(cast: Any, overleg: Overleg, **velden: Any) -> str:
    """Invite; returns the address in the mail."""
    with als(cast.eva) as eva:
        arts = Deelnemer.objects.get(overleg=overleg, naam="Huisarts")
        basis = {"email": ADRES, "tot": vandaag() + timedelta(days=40), "basis": "http://testserver"}
        nodig_uit_met_link(eva, arts, **basis | velden)
    return post(ADRES, r"(/overleg/uitnodiging/\S+)")


def post(aan: str, patroon: str) -> str:
    """Do the waiting mail jobs; what the newest mail to this address holds."""
    for taak in Opdracht.objects.filter(soort__startswith="lco.link", status="wacht").order_by("gemaakt_op"):
        assert outbox.voer_uit(taak.pk) == "klaar"
    brief = [b for b in mail.outbox if b.to == [aan]][-1]
    return re.search(patroon, brief.body)[1]


def open_link(adres: str, browser: Client) -> None:
    """Follow the link, ask the code, type it."""
    code = vraag_code(adres, browser)
    antwoord = browser.post(reverse("lco:link_code"), {"code": code})
    assert antwoord["Location"] == reverse("lco:link_wacht")


def vraag_code(adres: str, browser: Client) -> str:
    assert browser.get(adres)["Location"] == reverse("lco:link_code")
    assert browser.post(reverse("lco:link_code"), {"stuur": "1"}).status_code == 302
    return post(ADRES, r"code is: (\d{6})")


def test_the_mails_and_the_jobs_hold_no_name_and_nothing_about_the_family(cast, overleg):
    adres = nodig_uit(cast, overleg)
    vraag_code(adres, Client())
    for brief in mail.outbox:
        alles = brief.subject + brief.body
        for woord in ("Zon", "kanarie", "Huisarts", "Genk", cast.zon.nummer, str(overleg.pk), "Eva"):
            assert not re.search(rf"\b{re.escape(woord)}\b", alles), woord
    for taak in Opdracht.objects.filter(soort__startswith="lco.link"):
        assert ADRES not in str(taak.lading) and str(overleg.pk) not in str(taak.lading)
        assert links.code_van  # the code itself is a signature: no job and no row carries it
        assert not re.search(r"\b\d{6}\b", str(taak.lading["link"]))


def test_with_the_code_from_her_mailbox_she_reads_this_consultation_and_nothing_else(cast, overleg):
    browser = Client()
    open_link(nodig_uit(cast, overleg), browser)
    antwoord = browser.get(reverse("lco:link_wacht"), follow=True)
    tekst = antwoord.content.decode()
    assert antwoord.redirect_chain[-1][0] == reverse("lco:overleg", args=[overleg.pk])
    assert "kanarie-lco-plaats" in tekst and "kanarie-lco-kracht" in tekst
    assert "kanarie-lco-meerwaarde" not in tekst and "kanarie-lco-vervoer" not in tekst
    for naam in (
        "portaal:vandaag",
        "lco:lijst",
        "lco:uitnodigingen",
        "gezinnen:mijn",
        "organisaties:partners",
    ):
        assert browser.get(reverse(naam))["Location"].startswith("/aanmelden/"), naam
    with als_bouw():
        ander = bouwen_ander(cast)
    assert browser.get(reverse("lco:overleg", args=[ander.pk])).status_code == 404


def bouwen_ander(cast: Any) -> Overleg:
    return bouwen.vraag(cast, gezin="ster", coach="dora", verstuur=False)


def test_the_database_gives_the_holder_the_rows_of_that_invitation_alone(cast, overleg):
    nodig_uit(cast, overleg)
    with als_bouw():
        link = PersoonlijkeLink.objects.get()
        bouwen_ander(cast)
    with als(links.actor_voor(link.pk)) as actor:
        assert [o.pk for o in Overleg.objects.all()] == [overleg.pk]
        assert {v.voor for v in AgendaVersie.objects.zichtbaar_voor(actor)} == {"hulpverleners"}
        for model in (Aanvraag, Gezin, GezinGegevens, BetrokkenHulpverlener, PersoonlijkeLink):
            assert not model._base_manager.exists(), model


def test_who_gets_the_link_forwarded_can_do_nothing_with_it(cast, overleg):
    adres = nodig_uit(cast, overleg)
    zelf, ander = Client(), Client()
    open_link(adres, zelf)
    assert ander.get(adres)["Location"] == reverse("lco:link_code")  # asks for a code that goes elsewhere
    tekst = ander.get(reverse("lco:link_code")).content.decode()
    assert "kanarie" not in tekst and ADRES not in tekst and "Huisarts" not in tekst
    assert ander.get(reverse("lco:overleg", args=[overleg.pk])).status_code == 302
    ander.cookies["uitnodiging"] = zelf.cookies["uitnodiging"].value.split(".")[0] + ".geraden"
    assert ander.get(reverse("lco:overleg", args=[overleg.pk])).status_code == 302
    assert zelf.get(reverse("lco:overleg", args=[overleg.pk])).status_code == 200


def test_a_code_is_tried_five_times_and_the_right_one_comes_too_late(cast, overleg):
    browser = Client()
    code = vraag_code(nodig_uit(cast, overleg), browser)
    for _keer in range(5):
        assert browser.post(reverse("lco:link_code"), {"code": "000000" if code != "000000" else "1"})
    antwoord = browser.post(reverse("lco:link_code"), {"code": code}, follow=True)
    assert "klopt niet of werkt niet meer" in antwoord.content.decode()
    assert "uitnodiging" not in browser.cookies
    with als_bouw():
        regels = Raadpleging.objects.filter(onderdeel="lco.link", actie="aanmelding")
        assert set(regels.values_list("uitkomst", "soort_actor")) == {("geweigerd", "link")}
        assert regels.count() == 6


def test_five_codes_a_day_and_each_works_once_for_a_quarter_of_an_hour(cast, overleg):
    adres = nodig_uit(cast, overleg)
    browser = Client()
    code = vraag_code(adres, browser)
    with als_bouw():
        PersoonlijkeLink.objects.update(code_tot=timezone.now() - timedelta(hours=1))
    browser.post(reverse("lco:link_code"), {"code": code})
    assert "uitnodiging" not in browser.cookies
    for _keer in range(4):
        code = vraag_code(adres, browser)
    antwoord = browser.post(reverse("lco:link_code"), {"stuur": "1"}, follow=True)
    assert "vandaag al vijf codes" in antwoord.content.decode()
    assert browser.post(reverse("lco:link_code"), {"code": code}).status_code == 302
    tweede = Client()
    tweede.get(adres)
    tweede.post(reverse("lco:link_code"), {"code": code})
    assert "uitnodiging" not in tweede.cookies


def test_a_second_device_with_a_new_code_takes_the_place_of_the_first(cast, overleg):
    adres = nodig_uit(cast, overleg)
    eerste, tweede = Client(), Client()
    open_link(adres, eerste)
    open_link(adres, tweede)
    pagina = reverse("lco:overleg", args=[overleg.pk])
    assert tweede.get(pagina).status_code == 200
    assert eerste.get(pagina).status_code == 302


def test_it_ends_with_its_last_day_when_withdrawn_uninvited_or_stopped(cast, overleg, inloggen):
    pagina = reverse("lco:overleg", args=[overleg.pk])

    def lees(browser: Client) -> int:
        return browser.get(pagina).status_code

    browser = Client()
    open_link(nodig_uit(cast, overleg), browser)
    assert lees(browser) == 200
    with als_bouw():
        PersoonlijkeLink.objects.update(tot=vandaag() - timedelta(days=1))
    assert lees(browser) == 302
    with als_bouw():
        PersoonlijkeLink.objects.update(tot=vandaag())
        pk = PersoonlijkeLink.objects.get().pk
    assert lees(browser) == 200
    assert inloggen(cast, "eva").post(reverse("lco:link_intrekken", args=[pk])).status_code == 302
    assert lees(browser) == 302

    adres = nodig_uit(cast, overleg)
    open_link(adres, browser)
    assert lees(browser) == 200
    with als(cast.eva) as eva:
        arts = Deelnemer.objects.select_related("overleg").get(naam="Huisarts")
        arts.uitnodigen = "niet_meer"
        actions.verander_deelnemer(eva, arts, versie=arts.versie)
    assert lees(browser) == 302
    assert Client().get(adres).status_code == 410
    with als_bouw():
        open_ = Toegang.objects.filter(persoon_id__isnull=False, ingetrokken_op__isnull=True)
        assert not open_.filter(reikwijdte="deelname").exists()


@pytest.mark.eis("R136")
def test_a_no_of_the_family_takes_the_agenda_from_the_link_at_once_and_then_the_invitation(cast, overleg):
    browser = Client()
    open_link(nodig_uit(cast, overleg), browser)
    pagina = reverse("lco:overleg", args=[overleg.pk])
    assert "kanarie-lco-kracht" in browser.get(pagina).content.decode()
    nu = timezone.now()
    with als_bouw():
        arts = Gegevensdeling.objects.filter(ontvanger_naam="Huisarts", beeindigd_op__isnull=True)
        arts.filter(soort="lco.agenda").update(beeindigd_op=nu, einde="bezwaar")
    tekst = browser.get(pagina).content.decode()
    assert "kanarie-lco-plaats" in tekst and "kanarie-lco-kracht" not in tekst
    with als_bouw():
        arts.filter(soort="lco.uitnodiging").update(beeindigd_op=nu, einde="bezwaar")
    assert browser.get(pagina).status_code == 404


def test_the_family_that_stops_ends_every_link_at_once(cast, overleg):
    browser = Client()
    open_link(nodig_uit(cast, overleg), browser)
    rij = bouwen.vers(cast, overleg, "ans")
    with als(cast.ans) as ans:
        actions.zet_stap(ans, rij, "stoppen", waarom="het gezin wil niet meer")
    assert browser.get(reverse("lco:overleg", args=[overleg.pk])).status_code == 302


def test_a_new_link_makes_the_one_before_worthless(cast, overleg):
    oud = nodig_uit(cast, overleg)
    nieuw = nodig_uit(cast, overleg)
    assert Client().get(oud).status_code == 410
    assert Client().get(nieuw).status_code == 302


def test_a_changed_or_guessed_address_opens_nothing(cast, overleg):
    adres = nodig_uit(cast, overleg)
    for fout in (adres[:-4] + "AAAA/", adres.replace(adres.split("/")[3], str(overleg.pk))):
        assert Client().get(fout).status_code == 410
    assert Client().get(reverse("lco:link_code")).status_code == 410


def test_a_helper_of_an_imposed_context_gets_practical_data_alone(cast, overleg):
    with als(cast.eva) as eva:
        arts = Deelnemer.objects.select_related("overleg").get(naam="Huisarts")
        arts.kader = "opgelegd"
        actions.verander_deelnemer(eva, arts, versie=arts.versie)
    browser = Client()
    open_link(nodig_uit(cast, overleg), browser)
    tekst = browser.get(reverse("lco:overleg", args=[overleg.pk])).content.decode()
    assert "kanarie-lco-plaats" in tekst and "kanarie-lco-kracht" not in tekst


@pytest.mark.parametrize("naam", ["bert", "fons", "hugo", "vera", "mieke"])
def test_only_who_prepares_the_consultation_gives_a_link(cast, overleg, naam):
    with als_bouw():
        arts = Deelnemer.objects.get(naam="Huisarts")
    with als(cast.actor(naam)), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as c:
        c.execute("SELECT lco_maak_link(%s, 'x@y.be', %s)", [arts.pk, vandaag()])


def test_every_look_is_logged_under_the_link(cast, overleg):
    browser = Client()
    open_link(nodig_uit(cast, overleg), browser)
    browser.get(reverse("lco:overleg", args=[overleg.pk]))
    with als_bouw():
        link = PersoonlijkeLink.objects.get()
        regels = Raadpleging.objects.filter(persoon=link.pk)
        assert {"aanmelding", "bekijken"} <= set(regels.values_list("actie", flat=True))


def test_on_a_shared_device_the_link_can_be_closed(cast, overleg):
    browser = Client()
    open_link(nodig_uit(cast, overleg), browser)
    assert browser.post(reverse("lco:link_sluiten")).status_code == 302
    assert browser.get(reverse("lco:overleg", args=[overleg.pk])).status_code == 302


def test_the_coordinator_invites_on_the_page(cast, overleg, inloggen):
    with als_bouw():
        arts = Deelnemer.objects.get(naam="Huisarts")
        hugo = Deelnemer.objects.filter(functie__isnull=False).first()
    client = inloggen(cast, "eva")
    adres = reverse("lco:link", args=[arts.pk])
    assert client.post(adres, {"email": ADRES, "tot": "2050-01-01"}).status_code == 422
    velden = {"email": ADRES, "tot": (vandaag() + timedelta(days=30)).isoformat()}
    assert client.post(adres, velden).status_code == 302
    assert ADRES in client.get(adres).content.decode()
    assert client.post(reverse("lco:link", args=[hugo.pk]), velden).status_code == 422  # she logs in herself


def test_an_account_for_an_outside_helper_works_after_a_second_person_approved(cast, overleg, inloggen):
    with als_bouw():
        arts = Deelnemer.objects.get(naam="Huisarts")
    velden = {"email": "lies@caw.test", "organisatie": str(cast.organisaties["caw"].pk)}
    antwoord = inloggen(cast, "ans").post(reverse("lco:link_rekening", args=[arts.pk]), velden)
    assert antwoord.status_code == 302
    for taak in Opdracht.objects.filter(soort="organisaties.uitnodiging", status="wacht"):
        assert outbox.voer_uit(taak.pk) == "klaar"
    (brief,) = [b for b in mail.outbox if b.to == ["lies@caw.test"]]
    assert not any(woord in brief.body for woord in ("Zon", "kanarie", "Huisarts", "Ans"))
    with als_bouw():
        functie = Functie.objects.get(gebruiker__email="lies@caw.test")
        assert not Functie.objects.actief_op(vandaag()).filter(pk=functie.pk).exists()
    goed = reverse("organisaties:functie_goedkeuren", args=[functie.pk])
    assert inloggen(cast, "ans").post(goed).status_code == 403
    assert "Huisarts" in inloggen(cast, "bea").get(reverse("organisaties:rekeningen")).content.decode()
    assert inloggen(cast, "bea").post(goed)["Location"] == reverse("organisaties:rekeningen")
    with als_bouw():
        assert Functie.objects.actief_op(vandaag()).filter(pk=functie.pk).exists()
    with als(cast.eva) as eva:
        arts = Deelnemer.objects.select_related("overleg").get(pk=arts.pk)
        arts.functie = functie
        actions.verander_deelnemer(eva, arts, versie=arts.versie)
    client = Client()
    client.force_login(functie.gebruiker)
    assert client.get(reverse("lco:overleg", args=[overleg.pk])).status_code == 200
    assert (
        inloggen(cast, "bea").get(reverse("organisaties:rekening", args=[functie.gebruiker_id])).status_code
        == 404
    )


def test_a_manager_decides_on_helpers_her_own_people_asked_for_and_no_others(cast, overleg):
    with als_bouw():
        andere = Functie.objects.create(
            gebruiker=cast.gebruikers["vik"], organisatie=cast.organisaties["caw"], rol="hulpverlener",
            van=vandaag(), voorgesteld_door=cast.gebruikers["dora"],
        )  # fmt: skip
        coach = Functie.objects.create(
            gebruiker=cast.gebruikers["vik"], organisatie=cast.organisaties["dienst-b"], rol="coach",
            van=vandaag(), voorgesteld_door=cast.gebruikers["ans"],
        )  # fmt: skip
        for functie in (andere, coach):
            assert not functie.kan_goedkeuren(cast.bea)
            assert not Functie.objects.zichtbaar_voor(cast.bea).filter(pk=functie.pk).exists()
