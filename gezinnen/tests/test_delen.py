"""The gate of sharing: each refusal by itself, all at once, and the family's no that works everywhere."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from beroepsgeheim.models import Raadpleging
from gezinnen.delen import actions, register
from gezinnen.delen.actions import Antwoord, Geweigerd
from gezinnen.delen.forms import BriefFormulier
from gezinnen.delen.soorten import BRIEF, KLUS, PRAKTISCH, STAPPEN
from gezinnen.models import BetrokkenHulpverlener, Bezwaar, Client, Doel, Gegevensdeling, Gezinslid
from organisaties.models import Functie, Organisatie, Sector
from tests.cast import kanarie
from tests.hulp import als, als_bouw

pytestmark = pytest.mark.django_db


def helper(cast, **velden):
    """The helper of family Zon (Hugo), with a task; `velden` change her row as the coach would."""
    with als_bouw():
        hulp = BetrokkenHulpverlener.objects.get(sleutel=cast.zon.sleutel, van_lid__isnull=True)
        for veld, waarde in ({"opdracht": "budget"} | velden).items():
            setattr(hulp, veld, waarde)
        hulp.save()
    return hulp


def lid(cast, soort="ouder"):
    """The mother of ZON, or her little child."""
    with als_bouw():
        return Gezinslid.objects.filter(sleutel=cast.zon.sleutel, soort=soort).order_by("-geboortedatum")[0]


def ja(cast, **velden):
    basis = {"zegt": "ja", "lid": lid(cast), "op": cast.ans.dag, "hoe": "thuis"}
    return Antwoord(**{**basis, **velden})


def deel(cast, soort=STAPPEN, *, naam="ans", aan=None, antwoord=None, **velden):
    """Share the goals and steps of family Zon with Hugo, as the coach."""
    aan, antwoord = aan or helper(cast), antwoord or ja(cast)
    with als(cast.actor(naam)) as actor:
        client = Client.objects.get(pk=cast.zon.client_id)
        return actions.deel(actor, client, soort, aan=aan, antwoord=antwoord, **velden)


def geweigerd(cast, soort=STAPPEN, **velden):
    with pytest.raises(Geweigerd) as fout:
        deel(cast, soort, **velden)
    assert len(fout.value.redenen) == len(fout.value.codes)
    with als_bouw():
        assert not Gegevensdeling.objects.exists()
    return fout.value.codes


def leest(cast, naam="hugo"):
    """What this person reads of what was shared with her: by the row policy alone, and by the queryset alone."""
    with als(cast.actor(naam)) as actor:
        zichtbaar = set(Gegevensdeling.objects.values_list("pk", flat=True))
        with als_bouw():  # the row policies sleep
            assert set(Gegevensdeling.objects.zichtbaar_voor(actor).values_list("pk", flat=True)) == zichtbaar
    return zichtbaar


def test_a_goal_that_somebody_said_for_herself_alone_is_not_shared_along(cast):
    moeder = lid(cast)
    with als_bouw():
        for tekst, publiek in (("Voor ons allemaal", "gezin"), ("Enkel van mij", "spreker")):
            Doel.objects.create(
                gezin=cast.zon, sleutel=cast.zon.sleutel, van_lid=moeder, tekst=tekst, publiek=publiek
            )
    doelen = {doel["tekst"] for doel in deel(cast).inhoud["doelen"]}
    assert "Voor ons allemaal" in doelen
    assert "Enkel van mij" not in doelen


@pytest.mark.eis("R132")
@pytest.mark.eis("R133")
def test_what_is_shared_is_the_state_of_that_moment_with_purpose_task_and_necessity(cast):
    deling = deel(cast)
    assert deling.inhoud["doelen"][0]["tekst"] == kanarie("zon", "doel")
    assert (deling.doel, deling.taak, deling.wie_zei_ja) == (kanarie("zon", "doel"), "budget", "Mama Zon")
    assert deling.noodzaak and deling.aan_wie == f"{kanarie('zon', 'helper')}, CAW Limburg"
    assert leest(cast) == {deling.pk}
    assert leest(cast, "ans") == leest(cast, "carla") == {deling.pk}
    for naam in ("bert", "dora", "vera", "vik", "mieke", "eva", "ida", "jef", "karel", "bea", "dirk"):
        assert leest(cast, naam) == set(), naam


@pytest.mark.eis("R132")
def test_a_helper_of_another_family_is_refused(cast):
    with als_bouw():
        andere = BetrokkenHulpverlener.objects.get(sleutel=cast.maan.sleutel)
        andere.opdracht = "budget"
        andere.save()
    assert geweigerd(cast, aan=andere) == ["ander_gezin"]


@pytest.mark.eis("R132")
@pytest.mark.parametrize("velden", [{"tot": -1}, {"van": 1}])
def test_a_helper_whose_task_is_over_or_still_to_come_is_refused(cast, velden):
    dagen = {veld: cast.ans.dag + timedelta(days=plus) for veld, plus in velden.items()}
    assert geweigerd(cast, aan=helper(cast, **dagen)) == ["voorbij"]


@pytest.mark.eis("R132")
@pytest.mark.parametrize(
    ("velden", "code"),
    [
        ({"beroepsgeheim": "nee"}, "geen_geheim"),
        ({"beroepsgeheim": "onbekend"}, "geheim_onbekend"),
        ({"sector": "school"}, "geen_geheim"),
    ],
)
def test_who_is_not_bound_by_professional_secrecy_is_refused(cast, velden, code):
    if "sector" in velden:
        with als_bouw():
            velden = {"sector": Sector.objects.create(code="school", naam="Onderwijs", beroepsgeheim=False)}
    assert geweigerd(cast, aan=helper(cast, **velden)) == [code]


@pytest.mark.eis("R137")
@pytest.mark.parametrize(
    ("velden", "code"),
    [
        ({"kader": "opgelegd"}, "opgelegd"),
        ({"kader": "onbekend"}, "kader_onbekend"),
        ({"sector_id": "jeugdrecht"}, "opgelegd"),
    ],
)
def test_an_imposed_context_is_refused_and_unknown_is_no_yes(cast, velden, code):
    assert geweigerd(cast, aan=helper(cast, **velden)) == [code]


@pytest.mark.eis("R135")
@pytest.mark.parametrize(
    ("velden", "codes"),
    [
        ({"zegt": "niet"}, ["niet_verteld"]),
        ({"zegt": ""}, ["niet_verteld"]),
        ({"lid": None}, ["onvolledig"]),
        ({"op": None}, ["onvolledig"]),
        ({"hoe": ""}, ["onvolledig"]),
    ],
)
def test_a_family_that_was_not_told_or_an_answer_without_who_when_or_how_is_refused(cast, velden, codes):
    assert geweigerd(cast, antwoord=ja(cast, **velden)) == codes


@pytest.mark.eis("R135")
def test_an_answer_of_tomorrow_is_refused(cast):
    assert geweigerd(cast, antwoord=ja(cast, op=cast.ans.dag + timedelta(days=1))) == ["later"]


@pytest.mark.eis("R136")
@pytest.mark.eis("R124")
def test_a_no_is_enough(cast):
    assert geweigerd(cast, antwoord=ja(cast, zegt="nee")) == ["nee"]


@pytest.mark.eis("R133")
def test_without_a_task_or_a_purpose_nothing_is_necessary(cast):
    with als_bouw():
        from gezinnen.models import Aanmelding, Doel

        Doel.objects.filter(sleutel=cast.zon.sleutel).update(losgelaten_op=cast.ans.dag)
        Aanmelding.objects.filter(sleutel=cast.zon.sleutel).update(vraag="")
    assert geweigerd(cast, PRAKTISCH, aan=helper(cast, opdracht="")) == ["geen_taak", "geen_doel"]


def test_all_reasons_come_at_once(cast):
    hulp = helper(cast, kader="opgelegd", beroepsgeheim="nee", opdracht="")
    assert geweigerd(cast, aan=hulp, antwoord=ja(cast, zegt="niet")) == [
        "geen_geheim", "opgelegd", "niet_verteld", "geen_taak",
    ]  # fmt: skip


@pytest.mark.eis("R134")
@pytest.mark.parametrize(
    ("tekst", "goed"),
    [
        ('De huur is betaald op 3 maart. Mama zegt: "Ik denk dat het lukt."', True),
        ("Ik vind dat ze niet meewerkt.", False),
        ("Vermoedelijk drinkt hij.", False),
        ("De moeder is lui.", False),
        ("De kinderen luisteren graag naar verhalen.", True),
    ],
)
def test_a_letter_holds_facts_no_opinions_or_suspicions(tekst, goed):
    form = BriefFormulier({"onderwerp": "huur", "tekst": tekst})
    assert form.is_valid() == goed


@pytest.mark.eis("R136")
def test_an_objection_stops_what_is_readable_and_what_would_come(cast):
    deling = deel(cast)
    with als(cast.ans) as ans:
        actions.bezwaar(ans, deling, door_lid=lid(cast))
        deling.refresh_from_db()
        assert deling.einde == "bezwaar"
    assert leest(cast) == set()
    with pytest.raises(Geweigerd) as fout:
        deel(cast)
    assert fout.value.codes == ["bezwaar"]


@pytest.mark.eis("R136")
@pytest.mark.parametrize("naam", ["hugo", "vera", "carla"])
def test_whoever_hears_the_no_takes_it_down(cast, naam):
    deling = deel(cast)
    with als(cast.actor(naam)) as actor:
        if naam == "vera":
            client = Client.objects.get(pk=cast.zon.client_id)
            actions.bezwaar_tegen(actor, client, "alles")
        else:
            actions.bezwaar(actor, deling)
    assert leest(cast) == set()
    with als_bouw():
        rij = Bezwaar.objects.get()
        assert (rij.gehoord_door_id, rij.wie_zei_nee) == (cast.functies[naam].pk, "het gezin")


@pytest.mark.eis("R136")
def test_a_stranger_cannot_say_no_for_the_family_nor_stop_another_familys_sharing(cast):
    deling = deel(cast)
    for naam in ("ida", "bert", "jef", "vik"):
        with als(cast.actor(naam)) as actor, pytest.raises(DatabaseError), transaction.atomic():
            actions.bezwaar(actor, deling)
    # The recipient stops what is hers and nothing else, whatever she writes in the row.
    with als_bouw():
        vreemd = Client.objects.get(pk=cast.maan.client_id)
    with als(cast.hugo) as hugo:
        Bezwaar.objects.create(sleutel=vreemd.sleutel, client=vreemd, tegen="alles", deling=deling)
        with pytest.raises(DatabaseError), transaction.atomic():
            actions.bezwaar_tegen(hugo, vreemd, "alles")
    with als_bouw():
        rij = Bezwaar.objects.get()
        assert (rij.tegen, rij.sleutel) == ("deling", cast.zon.sleutel)


@pytest.mark.eis("R136")
@pytest.mark.parametrize(
    ("tegen", "velden", "blijft"),
    [
        ("soort", {"soort": PRAKTISCH}, [STAPPEN]),
        ("ontvanger", {}, []),
        ("alles", {}, []),
    ],
)
def test_a_no_to_a_kind_a_recipient_or_everything(cast, tegen, velden, blijft):
    deel(cast)
    deel(cast, PRAKTISCH)
    hulp = helper(cast)
    with als(cast.ans) as ans:
        client = Client.objects.get(pk=cast.zon.client_id)
        wie = {"hulpverlener": hulp} if tegen == "ontvanger" else {}
        actions.bezwaar_tegen(ans, client, tegen, **velden, **wie)
    with als(cast.hugo) as hugo:
        assert [d.soort for d in Gegevensdeling.objects.aan(hugo)] == blijft


@pytest.mark.eis("R136")
def test_the_no_of_one_person_counts_for_what_concerns_that_person(cast):
    moeder, kind = lid(cast), lid(cast, "kind")
    van_moeder, van_allen = deel(cast, over=[moeder]), deel(cast, PRAKTISCH)
    with als(cast.ans) as ans:
        client = Client.objects.get(pk=cast.zon.client_id)
        actions.bezwaar_tegen(ans, client, "alles", door_lid=kind)
    assert leest(cast) == {van_moeder.pk}
    with als_bouw():
        van_allen.refresh_from_db()
        assert van_allen.einde == "bezwaar"


@pytest.mark.eis("R136")
def test_a_no_is_taken_back_with_the_file_and_what_stopped_stays_stopped(cast):
    deling = deel(cast)
    with als(cast.hugo) as hugo:
        actions.bezwaar(hugo, deling)
    with als_bouw():
        rij = Bezwaar.objects.get()
    with als(cast.hugo) as hugo, pytest.raises(Geweigerd):
        actions.trek_bezwaar_in(hugo, rij)
    with als(cast.ans) as ans:
        actions.trek_bezwaar_in(ans, Bezwaar.objects.zichtbaar_voor(ans).get())
    assert leest(cast) == set()
    opnieuw = deel(cast)
    assert leest(cast) == {opnieuw.pk} != {deling.pk}


@pytest.mark.eis("R136")
def test_no_sql_of_the_web_role_passes_the_gate(cast):
    deling = deel(cast)
    with als(cast.hugo) as hugo:
        actions.bezwaar(hugo, deling)
    weg = [
        "UPDATE gezinnen_gegevensdeling SET beeindigd_op = NULL, einde = ''",
        "UPDATE gezinnen_gegevensdeling SET functie_id = functie_id, titel = 'x'",
        "DELETE FROM gezinnen_gegevensdeling",
        "DELETE FROM gezinnen_bezwaar",
        "UPDATE gezinnen_bezwaar SET soort = 'x'",
        "INSERT INTO gezinnen_gegevensdeling SELECT (json_populate_record(d, json_build_object('id',"
        " gen_random_uuid(), 'beeindigd_op', NULL, 'einde', ''))).* FROM gezinnen_gegevensdeling d",
    ]
    for sql in weg:
        weigert = pytest.raises(DatabaseError)
        with als(cast.ans), weigert, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


@pytest.mark.eis("R135")
@pytest.mark.parametrize(
    "velden", [{"antwoord_naam": "", "antwoord_lid": None}, {"antwoord_hoe": ""}, {"antwoord": "nee"}]
)
def test_the_table_itself_refuses_a_yes_without_who_when_or_how(cast, velden):
    deling = deel(cast)
    rij = {
        f.attname: getattr(deling, f.attname) for f in Gegevensdeling._meta.concrete_fields if f.name != "id"
    }
    velden = {("antwoord_lid_id" if k == "antwoord_lid" else k): v for k, v in velden.items()}
    with als_bouw(), pytest.raises(IntegrityError), transaction.atomic():
        Gegevensdeling.objects.create(**{**rij, **velden})


@pytest.mark.eis("R137")
@pytest.mark.parametrize(
    ("velden", "einde"),
    [
        ({"kader": "opgelegd"}, "opgelegd"),
        ({"sector_id": "jeugdrecht"}, "opgelegd"),
        ({"beroepsgeheim": "nee"}, "geheim"),
    ],
)
def test_a_recipient_whose_context_changes_reads_nothing_from_that_moment(cast, velden, einde):
    deling = deel(cast)
    helper(cast, **velden)
    assert leest(cast) == set()
    with als(cast.ans):
        deling.refresh_from_db()
        assert deling.einde == einde


@pytest.mark.eis("R137")
def test_a_sector_that_becomes_imposed_stops_the_sharing_with_its_helpers(cast):
    deel(cast, aan=helper(cast, sector_id="caw"))
    with als_bouw():
        Sector.objects.filter(code="caw").update(opgelegd=True)
    assert leest(cast) == set()


@pytest.mark.eis("R132")
def test_sharing_ends_with_the_task_of_the_recipient(cast):
    deling = deel(cast)
    helper(cast, tot=cast.ans.dag)
    with als(cast.ans):
        deling.refresh_from_db()
        assert (deling.tot, deling.einde) == (cast.ans.dag, "")
    assert leest(cast) == {deling.pk}
    helper(cast, tot=cast.ans.dag - timedelta(days=1))
    assert leest(cast) == set()


def test_sharing_ends_on_its_own_last_day_and_never_after_the_task(cast):
    morgen = cast.ans.dag + timedelta(days=1)
    deling = deel(cast, aan=helper(cast, tot=morgen), tot=morgen + timedelta(days=30))
    assert deling.tot == morgen
    with als_bouw():
        Gegevensdeling.objects.filter(pk=deling.pk).update(tot=cast.ans.dag - timedelta(days=1))
    assert leest(cast) == set()


def test_a_role_that_ended_is_no_recipient(cast):
    with als_bouw():
        Functie.objects.filter(pk=cast.functies["hugo"].pk).update(tot=cast.ans.dag - timedelta(days=1))
    assert geweigerd(cast, aan=helper(cast)) == ["functie_voorbij"]


def test_a_service_gets_a_task_and_nothing_else(cast):
    with als_bouw():
        klus = Organisatie.objects.get(code="klus")
    velden = {"taak": "de kraan lekt", "voornaam": "Noor", "met_adres": True}
    deling = deel(cast, KLUS, aan=klus, invoer=velden)
    assert leest(cast, "karel") == {deling.pk}
    assert leest(cast, "door") == leest(cast, "hugo") == set()
    assert kanarie("zon", "doel") not in str(deling.inhoud)
    with pytest.raises(Geweigerd) as fout:
        deel(cast, STAPPEN, aan=klus)
    assert fout.value.codes == ["verkeerde_ontvanger"]
    with pytest.raises(Geweigerd) as fout:
        deel(cast, KLUS, aan=helper(cast), invoer=velden)
    assert "verkeerde_ontvanger" in fout.value.codes


def test_nobody_asks_the_gate_about_a_family_that_is_not_hers(cast):
    hulp = helper(cast)
    for naam in ("bert", "hugo", "vik"):
        with als(cast.actor(naam)) as actor, pytest.raises(DatabaseError), transaction.atomic():
            actions.deel(
                actor,
                Client(pk=cast.zon.client_id, sleutel=cast.zon.sleutel),
                STAPPEN,
                aan=hulp,
                antwoord=ja(cast),
            )


def test_the_history_of_a_sharing_is_not_for_its_recipient(cast):
    deel(cast)
    spoor = Gegevensdeling.pgh_event_model
    with als(cast.hugo):
        assert not spoor.objects.exists()
    with als(cast.ans):
        assert spoor.objects.count() == 1


def test_sharing_and_objecting_stand_in_the_log(cast):
    from beroepsgeheim.omslag import omslag

    hulp, antwoord = helper(cast), ja(cast)
    with omslag(cast.ans):
        client = Client.objects.get(pk=cast.zon.client_id)
        deling = actions.deel(cast.ans, client, STAPPEN, aan=hulp, antwoord=antwoord)
        actions.bezwaar(cast.ans, deling)
    with als_bouw():
        acties = set(Raadpleging.objects.values_list("actie", "onderdeel"))
    assert {("delen", f"delen.{STAPPEN}"), ("bezwaar", f"delen.{STAPPEN}")} <= acties


def test_every_kind_says_why_it_is_needed_and_why_it_is_fact():
    for soort in register.soorten():
        assert str(soort.nodig) and str(soort.feit) and soort.template, soort.code
    assert {STAPPEN, PRAKTISCH, BRIEF, KLUS} <= {s.code for s in register.soorten()}


@pytest.mark.eis("R136")
def test_a_family_member_sees_what_concerns_her_and_stops_it_herself(cast):
    """Every member sees what is about all or about her; her own no ends it, without a helper in between."""
    moeder, kind = lid(cast), lid(cast, "kind")
    van_allen, van_kind = deel(cast), deel(cast, PRAKTISCH, over=[kind])
    assert leest(cast, "mama_zon") == {van_allen.pk}
    assert leest(cast, "mama_maan") == set()
    with als(cast.mama_zon) as mama:
        actions.bezwaar(mama, van_allen)
        rij = Bezwaar.objects.zichtbaar_voor(mama).get()
        assert (rij.door_lid_id, rij.gehoord_door_id) == (moeder.pk, None)
    assert leest(cast) == {van_kind.pk}
    assert leest(cast, "mama_zon") == {van_allen.pk}  # she still reads that it was, and that it stopped
    with als(cast.mama_zon) as mama:
        actions.trek_bezwaar_in(mama, rij)
    with als(cast.mama_zon), pytest.raises(DatabaseError), transaction.atomic():
        Bezwaar.objects.create(
            sleutel=cast.zon.sleutel, client_id=cast.zon.client_id, tegen="alles", door_lid=kind
        )


def test_nothing_about_who_is_shielded_reaches_the_other(cast):
    moeder, antwoord = lid(cast), ja(cast)
    with als_bouw():
        vader = Gezinslid.objects.get(sleutel=cast.zon.sleutel, naam="Papa Zon")
    van_moeder = deel(cast, over=[moeder], antwoord=antwoord)
    van_beiden = deel(cast, PRAKTISCH, over=[moeder, vader], antwoord=antwoord)
    assert leest(cast, "mama_zon") == {van_moeder.pk, van_beiden.pk}
    assert leest(cast, "papa_zon") == set()
