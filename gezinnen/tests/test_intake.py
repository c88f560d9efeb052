"""The intake: several sittings, everything optional, nothing typed is ever lost."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from gezinnen.models import DoelVanAnderen, Fase, Gebeurtenis, Intake, IntakeDomein, IntakeZitting, Traject
from organisaties.actor import vandaag
from tests.hulp import als_bouw
from thuiscompagnie.vloer.models import Concept

from .hulp import als_persoon, bon, nieuwe_aanmelding, nieuwe_intake, toegang, verwacht

pytestmark = pytest.mark.django_db
RTL = "مرحبا 👩‍👧‍👦 İğne <script>alert(1)</script>"


def adres(naam, pk):
    return reverse(f"gezinnen:{naam}", args=[pk])


def velden(intake, **extra):
    return {"versie": intake.versie, "formulierbon": bon(), "naar": "later"} | extra


@pytest.fixture
def intake(cast):
    return nieuwe_intake(cast.zon)


@pytest.fixture
def ans(cast):
    return als_persoon(cast, "ans")


# --- beginning -----------------------------------------------------------------------------------


@pytest.mark.eis("R054")
def test_the_coach_begins_an_intake_and_the_trajectory_goes_along(cast, ans):
    aanmelding = nieuwe_aanmelding(cast.zon)
    antwoord = ans.post(adres("intake_begin", aanmelding.pk), {"formulierbon": bon()})
    with als_bouw():
        gemaakt = Intake.objects.get(aanmelding=aanmelding)
        traject = Traject.objects.get(aanmelding=aanmelding)
        assert gemaakt.door_id == cast.functies["ans"].pk
        assert traject.fase == Fase.INTAKE
        assert [f.fase for f in traject.fases.all()] == [Fase.AANMELDING, Fase.INTAKE]
        assert Gebeurtenis.objects.filter(soort="gezinnen.intake", voor="dossier").count() == 1
    assert antwoord.url == adres("intake_gesprek", gemaakt.pk)


def test_beginning_twice_gives_the_same_intake(cast, ans):
    aanmelding = nieuwe_aanmelding(cast.zon)
    eerste = ans.post(adres("intake_begin", aanmelding.pk), {"formulierbon": bon()})
    tweede = ans.post(adres("intake_begin", aanmelding.pk), {"formulierbon": bon()})
    assert eerste.url == tweede.url


@pytest.mark.parametrize(
    "extra",
    [{"verteld": False, "verteld_op": None}, {"beslissing": "niet_opgenomen", "beslist_op": vandaag()}],
)
def test_no_intake_before_the_family_knows_or_after_the_referral_was_closed(cast, ans, extra):
    aanmelding = nieuwe_aanmelding(cast.zon, **extra)
    antwoord = ans.post(adres("intake_begin", aanmelding.pk), {"formulierbon": bon()}, follow=True)
    assert "Een intake begint als het gezin van de aanmelding weet" in antwoord.content.decode()
    with als_bouw():
        assert not Intake.objects.filter(aanmelding=aanmelding).exists()


def test_who_may_begin_an_intake(cast):
    aanmelding = nieuwe_aanmelding(cast.zon)
    pad = adres("intake_begin", aanmelding.pk)
    assert toegang(cast, pad, zorg=False, methode="post") == verwacht(zorg=False, goed=302)


# --- access --------------------------------------------------------------------------------------


@pytest.mark.parametrize("naam", ["intake", "intake_gesprek", "zitting_nieuw", "doel_van_anderen_nieuw",
                                  "intake_afronden", "praatblad"])  # fmt: skip
def test_who_may_open_the_pages_of_the_intake(cast, intake, naam):
    assert toegang(cast, adres(naam, intake.pk), zorg=False) == verwacht(zorg=False)


def test_who_may_open_the_parts_of_the_intake(cast, intake):
    with als_bouw():
        basis = {"intake": intake, "sleutel": intake.sleutel}
        paden = [
            adres("zitting", IntakeZitting.objects.create(datum=vandaag(), **basis).pk),
            adres(
                "doel_van_anderen",
                DoelVanAnderen.objects.create(van_wie="school", doel="op tijd", **basis).pk,
            ),
            adres("intake_domein_weg", IntakeDomein.objects.create(domein="wonen", **basis).pk),
        ]
    for pad in paden:
        assert toegang(cast, pad, zorg=False) == verwacht(zorg=False)


@pytest.mark.parametrize("naam", ["intake", "intake_gesprek", "zitting", "zitting_nieuw", "doel_van_anderen",
                                  "doel_van_anderen_nieuw", "intake_domein_weg", "intake_afronden",
                                  "praatblad"])  # fmt: skip
def test_an_unknown_intake_is_not_found(ans, cast, naam):
    assert ans.get(adres(naam, cast.zon.pk)).status_code == 404


@pytest.mark.parametrize(
    ("naam", "methode"),
    [("intake", "post"), ("praatblad", "post"), ("praatblad_pdf", "get"), ("intake_gesprek", "delete")],
)
def test_a_wrong_method_is_refused(ans, intake, naam, methode):
    assert getattr(ans, methode)(adres(naam, intake.pk)).status_code == 405


def test_beginning_an_intake_is_never_a_get(cast, ans):
    with als_bouw():
        aanmelding = cast.zon.aanmeldingen.first()
    assert ans.get(adres("intake_begin", aanmelding.pk)).status_code == 405


# --- the conversation ----------------------------------------------------------------------------


@pytest.mark.eis("R014", "R047", "R061", "R062", "R063")
def test_the_words_of_the_family_are_kept(ans, intake):
    woorden = {
        "belangrijk": "Rust in huis, zegt mama.",
        "willen": "Leren koken voor twee dagen.",
        "beginnen": "Samen soep maken.",
        "krachten": "Elke avond lezen we.",
        "hulp_nu": "Het CLB belt soms. Dat is oké.",
        "steun": "Oma en de buurvrouw.",
        "netwerk_neemt_op": "Oma haalt de kinderen op woensdag.",
        "huisafspraken": "Schoenen uit.",
    }
    antwoord = ans.post(adres("intake_gesprek", intake.pk), velden(intake, **woorden))
    assert antwoord.status_code == 302
    with als_bouw():
        intake.refresh_from_db()
    assert {veld: getattr(intake, veld) for veld in woorden} == woorden
    pagina = ans.get(adres("intake", intake.pk)).content.decode()
    assert all(woord in pagina for woord in woorden.values())
    assert pagina.index("Elke avond lezen we.") < pagina.index("Het CLB belt soms.")


@pytest.mark.eis("R012", "R304")
def test_nothing_is_compulsory(ans, intake):
    assert ans.post(adres("intake_gesprek", intake.pk), velden(intake)).status_code == 302


@pytest.mark.eis("R026")
def test_a_life_domain_comes_in_only_when_the_family_raises_it(ans, intake):
    pagina = ans.get(adres("intake_gesprek", intake.pk)).content.decode()
    assert 'id="domein-' not in pagina
    antwoord = ans.post(
        adres("intake_gesprek", intake.pk),
        velden(intake, belangrijk="blijft staan", naar="domein", nieuw_domein="wonen"),
    )
    assert antwoord.url.endswith("#domein-wonen")
    with als_bouw():
        intake.refresh_from_db()
        assert intake.belangrijk == "blijft staan"
    tekst = {"domein-wonen-krachten": "Een tuintje.", "domein-wonen-zorgen": "Vocht in de kamer."}
    ans.post(adres("intake_gesprek", intake.pk), velden(intake, belangrijk="blijft staan", **tekst))
    with als_bouw():
        rij = IntakeDomein.objects.get(intake=intake)
    assert (rij.domein, rij.krachten, rij.zorgen) == ("wonen", "Een tuintje.", "Vocht in de kamer.")


def test_a_chosen_domain_is_not_lost_under_another_button(ans, intake):
    ans.post(adres("intake_gesprek", intake.pk), velden(intake, nieuw_domein="school"))
    with als_bouw():
        assert IntakeDomein.objects.get(intake=intake).domein == "school"


def test_adding_a_domain_without_choosing_one_keeps_what_was_typed(ans, intake):
    antwoord = ans.post(
        adres("intake_gesprek", intake.pk), velden(intake, belangrijk="staat er nog", naar="domein")
    )
    assert antwoord.status_code == 422
    assert "Kies eerst een levensdomein." in antwoord.content.decode()
    assert "staat er nog" in antwoord.content.decode()


def test_an_invented_domain_is_refused(ans, intake):
    antwoord = ans.post(adres("intake_gesprek", intake.pk), velden(intake, nieuw_domein="schuld"))
    assert antwoord.status_code == 422
    with als_bouw():
        assert not IntakeDomein.objects.filter(intake=intake).exists()


def test_a_domain_is_taken_off_after_a_question(ans, intake):
    with als_bouw():
        rij = IntakeDomein.objects.create(
            intake=intake, sleutel=intake.sleutel, domein="werk", zorgen="weg ermee"
        )
    naar = ans.post(adres("intake_gesprek", intake.pk), velden(intake, naar=f"weg:{rij.pk}")).url
    assert naar == adres("intake_domein_weg", rij.pk)
    assert "Wilt u dit uit de intake halen?" in ans.get(naar).content.decode()
    ans.post(naar)
    with als_bouw():
        assert not IntakeDomein.objects.filter(intake=intake).exists()


@pytest.mark.parametrize("naar", ["weg:rommel", "onbekend", "zitting:", "onbekend:rommel", "//kwaad.example"])
def test_an_invented_button_only_saves(ans, intake, naar):
    antwoord = ans.post(adres("intake_gesprek", intake.pk), velden(intake, naar=naar))
    assert antwoord.url in (adres("intake", intake.pk), adres("zitting_nieuw", intake.pk))


@pytest.mark.parametrize("tekst", [RTL, "\u202eomgekeerd", "e" * 20_000])
def test_unusual_text_is_kept_as_typed(ans, intake, tekst):
    ans.post(adres("intake_gesprek", intake.pk), velden(intake, belangrijk=tekst))
    with als_bouw():
        intake.refresh_from_db()
    assert intake.belangrijk == tekst
    assert "<script>alert(1)" not in ans.get(adres("intake", intake.pk)).content.decode()


def test_a_hundred_thousand_characters_are_refused_at_the_field_and_stay_on_screen(ans, intake):
    lang = "é" * 100_000
    antwoord = ans.post(adres("intake_gesprek", intake.pk), velden(intake, willen=lang))
    assert antwoord.status_code == 422
    assert lang in antwoord.content.decode()
    assert antwoord.context["form"].errors["willen"]


def test_a_nul_character_is_refused_and_no_crash(ans, intake):
    assert ans.post(adres("intake_gesprek", intake.pk), velden(intake, willen="a\x00b")).status_code == 422


def test_a_double_submit_saves_once(ans, intake):
    inhoud = velden(intake, belangrijk="één keer")
    eerste = ans.post(adres("intake_gesprek", intake.pk), inhoud)
    tweede = ans.post(adres("intake_gesprek", intake.pk), inhoud)
    assert (eerste.status_code, tweede.status_code, tweede.url) == (302, 302, eerste.url)
    with als_bouw():
        intake.refresh_from_db()
    assert intake.versie == 2


def test_a_stale_tab_shows_the_difference_and_keeps_what_was_typed(cast, ans, intake):
    with als_bouw():
        IntakeDomein.objects.create(intake=intake, sleutel=intake.sleutel, domein="wonen", zorgen="oud")
    carla = als_persoon(cast, "carla")
    pad = adres("intake_gesprek", intake.pk)
    carla.post(pad, velden(intake, belangrijk="van Carla", **{"domein-wonen-zorgen": "vocht"}))
    antwoord = ans.post(pad, velden(intake, belangrijk="van Ans", **{"domein-wonen-zorgen": "kou"}))
    tekst = antwoord.content.decode()
    assert antwoord.status_code == 422
    assert "Iemand anders heeft dit intussen bewaard" in tekst
    assert "nu staat er “van Carla”; u typte “van Ans”" in tekst
    assert "nu staat er “vocht”; u typte “kou”" in tekst
    nieuw = {"versie": antwoord.context["form"]["versie"].value(), "belangrijk": "van Ans"}
    assert ans.post(pad, velden(intake, **nieuw)).status_code == 302
    with als_bouw():
        intake.refresh_from_db()
    assert intake.belangrijk == "van Ans"


def test_the_same_words_from_a_stale_tab_are_no_conflict(ans, intake):
    pad = adres("intake_gesprek", intake.pk)
    ans.post(pad, velden(intake, belangrijk="hetzelfde"))
    assert ans.post(pad, velden(intake, belangrijk="hetzelfde")).status_code == 302


# --- drafts --------------------------------------------------------------------------------------


def test_a_draft_survives_a_log_out_and_comes_back_first(cast, ans, intake):
    concept = reverse("vloer:concept", args=["intake", intake.pk])
    antwoord = ans.post(concept, {"belangrijk": "half zinnetje", "versie": intake.versie, "willen": RTL})
    assert len(antwoord.json()["bewaard"]) == 5
    ans.post(reverse("account_logout"))
    assert ans.get(adres("intake_gesprek", intake.pk)).status_code == 302
    weer = als_persoon(cast, "ans").get(adres("intake_gesprek", intake.pk))
    tekst = weer.content.decode()
    assert "Uw laatste tekst staat er nog" in tekst
    assert "half zinnetje" in tekst
    assert weer.context["form"]["willen"].value() == RTL
    with als_bouw():
        intake.refresh_from_db()
    assert intake.belangrijk == ""


def test_the_draft_of_a_coach_is_not_shown_to_her_substitute(cast, ans, intake):
    ans.post(reverse("vloer:concept", args=["intake", intake.pk]), {"belangrijk": "van Ans alleen"})
    assert (
        "van Ans alleen"
        not in als_persoon(cast, "carla").get(adres("intake_gesprek", intake.pk)).content.decode()
    )


def test_saving_puts_the_draft_away(ans, intake):
    ans.post(reverse("vloer:concept", args=["intake", intake.pk]), {"belangrijk": "half"})
    ans.post(adres("intake_gesprek", intake.pk), velden(intake, belangrijk="heel"))
    assert "Uw laatste tekst" not in ans.get(adres("intake_gesprek", intake.pk)).content.decode()
    with als_bouw():
        assert not Concept.objects.exists()


def test_the_saved_version_can_be_chosen_instead_of_the_draft(ans, intake):
    pad = adres("intake_gesprek", intake.pk)
    ans.post(reverse("vloer:concept", args=["intake", intake.pk]), {"belangrijk": "liever niet"})
    weg = reverse("vloer:concept_weg", args=["intake", intake.pk])
    assert ans.post(weg, {"terug": pad}).url == pad
    assert "liever niet" not in ans.get(pad).content.decode()


@pytest.mark.parametrize("terug", ["https://kwaad.example/", "//kwaad.example", "javascript:alert(1)", ""])
def test_putting_a_draft_away_never_leads_off_the_site(ans, intake, terug):
    weg = reverse("vloer:concept_weg", args=["intake", intake.pk])
    assert ans.post(weg, {"terug": terug}).url == "/vandaag/"


def test_a_draft_that_says_the_same_as_what_was_saved_is_not_mentioned(ans, intake):
    ans.post(adres("intake_gesprek", intake.pk), velden(intake, belangrijk="gelijk\nmet regels"))
    ans.post(reverse("vloer:concept", args=["intake", intake.pk]), {"belangrijk": "gelijk\r\nmet regels"})
    assert "Uw laatste tekst" not in ans.get(adres("intake_gesprek", intake.pk)).content.decode()


def test_a_draft_from_before_somebody_elses_save_shows_the_difference(cast, ans, intake):
    pad = adres("intake_gesprek", intake.pk)
    ans.post(
        reverse("vloer:concept", args=["intake", intake.pk]),
        {"belangrijk": "concept", "versie": intake.versie},
    )
    als_persoon(cast, "carla").post(pad, velden(intake, belangrijk="van Carla"))
    form = ans.get(pad).context["form"]
    antwoord = ans.post(pad, velden(intake, belangrijk="concept", versie=form["versie"].value()))
    assert antwoord.status_code == 422
    assert "nu staat er “van Carla”; u typte “concept”" in antwoord.content.decode()


# --- sittings and goals of others ----------------------------------------------------------------


@pytest.mark.eis("R054", "R064")
def test_an_intake_has_several_sittings_with_who_was_there(ans, intake):
    for dagen, wie in ((9, "mama"), (2, "mama en oma")):
        ans.post(
            adres("zitting_nieuw", intake.pk),
            {
                "datum": vandaag() - timedelta(days=dagen),
                "plaats": "thuis",
                "aanwezig": wie,
                "formulierbon": bon(),
            },
        )
    with als_bouw():
        assert [z.aanwezig for z in intake.zittingen.all()] == ["mama", "mama en oma"]
        laatste = intake.zittingen.last()
        assert Gebeurtenis.objects.filter(titel="Intakegesprek", dag=laatste.datum).count() == 1
    wijziging = {"datum": laatste.datum, "plaats": "bij oma", "aanwezig": "oma", "formulierbon": bon()}
    ans.post(adres("zitting", laatste.pk), wijziging)
    with als_bouw():
        laatste.refresh_from_db()
    assert (laatste.plaats, laatste.aanwezig) == ("bij oma", "oma")


@pytest.mark.parametrize(
    ("datum", "boodschap"),
    [
        ("2014-02-31", "Deze datum bestaat niet."),
        (str(vandaag() + timedelta(days=2)), "Deze dag is nog niet voorbij."),
        ("0214-03-03", "Dit is wel erg lang geleden."),
        ("", "Vul dit nog in."),
    ],
)
def test_a_sitting_on_a_day_that_cannot_be_is_refused_and_the_rest_stays(ans, intake, datum, boodschap):
    antwoord = ans.post(
        adres("zitting_nieuw", intake.pk), {"datum": datum, "aanwezig": "mama blijft", "formulierbon": bon()}
    )
    assert antwoord.status_code == 422
    assert boodschap in antwoord.content.decode()
    assert "mama blijft" in antwoord.content.decode()


@pytest.mark.eis("R066")
def test_goals_that_others_had_set_are_kept_with_whether_they_fit(ans, intake):
    inhoud = {"van_wie": "de school", "doel": "elke dag op tijd", "past": "te_vragen", "formulierbon": bon()}
    ans.post(adres("doel_van_anderen_nieuw", intake.pk), inhoud)
    with als_bouw():
        rij = DoelVanAnderen.objects.get(intake=intake)
    ans.post(adres("doel_van_anderen", rij.pk), inhoud | {"past": "deels", "formulierbon": bon()})
    with als_bouw():
        rij.refresh_from_db()
    assert (rij.doel, rij.past) == ("elke dag op tijd", "deels")
    assert "elke dag op tijd" in ans.get(adres("intake", intake.pk)).content.decode()


@pytest.mark.eis("R060", "R065")
def test_the_helpers_already_there_stand_in_the_intake_with_their_number(ans, intake):
    pagina = ans.get(adres("intake", intake.pk)).content.decode()
    assert "1 hulpverlener is al rond het gezin" in pagina
    assert "kanarie-zon-helper" in pagina


# --- looking back together -----------------------------------------------------------------------


def test_finishing_shows_everything_first_and_moves_nothing_by_itself(ans, intake, cast):
    ans.post(adres("intake_gesprek", intake.pk), velden(intake, belangrijk="Rust.", naar="afronden"))
    pagina = ans.get(adres("intake_afronden", intake.pk)).content.decode()
    assert "Kijk samen na" in pagina
    assert "Rust." in pagina
    with als_bouw():
        intake.refresh_from_db()
        voor = Traject.objects.get(gezin=cast.zon).fase
    inhoud = {"op": vandaag(), "naar_fase": "", "versie": intake.versie, "formulierbon": bon()}
    assert ans.post(adres("intake_afronden", intake.pk), inhoud).status_code == 302
    with als_bouw():
        intake.refresh_from_db()
        assert intake.afgerond_op == vandaag()
        assert Traject.objects.get(gezin=cast.zon).fase == voor


def test_finishing_moves_the_trajectory_when_the_coach_chooses_so(ans, intake, cast):
    inhoud = {"op": vandaag(), "naar_fase": "start", "versie": intake.versie, "formulierbon": bon()}
    ans.post(adres("intake_afronden", intake.pk), inhoud)
    with als_bouw():
        cast.zon.refresh_from_db()
        assert cast.zon.fase == Traject.objects.get(gezin=cast.zon).fase == Fase.START


def test_a_finished_intake_can_still_be_added_to_but_not_finished_again(ans, cast):
    klaar = nieuwe_intake(cast.zon, afgerond_op=vandaag())
    assert ans.get(adres("intake_afronden", klaar.pk)).status_code == 403
    assert ans.post(adres("intake_gesprek", klaar.pk), velden(klaar, steun="tante")).status_code == 302


def test_finishing_in_the_future_or_from_a_stale_tab_is_refused(cast, ans, intake):
    pad = adres("intake_afronden", intake.pk)
    morgen = {"op": vandaag() + timedelta(days=2), "versie": intake.versie, "formulierbon": bon()}
    assert "Deze dag is nog niet voorbij." in ans.post(pad, morgen).content.decode()
    als_persoon(cast, "carla").post(adres("intake_gesprek", intake.pk), velden(intake, steun="buur"))
    oud = {"op": vandaag(), "versie": intake.versie, "formulierbon": bon()}
    antwoord = ans.post(pad, oud)
    assert antwoord.status_code == 422
    assert "Iemand anders heeft dit intussen bewaard" in antwoord.content.decode()


# --- measure -------------------------------------------------------------------------------------


def vul(intake, van, tot):
    codes = ["wonen", "werk", "school", "sociaal"]
    with als_bouw():
        for n in range(van, tot):
            basis = {"intake": intake, "sleutel": intake.sleutel}
            IntakeZitting.objects.create(datum=vandaag(), **basis)
            IntakeDomein.objects.create(domein=codes[n], **basis)
            DoelVanAnderen.objects.create(van_wie=f"dienst {n}", doel="x", **basis)


@pytest.mark.parametrize(
    ("naam", "aantal"), [("intake", 20), ("intake_gesprek", 20), ("intake_afronden", 19)]
)
def test_the_number_of_queries_does_not_grow_with_the_rows(
    ans, intake, naam, aantal, django_assert_num_queries
):
    vul(intake, 0, 1)
    ans.get(adres(naam, intake.pk))
    with django_assert_num_queries(aantal):
        ans.get(adres(naam, intake.pk))
    vul(intake, 1, 3)
    with django_assert_num_queries(aantal):
        ans.get(adres(naam, intake.pk))


def test_an_outsider_is_sent_to_the_log_in_page(intake):
    assert Client().get(adres("intake", intake.pk)).url.startswith("/aanmelden/")
