"""Shielding between people of one family, and the family member as actor."""

import pytest
from django.db import IntegrityError, connection, transaction

from beroepsgeheim.models import Reikwijdte
from beroepsgeheim.toegang import beeindig, heeft
from gezinnen.models import Afscherming, Gezinslid
from organisaties.actor import Actor, FunctieVoorbij, vandaag
from organisaties.models import Gebruiker
from tests.hulp import als, als_bouw

pytestmark = pytest.mark.django_db


@pytest.fixture
def ouders(cast) -> tuple[Gezinslid, Gezinslid]:
    """The mother of ZON and her former partner: she is shielded from him (tests/cast.py)."""
    return cast.leden["mama_zon"], cast.leden["papa_zon"]


def actor_van(lid: Gezinslid) -> Actor:
    return Actor.van_persoon(Gebruiker.objects.get(persoon_id=lid.pk))


def afgeschermde_leden() -> set:
    with connection.cursor() as cursor:
        cursor.execute("SELECT gz_afgeschermd()")
        return {rij[0] for rij in cursor.fetchall()}


def test_the_database_knows_from_whom_she_is_shielded(ouders):
    mama, papa = ouders
    with als(actor_van(papa)):
        assert afgeschermde_leden() == {mama.pk}
        assert not Afscherming.objects.exists()  # he cannot even see that a shield stands there
    with als(actor_van(mama)):
        assert afgeschermde_leden() == set()
        assert Afscherming.objects.count() == 1


def test_the_coach_and_the_care_worker_know_of_the_shield_and_others_do_not(cast, ouders):
    for wie, aantal in (("ans", 1), ("vera", 1), ("bert", 0), ("eva", 0), ("paula", 0), ("olaf", 0)):
        with als(cast.actor(wie)):
            assert Afscherming.objects.zichtbaar_voor(cast.actor(wie)).count() == aantal, wie


def test_nobody_is_shielded_from_herself(cast, ouders):
    mama, _papa = ouders
    with als_bouw(), pytest.raises(IntegrityError), transaction.atomic():
        Afscherming.objects.create(
            gezin=cast.zon, sleutel=cast.zon.sleutel, lid=mama, voor_lid=mama, van=vandaag()
        )


def test_a_family_member_reaches_her_own_family_until_her_access_ends(cast, ouders):
    mama, papa = ouders
    with als(actor_van(mama)) as actor:
        assert heeft(actor, cast.zon.sleutel, Reikwijdte.GEZIN)
        assert not heeft(actor, cast.maan.sleutel, Reikwijdte.GEZIN)
    with als(cast.ans):
        assert beeindig(cast.zon.sleutel, grond="gezinslid", persoon_id=papa.pk) == 1
    with als(actor_van(papa)) as actor:
        assert not heeft(actor, cast.zon.sleutel, Reikwijdte.GEZIN)
    with als(actor_van(mama)) as actor:
        assert heeft(actor, cast.zon.sleutel, Reikwijdte.GEZIN)


def test_a_task_of_a_family_member_runs_only_while_she_may_log_in(ouders):
    mama, _papa = ouders
    actor = actor_van(mama)
    assert Actor.uit_json(actor.als_json()).persoon_id == mama.pk
    Gebruiker.objects.filter(persoon_id=mama.pk).update(is_active=False)
    with pytest.raises(FunctieVoorbij):
        Actor.uit_json(actor.als_json())
