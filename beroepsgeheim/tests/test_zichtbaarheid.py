"""Both layers apart: the querysets as owner (row policies asleep), the policies with bare querysets."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from beroepsgeheim.models import Reikwijdte, Toegang
from beroepsgeheim.toegang import mijn_toegang, sleutels
from gezinnen.models import Aanmelding, Client, Gezin, GezinGegevens
from organisaties.actor import Actor, Soort, vandaag
from organisaties.models import Rol
from tests.hulp import als, als_bouw

pytestmark = pytest.mark.django_db


def gezien(cast, naam):
    """Families the queryset alone gives this person."""
    with als_bouw():
        return {g.pk for g in Gezin.objects.zichtbaar_voor(cast.actor(naam))}


def geef(cast, **velden):
    with als_bouw():
        Toegang.objects.create(
            sleutel=cast.zon.sleutel, grond="proef", van=vandaag() - timedelta(days=30), **velden
        )


def test_the_querysets_alone_give_each_person_her_own_families(cast):
    verwacht = {
        "ans": {cast.zon.pk},
        "carla": {cast.zon.pk},
        "vera": {cast.zon.pk},
        "bert": {cast.maan.pk},
        "dora": {cast.ster.pk},
    }
    for naam in cast.functies:
        assert gezien(cast, naam) == verwacht.get(naam, set()), naam


def test_access_that_has_ended_or_begins_later_gives_nothing(cast):
    vik = cast.functies["vik"]
    geef(cast, functie=vik, reikwijdte=Reikwijdte.ZORG, tot=vandaag() - timedelta(days=1))
    geef(cast, functie=vik, reikwijdte=Reikwijdte.ZORG, ingetrokken_op=timezone.now())
    with als_bouw():
        Toegang.objects.create(
            sleutel=cast.zon.sleutel,
            grond="straks",
            functie=vik,
            reikwijdte=Reikwijdte.ZORG,
            van=vandaag() + timedelta(days=1),
        )
    assert gezien(cast, "vik") == set()
    with als(cast.vik):
        assert not GezinGegevens.objects.exists()


def test_access_of_an_organisation_holds_for_the_named_role_only(cast):
    geef(
        cast,
        organisatie=cast.organisaties["dienst-a"],
        rol=Rol.DEONTOLOGIE,
        reikwijdte=Reikwijdte.DOSSIER,
    )
    assert gezien(cast, "dirk") == {cast.zon.pk}
    assert gezien(cast, "tom") == set()
    with als(cast.tom):
        assert not GezinGegevens.objects.exists()


def test_colleagues_see_families_of_their_own_service_in_two_roles_only(cast):
    eigen = {cast.zon.pk, cast.maan.pk}
    verwacht = dict.fromkeys(("ans", "bert", "carla", "rita", "mieke", "oud"), eigen)
    verwacht |= {naam: {cast.ster.pk} for naam in ("dora", "mo")}
    for naam in cast.functies:
        with als_bouw():
            lijst = {g.pk for g in Gezin.objects.van_mijn_dienst(cast.actor(naam))}
        assert lijst == verwacht.get(naam, set()), naam


def test_the_policy_of_a_family_admits_colleagues_in_those_roles_and_who_works_there(cast):
    eigen = {cast.zon.pk, cast.maan.pk}
    for naam, verwacht in {
        "ans": eigen,
        "mieke": eigen,
        "dora": {cast.ster.pk},
        "vera": {cast.zon.pk},
        "vik": set(),
        "bea": set(),
        "petra": set(),
        "eva": set(),
        "hugo": set(),
    }.items():
        with als(cast.actor(naam)):
            assert {g.pk for g in Gezin.objects.all()} == verwacht, naam


def test_who_works_in_the_home_does_not_read_the_referral(cast):
    with als(cast.vera):
        assert GezinGegevens.objects.count() == 1
        assert not Aanmelding.objects.exists()
    with als_bouw():
        assert not Aanmelding.objects.zichtbaar_voor(cast.vera).exists()


def test_the_keys_of_lists_are_those_of_the_table_of_access(cast):
    """`sleutels` writes out in SQL what `mijn_toegang` asks: for everybody and every extent they are equal."""
    actoren = [
        *(cast.actor(naam) for naam in cast.functies),
        Actor(soort=Soort.GEZINSLID, persoon_id=uuid.uuid4()),
        Actor.systeem(),
    ]
    with als_bouw():
        rij = Toegang.objects.filter(sleutel=cast.zon.sleutel, reikwijdte=Reikwijdte.DOSSIER)[0]
        velden = {"sleutel": cast.maan.sleutel, "reikwijdte": Reikwijdte.GEZIN, "grond": "x", "van": rij.van}
        Toegang.objects.create(persoon_id=actoren[-2].persoon_id, **velden)
        gisteren = vandaag() - timedelta(days=1)
        eva, fons = cast.functies["eva"], cast.functies["fons"]
        Toegang.objects.create(functie=eva, tot=gisteren, **velden)
        Toegang.objects.create(functie=eva, ingetrokken_op=timezone.now(), **velden)
        Toegang.objects.create(functie=eva, **velden | {"van": vandaag() + timedelta(days=1)})
        Toegang.objects.create(organisatie=fons.organisatie, rol=Rol.COORDINATOR, **velden)
        Toegang.objects.create(organisatie=eva.organisatie, rol=Rol.BEHEERDER, **velden)
        gevonden = 0
        for actor in actoren:
            for reikwijdtes in [[r] for r in Reikwijdte] + [[Reikwijdte.DOSSIER, Reikwijdte.ZORG]]:
                verwacht = set(
                    mijn_toegang(actor).filter(reikwijdte__in=reikwijdtes).values_list("sleutel", flat=True)
                )
                gekregen = Client.objects.filter(sleutel__in=sleutels(actor, *reikwijdtes))
                assert set(gekregen.values_list("sleutel", flat=True)) == verwacht, (actor.naam, reikwijdtes)
                gevonden += len(verwacht)
    assert gevonden
