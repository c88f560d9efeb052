"""The referral: told before a name, LCO asked and never derived, decided with a reason, referrer told."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from beroepsgeheim.models import Toegang
from gezinnen.actions import aanmelding as acties
from gezinnen.models import (
    Aanmelding,
    BetrokkenHulpverlener,
    Fase,
    Gegevensdeling,
    Gezin,
    GezinGegevens,
    Traject,
    Zoeknaam,
)
from organisaties.actor import vandaag
from organisaties.models import Gemeente, Sector
from tests.cast import kanarie
from tests.hulp import als, als_bouw

pytestmark = pytest.mark.django_db


def url(naam, *args):
    return reverse(f"gezinnen:{naam}", args=args)


def velden(cast, **extra):
    basis = {
        "verteld": "ja",
        "naam": "Familie Linde",
        "gemeente": str(cast.gemeenten["genk"].pk),
        "datum": vandaag().isoformat(),
        "verwijzer_soort": "hulpverlener",
        "verwijzer_naam": "Wies van het CAW",
        "vraag": "We willen samen leren koken.",
        "leervraag": "koken voor twee dagen",
        "redenen": ["huishouden", "leren", "gezondheid"],
        "lco_vooraf": "onbekend",
    }
    return {k: v for k, v in {**basis, **extra}.items() if v is not None}


def meld_aan(client, cast, **extra):
    return client.post(url("aanmelding_nieuw"), velden(cast, **extra))


def nieuwste():
    with als_bouw():
        return Aanmelding.objects.select_related("gezin").order_by("-gemaakt_op").first()


def open_aanmelding(cast, **extra):
    with als(cast.ans):
        return acties.registreer_aanmelding(
            cast.ans, datum=vandaag() - timedelta(days=10), verteld=True, naam="Familie Linde",
            gemeente=cast.gemeenten["genk"], **extra,
        )  # fmt: skip


@pytest.mark.eis("R025")
@pytest.mark.eis("R054")
@pytest.mark.eis("R061")
def test_a_coach_registers_a_referral_with_several_reasons_and_the_familys_own_question(cast, inloggen):
    client = inloggen(cast, "ans")
    antwoord = meld_aan(client, cast)
    rij = nieuwste()
    assert antwoord["Location"] == url("gezin", rij.gezin_id)
    assert rij.redenen == ["huishouden", "leren", "gezondheid"]
    assert rij.leervraag == "koken voor twee dagen"
    pagina = client.get(antwoord["Location"]).content.decode()
    assert "Familie Linde" in pagina
    assert "Er staat geen kind jonger dan 18 bij" in pagina
    with als_bouw():
        assert rij.gezin.coach == cast.functies["ans"]
        assert Traject.objects.get(aanmelding=rij).fase == Fase.AANMELDING
        assert Zoeknaam.objects.filter(gezin=rij.gezin).exists()


def test_a_colleague_and_another_service_do_not_see_the_new_referral(cast, inloggen):
    meld_aan(inloggen(cast, "ans"), cast)
    rij = nieuwste()
    for naam, status in (("bert", 404), ("dora", 404), ("vera", 403), ("mieke", 403)):
        assert inloggen(cast, naam).get(url("aanmelding", rij.pk)).status_code == status


def test_the_first_question_is_whether_the_family_knows(cast, inloggen):
    client = inloggen(cast, "ans")
    assert "Weet het gezin van deze aanmelding?" in client.get(url("aanmelding_nieuw")).content.decode()
    zonder = client.get(url("aanmelding_nieuw"), {"verteld": "nee"}).content.decode()
    assert "hier geen plaats voor een naam" in zonder
    assert 'name="naam"' not in zonder
    assert 'name="verwijzer_naam"' not in zonder


def test_before_the_family_was_told_no_name_is_stored_and_the_rest_is(cast, inloggen):
    antwoord = meld_aan(inloggen(cast, "ans"), cast, verteld="nee")
    assert antwoord.status_code == 302
    rij = nieuwste()
    assert (rij.verteld, rij.verwijzer_naam, rij.vraag) == (False, "", "")
    assert rij.redenen == ["huishouden", "leren", "gezondheid"]
    with als_bouw():
        assert not GezinGegevens.objects.filter(gezin=rij.gezin).exists()
        assert not Zoeknaam.objects.filter(gezin=rij.gezin).exists()
    pagina = inloggen(cast, "ans").get(url("gezin", rij.gezin_id)).content.decode()
    assert rij.gezin.nummer in pagina
    assert "Linde" not in pagina


@pytest.mark.parametrize("veld", ["naam", "telefoon", "contactwens", "verwijzer_naam", "verwijzer_contact"])
def test_the_action_refuses_a_name_before_the_family_was_told(cast, veld):
    with als(cast.ans), pytest.raises(ValidationError) as fout:
        acties.registreer_aanmelding(cast.ans, datum=vandaag(), verteld=False, **{veld: "Linde"})
    assert list(fout.value.error_dict) == [veld]


def test_telling_the_family_gives_it_a_name_and_search_finds_it(cast, inloggen):
    client = inloggen(cast, "ans")
    meld_aan(client, cast, verteld="nee")
    rij = nieuwste()
    antwoord = client.post(
        url("aanmelding_vertellen", rij.pk), {"verteld_op": vandaag().isoformat(), "naam": "Familie Linde"}
    )
    assert antwoord.status_code == 302
    assert "Familie Linde" in client.get(url("gezin", rij.gezin_id)).content.decode()
    assert "Familie Linde" in client.post(url("nieuw"), {"naam": "Lindt"}, follow=True).content.decode()
    assert client.get(url("aanmelding_vertellen", rij.pk)).status_code == 403


@pytest.mark.eis("R056")
@pytest.mark.parametrize("antwoord", ["ja", "nee", "onbekend"])
def test_unknown_stands_apart_from_no(cast, inloggen, antwoord):
    meld_aan(inloggen(cast, "ans"), cast, lco_vooraf=antwoord)
    assert nieuwste().lco_vooraf == antwoord


@pytest.mark.eis("R059")
def test_whether_there_was_an_lco_is_asked_never_filled_in(cast, inloggen):
    antwoord = meld_aan(inloggen(cast, "ans"), cast, lco_vooraf=None)
    assert antwoord.status_code == 422
    assert "Vul dit nog in" in antwoord.content.decode()
    assert meld_aan(inloggen(cast, "ans"), cast, lco_vooraf="nee").status_code == 302


@pytest.mark.eis("R058")
def test_an_lco_can_be_the_source_and_then_no_is_questioned(cast, inloggen):
    client = inloggen(cast, "ans")
    antwoord = meld_aan(client, cast, verwijzer_soort="lco", lco_vooraf="nee")
    assert "uit een lokaal cliëntoverleg komt. Kijk dit na" in antwoord.content.decode()
    overleg = uuid.uuid4()
    rij = open_aanmelding(cast, verwijzer_soort="lco", lco_vooraf="ja", overleg=overleg)
    with als(cast.ans):
        assert Aanmelding.objects.get(pk=rij.pk).overleg == overleg


@pytest.mark.parametrize(
    ("extra", "melding"),
    [
        ({"datum": "2999-01-01"}, "Deze dag is nog niet voorbij"),
        ({"datum": "31/02/2014"}, "Deze datum bestaat niet"),
        ({"datum": "1014-01-01"}, "erg lang geleden"),
        ({"naam": "van de"}, "enkel een tussenvoegsel"),
        ({"naam": ""}, "Vul dit nog in"),
        ({"gemeente": ""}, "Vul dit nog in"),
        ({"gemeente": str(uuid.uuid4())}, "Kies een van de antwoorden"),
        ({"redenen": ["lui"]}, "Kies alleen antwoorden uit de lijst"),
        ({"verteld_op": "2999-01-01"}, "Deze dag is nog niet voorbij"),
    ],
)
def test_what_cannot_be_is_told_beside_the_field_and_nothing_typed_is_lost(cast, inloggen, extra, melding):
    antwoord = meld_aan(inloggen(cast, "ans"), cast, **extra)
    tekst = antwoord.content.decode()
    assert antwoord.status_code == 422
    assert melding in tekst
    assert "We willen samen leren koken." in tekst
    assert "Wies van het CAW" in tekst
    with als_bouw():
        assert Aanmelding.objects.count() == 3


def test_a_municipality_must_exist_on_the_day_of_the_referral(cast, inloggen):
    with als_bouw():
        pelt = Gemeente.objects.create(nis="72043", naam="Pelt", geldig_van="2019-01-01")
        neerpelt = Gemeente.objects.create(nis="72025", naam="Neerpelt", geldig_tot="2018-12-31")
    client = inloggen(cast, "ans")
    antwoord = meld_aan(client, cast, gemeente=str(pelt.pk), datum="2018-05-01")
    assert "Pelt bestond niet op 01/05/2018" in antwoord.content.decode()
    assert meld_aan(client, cast, gemeente=str(neerpelt.pk), datum="2018-05-01").status_code == 302


def test_a_very_long_question_gets_a_message_and_stays(cast, inloggen):
    lang = "woord " * 20_000
    antwoord = meld_aan(inloggen(cast, "ans"), cast, vraag=lang)
    assert antwoord.status_code == 422
    assert lang.strip() in antwoord.content.decode()


def test_pictures_and_right_to_left_text_are_kept_as_they_are(cast, inloggen):
    vraag = "نريد أن نتعلم 🍲 معا"
    assert meld_aan(inloggen(cast, "ans"), cast, naam="👨‍👩‍👧 Roos", vraag=vraag).status_code == 302
    assert nieuwste().vraag == vraag


def test_a_double_submit_makes_one_referral(cast, inloggen):
    client, bon = inloggen(cast, "ans"), str(uuid.uuid4())
    eerste, tweede = (meld_aan(client, cast, formulierbon=bon) for _ in range(2))
    assert eerste["Location"] == tweede["Location"]
    with als_bouw():
        assert Aanmelding.objects.count() == 4


def test_a_draft_survives_and_goes_when_the_referral_is_kept(cast, inloggen):
    client = inloggen(cast, "ans")
    client.post(reverse("vloer:concept", args=["aanmelding", cast.functies["ans"].pk]),
                {"naam": "Familie Half", "vraag": "half getypt", "redenen": ["leren"]})  # fmt: skip
    pagina = client.get(url("aanmelding_nieuw"), {"verteld": "ja"}).content.decode()
    assert "half getypt" in pagina
    assert "Familie Half" in pagina
    meld_aan(client, cast)
    assert "half getypt" not in client.get(url("aanmelding_nieuw"), {"verteld": "ja"}).content.decode()


def test_what_was_searched_comes_along_without_standing_in_an_address(cast, inloggen):
    client = inloggen(cast, "ans")
    antwoord = client.post(
        url("aanmelding_nieuw"), {"begin": "1", "verteld": "ja", "naam": "Familie Zoek", "gemeente": ""}
    )
    assert antwoord["Location"] == url("aanmelding_nieuw") + "?verteld=ja"
    assert 'value="Familie Zoek"' in client.get(antwoord["Location"]).content.decode()


def test_a_searched_name_is_forgotten_when_the_family_does_not_know(cast, inloggen):
    client = inloggen(cast, "ans")
    gemeente = str(next(iter(cast.gemeenten.values())).pk)
    antwoord = client.post(
        url("aanmelding_nieuw"),
        {"begin": "1", "verteld": "nee", "naam": "Familie Zoek", "gemeente": gemeente},
    )
    assert antwoord["Location"] == url("aanmelding_nieuw") + f"?verteld=nee&gemeente={gemeente}"
    assert "Zoek" not in client.get(url("aanmelding_nieuw"), {"verteld": "ja"}).content.decode()


@pytest.mark.parametrize(
    ("zoek", "melding"),
    [({"naam": "van de"}, "enkel een tussenvoegsel"), ({"naam": ""}, "Vul een naam of een geboortedatum in"),
     ({"geboortedatum": "2999-01-01"}, "nog niet voorbij")],
)  # fmt: skip
def test_a_search_that_says_nothing_is_explained(cast, inloggen, zoek, melding):
    antwoord = inloggen(cast, "ans").post(url("nieuw"), zoek)
    assert antwoord.status_code == 422
    assert melding in antwoord.content.decode()


def beslis(client, rij, **extra):
    basis = {
        "beslissing": "opgenomen", "op": vandaag().isoformat(), "opname_op": vandaag().isoformat(),
        "lco_voor_opname": "nee", "reden": "Er is plaats.", "terugkoppeling": "uitkomst", "versie": rij.versie,
    }  # fmt: skip
    return client.post(url("aanmelding_beslissen", rij.pk), {**basis, **extra})


@pytest.mark.eis("R055")
@pytest.mark.eis("R057")
def test_an_admission_is_a_fact_of_its_own_with_its_own_lco_answer(cast, inloggen):
    client, rij = inloggen(cast, "ans"), open_aanmelding(cast, lco_vooraf="nee")
    assert beslis(client, rij, lco_voor_opname="").status_code == 422
    assert beslis(client, rij, lco_voor_opname="ja").status_code == 302
    rij = nieuwste()
    assert (rij.beslissing, rij.opname_op, rij.lco_vooraf, rij.lco_voor_opname) == (
        "opgenomen", vandaag(), "nee", "ja",
    )  # fmt: skip
    with als_bouw():
        assert Gezin.objects.get(pk=rij.gezin_id).fase == Fase.START
    pagina = client.get(url("aanmelding", rij.pk)).content.decode()
    assert "Gestart" in pagina
    assert client.get(url("aanmelding_beslissen", rij.pk)).status_code == 403


def test_a_consultation_before_the_referral_was_one_before_the_start_too(cast, inloggen):
    client, rij = inloggen(cast, "ans"), open_aanmelding(cast, lco_vooraf="ja")
    assert client.get(url("aanmelding_beslissen", rij.pk)).context["form"]["lco_voor_opname"].value() == "ja"
    antwoord = beslis(client, rij, lco_voor_opname="nee")
    assert antwoord.status_code == 422
    assert "Bij de aanmelding staat dat er al" in str(antwoord.context["form"].errors["lco_voor_opname"])
    assert beslis(client, rij, lco_voor_opname="ja").status_code == 302


@pytest.mark.parametrize("beslissing", ["opgenomen", "wachtlijst"])
def test_starting_before_the_family_was_told_is_refused_beside_the_field(cast, inloggen, beslissing):
    client = inloggen(cast, "ans")
    meld_aan(client, cast, verteld="nee")
    rij = nieuwste()
    antwoord = beslis(client, rij, beslissing=beslissing)
    assert antwoord.status_code == 422
    assert "Dit kan pas als het gezin van de aanmelding weet" in antwoord.content.decode()
    assert "Er is plaats." in antwoord.content.decode()
    assert beslis(client, rij, beslissing="doorverwezen").status_code == 302


@pytest.mark.parametrize(
    ("extra", "melding"),
    [
        ({"op": "2999-01-01"}, "nog niet voorbij"),
        ({"opname_op": "2010-01-01"}, "ligt voor de aanmelding"),
        ({"beslissing": "niet_opgenomen", "reden": "  "}, "Schrijf kort waarom"),
        ({"beslissing": "misschien"}, "Kies een van de antwoorden"),
        ({"opname_op": ""}, "Vul de dag in waarop het gezin start"),
    ],
)
def test_a_decision_that_cannot_be_is_told_beside_the_field(cast, inloggen, extra, melding):
    antwoord = beslis(inloggen(cast, "ans"), open_aanmelding(cast), **extra)
    assert antwoord.status_code == 422
    assert melding in antwoord.content.decode()


def test_a_family_on_the_waiting_list_can_start_later_and_both_decisions_stay_visible(cast, inloggen):
    client, rij = inloggen(cast, "ans"), open_aanmelding(cast)
    gisteren = (vandaag() - timedelta(days=1)).isoformat()
    assert beslis(client, rij, beslissing="wachtlijst", op=gisteren, reden="Nog geen verzorgende vrij.").status_code == 302  # fmt: skip
    assert beslis(client, nieuwste(), reden="Nu wel.").status_code == 302
    pagina = client.get(url("aanmelding", rij.pk)).content.decode()
    assert "Nog geen verzorgende vrij." in pagina
    assert pagina.index("Nu wel.") < pagina.index("Nog geen verzorgende vrij.")


@pytest.mark.parametrize("beslissing", ["doorverwezen", "niet_opgenomen", "ingetrokken"])
def test_a_referral_that_leads_nowhere_ends_the_trajectory_and_may_come_again(cast, inloggen, beslissing):
    client, rij = inloggen(cast, "ans"), open_aanmelding(cast)
    assert beslis(client, rij, beslissing=beslissing).status_code == 302
    with als_bouw():
        assert Traject.objects.get(aanmelding=rij).tot == vandaag()
    opnieuw = velden(cast, naam=None, verteld=None)
    assert client.post(url("opnieuw", rij.gezin_id), opnieuw).status_code == 302
    with als_bouw():
        assert Aanmelding.objects.filter(gezin=rij.gezin).count() == 2
        assert Traject.objects.filter(gezin=rij.gezin, tot__isnull=True).count() == 1


def test_a_family_with_a_running_trajectory_is_not_referred_again(cast, inloggen):
    antwoord = inloggen(cast, "ans").post(url("opnieuw", cast.zon.pk), velden(cast, naam=None, verteld=None))
    assert antwoord.status_code == 422
    assert "Er loopt nog een traject" in antwoord.content.decode()


def test_two_coaches_who_decide_at_once_read_each_others_decision(cast, inloggen):
    client, rij = inloggen(cast, "ans"), open_aanmelding(cast)
    assert beslis(client, rij, beslissing="wachtlijst", reden="Wachten.").status_code == 302
    antwoord = beslis(client, rij, reden="Ik typte dit.")
    assert antwoord.status_code == 422
    assert "Iemand anders heeft dit intussen bewaard" in antwoord.content.decode()
    assert "Ik typte dit." in antwoord.content.decode()


@pytest.mark.eis("R070")
def test_the_referrer_hears_what_the_family_agreed_to_and_no_more(cast, inloggen):
    client, rij = inloggen(cast, "ans"), open_aanmelding(cast, verwijzer_naam="Wies")
    beslis(client, rij, reden="Vertrouwelijke uitleg.", terugkoppeling="uitkomst")
    brief = client.get(url("aanmelding_terugkoppeling", rij.pk)).content.decode()
    assert "gestart" in brief
    assert rij.gezin.nummer in brief
    assert "Linde" not in brief
    assert "Vertrouwelijke uitleg." not in brief
    assert client.post(url("aanmelding_terugkoppeling", rij.pk), ja(zegt="nee")).status_code == 422
    assert client.post(url("aanmelding_terugkoppeling", rij.pk), ja()).status_code == 302
    assert nieuwste().teruggekoppeld_op == vandaag()
    with als_bouw():
        deling = Gegevensdeling.objects.get()
    assert (deling.ontvanger_naam, deling.soort) == ("Wies", "gezinnen.bericht")
    assert "Vertrouwelijke uitleg." not in str(deling.inhoud)


@pytest.mark.eis("R137")
def test_a_referrer_in_an_imposed_context_gets_no_letter(cast, inloggen):
    client = inloggen(cast, "ans")
    with als_bouw():
        sector = Sector.objects.get(code="jeugdrecht")
    rij = open_aanmelding(cast, verwijzer_naam="Wies", verwijzer_sector=sector)
    beslis(client, rij, terugkoppeling="uitkomst")
    pad = url("aanmelding_terugkoppeling", rij.pk)
    assert "opgelegd kader" in client.get(pad).content.decode()
    assert client.post(pad, ja()).status_code == 422
    with als_bouw():
        assert not Gegevensdeling.objects.exists()


@pytest.mark.eis("R132")
def test_the_reason_goes_only_to_a_helper_of_the_family_who_shares_the_secrecy(cast, inloggen):
    client, rij = inloggen(cast, "ans"), open_aanmelding(cast, verwijzer_naam="Wies")
    beslis(client, rij, reden="Vertrouwelijke uitleg.", terugkoppeling="met_reden")
    pad = url("aanmelding_terugkoppeling", rij.pk)
    antwoord = client.post(pad, ja())
    assert (antwoord.status_code, "helpt dit gezin niet" in antwoord.content.decode()) == (422, True)
    with als_bouw():
        BetrokkenHulpverlener.objects.create(
            gezin=rij.gezin, sleutel=rij.sleutel, naam="Wies", opdracht="budget", kader="vrijwillig",
            beroepsgeheim="ja",
        )  # fmt: skip
    assert client.post(pad, ja()).status_code == 302
    with als_bouw():
        assert Gegevensdeling.objects.get().inhoud["reden"] == "Vertrouwelijke uitleg."


def ja(**anders):
    """The family's yes to the letter, of today."""
    dag = vandaag().isoformat()
    return {"zegt": "ja", "wie": "samen", "op": dag, "hoe": "thuis", "bericht_op": dag} | anders


def test_without_the_familys_word_the_referrer_hears_nothing(cast, inloggen):
    client, rij = inloggen(cast, "ans"), open_aanmelding(cast)
    beslis(client, rij, terugkoppeling="niets")
    assert client.get(url("aanmelding_terugkoppeling", rij.pk)).status_code == 403


def test_a_referral_can_be_corrected_and_a_stale_tab_keeps_its_text(cast, inloggen):
    client, rij = inloggen(cast, "ans"), open_aanmelding(cast)
    nieuw = velden(cast, naam=None, verteld=None, verteld_op=vandaag().isoformat(), versie=1)
    nieuw["terugkoppeling"] = "te_vragen"
    assert (
        client.post(url("aanmelding_wijzigen", rij.pk), {**nieuw, "leervraag": "strijken"}).status_code == 302
    )
    antwoord = client.post(url("aanmelding_wijzigen", rij.pk), {**nieuw, "leervraag": "naaien"})
    tekst = antwoord.content.decode()
    assert antwoord.status_code == 422
    assert "nu staat er “strijken”; u typte “naaien”" in tekst


def test_access_comes_with_the_referral_and_only_for_its_maker(cast):
    rij = open_aanmelding(cast)
    with als_bouw():
        assert [t.functie_id for t in Toegang.objects.filter(sleutel=rij.sleutel)] == [
            cast.functies["ans"].pk
        ]
    with als(cast.bert):
        assert not Aanmelding.objects.filter(pk=rij.pk).exists()


def test_the_referral_page_of_another_family_is_unknown(cast, inloggen):
    with als_bouw():
        pk = cast.maan.aanmeldingen.get().pk
    client = inloggen(cast, "ans")
    for naam in ("aanmelding", "aanmelding_wijzigen", "aanmelding_beslissen"):
        antwoord = client.get(url(naam, pk))
        assert antwoord.status_code == 404
        assert kanarie("maan", "vraag") not in antwoord.content.decode()
    assert client.get(url("aanmelding", uuid.uuid4())).status_code == 404


def test_a_number_that_is_taken_already_is_drawn_again(cast, monkeypatch):
    nummers = iter([cast.zon.nummer, "ZZ-000001"])
    monkeypatch.setattr(Gezin._meta.get_field("nummer"), "default", lambda: next(nummers))
    monkeypatch.setattr(Gezin._meta.get_field("nummer"), "_get_default", lambda: next(nummers), raising=False)
    monkeypatch.setattr(acties, "nieuw_nummer", lambda: next(nummers))
    assert open_aanmelding(cast).gezin.nummer == "ZZ-000001"


def test_what_the_family_answers_later_about_the_referrer_can_be_noted_after_the_decision(cast, inloggen):
    client, rij = inloggen(cast, "ans"), open_aanmelding(cast)
    beslis(client, rij, terugkoppeling="te_vragen")
    assert client.get(url("aanmelding_terugkoppeling", rij.pk)).status_code == 403
    later = velden(cast, naam=None, verteld=None, verteld_op=vandaag().isoformat(), versie=2)
    later |= {"terugkoppeling": "met_reden", "lco_voor_opname": "ja"}
    assert client.post(url("aanmelding_wijzigen", rij.pk), later).status_code == 302
    brief = client.get(url("aanmelding_terugkoppeling", rij.pk)).content.decode()
    assert "Er is plaats." in brief
    assert nieuwste().lco_voor_opname == "ja"


@pytest.mark.eis("R004")
@pytest.mark.eis("R069")
def test_a_sheet_in_plain_words_explains_the_help_and_that_the_family_chooses(cast, inloggen):
    antwoord = inloggen(cast, "ans").get(url("uitleg"))
    tekst = antwoord.content.decode()
    for woord in ("Wat is Thuiscompagnie?", "jullie kiezen wat past", "een vrijwilliger, een klusdienst",
                  "Niets moet", "data-afdrukken", "Ans Proef"):  # fmt: skip
        assert woord in tekst, woord
    client = inloggen(cast, "ans")
    assert url("uitleg") in client.get(url("aanmelding_nieuw"), {"verteld": "nee"}).content.decode()
