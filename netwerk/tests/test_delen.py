"""A shared map holds the family's own words as data, and forgets whom the family erases."""

import pytest
from django.urls import reverse

from gezinnen.delen.actions import Geweigerd
from gezinnen.models import Gegevensdeling
from gezinnen.tests.test_delen import deel, lid
from netwerk import actions
from netwerk.models import Figuur
from tests.hulp import als, als_bouw

from .hulp import maak_kaart, zet_op

pytestmark = pytest.mark.django_db
SOORT = "netwerk.kaart"


@pytest.fixture
def gedeeld(cast):
    kaart = maak_kaart(cast, cast.zon)
    for naam in ("Oma <b>Rosa</b>", "Tante Nel"):
        zet_op(cast, kaart, naam)
    return deel(cast, SOORT, object_id=kaart.pk)


def test_the_recipient_sees_the_picture_drawn_and_escaped(cast, inloggen, gedeeld):
    blad = inloggen(cast, "hugo").get(reverse("delen:deling", args=[gedeeld.pk])).content.decode()
    assert "<svg" in blad and "Tante Nel" in blad
    assert "Rosa" in blad and "<b>Rosa" not in blad
    assert "<svg" not in str(gedeeld.inhoud)


def test_whom_the_family_erases_is_gone_from_what_was_shared(cast, inloggen, gedeeld):
    with als(cast.ans) as ans:
        actions.wis_figuur(ans, Figuur.objects.get(schuilnaam="Tante Nel"))
    with als_bouw():
        gedeeld.refresh_from_db()
    assert "Tante Nel" not in str(gedeeld.inhoud) and len(gedeeld.inhoud["banden"]) == 1
    blad = inloggen(cast, "hugo").get(reverse("delen:deling", args=[gedeeld.pk])).content.decode()
    assert "Tante Nel" not in blad


def test_the_map_of_one_member_is_not_shared_by_a_helper(cast):
    kaart = maak_kaart(cast, cast.zon, van_lid=lid(cast, "kind"))
    with pytest.raises(Geweigerd) as fout:
        deel(cast, SOORT, object_id=kaart.pk)
    assert fout.value.codes == ["niets"]
    with als_bouw():
        assert not Gegevensdeling.objects.exists()
