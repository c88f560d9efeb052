"""As whom a helper logs in: found by an exact name, and what is shared follows that person alone."""

from dataclasses import replace

import pytest
from django.urls import reverse

from gezinnen.delen import actions
from gezinnen.models import Client, Gegevensdeling
from tests.hulp import als, als_bouw

from .hulp import als_persoon
from .test_delen import deel, geweigerd, helper, leest

pytestmark = pytest.mark.django_db


def vul_in(cast, hulp, **velden):
    """Save the form of a helper as the coach's page shows it, with these fields changed."""
    client, pad = als_persoon(cast, "ans"), reverse("gezinnen:hulp_wijzigen", args=[hulp.pk])
    staat_er = {veld.html_name: veld.value() for veld in client.get(pad).context["form"]}
    return client.post(pad, {naam: w for naam, w in staat_er.items() if w is not None} | velden)


@pytest.mark.eis("R132")
def test_the_coach_writes_down_as_whom_a_helper_logs_in_and_what_is_shared_then_is_read_there(cast):
    hulp = helper(cast, functie=None)
    deel(cast, aan=hulp)
    assert leest(cast) == set()
    antwoord = vul_in(cast, hulp, aanmeldnaam="niemand")
    assert antwoord.status_code == 422
    assert "We vinden niemand met deze naam" in antwoord.content.decode()
    assert vul_in(cast, hulp, aanmeldnaam="HUGO@voorbeeld.test").status_code == 302
    assert leest(cast) == set()  # what was shared before was shared on paper or by word of mouth
    deling = deel(cast, aan=helper(cast))
    assert leest(cast) == {deling.pk}
    blad = als_persoon(cast, "ans").get(reverse("gezinnen:hulp", args=[cast.zon.pk])).content.decode()
    assert "meldt zich hier aan als Hugo Proef, CAW Limburg" in blad


def test_a_name_of_somebody_who_works_elsewhere_is_told_beside_the_field(cast):
    antwoord = vul_in(cast, helper(cast), aanmeldnaam="dora")
    assert antwoord.status_code == 422
    assert "werkt bij Familiehulp" in antwoord.content.decode()


def test_the_database_itself_ends_what_the_former_one_read(cast):
    deel(cast)
    helper(cast, functie=cast.functies["ida"])
    assert leest(cast) == set()


@pytest.mark.eis("R136")
def test_a_no_to_a_helper_holds_for_whoever_logs_in_for_that_help(cast):
    hulp = helper(cast, functie=None)
    with als(cast.ans) as ans:
        client = Client.objects.get(pk=cast.zon.client_id)
        actions.bezwaar_tegen(ans, client, "ontvanger", hulpverlener=hulp, door_naam="wij")
    vul_in(cast, hulp, aanmeldnaam="hugo")
    aan_tafel = replace(actions.Ontvanger.van(helper(cast)), naam="H. P.", hulpverlener_id=None)
    assert geweigerd(cast, aan=aan_tafel) == ["bezwaar"]


@pytest.mark.eis("R132")
def test_when_somebody_else_logs_in_for_a_helper_the_former_one_reads_nothing_from_that_moment(cast):
    deling = deel(cast)
    hulp = helper(cast)
    assert vul_in(cast, hulp, frequentie="elke week").status_code == 302
    assert leest(cast) == {deling.pk}
    assert vul_in(cast, hulp, aanmeldnaam="ida").status_code == 302
    assert leest(cast) == leest(cast, "ida") == set()
    with als_bouw():
        assert Gegevensdeling.objects.get(pk=deling.pk).einde == "taak"
