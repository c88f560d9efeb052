"""Reading on after a task, and taking over for a while: neither is more than what the family said yes to."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from beroepsgeheim.models import Reikwijdte, Toegang
from beroepsgeheim.toegang import beeindig, geef, heeft
from gezinnen.actions import coach as coaches
from gezinnen.actions import nalezen as acties
from gezinnen.actions import notitie as notities
from gezinnen.models import Doel, Gebeurtenis, Gezin, GezinGegevens, Gezinslid, Nalezing, Overname
from organisaties.actor import Actor, vandaag
from organisaties.models import Gebruiker
from tests.hulp import als, als_bouw

pytestmark = pytest.mark.django_db


def stop_taak(cast: Any, naam: str, dagen: int = 0) -> None:
    """Her task in family Zon ended so many days ago."""
    with als_bouw():
        Toegang.objects.filter(functie=cast.functies[naam], sleutel=cast.zon.sleutel).update(
            ingetrokken_op=timezone.now() - timedelta(days=dagen)
        )


def laat(cast: Any, naam: str, wie: str = "ans", **velden: Any) -> Nalezing:
    basis = {"functie": cast.functies[naam], "ja_van": None, "ja_op": vandaag()}
    with als(cast.actor(wie)):
        return acties.laat_nalezen(cast.actor(wie), cast.zon, **basis | velden)


def leest(actor: Actor) -> tuple[int, int]:
    with als_bouw():
        python = GezinGegevens.objects.zichtbaar_voor(actor).count()
    with als(actor):
        return python, GezinGegevens.objects.count()


def test_without_the_familys_yes_reading_ends_with_the_task(cast):
    stop_taak(cast, "vera")
    assert leest(cast.vera) == (0, 0)


def test_with_its_yes_she_reads_until_thirty_days_after_the_end_and_not_longer(cast):
    stop_taak(cast, "vera", 10)
    rij = laat(cast, "vera")
    assert rij.tot == vandaag() + timedelta(days=20)
    assert leest(cast.vera) == (1, 1)
    with als_bouw():
        Toegang.objects.filter(grond="nalezen").update(tot=vandaag() - timedelta(days=1))
    assert leest(cast.vera) == (0, 0)
    with als_bouw():
        assert Gebeurtenis.objects.filter(soort="gezinnen.nalezen", voor="allen").count() == 1


def test_reading_on_is_reading_alone(cast, inloggen):
    stop_taak(cast, "vera")
    laat(cast, "vera")
    with als(cast.vera):
        assert Doel.objects.count() == 1
        assert not heeft(cast.vera, cast.zon.sleutel, Reikwijdte.ZORG)
        with pytest.raises(DatabaseError), transaction.atomic():
            notities.schrijf_notitie(cast.vera, cast.zon, soort="gezin", tekst="x")
        with pytest.raises(DatabaseError), transaction.atomic():
            Doel.objects.create(gezin=cast.zon, sleutel=cast.zon.sleutel, tekst="x")
        with pytest.raises(DatabaseError), transaction.atomic():
            geef(cast.zon.sleutel, Reikwijdte.ZORG, "x", functie_id=cast.functies["vik"].pk, van=vandaag())
        assert not Doel.objects.update(tekst="weg")
    client = inloggen(cast, "vera")
    assert client.get(reverse("gezinnen:gezin", args=[cast.zon.pk])).status_code == 200
    assert client.get(reverse("gezinnen:doel_nieuw", args=[cast.zon.pk])).status_code == 403


def test_a_former_coach_reads_the_file_on_and_keeps_it_no_longer(cast, inloggen):
    with als_bouw():
        coaches.wijs_coach_aan(cast.ans, cast.zon, coach=cast.functies["bert"])
    laat(cast, "ans", "bert")
    assert leest(cast.ans) == (1, 1)
    client = inloggen(cast, "ans")
    assert client.get(reverse("gezinnen:gezin", args=[cast.zon.pk])).status_code == 200
    for naam in ("gegevens", "coach", "nalezen", "lid_nieuw"):
        assert client.get(reverse(f"gezinnen:{naam}", args=[cast.zon.pk])).status_code == 403, naam


def test_the_family_stops_it_at_once(cast, client):
    stop_taak(cast, "vera")
    rij = laat(cast, "vera")
    papa = cast.papa_zon
    client.force_login(Gebruiker.objects.get(persoon_id=papa.persoon_id))
    assert "Vera Proef" in client.get(reverse("gezinnen:mijn_nalezen")).content.decode()
    assert client.post(reverse("gezinnen:nalezen_stoppen", args=[rij.pk])).status_code == 302
    assert leest(cast.vera) == (0, 0)
    assert "Vera Proef" not in client.get(reverse("gezinnen:mijn_nalezen")).content.decode()
    assert client.post(reverse("gezinnen:nalezen_stoppen", args=[rij.pk])).status_code == 403


def test_nobody_else_lets_somebody_read_on(cast):
    stop_taak(cast, "vera")
    for wie in ("bert", "vera", "mieke", "eva", "dora"):
        with pytest.raises(DatabaseError), transaction.atomic():
            laat(cast, "vera", wie)


def test_it_needs_a_task_that_ended_a_member_of_this_family_and_a_yes_of_before(cast):
    with als_bouw():
        ander = Gezinslid.objects.filter(gezin=cast.maan).first()
    for dagen, velden in (
        (31, {}),
        (3, {"ja_van": ander}),
        (3, {"ja_op": vandaag() + timedelta(days=1)}),
    ):
        stop_taak(cast, "vera", dagen)
        with pytest.raises(DatabaseError), transaction.atomic():
            laat(cast, "vera", **velden)
    with pytest.raises(DatabaseError), transaction.atomic():
        laat(cast, "vik")  # never worked here
    with pytest.raises(DatabaseError), transaction.atomic():
        laat(cast, "carla")  # still works here


def test_the_page_offers_who_stopped_and_nobody_else(cast, inloggen):
    stop_taak(cast, "vera", 3)
    client = inloggen(cast, "ans")
    adres = reverse("gezinnen:nalezen", args=[cast.zon.pk])
    tekst = client.get(adres).content.decode()
    assert "Vera Proef" in tekst and "Vik Proef" not in tekst and "Carla Proef" not in tekst
    velden = {"functie": str(cast.functies["vera"].pk), "ja_op": vandaag().isoformat()}
    assert client.post(adres, velden).status_code == 302
    tekst = client.get(reverse("gezinnen:hulp", args=[cast.zon.pk])).content.decode()
    assert "Vera Proef leest nog mee" in tekst


@pytest.mark.eis("R109")
def test_who_takes_over_for_a_while_cannot_hand_the_family_over(cast, inloggen):
    with als(cast.bert):
        coaches.neem_over(cast.bert, cast.zon, reden="ziek")
        rij = Gezin.objects.get(pk=cast.zon.pk)
        with pytest.raises(ValidationError, match="even over"):
            coaches.wijs_coach_aan(cast.bert, rij, coach=cast.functies["bert"])
        with pytest.raises(ValidationError, match="even over"):
            coaches.wijs_vervanger_aan(cast.bert, rij, vervanger=cast.functies["rita"])
        with pytest.raises(DatabaseError), transaction.atomic():
            geef(
                cast.zon.sleutel, Reikwijdte.DOSSIER, "coach", functie_id=cast.bert.functie_id, van=vandaag()
            )
        assert beeindig(cast.zon.sleutel, grond="coach") == 0
    client = inloggen(cast, "bert")
    for naam in ("coach", "vervanger", "nalezen"):
        antwoord = client.get(reverse(f"gezinnen:{naam}", args=[cast.zon.pk]), follow=True)
        assert "Overdragen of een vervanger kiezen doet de coach of de vervanger" in antwoord.content.decode()
    assert leest(cast.ans) == (1, 1)


def test_a_take_over_is_shown_to_coach_and_family_and_ends_by_itself(cast, inloggen):
    with als(cast.bert):
        coaches.neem_over(cast.bert, cast.zon, reden="ziek", dagen=2)
    tekst = inloggen(cast, "ans").get(reverse("gezinnen:gezin", args=[cast.zon.pk])).content.decode()
    assert "Bert Proef neemt over" in tekst
    mama = cast.mama_zon
    with als_bouw():
        assert Overname.objects.get().tot == vandaag() + timedelta(days=1)
    with als(mama):
        assert Overname.objects.get().door == cast.functies["bert"]  # who and why, on the family's own pages
    with als_bouw():
        Toegang.objects.filter(grond="overname").update(tot=vandaag() - timedelta(days=1))
    assert leest(cast.bert)[1] == 1  # her own family Maan alone
