"""Who sees which rows: once by the querysets alone (as owner, no row policies), once by the policies alone.

A clause that falls away on either side makes a row of this table fail.
"""

import pytest

from beroepsgeheim.omslag import scope_voor
from gezinnen.delen import register
from gezinnen.delen.register import DeelbareSoort
from lco import actions
from lco.models import (
    Aanvraag,
    AgendaBijlage,
    Agendapunt,
    AgendaVersie,
    Deelnemer,
    Overleg,
    Overlegregistratie,
    OverlegStap,
)
from tests.cast import maak_functie
from tests.hulp import als, als_bouw

from .bouwen import definitief, vers, vraag

pytestmark = pytest.mark.django_db

IEDEREEN = [
    "ans",
    "bert",
    "carla",
    "dora",
    "vera",
    "vik",
    "mieke",
    "mo",
    "eva",
    "fons",
    "hugo",
    "ida",
    "jef",
    "petra",
    "bea",
    "boris",
    "dirk",
    "tom",
    "karel",
    "door",
    "rita",
    "rita_eva",
]
VOLGT = {"ans", "carla", "eva", "rita_eva"}
# consultation -> who may see it; the thought is the coach's alone
PREPARATIE = (Aanvraag, Agendapunt, Deelnemer, OverlegStap, AgendaBijlage)


@pytest.fixture
def overleggen(cast, monkeypatch):
    proef = DeelbareSoort("proef", "Kaart", lambda c, a, o: {"titel": "Kaart"}, "x.html", bijlage=True)
    monkeypatch.setitem(register._soorten, "proef", proef)
    rijen = {"klaar": definitief(cast), "gedachte": vraag(cast, verstuur=False)}
    van_ans = vers(cast, rijen["klaar"], "ans")
    with als(cast.ans) as ans:
        actions.hang_bijlage_aan(ans, van_ans, ["proef"])
    with als(cast.eva) as eva:
        actions.registreer_elders(eva, gemeente=None, datum=eva.dag, client_aanwezig="ja", eerste="ja")
    return rijen


def verwacht(naam: str, model, rijen) -> set:
    """The consultations whose rows of this model this person sees."""
    klaar, gedachte = rijen["klaar"].pk, rijen["gedachte"].pk
    uit = set()
    if naam in VOLGT or (model is Overleg and naam in ("hugo", "jef")):
        uit.add(klaar)
    if naam in ("ans", "carla") and model in (Overleg, Aanvraag, OverlegStap):
        uit.add(gedachte)
    return uit


def versies(naam: str) -> set:
    """(number, for whom) of the frozen agendas; the first was withdrawn when the family added its map."""
    if naam in VOLGT:
        return {(nr, voor) for nr in (1, 2) for voor in ("hulpverleners", "gezin")}
    return {(2, "hulpverleners")} if naam == "hugo" else set()


def test_the_querysets_alone(cast, overleggen):
    for naam in IEDEREEN:
        actor = cast.actor(naam)
        with als_bouw(), scope_voor(actor):
            for model in (Overleg, *PREPARATIE):
                gezien = set(model.objects.zichtbaar_voor(actor).values_list("sleutel", flat=True))
                assert gezien == verwacht(naam, model, overleggen), (naam, model)
            gezien = set(AgendaVersie.objects.zichtbaar_voor(actor).values_list("nummer", "voor"))
            assert gezien == versies(naam), naam
            geteld = Overlegregistratie.objects.zichtbaar_voor(actor).count()
            assert geteld == (naam in ("eva", "rita_eva")), naam
            gevolgd = set(Overleg.objects.gevolgd_door(actor).values_list("pk", flat=True))
            assert gevolgd == verwacht(naam, Aanvraag, overleggen), naam
            genodigd = set(Overleg.objects.uitgenodigd(actor).values_list("pk", flat=True))
            assert genodigd == ({overleggen["klaar"].pk} if naam in ("hugo", "jef") else set()), naam


def test_the_row_policies_alone(cast, overleggen):
    for naam in IEDEREEN:
        with als(cast.actor(naam)):
            for model in (Overleg, *PREPARATIE):
                gezien = set(model.objects.values_list("sleutel", flat=True))
                assert gezien == verwacht(naam, model, overleggen), (naam, model)
            assert set(AgendaVersie.objects.values_list("nummer", "voor")) == versies(naam), naam
            assert Overlegregistratie.objects.count() == (naam in ("eva", "rita_eva")), naam


def test_counted_consultations_are_for_coordinators_not_for_everyone_of_that_ocmw(cast, overleggen):
    with als_bouw():
        cast.functies["greet"] = maak_functie(cast, "greet", "beheerder", "ocmw-genk")
    with als(cast.actor("greet")) as greet:
        assert not Overlegregistratie.objects.exists()
        assert not Overleg.objects.exists()
    with als_bouw(), scope_voor(greet):
        assert not Overlegregistratie.objects.zichtbaar_voor(greet).exists()
        assert not Overleg.objects.zichtbaar_voor(greet).exists()


def test_an_ended_invitation_and_a_coming_one_show_nothing(cast, overleggen):
    from datetime import timedelta

    from beroepsgeheim.models import Toegang

    with als_bouw():
        eigen = Toegang.objects.filter(functie=cast.functies["hugo"], reikwijdte="deelname")
        dag = cast.hugo.dag
        for van, tot in ((dag - timedelta(days=9), dag - timedelta(days=1)), (dag + timedelta(days=1), None)):
            eigen.update(van=van, tot=tot)
            with scope_voor(cast.hugo):
                assert not Overleg.objects.zichtbaar_voor(cast.hugo).exists()
                assert not AgendaVersie.objects.zichtbaar_voor(cast.hugo).exists()
    with als(cast.hugo):
        assert not AgendaVersie.objects.exists() and not Overleg.objects.exists()


def test_nobody_invites_herself_or_an_organisation_that_is_no_ocmw(cast, overleggen):
    from django.db import DatabaseError, connection, transaction

    klaar = overleggen["klaar"].pk
    pogingen = [
        ("ida", "SELECT lco_geef_deelname(%s, %s, 'genodigd')", [klaar, cast.functies["ida"].pk]),
        ("fons", "SELECT lco_geef_ocmw(%s, %s, 'ocmw')", [klaar, cast.organisaties["ocmw-lommel"].pk]),
        ("eva", "SELECT lco_geef_ocmw(%s, %s, 'inval')", [klaar, cast.organisaties["dienst-b"].pk]),
        ("eva", "SELECT lco_geef_deelname(%s, %s, 'genodigd')", [klaar, cast.functies["ida"].pk]),
        ("eva", "SELECT lco_geef_deelname(%s, %s, 'dossier')", [klaar, cast.functies["hugo"].pk]),
        ("hugo", "SELECT lco_wis_herinneringen(%s)", [klaar]),
        ("jef", "SELECT lco_beeindig_deelname(%s, NULL)", [klaar]),
        ("hugo", "SELECT lco_tijdlijn(%s, 'x', 'x', 'x', '')", [klaar]),
    ]
    for naam, sql, waarden in pogingen:
        weigert = pytest.raises(DatabaseError)
        with als(cast.actor(naam)), weigert, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, waarden)
