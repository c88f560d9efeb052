"""The page with changes of a file."""

import pytest
from django.urls import reverse

from beroepsgeheim.models import Raadpleging
from gezinnen.models import GezinGegevens
from tests.hulp import als, als_bouw

pytestmark = pytest.mark.django_db


def test_the_coach_reads_what_changed_and_her_look_is_logged(cast, inloggen):
    with als(cast.ans):
        GezinGegevens.objects.filter(gezin=cast.zon).update(contactwens="<b>na school</b>")
    antwoord = inloggen(cast, "ans").get(reverse("gezinnen:wijzigingen", args=[cast.zon.pk]))
    tekst = antwoord.content.decode()
    assert "&lt;b&gt;na school" in tekst
    assert "Coach, OCMW Beringen, gezinszorg" in tekst
    assert "Ans Proef</" not in tekst.split("<main")[1]
    with als_bouw():
        laatste = Raadpleging.objects.order_by("-pk").first()
    assert (laatste.onderdeel, laatste.sleutel) == ("gezinnen.wijzigingen", cast.zon.sleutel)


def test_older_changes_are_one_page_further(cast, inloggen):
    with als(cast.ans):
        for nummer in range(30):
            GezinGegevens.objects.filter(gezin=cast.zon).update(contactwens=f"wens-{nummer:02d}-")
    client = inloggen(cast, "ans")
    pad = reverse("gezinnen:wijzigingen", args=[cast.zon.pk])
    eerste = client.get(pad)
    tweede = client.get(pad + eerste.context["volgende_url"])
    tekst = eerste.content.decode() + tweede.content.decode()
    assert all(f"wens-{nummer:02d}-" in tekst for nummer in range(30))
    assert "volgende" in eerste.content.decode()
