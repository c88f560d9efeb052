"""From a thought to having been held: the way, the walls around it, and neutrality."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from gezinnen.models import Client, Gebeurtenis
from lco import actions
from lco.actions import Geweigerd
from lco.models import OVERGANGEN, Aanvraag, Deelnemer, Overleg, OverlegStap, Status, VoorbereidingHerinnering
from tests.hulp import als, als_bouw

from .bouwen import KANARIE, definitief, gepland, neem_op, plan, vers, voorbij, vraag

pytestmark = pytest.mark.django_db


def ziet(cast, naam):
    with als(cast.actor(naam)) as actor:
        return set(Overleg.objects.zichtbaar_voor(actor).values_list("pk", flat=True))


@pytest.mark.eis("R162")
def test_a_thought_is_seen_by_the_coach_and_her_substitute_alone(cast):
    overleg = vraag(cast, verstuur=False)
    assert ziet(cast, "ans") == ziet(cast, "carla") == {overleg.pk}
    for naam in ("bert", "dora", "vera", "eva", "fons", "hugo", "petra", "bea", "rita_eva"):
        assert ziet(cast, naam) == set(), naam


@pytest.mark.eis("R159")
def test_a_request_goes_to_the_coordinators_of_the_ocmw_of_residence(cast):
    overleg = vraag(cast)
    assert overleg.ocmw == cast.organisaties["ocmw-genk"]
    assert ziet(cast, "eva") == ziet(cast, "rita_eva") == {overleg.pk}
    for naam in ("fons", "bert", "dora", "vera", "hugo", "petra", "mieke"):
        assert ziet(cast, naam) == set(), naam


@pytest.mark.eis("R159")
def test_a_municipality_without_ocmw_gets_a_clear_message(cast):
    with als(cast.bert) as bert, pytest.raises(Geweigerd, match="Voor Beringen kennen we"):
        actions.bewaar_overweging(
            bert, cast.maan, roepnaam="x", gemeente=cast.gemeenten["beringen"], meerwaarde="x"
        )


@pytest.mark.eis("R157")
@pytest.mark.eis("R161")
def test_nothing_is_sent_before_it_was_discussed_with_the_family(cast):
    overleg = vraag(cast, verstuur=False, besproken_op=None)
    with als(cast.ans) as ans, pytest.raises(Geweigerd, match="eerst met het gezin"):
        actions.vraag_overleg_aan(ans, overleg)
    with als_bouw(), pytest.raises(DatabaseError, match="overleg_eerst_besproken"), transaction.atomic():
        Overleg.objects.filter(pk=overleg.pk).update(status=Status.AANGEVRAAGD)


@pytest.mark.eis("R164")
def test_nothing_is_sent_without_what_it_brings_the_family(cast):
    overleg = vraag(cast, verstuur=False, meerwaarde=" ")
    with als(cast.ans) as ans, pytest.raises(Geweigerd, match="voor het gezin zelf"):
        actions.vraag_overleg_aan(ans, overleg)


@pytest.mark.eis("R159")
def test_the_coordinator_reads_the_request_and_not_the_family(cast):
    overleg = neem_op(cast, vraag(cast))
    with als(cast.eva) as eva:
        assert Aanvraag.objects.zichtbaar_voor(eva).get().meerwaarde == f"{KANARIE}-meerwaarde"
        assert not Client.objects.exists()
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM gezinnen_gezingegevens")
            assert cursor.fetchone()[0] == 0
    assert overleg.status == Status.VOORBEREIDING
    assert overleg.coordinator == cast.functies["eva"]


@pytest.mark.eis("R152")
def test_a_coordinator_who_is_coach_in_another_role_is_refused(cast):
    from tests.cast import maak_functie

    with als_bouw():
        cast.functies["ans_eva"] = maak_functie(cast, "ans", "coordinator", "ocmw-genk")
    overleg = vraag(cast)
    with als(cast.actor("ans_eva")) as actor, pytest.raises(Geweigerd, match="in een andere rol"):
        actions.neem_op(actor, Overleg.objects.zichtbaar_voor(actor).get(pk=overleg.pk))
    assert vers(cast, overleg, "eva").status == Status.AANGEVRAAGD


@pytest.mark.eis("R152")
@pytest.mark.parametrize("naam_in_lijst", ["Eva Proef", "  eva PROEF "])
def test_a_coordinator_in_the_familys_list_of_helpers_is_refused(cast, naam_in_lijst):
    from gezinnen.models import BetrokkenHulpverlener

    overleg = vraag(cast)
    with als(cast.ans):
        BetrokkenHulpverlener.objects.create(
            gezin=cast.zon,
            sleutel=cast.zon.sleutel,
            naam=naam_in_lijst,
            organisatie=cast.organisaties["ocmw-genk"],
        )
    with als(cast.eva) as eva, pytest.raises(Geweigerd, match="bij de helpers van dit gezin"):
        actions.neem_op(eva, Overleg.objects.zichtbaar_voor(eva).get(pk=overleg.pk))
    assert neem_op(cast, overleg, "rita_eva").coordinator == cast.functies["rita_eva"]


@pytest.mark.eis("R152")
def test_a_coordinator_among_the_participants_is_refused_and_cannot_be_added_later(cast):
    overleg = vraag(cast)
    with als(cast.ans) as ans:
        deelnemer = actions.voeg_deelnemer_toe(ans, overleg, naam="Eva", functie=cast.functies["eva"])
    with als(cast.eva) as eva, pytest.raises(Geweigerd, match="bij de deelnemers"):
        actions.neem_op(eva, Overleg.objects.zichtbaar_voor(eva).get(pk=overleg.pk))
    with als(cast.ans) as ans:
        deelnemer.uitnodigen = Deelnemer.Uitnodigen.NIET_MEER
        actions.verander_deelnemer(ans, deelnemer, versie=deelnemer.versie)
    overleg = neem_op(cast, overleg)
    with als(cast.eva) as eva, pytest.raises(Geweigerd, match="neutraal"):
        actions.voeg_deelnemer_toe(eva, overleg, naam="Eva", functie=cast.functies["eva"])


def test_neutrality_is_not_told_to_who_does_not_follow_the_consultation(cast):
    overleg = vraag(cast)
    with als(cast.fons), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT lco_niet_neutraal(%s)", [overleg.pk])


@pytest.mark.eis("R152")
def test_a_neighbouring_ocmw_stands_in_for_this_consultation_alone(cast):
    vraag(cast)
    overleg = vers(cast, vraag(cast), "eva")
    with als(cast.eva) as eva:
        actions.vraag_inval(eva, overleg, cast.organisaties["ocmw-lommel"])
    assert ziet(cast, "fons") == {overleg.pk}
    assert neem_op(cast, overleg, "fons").coordinator == cast.functies["fons"]


def test_a_colleague_reads_and_may_take_over_but_not_change(cast):
    overleg = neem_op(cast, vraag(cast))
    with als(cast.rita_eva) as rita:
        zelfde = Overleg.objects.zichtbaar_voor(rita).get(pk=overleg.pk)
        assert zelfde.kan_volgen(rita) and not zelfde.kan_leiden(rita) and not zelfde.kan_voorbereiden(rita)
        actions.neem_op(rita, zelfde)
        assert zelfde.kan_leiden(rita)
    assert not vers(cast, overleg, "eva").kan_leiden(cast.eva)


@pytest.mark.eis("R160")
def test_a_consultation_without_a_family_file(cast):
    with als(cast.eva) as eva:
        overleg = actions.open_zonder_dossier(
            eva, roepnaam="Noor", gemeente=cast.gemeenten["genk"], besproken_op=eva.dag, meerwaarde="steun",
            soort="client",
        )  # fmt: skip
        assert overleg.status == Status.VOORBEREIDING
        assert Client.objects.get().soort == Client.Soort.OVERLEG
    assert ziet(cast, "rita_eva") == {overleg.pk}
    assert ziet(cast, "fons") == ziet(cast, "ans") == set()


def test_a_coordinator_opens_none_for_another_municipality(cast):
    with als(cast.eva) as eva, pytest.raises(Geweigerd, match="is OCMW Lommel aan zet"):
        actions.open_zonder_dossier(
            eva,
            roepnaam="Noor",
            gemeente=cast.gemeenten["lommel"],
            besproken_op=eva.dag,
            meerwaarde="x",
            soort="client",
        )


@pytest.mark.eis("R200")
def test_too_early_is_an_answer_with_a_reason_that_comes_back_later(cast):
    overleg = vraag(cast)
    with als(cast.ans) as ans:
        with pytest.raises(Geweigerd, match="waarom"):
            actions.zet_stap(ans, overleg, "uitstellen", waarom=" ")
        dag = ans.dag + timedelta(days=60)
        actions.zet_stap(ans, overleg, "uitstellen", waarom="Eerst rust.", opnieuw_op=dag)
        assert (overleg.status, overleg.opnieuw_op) == (Status.UITGESTELD, dag)
        actions.zet_stap(ans, overleg, "hernemen")
        assert overleg.status == Status.AANGEVRAAGD
        assert [s.waarom for s in OverlegStap.objects.filter(stap="uitstellen")] == ["Eerst rust."]


def test_the_table_of_transitions_is_the_whole_of_what_can_happen(cast):
    overleg = vraag(cast, verstuur=False)
    mogelijk = {
        Status.OVERWOGEN: {"ans": {"aanvragen", "uitstellen", "stoppen"}},
        Status.AANGEVRAAGD: {"ans": {"uitstellen", "stoppen"}, "eva": {"opnemen", "uitstellen"}, "rita_eva": {"opnemen", "uitstellen"}},
        Status.VOORBEREIDING: {"ans": {"uitstellen", "stoppen"}, "eva": {"plannen", "uitstellen", "annuleren", "stoppen"}, "rita_eva": {"uitstellen"}},
        Status.GEPLAND: {"ans": {"uitstellen", "stoppen"}, "eva": {"verzetten", "houden", "uitstellen", "annuleren", "stoppen"}, "rita_eva": {"uitstellen"}},
        Status.GEHOUDEN: {"ans": set(), "eva": {"opvolgen"}, "rita_eva": set()},
        Status.OPGEVOLGD: {"ans": set(), "eva": set()},
        Status.UITGESTELD: {"ans": {"hernemen", "stoppen"}, "eva": {"hernemen", "annuleren", "stoppen"}, "rita_eva": {"hernemen"}},
        Status.GEANNULEERD: {"ans": set(), "eva": set()},
        Status.GESTOPT: {"ans": set(), "eva": set()},
    }  # fmt: skip
    assert set(mogelijk) == set(Status)
    with als(cast.ans) as ans:
        actions.vraag_overleg_aan(ans, overleg)
    for status, wie in mogelijk.items():
        with als_bouw():
            Overleg.objects.filter(pk=overleg.pk).update(
                status=status,
                datum=timezone.now(),
                client_aanwezig="ja" if status in ("gehouden", "opgevolgd") else "",
                coordinator=None if status in ("overwogen", "aangevraagd") else cast.functies["eva"],
            )
        for naam, verwacht in wie.items():
            rij = vers(cast, overleg, naam)
            with als(cast.actor(naam)) as actor:
                assert {o.code for o in rij.overgangen(actor)} == verwacht, (status, naam)
                for code in set(OVERGANGEN) - verwacht:
                    with pytest.raises(Geweigerd):
                        actions.kern.verschuif(actor, rij, code)


def test_two_coordinators_at_once_cannot_both_take_it_up(cast):
    overleg = vraag(cast)
    een, twee = vers(cast, overleg, "eva"), vers(cast, overleg, "rita_eva")
    with als(cast.eva) as eva:
        actions.neem_op(eva, een)
    with als(cast.rita_eva) as rita, pytest.raises(Geweigerd, match="net voor"):
        actions.neem_op(rita, twee)
    assert vers(cast, overleg, "eva").coordinator == cast.functies["eva"]


def test_a_day_in_the_past_is_refused(cast):
    overleg = neem_op(cast, vraag(cast))
    with als(cast.eva) as eva, pytest.raises(Geweigerd, match="voorbij"):
        actions.plan_overleg(eva, overleg, datum=timezone.now() - timedelta(minutes=1), plaats="x")


@pytest.mark.eis("R197")
@pytest.mark.eis("R189")
def test_held_is_registered_after_the_fact_with_who_was_there(cast):
    overleg = gepland(cast)
    with als(cast.eva) as eva, pytest.raises(Geweigerd, match="moet nog plaatsvinden"):
        actions.registreer_gehouden(eva, overleg, client_aanwezig="ja", eerste="nee")
    overleg = voorbij(cast, overleg)
    with als(cast.eva) as eva:
        actions.registreer_gehouden(eva, overleg, client_aanwezig="onbekend", eerste="ja")
    overleg = vers(cast, overleg, "ans")
    assert (overleg.status, overleg.client_aanwezig, overleg.eerste) == (Status.GEHOUDEN, "onbekend", "ja")


@pytest.mark.eis("R189")
def test_a_next_consultation_is_a_follow_up(cast):
    from lco.actions.vragen import vorig_overleg

    overleg = voorbij(cast, gepland(cast))
    with als(cast.eva) as eva:
        actions.registreer_gehouden(eva, overleg, client_aanwezig="ja", eerste="ja")
    with als(cast.ans):
        vorig = vorig_overleg(cast.zon)
    assert vorig.pk == overleg.pk
    assert vraag(cast, vorig=vorig, verstuur=False).eerste == "nee"


def test_the_familys_timeline_tells_it_to_coach_and_substitute(cast):
    plan(cast, neem_op(cast, vraag(cast)))
    with als(cast.ans) as ans:
        soorten = set(Gebeurtenis.objects.zichtbaar_voor(ans).values_list("soort", flat=True))
    assert soorten == {"lco.aangevraagd", "lco.opgenomen", "lco.plannen"}
    with als(cast.eva):
        assert not Gebeurtenis.objects.exists()


@pytest.mark.eis("R173")
@pytest.mark.eis("R174")
def test_the_preparers_reminder_is_hers_alone_and_goes_when_it_is_over(cast):
    overleg = neem_op(cast, vraag(cast))
    van_ans = vers(cast, overleg, "ans")
    with als(cast.ans) as ans:
        actions.bewaar_herinnering(ans, van_ans, niet_bespreken=f"{KANARIE}-stil", niet_uitnodigen="oma")
        assert VoorbereidingHerinnering.objects.count() == 1
    for naam in ("carla", "eva", "rita_eva", "vera", "bert", "hugo"):
        with als(cast.actor(naam)):
            assert VoorbereidingHerinnering.objects.count() == 0, naam
    assert (
        not hasattr(VoorbereidingHerinnering, "pgh_event_models")
        or not VoorbereidingHerinnering.pgh_event_models
    )
    with als(cast.eva) as eva, pytest.raises(Geweigerd):
        actions.bewaar_herinnering(eva, overleg, niet_bespreken="x", niet_uitnodigen="")
    with als(cast.eva) as eva:
        actions.zet_stap(eva, overleg, "annuleren", waarom="ziek")
    with als_bouw():
        assert not VoorbereidingHerinnering.objects.exists()


def test_the_family_stops_and_invitees_read_nothing_any_more(cast):
    overleg = definitief(cast)
    assert ziet(cast, "hugo") == ziet(cast, "jef") == {overleg.pk}
    van_ans = vers(cast, overleg, "ans")
    with als(cast.ans) as ans:
        actions.zet_stap(ans, van_ans, "stoppen")
    assert ziet(cast, "hugo") == ziet(cast, "jef") == set()
    assert ziet(cast, "eva") == {overleg.pk}
