"""Somebody leaves: everything ends this minute, and her open work waits for a successor, by number."""

import uuid
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from beroepsgeheim.models import Raadpleging, Toegang
from gezinnen.actions import opvolging as acties
from gezinnen.models import Gebeurtenis, Gezin, GezinGegevens, Overname
from organisaties.actor import Actor, vandaag
from organisaties.models import Functie
from tests.hulp import als, als_bouw
from thuiscompagnie.vloer.formulieren import bewaar_concept
from thuiscompagnie.vloer.models import Concept, Opdracht

pytestmark = [pytest.mark.django_db, pytest.mark.eis("R109")]


def vertrek(inloggen: Any, cast: Any, naam: str) -> None:
    antwoord = inloggen(cast, "bea").post(
        reverse("organisaties:functie_beeindigen", args=[cast.functies[naam].pk]),
        {"laatste_dag": vandaag().isoformat()},
    )
    assert antwoord.status_code == 302


def test_a_role_that_ends_takes_access_sessions_and_waiting_work_with_it(cast, inloggen):
    with als_bouw():
        Opdracht.objects.create(
            soort="x", uniek="x", actor=cast.ans.als_json(), eigenaar=cast.functies["ans"].pk
        )
    ander = Client()
    ander.force_login(cast.functies["ans"].gebruiker)
    gezin = reverse("gezinnen:gezin", args=[cast.zon.pk])
    assert ander.get(gezin).status_code == 200
    vertrek(inloggen, cast, "ans")
    assert ander.get(gezin).status_code in (302, 403)
    with als_bouw():
        eigen = Toegang.objects.filter(functie=cast.functies["ans"])
        assert eigen.exists() and not eigen.filter(ingetrokken_op__isnull=True).exists()
        assert Opdracht.objects.get(uniek="x").fout == "functie_voorbij"
    with als(cast.ans):  # even with the old role still set, the database gives nothing
        assert not GezinGegevens.objects.exists()


def test_who_has_another_role_works_on_in_that_one_alone(cast, inloggen):
    client = inloggen(cast, "rita_eva")
    with als_bouw():
        Functie.objects.filter(pk=cast.functies["rita_eva"].pk).update(ingetrokken_op="2026-01-01T00:00Z")
    assert client.get(reverse("lco:lijst")).status_code == 200  # as coach


def test_the_open_work_stands_there_by_number_and_without_content(cast, inloggen):
    vertrek(inloggen, cast, "ans")
    for naam in ("bea", "boris", "mieke"):
        tekst = inloggen(cast, naam).get(reverse("organisaties:opvolging")).content.decode()
        assert "Ans Proef" in tekst and "Eén gezin wacht" in tekst
        adres = reverse("organisaties:opvolger", args=[cast.functies["ans"].pk])
        tekst = inloggen(cast, naam).get(adres).content.decode()
        assert cast.zon.nummer in tekst and "Zon" not in tekst and "kanarie" not in tekst
        assert cast.maan.nummer not in tekst
    assert "Ans Proef" not in inloggen(cast, "mo").get(reverse("organisaties:opvolging")).content.decode()
    assert inloggen(cast, "bert").get(reverse("organisaties:opvolging")).status_code == 403


def test_a_successor_carries_on_and_the_family_reads_it(cast, inloggen):
    vertrek(inloggen, cast, "ans")
    client = inloggen(cast, "mieke")
    adres = reverse("organisaties:opvolger", args=[cast.functies["ans"].pk])
    velden = {"gezinnen": [f"{cast.zon.pk}:coach"], "opvolger": str(cast.functies["bert"].pk)}
    assert client.post(adres, {"gezinnen": velden["gezinnen"]}).status_code == 422
    assert client.post(adres, velden).status_code == 302
    assert client.get(adres).status_code == 404
    with als(cast.bert):
        assert GezinGegevens.objects.filter(gezin=cast.zon).exists()
    with als_bouw():
        assert Gezin.objects.get(pk=cast.zon.pk).coach == cast.functies["bert"]
        assert Gebeurtenis.objects.filter(titel="Coach: Bert Proef", voor="allen").exists()
        assert Raadpleging.objects.filter(onderdeel=acties.ONDERDEEL, sleutel=cast.zon.sleutel).exists()
    with als(cast.mieke):  # naming a successor gives the manager nothing herself
        assert not GezinGegevens.objects.exists()


def volg_op(actor: Actor, *waarden: Any) -> None:
    with als(actor), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT gz_volg_op(%s, %s, %s, 'x')", list(waarden))


def test_nobody_takes_a_family_from_a_coach_who_is_still_there(cast):
    f = cast.functies
    with pytest.raises(DatabaseError):
        volg_op(cast.bea, cast.zon.pk, f["ans"].pk, f["bert"].pk)


@pytest.mark.parametrize("naam", ["mo", "bert", "eva", "petra", "vera"])
def test_another_service_or_role_names_no_successor(cast, naam):
    f = cast.functies
    with als_bouw():
        Functie.objects.filter(pk=f["ans"].pk).update(ingetrokken_op="2026-01-01T00:00Z")
    with pytest.raises(DatabaseError):
        volg_op(cast.actor(naam), cast.zon.pk, f["ans"].pk, f["bert"].pk)


@pytest.mark.parametrize("naam", ["dora", "vera", "mieke", "oud"])
def test_a_successor_is_a_coach_of_this_service_in_force(cast, naam):
    f = cast.functies
    with als_bouw():
        Functie.objects.filter(pk=f["ans"].pk).update(ingetrokken_op="2026-01-01T00:00Z")
    with pytest.raises(DatabaseError):
        volg_op(cast.bea, cast.zon.pk, f["ans"].pk, f[naam].pk)


def test_a_successor_who_had_taken_over_keeps_nothing_of_that_when_she_hands_on(cast, inloggen):
    neem = {"reden": "ziek", "toelichting": ""}
    inloggen(cast, "bert").post(reverse("gezinnen:overnemen", args=[cast.zon.pk]), neem)
    vertrek(inloggen, cast, "ans")
    volg_op(cast.mieke, cast.zon.pk, cast.functies["ans"].pk, cast.functies["bert"].pk)
    client, gezin = inloggen(cast, "bert"), reverse("gezinnen:gezin", args=[cast.zon.pk])
    assert client.get(gezin).status_code == 200
    client.post(reverse("gezinnen:coach", args=[cast.zon.pk]), {"coach": cast.functies["carla"].pk})
    assert client.get(gezin).status_code == 404
    with als_bouw():
        assert Overname.objects.get().beeindigd_op is not None


def test_a_colleague_who_cannot_follow_is_told_in_words_and_nothing_is_changed(cast, inloggen):
    """Ans is the coach of Zon: she cannot be her own substitute in the place of Carla."""
    vertrek(inloggen, cast, "carla")
    velden = {"gezinnen": [f"{cast.zon.pk}:vervanger"], "opvolger": str(cast.functies["ans"].pk)}
    adres = reverse("organisaties:opvolger", args=[cast.functies["carla"].pk])
    antwoord = inloggen(cast, "mieke").post(adres, velden)
    assert antwoord.status_code == 422
    assert "misschien is zij er al de coach" in antwoord.content.decode()
    with als_bouw():
        assert Gezin.objects.get(pk=cast.zon.pk).vervanger == cast.functies["carla"]


def test_what_she_typed_about_a_family_and_did_not_save_comes_along_to_her_successor(cast, inloggen):
    oud, nieuw, leeg = cast.functies["ans"].pk, cast.functies["bert"].pk, {"vertrouwen": ["ja"]}
    with als(cast.ans):
        bewaar_concept(oud, "stap-nieuw", cast.zon.pk, {"tekst": ["Samen naar de markt"]})
        bewaar_concept(oud, "lco-aanvraag", cast.maan.pk, {"meerwaarde": ["Van een ander gezin"]})
        bewaar_concept(oud, "op-slot", uuid.uuid4(), leeg)
    vertrek(inloggen, cast, "ans")
    velden = {"gezinnen": [f"{cast.zon.pk}:coach"], "opvolger": str(nieuw)}
    inloggen(cast, "mieke").post(reverse("organisaties:opvolger", args=[oud]), velden)
    with als_bouw():
        mee = Concept.objects.get(functie=nieuw)
        assert (mee.formulier, mee.velden["tekst"], mee.van_wie) == (
            "stap-nieuw", ["Samen naar de markt"], "Ans Proef",
        )  # fmt: skip
        assert Concept.objects.filter(functie=oud).count() == 2
    client = inloggen(cast, "bert")
    pagina = client.get(reverse("gezinnen:stap_nieuw", args=[cast.zon.pk])).content.decode()
    assert "Hier staat nog tekst van Ans Proef" in pagina and "Samen naar de markt" in pagina
    client.post(reverse("vloer:concept", args=["stap-nieuw", cast.zon.pk]), {"tekst": "Samen naar de kermis"})
    assert (
        "Uw laatste tekst" in client.get(reverse("gezinnen:stap_nieuw", args=[cast.zon.pk])).content.decode()
    )


def test_a_coach_who_hands_over_herself_keeps_her_unsaved_words_to_herself(cast, inloggen):
    with als(cast.ans):
        bewaar_concept(cast.functies["ans"].pk, "stap-nieuw", cast.zon.pk, {"tekst": ["Nog niet af"]})
    inloggen(cast, "ans").post(
        reverse("gezinnen:coach", args=[cast.zon.pk]), {"coach": cast.functies["bert"].pk}
    )
    with als_bouw():
        assert Gezin.objects.get(pk=cast.zon.pk).coach == cast.functies["bert"]
        assert Concept.objects.get().functie == cast.functies["ans"].pk
