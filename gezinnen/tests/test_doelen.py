"""Goals and small steps: the family's words and order, effort beside result, never a score."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from gezinnen.actions import doelen as acties
from gezinnen.models import Doel, Gebeurtenis, Stap, Vooruitgang
from organisaties.actor import vandaag
from tests.hulp import als, als_bouw

from .hulp import als_persoon, bon, nieuw_doel, nieuwe_stap, toegang, verwacht

pytestmark = pytest.mark.django_db
RTL = "مرحبا 👩‍👧 <b>İğne</b>"


def adres(naam, pk):
    return reverse(f"gezinnen:{naam}", args=[pk])


@pytest.fixture
def doel(cast):
    with als_bouw():
        return cast.zon.doelen.get()


@pytest.fixture
def stap(cast):
    with als_bouw():
        return cast.zon.stappen.get()


@pytest.fixture
def ans(cast):
    return als_persoon(cast, "ans")


@pytest.fixture
def vera(cast):
    return als_persoon(cast, "vera")


def stapvelden(stap, **extra):
    basis = {
        "tekst": stap.tekst,
        "doel": str(stap.doel_id or ""),
        "status": stap.status,
        "versie": stap.versie,
        "formulierbon": bon(),
    }
    return basis | extra


# --- access --------------------------------------------------------------------------------------


@pytest.mark.parametrize("naam", ["doelen", "doelenblad", "doel_nieuw", "stap_nieuw"])
def test_who_may_open_the_goals_of_a_family(cast, naam):
    assert toegang(cast, adres(naam, cast.zon.pk), zorg=True) == verwacht(zorg=True)


def test_who_may_open_one_goal_or_step(cast, doel, stap):
    assert toegang(cast, adres("doel", doel.pk), zorg=True) == verwacht(zorg=True)
    assert toegang(cast, adres("stap", stap.pk), zorg=True) == verwacht(zorg=True)


def test_who_may_move_a_goal(cast, doel):
    pad = adres("doel_verplaats", doel.pk)
    assert toegang(cast, pad, zorg=True, methode="post") == verwacht(zorg=True, goed=302)


@pytest.mark.parametrize("naam", ["doelen", "doelenblad", "doel_nieuw", "stap_nieuw", "doel", "stap"])
def test_an_unknown_id_is_not_found(cast, ans, naam):
    with als_bouw():
        onbekend = cast.zon.leden.first().pk
    assert ans.get(adres(naam, onbekend)).status_code == 404


def test_a_wrong_method_is_refused(cast, ans, doel, stap):
    assert ans.post(adres("doelen", cast.zon.pk)).status_code == 405
    assert ans.post(adres("doelenblad", cast.zon.pk)).status_code == 405
    assert ans.get(adres("doel_verplaats", doel.pk)).status_code == 405
    assert ans.put(adres("stap", stap.pk)).status_code == 405


# --- goals ---------------------------------------------------------------------------------------


@pytest.mark.eis("R024", "R027", "R052")
def test_a_goal_stands_in_the_words_of_whoever_says_it_also_a_child(cast, vera):
    with als_bouw():
        kind = cast.zon.leden.get(naam="Kind Zon")
    inhoud = {"tekst": "Ik wil op mijn eigen bed slapen.", "van_lid": kind.pk, "formulierbon": bon()}
    assert vera.post(adres("doel_nieuw", cast.zon.pk), inhoud).status_code == 302
    pagina = vera.get(adres("doelen", cast.zon.pk)).content.decode()
    assert "Ik wil op mijn eigen bed slapen." in pagina
    assert "Kind Zon" in pagina
    with als_bouw():
        assert Doel.objects.get(tekst=inhoud["tekst"]).volgorde == 2


@pytest.mark.eis("R028")
def test_the_family_sets_the_order_with_two_buttons(cast, ans, doel):
    tweede = nieuw_doel(cast.zon, "tweede", volgorde=1)
    derde = nieuw_doel(cast.zon, "derde", volgorde=1)

    def volgorde():
        with als_bouw():
            return list(Doel.objects.filter(gezin=cast.zon).values_list("tekst", flat=True))

    assert volgorde() == [doel.tekst, "tweede", "derde"]
    ans.post(adres("doel_verplaats", derde.pk), {"richting": "omhoog"})
    assert volgorde() == [doel.tekst, "derde", "tweede"]
    ans.post(adres("doel_verplaats", doel.pk), {"richting": "omlaag"})
    assert volgorde() == ["derde", doel.tekst, "tweede"]
    for _keer in range(3):
        ans.post(adres("doel_verplaats", tweede.pk), {"richting": "omlaag"})
    ans.post(adres("doel_verplaats", tweede.pk), {"richting": "zijwaarts"})
    assert volgorde() == ["derde", doel.tekst, "tweede"]


def test_a_goal_may_be_let_go_or_reached_but_not_both(cast, ans, doel):
    inhoud = {"tekst": doel.tekst, "versie": doel.versie, "bereikt_op": vandaag(), "losgelaten_op": vandaag()}
    antwoord = ans.post(adres("doel", doel.pk), inhoud | {"formulierbon": bon()})
    assert antwoord.status_code == 422
    assert "niet allebei" in antwoord.content.decode()
    inhoud |= {"losgelaten_op": "", "formulierbon": bon()}
    assert ans.post(adres("doel", doel.pk), inhoud).status_code == 302
    assert "Dit lukte al" in ans.get(adres("doelen", cast.zon.pk)).content.decode()
    with als_bouw():
        assert Gebeurtenis.objects.filter(soort="gezinnen.doelen", titel="Een doel bereikt").count() == 1


@pytest.mark.parametrize(
    ("velden", "boodschap"),
    [
        ({"bereikt_op": vandaag() + timedelta(days=2)}, "Deze dag is nog niet voorbij."),
        ({"bereikt_op": "31/04/2014"}, "Deze datum bestaat niet."),
        ({"tekst": ""}, "Vul dit nog in."),
        ({"tekst": "é" * 100_000}, "300"),
    ],
)
def test_a_goal_that_cannot_be_saved_stays_on_screen(ans, doel, velden, boodschap):
    inhoud = {"tekst": RTL, "versie": doel.versie, "formulierbon": bon()} | velden
    antwoord = ans.post(adres("doel", doel.pk), inhoud)
    assert antwoord.status_code == 422
    assert boodschap in antwoord.content.decode()
    assert antwoord.context["form"]["tekst"].value() == inhoud["tekst"]


def test_somebody_of_another_family_cannot_say_it(cast, ans):
    with als_bouw():
        vreemd = cast.maan.leden.first()
    inhoud = {"tekst": "x", "van_lid": vreemd.pk, "formulierbon": bon()}
    assert ans.post(adres("doel_nieuw", cast.zon.pk), inhoud).status_code == 422
    with als(cast.ans) as actor, pytest.raises(ValidationError, match="van dit gezin"):
        acties.voeg_doel_toe(actor, cast.zon, tekst="x", van_lid=vreemd)


# --- steps ---------------------------------------------------------------------------------------


@pytest.mark.eis("R011", "R012")
def test_a_small_step_may_stand_without_a_goal(cast, vera):
    inhoud = {"tekst": "Eerst uitrusten.", "wie": "mama", "formulierbon": bon()}
    assert vera.post(adres("stap_nieuw", cast.zon.pk), inhoud).status_code == 302
    pagina = vera.get(adres("doelen", cast.zon.pk)).content.decode()
    assert "Stappen die op zichzelf staan" in pagina
    assert "Eerst uitrusten." in pagina


def test_the_goal_of_the_link_is_proposed(cast, ans, doel):
    form = ans.get(adres("stap_nieuw", cast.zon.pk) + f"?doel={doel.pk}").context["form"]
    assert str(form["doel"].value()) == str(doel.pk)
    assert ans.get(adres("stap_nieuw", cast.zon.pk) + "?doel=rommel").status_code == 200


@pytest.mark.eis("R015", "R018", "R030", "R031")
def test_effort_stands_beside_result_and_growth_has_several_kinds(cast, vera, stap):
    inhoud = stapvelden(
        stap,
        status="gelukt",
        inspanning="Mama belde zelf, met een klein hartje.",
        resultaat="De zoon is ingeschreven.",
        vooruitgang=["zelf_beslissen", "met_samenleving"],
    )
    assert vera.post(adres("stap", stap.pk), inhoud).status_code == 302
    pagina = vera.get(adres("doelen", cast.zon.pk)).content.decode()
    assert "Mama belde zelf, met een klein hartje." in pagina
    assert "De zoon is ingeschreven." in pagina
    assert "zelf beslissen, in verbinding met de samenleving" in pagina
    with als_bouw():
        stap.refresh_from_db()
        lijn = Gebeurtenis.objects.get(soort="gezinnen.doelen")
    assert stap.vooruitgang == [Vooruitgang.ZELF_BESLISSEN, Vooruitgang.MET_SAMENLEVING]
    assert (lijn.titel, lijn.tekst) == ("Een stap gelukt", "")


@pytest.mark.eis("R002")
def test_progress_speaks_of_a_better_life_and_of_the_children(cast, vera, stap):
    inhoud = stapvelden(stap, status="gelukt", vooruitgang=["beter_voelen", "met_kinderen"])
    assert vera.post(adres("stap", stap.pk), inhoud).status_code == 302
    assert (
        "zich beter voelen, dingen doen met de kinderen"
        in vera.get(adres("doelen", cast.zon.pk)).content.decode()
    )


@pytest.mark.eis("R009", "R010")
def test_a_step_says_who_does_what_together_on_screen_and_on_the_sheet_of_the_family(cast, vera):
    wie = "Mama wast af, Vera droogt af, Kind Zon ruimt weg"
    inhoud = {"tekst": "Samen de afwas.", "wie": wie, "formulierbon": bon()}
    assert "Wie doet wat, samen?" in vera.get(adres("stap_nieuw", cast.zon.pk)).content.decode()
    assert vera.post(adres("stap_nieuw", cast.zon.pk), inhoud).status_code == 302
    for naam in ("doelen", "doelenblad"):
        assert wie in vera.get(adres(naam, cast.zon.pk)).content.decode(), naam


@pytest.mark.eis("R048")
def test_what_was_tried_and_did_not_work_stays_in_sight(cast, ans, stap):
    inhoud = stapvelden(stap, status="werkte_niet", resultaat="Een rooster past niet bij ons.")
    ans.post(adres("stap", stap.pk), inhoud)
    for naam in ("doelen", "doelenblad"):
        pagina = ans.get(adres(naam, cast.zon.pk)).content.decode()
        assert stap.tekst in pagina
    assert "Geprobeerd, werkte niet" in ans.get(adres("doelen", cast.zon.pk)).content.decode()
    assert "Een rooster past niet bij ons." in ans.get(adres("doelen", cast.zon.pk)).content.decode()


def test_no_page_of_goals_holds_a_score_or_a_percentage(cast, ans, stap, doel):
    ans.post(adres("stap", stap.pk), stapvelden(stap, status="gelukt"))
    for pad in (adres("doelen", cast.zon.pk), adres("doelenblad", cast.zon.pk), adres("stap", stap.pk),
                adres("doel", doel.pk)):  # fmt: skip
        tekst = ans.get(pad).content.decode().lower()
        assert not any(woord in tekst for woord in ("%", "score", "<progress", "<meter", "punten"))


@pytest.mark.parametrize(
    ("velden", "boodschap"),
    [
        ({"tegen": "2014-02-31"}, "Deze datum bestaat niet."),
        ({"tegen": "9999-01-01"}, "Dit is wel erg ver weg."),
        ({"status": "mislukt"}, "Kies een van de antwoorden uit de lijst."),
        ({"vooruitgang": ["8/10"]}, "Kies alleen antwoorden uit de lijst."),
        ({"tekst": "é" * 100_000}, "300"),
        ({"inspanning": "é" * 100_000}, "20000"),
        ({"tekst": "a\x00b"}, "teken"),
    ],
)
def test_a_step_that_cannot_be_saved_stays_on_screen(ans, stap, velden, boodschap):
    antwoord = ans.post(adres("stap", stap.pk), stapvelden(stap, resultaat=RTL) | velden)
    assert antwoord.status_code == 422
    assert boodschap in antwoord.content.decode()
    assert antwoord.context["form"]["resultaat"].value() == RTL


def test_a_step_keeps_emoji_and_other_scripts_and_never_runs_them(cast, ans, stap):
    ans.post(adres("stap", stap.pk), stapvelden(stap, tekst=RTL))
    with als_bouw():
        stap.refresh_from_db()
    assert stap.tekst == RTL
    assert "<b>İğne" not in ans.get(adres("doelen", cast.zon.pk)).content.decode()


def test_a_goal_of_another_family_is_refused(cast, ans):
    with als_bouw():
        vreemd = cast.maan.doelen.get()
    inhoud = {"tekst": "x", "doel": vreemd.pk, "formulierbon": bon()}
    assert ans.post(adres("stap_nieuw", cast.zon.pk), inhoud).status_code == 422
    with als(cast.ans) as actor, pytest.raises(ValidationError, match="van dit gezin"):
        acties.voeg_stap_toe(actor, cast.zon, tekst="x", doel=vreemd)


def test_a_double_submit_makes_one_step(cast, vera):
    inhoud = {"tekst": "één keer", "formulierbon": bon()}
    eerste = vera.post(adres("stap_nieuw", cast.zon.pk), inhoud)
    tweede = vera.post(adres("stap_nieuw", cast.zon.pk), inhoud)
    assert eerste.url == tweede.url
    with als_bouw():
        assert Stap.objects.filter(tekst="één keer").count() == 1


@pytest.mark.parametrize("soort", ["doel", "stap"])
def test_a_stale_tab_shows_the_difference(ans, vera, doel, stap, soort):
    rij = {"doel": doel, "stap": stap}[soort]
    inhoud = stapvelden(stap) if soort == "stap" else {"versie": doel.versie, "formulierbon": bon()}
    vera.post(adres(soort, rij.pk), inhoud | {"tekst": "van Vera"})
    antwoord = ans.post(adres(soort, rij.pk), inhoud | {"tekst": "van Ans", "formulierbon": bon()})
    assert antwoord.status_code == 422
    assert "nu staat er “van Vera”; u typte “van Ans”" in antwoord.content.decode()
    opnieuw = inhoud | {"tekst": "van Ans", "formulierbon": bon(), "versie": 2}
    assert ans.post(adres(soort, rij.pk), opnieuw).status_code == 302


def test_a_draft_of_a_step_survives_a_log_out(cast, vera, stap):
    concept = {"inspanning": "half", "vooruitgang": ["vertrouwen"], "versie": 1, "tekst": stap.tekst}
    vera.post(reverse("vloer:concept", args=["stap", stap.pk]), concept)
    vera.post(reverse("account_logout"))
    antwoord = als_persoon(cast, "vera").get(adres("stap", stap.pk))
    assert "Uw laatste tekst staat er nog" in antwoord.content.decode()
    assert antwoord.context["form"]["vooruitgang"].value() == ["vertrouwen"]


# --- the family's own sheet ----------------------------------------------------------------------


@pytest.mark.eis("R032")
def test_the_sheet_for_the_family_makes_small_steps_visible(cast, vera, stap):
    vera.post(adres("stap", stap.pk), stapvelden(stap, status="gelukt", inspanning="Jullie hielden vol."))
    pagina = vera.get(adres("doelenblad", cast.zon.pk)).content.decode()
    assert "Ons plan" in pagina
    assert "Jullie hielden vol." in pagina
    assert "kanarie-zon-helper" not in pagina
    assert "kanarie-zon-vraag" not in pagina


# --- measure -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("naam", "aantal"), [("doelen", 16), ("doelenblad", 15)])
def test_the_number_of_queries_does_not_grow_with_goals_and_steps(
    cast, ans, naam, aantal, django_assert_num_queries
):
    with als_bouw():
        lid = cast.zon.leden.first()
    ans.get(adres(naam, cast.zon.pk))
    with django_assert_num_queries(aantal):
        ans.get(adres(naam, cast.zon.pk))
    for n in range(2):
        doel = nieuw_doel(cast.zon, f"doel {n}", van_lid=lid)
        nieuwe_stap(cast.zon, f"stap {n}", doel=doel, vooruitgang=["vertrouwen"], status="gelukt")
    with django_assert_num_queries(aantal):
        ans.get(adres(naam, cast.zon.pk))
