"""Shielding: said by the coach, in force at once, and invisible to who no longer sees."""

from typing import Any

import pytest
from django.urls import reverse

from beroepsgeheim.logboek import raadplegingen_van
from gezinnen.models import Adres, Afscherming
from organisaties.actor import Actor, vandaag
from tests.hulp import als, als_bouw

pytestmark = [pytest.mark.django_db, pytest.mark.eis("R052")]


@pytest.fixture
def zonder_schild(cast: Any) -> Any:
    with als_bouw():
        Afscherming.objects.all().delete()
    return cast


def scherm_af(cast: Any, client: Any, lid: str, voor: str) -> Any:
    velden = {"lid": cast.leden[lid].pk, "voor_lid": cast.leden[voor].pk}
    return client.post(reverse("gezinnen:afschermen", args=[cast.zon.pk]), velden)


def adressen(actor: Actor) -> int:
    with als(actor):
        return Adres.objects.zichtbaar_voor(actor).count()


def test_from_that_moment_the_other_finds_no_address_and_no_line_about_it(zonder_schild, inloggen):
    cast, papa, mama = zonder_schild, zonder_schild.actor("papa_zon"), zonder_schild.actor("mama_zon")
    assert adressen(papa) > 0
    client = inloggen(cast, "ans")
    assert scherm_af(cast, client, "mama_zon", "papa_zon").status_code == 302
    assert adressen(papa) == 0
    assert adressen(mama) > 0
    for actor, ziet in ((papa, False), (mama, True)):
        with als(actor):
            regels = raadplegingen_van(actor, cast.zon.sleutel)
        assert any(regel.onderdeel == "gezinnen.afscherming" for regel in regels) is ziet
    pagina = client.get(reverse("gezinnen:afschermen", args=[cast.zon.pk])).content.decode()
    assert "Papa Zon ziet niets van" in pagina


def test_the_same_twice_or_somebody_from_herself_is_refused_beside_the_field(zonder_schild, inloggen):
    cast, client = zonder_schild, inloggen(zonder_schild, "ans")
    assert scherm_af(cast, client, "mama_zon", "mama_zon").status_code == 422
    assert scherm_af(cast, client, "mama_zon", "papa_zon").status_code == 302
    assert scherm_af(cast, client, "mama_zon", "papa_zon").status_code == 422
    with als_bouw():
        assert Afscherming.objects.count() == 1


def test_somebody_of_another_family_cannot_be_chosen(zonder_schild, inloggen):
    assert (
        scherm_af(zonder_schild, inloggen(zonder_schild, "ans"), "mama_zon", "mama_maan").status_code == 422
    )


def test_it_stops_after_today_and_is_kept_with_its_end(cast, inloggen):
    with als_bouw():
        rij = Afscherming.objects.get(gezin=cast.zon)
    client = inloggen(cast, "ans")
    assert client.post(reverse("gezinnen:afschermen_stoppen", args=[rij.pk])).status_code == 302
    assert adressen(cast.actor("papa_zon")) == 0  # today it still holds
    with als_bouw():
        assert Afscherming.objects.get().tot == vandaag()
    assert (
        "stopt na vandaag" in client.get(reverse("gezinnen:afschermen", args=[cast.zon.pk])).content.decode()
    )
