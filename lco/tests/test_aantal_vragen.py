"""Pages ask the database as often for three rows as for one."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lco import actions
from tests.hulp import als

from .bouwen import definitief
from .test_paginas import pad

pytestmark = pytest.mark.django_db


def aantal_vragen(client, adres):
    with CaptureQueriesContext(connection) as vangst:
        assert client.get(adres).status_code == 200
    eigen = [
        v
        for v in vangst.captured_queries
        if not re.match(r"(SAVEPOINT|RELEASE|SET|SELECT set_config|SELECT bg_noteer)", v["sql"])
    ]
    return len(eigen)


@pytest.mark.parametrize("bladzijde", ["lijst", "week", "uitnodigingen"])
def test_lists_ask_as_much_for_three_rows_as_for_one(cast, inloggen, bladzijde):
    naam = "hugo" if bladzijde == "uitnodigingen" else "eva"
    overleg = definitief(cast)
    adres = pad(bladzijde) + (f"?van={overleg.datum:%Y-%m-%d}" if bladzijde == "week" else "")
    client = inloggen(cast, naam)
    een = aantal_vragen(client, adres)
    definitief_twee = [definitief(cast) for _ in range(2)]
    assert len(definitief_twee) == 2
    drie = aantal_vragen(inloggen(cast, naam), adres)
    assert een == drie <= 20


def test_the_page_asks_as_much_for_three_participants_and_points_as_for_one(cast, inloggen):
    overleg = definitief(cast)
    een = aantal_vragen(inloggen(cast, "eva"), pad("overleg", overleg))
    with als(cast.eva) as eva:
        for nummer in range(3):
            actions.voeg_deelnemer_toe(eva, overleg, naam=f"N{nummer}", organisatie=cast.organisaties["caw"])
            actions.voeg_agendapunt_toe(eva, overleg, soort="praktisch", tekst=f"P{nummer}", door="gezin")
    drie = aantal_vragen(inloggen(cast, "eva"), pad("overleg", overleg))
    assert een == drie <= 20
