"""A referral knows the consultation in which the need became clear: chosen by the coach, never guessed (R058)."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from gezinnen.models import Aanmelding
from lco.models import Overleg
from organisaties.actor import vandaag
from tests.hulp import als_bouw

from .bouwen import gepland, vraag

pytestmark = [pytest.mark.django_db, pytest.mark.eis("R058")]


@pytest.fixture
def aanmelding(cast):
    with als_bouw():
        rij = cast.zon.aanmeldingen.get()
        Aanmelding.objects.filter(pk=rij.pk).update(datum=vandaag(), opname_op=vandaag(), lco_vooraf="nee")
        rij.refresh_from_db()
    return rij


def gehouden(overleg, *, dagen=5):
    """The consultation took place so many days ago."""
    with als_bouw():
        Overleg.objects.filter(pk=overleg.pk).update(
            datum=timezone.now() - timedelta(days=dagen), status="gehouden", client_aanwezig="ja"
        )
    return overleg


def blad(client, aanmelding):
    return client.get(reverse("gezinnen:aanmelding", args=[aanmelding.pk])).content.decode()


def kies(client, aanmelding, overleg, **extra):
    velden = {"overleg": str(overleg or ""), "versie": aanmelding.versie, **extra}
    return client.post(reverse("gezinnen:aanmelding_overleg", args=[aanmelding.pk]), velden)


def nu(aanmelding):
    with als_bouw():
        return Aanmelding.objects.get(pk=aanmelding.pk)


def test_the_coach_chooses_among_the_consultations_held_before_and_can_take_it_back(
    cast, inloggen, aanmelding
):
    overleg, client = gehouden(gepland(cast)), inloggen(cast, "ans")
    assert f'value="{overleg.pk}"' in blad(client, aanmelding)
    assert kies(client, aanmelding, overleg.pk).status_code == 302
    assert nu(aanmelding).overleg == overleg.pk
    assert reverse("lco:overleg", args=[overleg.pk]) in blad(client, aanmelding)
    assert nu(aanmelding).lco_vooraf == "nee", "whether there was one is asked, never derived (R057)"
    assert kies(client, nu(aanmelding), "").status_code == 302
    assert nu(aanmelding).overleg is None


def test_a_consultation_still_to_come_or_of_another_family_is_no_answer(cast, inloggen, aanmelding):
    komend = gepland(cast)
    van_maan = gehouden(vraag(cast, gezin="maan", coach="bert", gemeente=cast.gemeenten["genk"]))
    client = inloggen(cast, "ans")
    tekst = blad(client, aanmelding)
    assert reverse("gezinnen:aanmelding_overleg", args=[aanmelding.pk]) not in tekst
    for overleg in (komend.pk, van_maan.pk, uuid.uuid4()):
        assert kies(client, aanmelding, overleg).status_code == 422
        assert nu(aanmelding).overleg is None


def test_a_consultation_held_after_the_referral_is_no_source_of_it(cast, inloggen, aanmelding):
    overleg = gehouden(gepland(cast), dagen=2)
    with als_bouw():
        Aanmelding.objects.filter(pk=aanmelding.pk).update(datum=vandaag() - timedelta(days=9))
    assert kies(inloggen(cast, "ans"), aanmelding, overleg.pk).status_code == 422


def test_an_old_tab_does_not_overwrite_what_a_colleague_saved(cast, inloggen, aanmelding):
    overleg, client = gehouden(gepland(cast)), inloggen(cast, "carla")
    assert kies(client, aanmelding, overleg.pk).status_code == 302
    antwoord = kies(client, aanmelding, "")
    assert antwoord.status_code == 422
    assert "uit welk overleg: nu staat er “een overleg”; u typte “(leeg)”" in antwoord.content.decode()
    assert nu(aanmelding).overleg == overleg.pk
