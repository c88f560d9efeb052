"""The partner pages: by kind, by day and by place, in pages that begin after a row."""

import uuid
from datetime import date

import pytest
from django.urls import reverse

from organisaties.models import Deelname, Organisatie, Rol
from organisaties.referentie import laad
from tests.cast import maak_functie
from tests.hulp import als_bouw

PARTNERS = "/partners/"


@pytest.fixture
def limburg(db):
    """The reference data of Limburg, with a provincial worker and a coach on it."""
    from tests.cast import Cast

    cast = Cast()
    with als_bouw():
        laad(using="default")
        cast.organisaties = {o.code: o for o in Organisatie.objects.all()}
        cast.functies["petra"] = maak_functie(cast, "petra", Rol.PROVINCIE, "provincie-limburg")
        cast.functies["ans"] = maak_functie(cast, "ans", Rol.COACH, "familiehulp")
        cast.functies["mama"] = maak_functie(cast, "mama", Rol.GEZINSLID, "familiehulp")
    return cast


def namen(antwoord):
    return [o.naam for o in antwoord.context["bladen"].rijen]


@pytest.mark.eis("R260")
def test_partners_are_found_by_kind_place_and_day(limburg, inloggen):
    client = inloggen(limburg, "petra")
    regionaal = client.get(PARTNERS, {"soort": "gezinszorg_regionaal"})
    assert namen(regionaal) == ["Welzijnsregio Noord-Limburg"]
    ocmws = client.get(PARTNERS, {"q": "OCMW Pelt"})
    assert namen(ocmws) == ["OCMW Pelt"]
    vroeger = client.get(PARTNERS, {"q": "pelt", "soort": "ocmw", "op": "2014-06-30"})
    assert namen(vroeger) == ["OCMW Neerpelt", "OCMW Overpelt"]


@pytest.mark.eis("R259")
def test_the_filter_on_a_municipality_looks_at_the_area_of_that_day(limburg, inloggen):
    client = inloggen(limburg, "ans")
    pagina = client.get(PARTNERS, {"op": "2013-01-01"})
    bree = pagina.context["filter"].fields["gemeente"].queryset.get(naam="Bree")
    keuze = {"gemeente": str(bree.pk), "soort": "gezinszorg_regionaal"}
    assert namen(client.get(PARTNERS, keuze | {"op": "2013-01-01"})) == []
    assert namen(client.get(PARTNERS, keuze | {"op": "2014-01-01"})) == ["Welzijnsregio Noord-Limburg"]


@pytest.mark.eis("R272")
def test_a_coach_finds_the_services_around_a_family_by_its_municipality(limburg, inloggen):
    client = inloggen(limburg, "ans")
    bree = client.get(PARTNERS).context["filter"].fields["gemeente"].queryset.get(naam="Bree")
    pagina = client.get(PARTNERS, {"gemeente": str(bree.pk), "op": "2014-06-30"})
    soorten = {o.soort for o in pagina.context["bladen"].rijen}
    assert {"ocmw", "gezinszorg_regionaal"} <= soorten


def test_paging_forward_and_back_shows_everyone_once_and_no_name_in_the_address(limburg, inloggen):
    client = inloggen(limburg, "petra")
    gezien, adres = [], PARTNERS + "?op=2014-06-30"
    while True:
        antwoord = client.get(adres)
        gezien += namen(antwoord)
        volgende = antwoord.context["bladen"].volgende_url
        if not volgende:
            break
        assert uuid.UUID(volgende.split("na=")[1])
        adres = PARTNERS + volgende
    assert len(gezien) == len(set(gezien)) == Organisatie.objects.geldig_op(date(2014, 6, 30)).count()
    terug = []
    while vorige := antwoord.context["bladen"].vorige_url:
        antwoord = client.get(PARTNERS + vorige)
        terug = namen(antwoord) + terug
    assert terug == gezien[: len(terug)]
    assert terug[0] == gezien[0]
    assert gezien == sorted(gezien, key=str.lower)


@pytest.mark.parametrize(
    "rommel", [{"na": "onzin"}, {"na": str(uuid.uuid4())}, {"op": "32/13/2014"}, {"soort": "x"}]
)
def test_nonsense_in_the_address_gives_a_page_and_no_error(limburg, inloggen, rommel):
    assert inloggen(limburg, "petra").get(PARTNERS, rommel).status_code == 200


@pytest.mark.eis("R255")
@pytest.mark.eis("R258")
@pytest.mark.eis("R262")
def test_a_partner_shows_participation_with_source_area_and_successor(limburg, inloggen):
    client = inloggen(limburg, "ans")
    neerpelt = limburg.organisaties["ocmw-neerpelt"]
    pagina = client.get(reverse("organisaties:partner", args=[neerpelt.pk])).content.decode()
    for zin in (
        "organiseert LCO",
        "formeel geëngageerd in Thuiscompagnie",
        "sinds 1 januari 2011, volgens een bron van 2014",
        "lijst van 34 OCMW",
        "tot en met 31 december 2018",
        "Opgevolgd door",
        "OCMW Pelt",
    ):
        assert zin in pagina
    maasmechelen = limburg.organisaties["gezinszorg-ocmw-maasmechelen"]
    pagina = client.get(reverse("organisaties:partner", args=[maasmechelen.pk])).content.decode()
    assert "van 1 januari 2011 tot en met 31 december 2011" in pagina


def test_family_members_and_outsiders_see_no_partner_list(limburg, inloggen, client):
    assert client.get(PARTNERS).status_code == 302
    assert inloggen(limburg, "mama").get(PARTNERS).status_code == 403
    assert (
        inloggen(limburg, "petra").get(reverse("organisaties:partner", args=[uuid.uuid4()])).status_code
        == 404
    )


def test_the_list_asks_as_many_questions_for_one_partner_as_for_many(limburg, inloggen):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = inloggen(limburg, "petra")

    def aantal(q):
        with CaptureQueriesContext(connection) as vragen:
            rijen = namen(client.get(PARTNERS, {"q": q}))
        return len(rijen), len(vragen)

    een, veel = aantal("OCMW Pelt"), aantal("OCMW")
    assert (een[0], veel[0]) == (1, 20)
    assert een[1] == veel[1] <= 20
    assert Deelname.objects.exists()
