"""Requests about data: terms, one extension, an answer in words, and an erasure that was asked for."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction

from beroepsgeheim.models import Wissing
from gezinnen.actions import verzoek as acties
from gezinnen.models import Aanmelding, Gezin, Traject, Verzoek, VerzoekWoord
from gezinnen.models.verzoek import plus_maanden
from organisaties.actor import vandaag
from tests.hulp import als, als_bouw

pytestmark = [pytest.mark.django_db, pytest.mark.eis("R297")]


@pytest.mark.parametrize(
    ("dag", "maanden", "termijn"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
    ],
)
def test_a_month_is_a_month_of_the_calendar(dag, maanden, termijn):
    assert plus_maanden(dag, maanden) == termijn


def vraag(cast, wie="ans", **velden) -> Verzoek:
    basis = {"lid": cast.leden["mama_zon"], "soort": "verbetering", "vraag": "kanarie-zon-verzoek"}
    with als(cast.actor(wie)) as actor:
        return acties.dien_in(
            actor, Gezin.objects.get(pk=cast.zon.pk), **(basis | {"ontvangen_op": vandaag()} | velden)
        )


def test_the_month_runs_from_the_day_it_was_asked(cast):
    gisteren = vandaag() - timedelta(days=20)
    verzoek = vraag(cast, ontvangen_op=gisteren)
    assert verzoek.termijn == plus_maanden(gisteren, 1)
    assert not verzoek.is_te_laat_op(verzoek.termijn)
    assert verzoek.is_te_laat_op(verzoek.termijn + timedelta(days=1))


def test_a_request_of_tomorrow_or_of_an_unknown_kind_is_refused(cast):
    for fout in ({"ontvangen_op": vandaag() + timedelta(days=1)}, {"soort": "iets"}):
        with pytest.raises(ValidationError):
            vraag(cast, **fout)


def test_more_time_is_given_once_with_a_reason_and_in_the_first_month(cast):
    verzoek = vraag(cast)
    with als(cast.ans) as ans:
        with pytest.raises(ValidationError):
            acties.verleng(ans, verzoek, reden="")
        acties.verleng(ans, verzoek, reden="ingewikkeld")
        assert verzoek.termijn == plus_maanden(vandaag(), 3)
        with pytest.raises(ValidationError):
            acties.verleng(ans, verzoek, reden="aantal")
    laat = vraag(cast, ontvangen_op=vandaag() - timedelta(days=40))
    with als(cast.ans) as ans, pytest.raises(ValidationError):
        acties.verleng(ans, laat, reden="ingewikkeld")


def test_who_does_not_do_all_of_it_writes_why_and_the_person_reads_it(cast):
    verzoek = vraag(cast)
    with als(cast.ans) as ans:
        with pytest.raises(ValidationError):
            acties.rond_af(ans, verzoek, uitkomst="geweigerd")
        acties.rond_af(ans, verzoek, uitkomst="deels", antwoord="Dit kan niet weg, omdat ...")
        assert not verzoek.kan_afhandelen(ans)
    with als(cast.mama_zon) as mama:
        assert Verzoek.objects.zichtbaar_voor(mama).get().uitkomst == "deels"
        assert VerzoekWoord.objects.zichtbaar_voor(mama).get().antwoord.startswith("Dit kan niet weg")


def test_the_officer_reads_the_term_and_never_the_words(cast):
    verzoek = vraag(cast)
    with als(cast.paula) as paula:
        assert Verzoek.objects.zichtbaar_voor(paula).get() == verzoek
        assert not VerzoekWoord.objects.exists()
        assert not VerzoekWoord.objects.zichtbaar_voor(paula).exists()
        acties.rond_af(paula, verzoek, uitkomst="gedaan")
    for naam in ("bert", "dora", "vera", "mieke", "bea", "papa_zon", "noor", "mama_maan"):
        with als(cast.actor(naam)) as actor:
            assert not Verzoek.objects.exists(), naam
            assert not Verzoek.objects.zichtbaar_voor(actor).exists(), naam
            assert not VerzoekWoord.objects.exists(), naam


def test_a_member_asks_from_the_own_place_for_herself_alone(cast):
    with als(cast.mama_zon) as mama:
        gezin = Gezin.objects.get(pk=cast.zon.pk)
        verzoek = acties.dien_in(
            mama,
            gezin,
            lid=cast.leden["mama_zon"],
            soort="bezwaar",
            vraag="nee",
            ontvangen_op=vandaag(),
            via="mijn",
        )
        with pytest.raises(DatabaseError), transaction.atomic():
            acties.dien_in(
                mama,
                gezin,
                lid=cast.leden["papa_zon"],
                soort="bezwaar",
                vraag="x",
                ontvangen_op=vandaag(),
                via="mijn",
            )
    with als(cast.ans) as ans:
        assert Verzoek.objects.zichtbaar_voor(ans).get() == verzoek


def _niets_loopt(cast) -> None:
    with als_bouw():
        Traject.objects.filter(gezin=cast.zon).update(fase="gestopt", tot=vandaag())
        Gezin.objects.filter(pk=cast.zon.pk).update(fase="gestopt")
        Aanmelding.objects.filter(gezin=cast.zon, beslissing__in=["open", "wachtlijst"]).delete()


def test_an_erasure_that_was_asked_is_announced_by_the_officer_when_nothing_runs_any_more(cast):
    verzoek = vraag(cast, soort="wissing")
    with als(cast.ans) as ans, pytest.raises(PermissionDenied):
        acties.wis_op_verzoek(ans, verzoek)
    with als(cast.paula) as paula:
        with pytest.raises(ValidationError):
            acties.wis_op_verzoek(paula, verzoek)
        _niets_loopt(cast)
    with als(cast.paula) as paula:
        acties.wis_op_verzoek(paula, verzoek)
        wissing = Wissing.objects.zichtbaar_voor(paula).get()
        assert (wissing.aanleiding, wissing.status, wissing.kopie) == ("verzoek", "aangekondigd", "te_vragen")
        assert wissing.wissen_vanaf == vandaag() + timedelta(days=30)


def test_the_coach_cannot_announce_an_erasure_in_the_database_either(cast):
    verzoek = vraag(cast, soort="wissing")
    _niets_loopt(cast)
    with als(cast.ans), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT gz_wis_op_verzoek(%s)", [verzoek.pk])


def test_the_family_page_leads_to_copies_and_requests(cast, inloggen):
    verzoek = vraag(cast, soort="inzage")
    client = inloggen(cast, "ans")
    assert f"/gezinnen/{cast.zon.pk}/rechten/" in client.get(f"/gezinnen/{cast.zon.pk}/").content.decode()
    tekst = client.get(f"/gezinnen/{cast.zon.pk}/rechten/").content.decode()
    assert f"/gezinnen/gegevensvragen/{verzoek.pk}/" in tekst
    assert f"/gezinnen/leden/{cast.leden['mama_zon'].pk}/kopie/" in tekst
    antwoord = client.post(f"/gezinnen/leden/{cast.leden['mama_zon'].pk}/kopie/", {"vorm": "json"})
    assert antwoord.status_code == 302
    assert antwoord["Location"].startswith("/opdracht/")


def test_a_request_is_taken_down_on_a_page_and_a_register_number_is_pointed_out(cast, inloggen):
    client, pad = inloggen(cast, "ans"), f"/gezinnen/{cast.zon.pk}/rechten/vraag/"
    velden = {
        "soort": "inzage",
        "via": "coach",
        "ontvangen_op": vandaag().isoformat(),
        "vraag": "mijn 90.05.01-123.52",
    }
    basis = 97 - 900501123 % 97
    velden["vraag"] = f"mijn nummer 90.05.01-123.{basis:02d}"
    antwoord = client.post(pad, velden)
    assert antwoord.status_code == 422
    assert "rijksregisternummer" in antwoord.content.decode()
    assert velden["vraag"] in antwoord.content.decode()
    antwoord = client.post(pad, velden | {"vraag": "wat staat er over ons"})
    assert antwoord.status_code == 302
    with als(cast.ans) as ans:
        assert VerzoekWoord.objects.zichtbaar_voor(ans).get().vraag == "wat staat er over ons"
