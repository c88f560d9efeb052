"""The trajectory: phases in any direction, an end that stays, and what remains for the family."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from gezinnen.actions import traject as acties
from gezinnen.models import Fase, Gebeurtenis, Traject, TrajectFase
from organisaties.actor import vandaag
from tests.hulp import als, als_bouw

from .hulp import als_persoon, bon, nieuwe_aanmelding, toegang, verwacht

pytestmark = pytest.mark.django_db


def adres(naam, pk):
    return reverse(f"gezinnen:{naam}", args=[pk])


@pytest.fixture
def traject(cast):
    with als_bouw():
        return cast.zon.trajecten.get()


@pytest.fixture
def ans(cast):
    return als_persoon(cast, "ans")


def stand(traject):
    """(phase of the trajectory, phase of the family, rows of its history) as the database has it."""
    with als_bouw():
        rij = Traject.objects.select_related("gezin").get(pk=traject.pk)
        return rij.fase, rij.gezin.fase, rij.fases.count()


def wissel(traject, fase, **extra):
    return {
        "fase": fase,
        "op": vandaag(),
        "waarom": "",
        "versie": traject.versie,
        "formulierbon": bon(),
    } | extra


# --- access --------------------------------------------------------------------------------------


def test_who_may_read_the_trajectory(cast, traject):
    assert toegang(cast, adres("traject", traject.pk), zorg=True) == verwacht(zorg=True)


@pytest.mark.parametrize("naam", ["traject_fase", "traject_afsluiten"])
def test_who_may_change_the_phase(cast, traject, naam):
    assert toegang(cast, adres(naam, traject.pk), zorg=False) == verwacht(zorg=False)


@pytest.mark.parametrize("naam", ["traject", "traject_fase", "traject_afsluiten"])
def test_an_unknown_trajectory_is_not_found(cast, ans, naam):
    assert ans.get(adres(naam, cast.zon.pk)).status_code == 404


def test_a_wrong_method_is_refused(ans, traject):
    assert ans.post(adres("traject", traject.pk)).status_code == 405
    assert ans.delete(adres("traject_fase", traject.pk)).status_code == 405


def test_a_care_worker_reads_the_way_without_buttons_to_change_it(cast, traject):
    pagina = als_persoon(cast, "vera").get(adres("traject", traject.pk)).content.decode()
    assert adres("traject_fase", traject.pk) not in pagina
    assert (
        adres("traject_fase", traject.pk)
        in als_persoon(cast, "ans").get(adres("traject", traject.pk)).content.decode()
    )


# --- phases --------------------------------------------------------------------------------------


@pytest.mark.eis("R033")
@pytest.mark.parametrize("fase", [Fase.AFBOUW, Fase.START, Fase.INTAKE, Fase.AANMELDING])
def test_any_phase_may_follow_and_a_way_back_needs_no_excuse(ans, traject, fase):
    antwoord = ans.post(adres("traject_fase", traject.pk), wissel(traject, fase))
    assert antwoord.url == adres("traject", traject.pk)
    assert stand(traject) == (fase, fase, 2)
    with als_bouw():
        laatste = TrajectFase.objects.filter(traject=traject).last()
        lijn = Gebeurtenis.objects.get(soort="gezinnen.fase")
    assert (laatste.op, laatste.door_id) == (vandaag(), traject.gezin.coach_id)
    assert lijn.titel == f"Nu in de fase “{Fase(fase).label}”"


def test_the_history_tells_who_when_and_why(ans, traject):
    ans.post(adres("traject_fase", traject.pk), wissel(traject, "start", waarom="De zus trok in."))
    pagina = ans.get(adres("traject", traject.pk)).content.decode()
    assert "De zus trok in." in pagina
    assert "Ans Proef" in pagina
    assert pagina.index("De zus trok in.") < pagina.index("Groei</p>")


@pytest.mark.eis("R016")
def test_what_gives_strength_and_what_weighs_is_looked_at_anew_with_each_phase(ans, traject):
    eerste = {"kracht": "Tante Roos komt elke week.", "last": "De facturen stapelen op."}
    ans.post(adres("traject_fase", traject.pk), wissel(traject, "start", **eerste))
    formulier = ans.get(adres("traject_fase", traject.pk)).content.decode()
    assert "Zo was het op" in formulier
    assert "Tante Roos komt elke week." in formulier
    with als_bouw():
        traject.refresh_from_db()
    ans.post(adres("traject_fase", traject.pk), wissel(traject, "groei", last="De huur is laat."))
    pagina = ans.get(adres("traject", traject.pk)).content.decode()
    assert "Geeft kracht: Tante Roos komt elke week." in pagina
    assert pagina.index("Weegt: De huur is laat.") < pagina.index("Weegt: De facturen stapelen op.")


@pytest.mark.eis("R029")
def test_the_way_back_tells_who_decided(cast, ans, traject):
    ans.post(adres("traject_fase", traject.pk), wissel(traject, "start", waarom="Zo wil het gezin het."))
    als_persoon(cast, "carla").post(
        adres("traject_fase", traject.pk), wissel(traject, "groei", versie=traject.versie + 1)
    )
    pagina = ans.get(adres("traject", traject.pk)).content.decode().split('class="tijdlijn"')[1]
    assert pagina.index("Carla Proef") < pagina.index("Ans Proef") < pagina.index("Zo wil het gezin het.")


@pytest.mark.eis("R013")
def test_no_page_of_the_trajectory_speaks_of_a_term(ans, traject):
    for naam in ("traject", "traject_fase", "traject_afsluiten"):
        tekst = ans.get(adres(naam, traject.pk)).content.decode().lower()
        assert not any(woord in tekst for woord in ("deadline", "termijn", "einddatum", "te laat", "%"))


@pytest.mark.parametrize(
    ("extra", "boodschap"),
    [
        ({"op": vandaag() + timedelta(days=2)}, "Deze dag is nog niet voorbij."),
        ({"op": vandaag() - timedelta(days=99)}, "De laatste verandering was op"),
        ({"op": "30/02/2014"}, "Deze datum bestaat niet."),
        ({"op": "0014-03-03"}, "Dit is wel erg lang geleden."),
        ({"fase": "afgerond"}, "Kies een van de antwoorden uit de lijst."),
        ({"fase": "groei"}, "Kies een van de antwoorden uit de lijst."),
        ({"fase": ""}, "Vul dit nog in."),
        ({"waarom": "é" * 100_000}, "300"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_typed_is_lost(ans, traject, extra, boodschap):
    inhoud = wissel(traject, "start", waarom="blijft staan 👩‍👧") | extra
    antwoord = ans.post(adres("traject_fase", traject.pk), inhoud)
    assert antwoord.status_code == 422
    assert boodschap in antwoord.content.decode()
    assert inhoud["waarom"] in antwoord.content.decode()
    assert stand(traject) == ("groei", "groei", 1)


def test_a_double_submit_writes_one_change(ans, traject):
    inhoud = wissel(traject, "start")
    eerste = ans.post(adres("traject_fase", traject.pk), inhoud)
    tweede = ans.post(adres("traject_fase", traject.pk), inhoud)
    assert eerste.url == tweede.url
    assert stand(traject) == ("start", "start", 2)


def test_a_stale_tab_reads_where_the_family_is_by_now(cast, ans, traject):
    als_persoon(cast, "carla").post(adres("traject_fase", traject.pk), wissel(traject, "afbouw"))
    antwoord = ans.post(adres("traject_fase", traject.pk), wissel(traject, "start"))
    assert antwoord.status_code == 422
    assert "fase: nu staat er “afbouw”; u typte “start”" in antwoord.content.decode()
    assert stand(traject)[0] == "afbouw"


# --- the end -------------------------------------------------------------------------------------


def einde(traject, fase="afgerond", **extra):
    slot = {
        "nu_zelf": "Koken en de papieren.",
        "met_netwerk": "Oma op woensdag.",
        "effect": "De ochtenden zijn het moeilijkst.",
        "andere_hulp": "Het CLB blijft.",
        "vertrouwenspersoon": "Rita van het inloophuis",
    }
    return wissel(traject, fase) | slot | extra


@pytest.mark.eis("R040", "R041", "R042", "R053")
def test_closing_keeps_what_the_family_does_itself_what_it_means_and_who_stays(ans, traject):
    pagina = ans.get(adres("traject_afsluiten", traject.pk)).content.decode()
    assert "kanarie-zon-helper" in pagina
    assert ans.post(adres("traject_afsluiten", traject.pk), einde(traject)).status_code == 302
    assert stand(traject) == ("afgerond", "afgerond", 2)
    pagina = ans.get(adres("traject", traject.pk)).content.decode()
    for woord in ("Koken en de papieren.", "Oma op woensdag.", "De ochtenden zijn het moeilijkst.",
                  "Het CLB blijft.", "Rita van het inloophuis"):  # fmt: skip
        assert woord in pagina


def test_a_completed_trajectory_says_what_the_family_does_itself(ans, traject):
    antwoord = ans.post(adres("traject_afsluiten", traject.pk), einde(traject, nu_zelf=""))
    assert antwoord.status_code == 422
    assert "Schrijf bij een afronding wat het gezin nu zelf doet." in antwoord.content.decode()


def test_a_family_that_stops_owes_no_explanation(ans, traject):
    leeg = dict.fromkeys(acties.SLOTVELDEN, "")
    assert (
        ans.post(adres("traject_afsluiten", traject.pk), einde(traject, "gestopt") | leeg).status_code == 302
    )
    assert stand(traject)[:2] == ("gestopt", "gestopt")


def test_an_ended_trajectory_stays_ended_and_a_new_referral_begins_a_new_one(cast, ans, traject):
    ans.post(adres("traject_afsluiten", traject.pk), einde(traject))
    for naam in ("traject_fase", "traject_afsluiten"):
        assert ans.get(adres(naam, traject.pk)).status_code == 403
        assert ans.post(adres(naam, traject.pk), einde(traject)).status_code == 403
    aanmelding = nieuwe_aanmelding(cast.zon)
    with als(cast.ans) as actor:
        nieuw = acties.begin_traject(actor, aanmelding)
        assert nieuw.pk != traject.pk
        assert acties.begin_traject(actor, aanmelding).pk == nieuw.pk
        oud = Traject.objects.get(pk=traject.pk)
        with pytest.raises(ValidationError, match="nieuwe aanmelding"):
            acties.ga_naar_fase(actor, oud, Fase.GROEI)
    assert stand(traject)[0] == "afgerond"
    assert stand(nieuw)[:2] == ("aanmelding", "aanmelding")
    pagina = ans.get(adres("traject", nieuw.pk)).content.decode()
    assert adres("traject", traject.pk) in pagina


def test_two_running_trajectories_are_refused(cast, traject):
    with als_bouw():
        tweede = cast.zon.aanmeldingen.get()
        tweede.pk = None
        tweede.save(force_insert=True)
    with als(cast.ans) as actor, pytest.raises(ValidationError, match="Er loopt nog een traject"):
        acties.begin_traject(actor, tweede)


def test_the_draft_of_a_closing_survives_a_log_out(cast, ans, traject):
    ans.post(
        reverse("vloer:concept", args=["traject-afsluiten", traject.pk]),
        {"nu_zelf": "half", "versie": traject.versie, "fase": "gestopt"},
    )
    ans.post(reverse("account_logout"))
    antwoord = als_persoon(cast, "ans").get(adres("traject_afsluiten", traject.pk))
    assert "Uw laatste tekst staat er nog" in antwoord.content.decode()
    assert antwoord.context["form"]["fase"].value() == "gestopt"
    als_persoon(cast, "ans").post(adres("traject_afsluiten", traject.pk), einde(traject))
    with als_bouw():
        assert Traject.objects.get(pk=traject.pk).nu_zelf == "Koken en de papieren."


def test_the_number_of_queries_does_not_grow_with_the_history(ans, traject, django_assert_num_queries):
    ans.get(adres("traject", traject.pk))
    with django_assert_num_queries(17):
        ans.get(adres("traject", traject.pk))
    with als_bouw():
        for fase in ("start", "groei"):
            TrajectFase.objects.create(
                traject=traject,
                sleutel=traject.sleutel,
                fase=fase,
                op=vandaag(),
                door_id=traject.gezin.coach_id,
            )
    with django_assert_num_queries(17):
        ans.get(adres("traject", traject.pk))
