"""The first managers of an organisation come from the command line."""

import re
import uuid
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from organisaties.models import Functie, Organisatie, Rol
from organisaties.uitnodiging import genodigde
from tests.hulp import als_bouw


def roep(*args):
    uit = StringIO()
    with als_bouw():
        call_command("maak_beheerder", *args, database="default", stdout=uit)
    return uit.getvalue()


@pytest.fixture
def ocmw(db):
    with als_bouw():
        return Organisatie.objects.create(code="ocmw-proef", naam="OCMW Proef", soort=Organisatie.Soort.OCMW)


def test_the_first_manager_gets_a_role_and_a_link_and_twice_is_once(ocmw):
    uit = roep("ocmw-proef", "bo@voorbeeld.test", "Bo Begin")
    roep("ocmw-proef", "BO@voorbeeld.test", "Bo Begin")
    functie = Functie.objects.get(organisatie=ocmw)
    assert (functie.rol, functie.toegekend_door) == (Rol.BEHEERDER, None)
    pk, token = re.search(r"/uitnodiging/([^/]+)/([^/]+)/", uit).groups()
    assert genodigde(uuid.UUID(pk), token) == functie.gebruiker


@pytest.mark.parametrize(
    "args, zin",
    [
        (("bestaat-niet", "bo@voorbeeld.test", "Bo"), "Er is geen organisatie met code “bestaat-niet”."),
        (("ocmw-proef", "bo", "Bo"), "“bo” is geen e-mailadres."),
    ],
)
def test_a_wrong_organisation_or_address_is_refused_in_words(ocmw, args, zin):
    with pytest.raises(CommandError, match=zin):
        roep(*args)
