"""The pages as people use them: from the family page to the documents, with what can go wrong on the way."""

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from lco import actions
from lco.models import Aanvraag, Agendapunt, AgendaVersie, Deelnemer, Overleg, Overlegregistratie, OverlegStap
from organisaties.actor import vandaag
from tests.cast import maak_functie
from tests.hulp import als, als_bouw
from thuiscompagnie.vloer import outbox
from thuiscompagnie.vloer.models import Opdracht

from .bouwen import KANARIE, definitief, dek_tafel, gepland, ja, neem_op, plan, vers, voorbij, vraag

pytestmark = pytest.mark.django_db
JA = {"wie": "Noor", "op": f"{vandaag():%Y-%m-%d}", "hoe": "overleg"}


def pad(naam, *args):
    return reverse(f"lco:{naam}", args=[getattr(a, "pk", a) for a in args])


def aanvraagvelden(cast, **extra):
    return {
        "roepnaam": "Ama en de kinderen",
        "gemeente": str(cast.gemeenten["genk"].pk),
        "soort": "coach",
        "besproken_op": cast.ans.dag.isoformat(),
        "meerwaarde": "Niet alles vier keer vertellen.",
        "eerste": "ja",
        "formulierbon": str(uuid.uuid4()),
    } | extra


# --- asking ----------------------------------------------------------------


@pytest.mark.eis("R163")
@pytest.mark.eis("R166")
def test_the_request_page_asks_the_four_considerations_and_offers_words_for_the_talk(cast, inloggen):
    html = inloggen(cast, "ans").get(pad("nieuw", cast.zon)).content.decode()
    for veld in ("vooruit", "ruimte", "moment", "open_gesprek", "meerwaarde"):
        assert f'name="{veld}"' in html
    assert html.count("<li>") >= 8 and "Zou het helpen om ze eens samen te brengen?" in html


@pytest.mark.eis("R158")
def test_a_request_by_the_family_itself_lands_at_the_ocmw(cast, inloggen):
    client = inloggen(cast, "ans")
    antwoord = client.post(pad("nieuw", cast.zon), aanvraagvelden(cast, soort="client"), follow=True)
    assert "Daar neemt een neutrale coördinator ze op." in antwoord.content.decode()
    with als(cast.eva) as eva:
        overleg = Overleg.objects.zichtbaar_voor(eva).get()
        assert Aanvraag.objects.get().soort == "client"
    assert overleg.status == "aangevraagd"


@pytest.mark.eis("R157")
@pytest.mark.eis("R164")
@pytest.mark.parametrize(
    ("velden", "melding"),
    [
        ({"besproken_op": ""}, "Vul in wanneer u het met het gezin besprak."),
        ({"besproken_op": "2999-01-01"}, "Deze dag moet nog komen."),
        ({"besproken_op": "2026-02-31"}, "Deze datum bestaat niet."),
        ({"meerwaarde": "   "}, "Zeg wat het overleg voor het gezin zelf kan brengen."),
        ({"soort": "hulpverlener"}, "Wie is de hulpverlener die het vraagt?"),
        ({"roepnaam": "x" * 81}, "Zorg dat deze waarde"),
        ({"meerwaarde": "x" * 100_000}, "Zorg dat deze waarde"),
        ({"gemeente": str(uuid.uuid4())}, "Kies een van de antwoorden uit de lijst."),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(cast, inloggen, velden, melding):
    antwoord = inloggen(cast, "ans").post(
        pad("nieuw", cast.zon), aanvraagvelden(cast, vooruit="dit staat er nog", **velden)
    )
    html = antwoord.content.decode()
    assert antwoord.status_code == 422
    assert melding in html and "dit staat er nog" in html
    with als(cast.ans):
        assert not Overleg.objects.exists()


def test_a_thought_is_kept_half_and_sent_later(cast, inloggen):
    client = inloggen(cast, "ans")
    velden = aanvraagvelden(cast, besproken_op="", meerwaarde="", overwegen="1")
    assert client.post(pad("nieuw", cast.zon), velden).status_code == 302
    with als(cast.ans) as ans:
        overleg = Overleg.objects.zichtbaar_voor(ans).get()
    assert overleg.status == "overwogen"
    assert client.post(pad("aanvraag", overleg), aanvraagvelden(cast)).status_code == 302
    assert vers(cast, overleg, "eva").status == "aangevraagd"
    assert client.get(pad("aanvraag", overleg)).status_code == 403


def test_a_double_click_asks_once(cast, inloggen):
    client, velden = inloggen(cast, "ans"), aanvraagvelden(cast)
    een, twee = (client.post(pad("nieuw", cast.zon), velden) for _ in range(2))
    assert een["Location"] == twee["Location"]
    with als(cast.ans):
        assert Overleg.objects.count() == 1


def test_the_helpers_whom_the_family_wants_come_along_with_what_is_known_of_them(cast, inloggen):
    with als(cast.ans):
        helper = cast.zon.hulpverleners.get()
    inloggen(cast, "ans").post(pad("nieuw", cast.zon), aanvraagvelden(cast, helpers=[str(helper.pk)]))
    with als(cast.eva) as eva:
        deelnemer = Deelnemer.objects.zichtbaar_voor(eva).get()
    assert (deelnemer.functie, deelnemer.kader, deelnemer.beroepsgeheim) == (
        cast.functies["hugo"], "vrijwillig", "ja",
    )  # fmt: skip


def test_a_merged_municipality_leads_to_its_successor(cast, inloggen):
    from organisaties.models import Gemeente

    with als_bouw():
        nieuw = Gemeente.objects.create(nis="71999", naam="Nieuw-Genk")
        oud = cast.gemeenten["genk"]
        oud.geldig_tot, oud.opvolger = cast.ans.dag - timedelta(days=1), nieuw
        oud.save()
    html = inloggen(cast, "ans").get(pad("nieuw", cast.zon)).content.decode()
    assert re.search(rf'<option value="{nieuw.pk}" selected', html)
    assert f'value="{oud.pk}"' not in html


def test_emoji_and_right_to_left_text_are_just_text(cast, inloggen):
    client = inloggen(cast, "ans")
    naam, zin = "مريم", "Rust 🌿 en <b>samen</b>"
    antwoord = client.post(
        pad("nieuw", cast.zon), aanvraagvelden(cast, roepnaam=naam, meerwaarde=zin), follow=True
    )
    html = antwoord.content.decode()
    assert naam in html and "Rust 🌿 en &lt;b&gt;samen&lt;/b&gt;" in html


# --- the coordinator ---------------------------------------------------------


def test_open_requests_come_first_and_the_rest_in_pages(cast, inloggen):
    from lco.models import Status

    neem_op(cast, vraag(cast, roepnaam="bezig"))
    vraag(cast, roepnaam="nieuw")
    with als_bouw():
        basis = Overleg.objects.get(roepnaam="bezig")
        for nummer in range(25):
            sleutel = uuid.uuid4()
            basis.pk = basis.sleutel = sleutel
            basis.roepnaam, basis.status = f"rij{nummer}", Status.VOORBEREIDING
            basis.gemaakt_op += timedelta(seconds=1)
            basis._state.adding = True
            basis.save()
    with als(cast.ans), als_bouw():
        from beroepsgeheim.toegang import geef

        for rij in Overleg.objects.filter(roepnaam__startswith="rij"):
            geef(rij.pk, "overleg", "ocmw", organisatie_id=rij.ocmw_id, rol="coordinator", van=cast.ans.dag)
    client = inloggen(cast, "eva")
    html = client.get(pad("lijst")).content.decode()
    assert html.index(">nieuw<") < html.index(">bezig<") < html.index(">rij0<")
    volgende = re.search(r'rel="next" href="([^"]+)"', html)[1].replace("&amp;", "&")
    tweede = client.get(pad("lijst") + volgende).content.decode()
    assert ">rij24<" in tweede and ">rij0<" not in tweede
    assert ">nieuw<" not in client.get(pad("lijst") + "?toon=mijn").content.decode()


@pytest.mark.eis("R152")
def test_a_refused_coordinator_reads_why_and_nothing_happens(cast, inloggen):
    with als_bouw():
        cast.functies["ans_lco"] = maak_functie(cast, "ans", "coordinator", "ocmw-genk")
    overleg = vraag(cast)
    html = inloggen(cast, "ans_lco").post(pad("opnemen", overleg), follow=True).content.decode()
    assert "U werkt zelf in dit gezin" in html and "Vraag een OCMW uit de buurt" in html
    assert vers(cast, overleg, "eva").coordinator is None


def test_who_may_not_take_a_step_has_no_button_and_hears_403(cast, inloggen):
    overleg = neem_op(cast, vraag(cast))
    client = inloggen(cast, "rita_eva")
    html = client.get(pad("overleg", overleg)).content.decode()
    assert "Kies dag en plaats" not in html and "Neem over van uw collega" in html
    for naam in ("plannen", "definitief", "gehouden"):
        assert client.get(pad(naam, overleg)).status_code == 403
    assert client.post(pad("stap", overleg, "annuleren"), {"waarom": "x"}).status_code == 403


@pytest.mark.parametrize("code", ["opnemen", "plannen", "bestaat-niet"])
def test_a_step_with_a_form_of_its_own_or_an_unknown_one_is_not_found(cast, inloggen, code):
    overleg = vraag(cast)
    assert inloggen(cast, "eva").get(pad("stap", overleg, code)).status_code == 404


def test_planning_through_the_form_in_belgian_time(cast, inloggen):
    overleg = neem_op(cast, vraag(cast))
    velden = {
        "dag": "2027-07-01",
        "uur": "14:00",
        "duur": "90",
        "plaats": "dorpshuis",
        "versie": overleg.versie,
    }
    client = inloggen(cast, "eva")
    assert client.post(pad("plannen", overleg), velden).status_code == 302
    assert vers(cast, overleg, "eva").datum.isoformat() == "2027-07-01T12:00:00+00:00"
    assert (
        "14.00\N{NO-BREAK SPACE}u. tot 15.30\N{NO-BREAK SPACE}u."
        in client.get(pad("overleg", overleg)).content.decode()
    )


def test_a_stale_tab_does_not_overwrite(cast, inloggen):
    overleg = neem_op(cast, vraag(cast))
    oud = overleg.versie
    plan(cast, overleg)
    velden = {"dag": "2027-07-01", "uur": "14:00", "duur": "90", "plaats": "oud tabblad", "versie": oud}
    antwoord = inloggen(cast, "eva").post(pad("plannen", overleg), velden)
    assert antwoord.status_code == 422
    blad = antwoord.content.decode()
    assert f"nu staat er “{KANARIE}-plaats”; u typte “oud tabblad”" in blad
    assert "u typte “1 juli 2027, 14.00 u.”" in blad
    assert vers(cast, overleg, "eva").plaats == f"{KANARIE}-plaats"
    velden["versie"] = antwoord.context["form"]["versie"].value()  # bewaar opnieuw: nu met opzet
    assert inloggen(cast, "eva").post(pad("plannen", overleg), velden).status_code == 302
    assert vers(cast, overleg, "eva").plaats == "oud tabblad"


def test_a_stale_tab_on_a_point_shows_the_difference(cast, inloggen):
    gepland(cast)
    with als(cast.eva):
        punt = Agendapunt.objects.get(soort="vraag")
    velden = {"soort": "vraag", "tekst": "eerste tekst", "door": "gezin", "versie": punt.versie}
    client = inloggen(cast, "eva")
    assert client.post(pad("punt", punt), velden).status_code == 302
    antwoord = client.post(pad("punt", punt), velden | {"tekst": "tweede tekst"})
    assert antwoord.status_code == 422
    assert "nu staat er “eerste tekst”; u typte “tweede tekst”" in antwoord.content.decode()


def test_the_way_from_participants_and_points_to_two_pdfs(cast, inloggen):
    overleg = dek_tafel(cast, plan(cast, neem_op(cast, vraag(cast))))
    client = inloggen(cast, "eva")
    html = client.get(pad("overleg", overleg)).content.decode()
    assert "Alles is klaar om de agenda definitief te maken." in html
    antwoord = client.post(pad("definitief", overleg), JA | {"formulierbon": str(uuid.uuid4())})
    assert antwoord["Location"] == pad("documenten", overleg)
    bezig = client.get(antwoord["Location"])
    stand = client.get(pad("stand", overleg)).content.decode()
    assert stand.count("<progress") == 2 and KANARIE not in stand
    assert "Ververs deze pagina" in bezig.content.decode()
    assert bezig.content.decode().count("<progress") == 2
    for opdracht in Opdracht.objects.filter(soort="lco.agenda"):
        assert client.get(reverse("vloer:opdracht", args=[opdracht.pk])).status_code == 200
        assert outbox.voer_uit(opdracht.pk) == "klaar"
    klaar = client.get(pad("documenten", overleg))
    adressen = re.findall(r'href="(/document/[^"]+)"', klaar.content.decode())
    assert len(adressen) == 2 and "Ververs" not in klaar.content.decode()
    for adres in adressen:
        pdf = client.get(adres)
        assert b"".join(pdf.streaming_content).startswith(b"%PDF")
        assert KANARIE not in pdf["Content-Disposition"]


def test_watching_the_progress_is_no_new_look(cast, inloggen):
    from beroepsgeheim.models import Raadpleging

    overleg = definitief(cast)
    client = inloggen(cast, "eva")
    client.get(pad("documenten", overleg))
    for _ in range(3):
        client.get(pad("stand", overleg))
    with als_bouw():
        assert (
            Raadpleging.objects.filter(sleutel=overleg.pk, onderdeel="lco.agenda", actie="bekijken").count()
            == 1
        )


def test_final_is_refused_with_what_is_missing(cast, inloggen):
    overleg = plan(cast, neem_op(cast, vraag(cast)))
    antwoord = inloggen(cast, "eva").post(
        pad("definitief", overleg), JA | {"formulierbon": str(uuid.uuid4())}
    )
    assert antwoord.status_code == 422
    assert "Zet er minstens één punt bij over wat goed gaat." in antwoord.content.decode()
    with als(cast.eva):
        assert not AgendaVersie.objects.exists()


def test_points_are_answered_and_moved_with_plain_buttons(cast, inloggen):
    overleg = gepland(cast)
    with als(cast.eva) as eva:
        punt = actions.voeg_agendapunt_toe(eva, overleg, soort="zorg", tekst="x", door="hulpverlener")
    client = inloggen(cast, "ans")
    assert client.post(pad("antwoord", punt), {"antwoord": "ja"})["Location"].endswith("#agenda")
    client.post(pad("verplaats", punt), {"richting": "omhoog"})
    assert client.get(pad("antwoord", punt)).status_code == 405
    with als(cast.eva):
        assert Agendapunt.objects.get(pk=punt.pk).akkoord_gezin == "ja"
        volgorde = [p.tekst for p in Agendapunt.objects.filter(overleg=overleg).in_volgorde()]
    assert volgorde == [f"{KANARIE}-kracht", "x", f"{KANARIE}-vraag"]


def test_a_helper_of_a_final_agenda_form_is_told_that_only_the_family_may(cast, inloggen):
    overleg = definitief(cast)
    velden = {"soort": "zorg", "tekst": "nieuw verwijt", "door": "hulpverlener"}
    antwoord = inloggen(cast, "eva").post(pad("punt_nieuw", overleg), velden)
    assert antwoord.status_code == 422 and "Enkel het gezin" in antwoord.content.decode()


def test_held_asks_two_things_and_knows_unknown(cast, inloggen):
    overleg = voorbij(cast, gepland(cast))
    client = inloggen(cast, "eva")
    assert client.post(pad("gehouden", overleg), {}).status_code in (200, 422)
    assert (
        client.post(pad("gehouden", overleg), {"client_aanwezig": "onbekend", "eerste": "nee"}).status_code
        == 302
    )
    assert vers(cast, overleg, "eva").client_aanwezig == "onbekend"


def test_a_participant_is_linked_by_an_exact_name_only(cast, inloggen):
    overleg = neem_op(cast, vraag(cast))
    client = inloggen(cast, "eva")
    basis = {
        "naam": "Ida",
        "rol": "hulpverlener",
        "kader": "vrijwillig",
        "beroepsgeheim": "ja",
        "uitnodigen": "ja",
    }
    antwoord = client.post(pad("deelnemer_nieuw", overleg), basis | {"aanmeldnaam": "id"})
    assert antwoord.status_code == 422 and "We vinden niemand met deze naam." in antwoord.content.decode()
    client.post(pad("deelnemer_nieuw", overleg), basis | {"aanmeldnaam": "IDA@voorbeeld.test"})
    with als(cast.eva):
        assert Deelnemer.objects.get().functie == cast.functies["ida"]


# --- week, calendar, invitation ----------------------------------------------


def test_the_week_shows_the_days_and_another_week(cast, inloggen):
    overleg = plan(cast, neem_op(cast, vraag(cast)))
    client = inloggen(cast, "eva")
    html = client.get(pad("week") + f"?van={overleg.datum:%Y-%m-%d}").content.decode()
    assert f"{KANARIE}-roepnaam" in html
    for van in ("", "?van=gisteren", "?van=0001-01-01", "?van=9999-12-31"):
        antwoord = client.get(pad("week") + van)
        assert antwoord.status_code == 200 and f"{KANARIE}-roepnaam" not in antwoord.content.decode()


def test_the_calendar_file_leads_back_and_names_nobody(cast, inloggen):
    overleg = definitief(cast)
    antwoord = inloggen(cast, "hugo").get(pad("kalender", overleg))
    assert antwoord["Content-Type"] == "text/calendar; charset=utf-8"
    assert KANARIE not in antwoord.content.decode()
    een = next(c for c in Calendar.from_ical(antwoord.content).walk("VEVENT"))
    assert str(een["URL"]).endswith(pad("overleg", overleg))


def test_a_consultation_without_a_day_has_no_calendar_file(cast, inloggen):
    assert inloggen(cast, "eva").get(pad("kalender", neem_op(cast, vraag(cast)))).status_code == 404


def test_an_invited_helper_reads_the_agenda_and_not_the_preparation(cast, inloggen):
    overleg = definitief(cast)
    html = inloggen(cast, "hugo").get(pad("overleg", overleg)).content.decode()
    assert f"{KANARIE}-vraag" in html and f"{KANARIE}-plaats" in html
    for stil in ("meerwaarde", "vooruit", "vervoer"):
        assert f"{KANARIE}-{stil}" not in html
    assert pad("overleg", overleg) in inloggen(cast, "hugo").get(pad("uitnodigingen")).content.decode()


def test_who_comes_by_order_reads_day_hour_and_place(cast, inloggen):
    overleg = definitief(cast)
    html = inloggen(cast, "jef").get(pad("overleg", overleg)).content.decode()
    assert f"{KANARIE}-plaats" in html
    assert f"{KANARIE}-vraag" not in html and f"{KANARIE}-kracht" not in html and "Hugo Proef" not in html


def test_a_cancelled_invitation_says_so_and_shows_nothing_else(cast, inloggen):
    overleg = definitief(cast)
    with als(cast.eva) as eva:
        actions.zet_stap(eva, overleg, "annuleren", waarom=f"{KANARIE}-reden")
    html = inloggen(cast, "hugo").get(pad("overleg", overleg)).content.decode()
    assert "Dit overleg gaat niet door" in html and KANARIE not in html


@pytest.mark.parametrize("naam", ["ida", "vik"])
def test_who_was_not_invited_does_not_know_it_exists(cast, inloggen, naam):
    overleg = definitief(cast)
    client = inloggen(cast, naam)
    assert client.get(pad("overleg", overleg)).status_code == 404
    assert client.get(pad("documenten", overleg)).status_code == 404
    assert client.get(pad("overleg", uuid.uuid4())).status_code == 404


def test_an_invited_care_worker_reads_the_final_agenda(cast, inloggen):
    overleg = gepland(cast)
    with als(cast.eva) as eva:
        actions.voeg_deelnemer_toe(
            eva,
            overleg,
            naam="Vera",
            rol="verzorgende",
            functie=cast.functies["vera"],
            kader="vrijwillig",
            beroepsgeheim="ja",
        )
        actions.maak_agenda_definitief(eva, overleg, antwoord=ja(eva))
    assert f"{KANARIE}-vraag" in inloggen(cast, "vera").get(pad("overleg", overleg)).content.decode()


# --- registering only, the family page ---------------------------------------


@pytest.mark.eis("R197")
def test_counting_without_a_name_stays_with_this_ocmw(cast, inloggen):
    velden = {
        "datum": cast.eva.dag.isoformat(), "gemeente": str(cast.gemeenten["genk"].pk),
        "client_aanwezig": "ja", "eerste": "onbekend", "formulierbon": str(uuid.uuid4()),
    }  # fmt: skip
    client = inloggen(cast, "eva")
    for _ in range(2):  # a double click counts once
        assert client.post(pad("registratie"), velden).status_code == 302
    with als(cast.rita_eva):
        assert Overlegregistratie.objects.get().eerste == "onbekend"
    for naam in ("fons", "ans", "petra"):
        with als(cast.actor(naam)):
            assert not Overlegregistratie.objects.exists()
    morgen = (cast.eva.dag + timedelta(days=1)).isoformat()
    antwoord = client.post(pad("registratie"), velden | {"datum": morgen, "formulierbon": str(uuid.uuid4())})
    assert antwoord.status_code == 422 and "Deze dag moet nog komen." in antwoord.content.decode()


def test_a_coordinator_opens_one_without_a_file_in_two_steps(cast, inloggen):
    client = inloggen(cast, "eva")
    velden = aanvraagvelden(cast, soort="client")
    antwoord = client.post(pad("zonder_dossier"), velden, follow=True)
    assert "U bereidt het voor." in antwoord.content.decode()
    with als(cast.eva) as eva:
        assert Overleg.objects.zichtbaar_voor(eva).get().coordinator_id == eva.functie_id


@pytest.mark.eis("R162")
def test_the_family_page_offers_it_and_never_starts_it(cast, inloggen):
    client = inloggen(cast, "ans")
    gezin = reverse("gezinnen:gezin", args=[cast.zon.pk])
    assert pad("nieuw", cast.zon) in client.get(gezin).content.decode()
    with als(cast.ans):
        assert not Overleg.objects.exists()
    overleg = vraag(cast)
    html = client.get(gezin).content.decode()
    assert pad("overleg", overleg) in html and pad("nieuw", cast.zon) not in html


def test_the_reminder_opens_for_its_writer_and_is_on_no_other_page(cast, inloggen):
    overleg = vraag(cast)
    client = inloggen(cast, "ans")
    tekst = f"{KANARIE}-stil"
    client.post(pad("herinnering", overleg), {"niet_bespreken": tekst})
    assert tekst in client.get(pad("herinnering", overleg)).content.decode()
    assert tekst not in client.get(pad("overleg", overleg)).content.decode()
    assert tekst not in inloggen(cast, "carla").get(pad("herinnering", overleg)).content.decode()


def test_each_look_is_in_the_log_without_content(cast, inloggen):
    from beroepsgeheim.models import Raadpleging

    overleg = vraag(cast)
    inloggen(cast, "eva").get(pad("overleg", overleg))
    with als_bouw():
        regel = Raadpleging.objects.filter(sleutel=overleg.pk, actie="bekijken").get()
    assert regel.functie == cast.functies["eva"].pk and regel.onderdeel == "lco.overleg"


def test_steps_tell_who_and_why(cast):
    overleg = neem_op(cast, vraag(cast))
    with als(cast.eva) as eva:
        actions.plan_overleg(eva, overleg, datum=timezone.now() + timedelta(days=1), plaats="x")
        rijen = list(OverlegStap.objects.zichtbaar_voor(eva).values_list("stap", "van", "naar"))
    assert rijen == [
        ("overwegen", "", "overwogen"),
        ("aanvragen", "overwogen", "aangevraagd"),
        ("opnemen", "aangevraagd", "voorbereiding"),
        ("plannen", "voorbereiding", "gepland"),
    ]
