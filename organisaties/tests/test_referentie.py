"""The reference data: what the sources say, that loading repeats, and that broken files are refused."""

import csv
import shutil
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from django.db.models import Q

from organisaties.models import (
    Cijfer,
    Deelname,
    Gemeente,
    Organisatie,
    OrganisatieGemeente,
    Sector,
)
from organisaties.referentie import GEGEVENSMAP, laad, plaatssleutel
from organisaties.referentie_lezen import Lezing
from tests.hulp import als_bouw

IN_2013 = date(2013, 6, 30)
IN_2025 = date(2025, 6, 30)
pytestmark = pytest.mark.django_db


@pytest.fixture
def geladen(db):
    with als_bouw():
        laad(using="default")


def geldig(dag):
    return Q(geldig_van=None) | Q(geldig_van__lte=dag), Q(geldig_tot=None) | Q(geldig_tot__gte=dag)


def deelnemers(soort, dag=None):
    rijen = Deelname.objects.filter(soort=soort)
    if dag:
        rijen = rijen.filter(Q(tot=None) | Q(tot__gte=dag), van__lte=dag)
    return rijen


def gebied(code, dag):
    rijen = OrganisatieGemeente.objects.geldig_op(dag).filter(organisatie__code=code)
    return sorted(rijen.values_list("gemeente__naam", flat=True))


def laatste(organisatie):
    while organisatie.opvolger:
        organisatie = organisatie.opvolger
    return organisatie.code


@pytest.mark.eis("R255")
@pytest.mark.eis("R256")
def test_all_44_ocmws_organise_consultations_and_34_are_committed(geladen):
    lco = set(deelnemers("organiseert_lco", IN_2013).values_list("organisatie__code", flat=True))
    formeel = set(deelnemers("formeel_geengageerd", IN_2013).values_list("organisatie__code", flat=True))
    assert (len(lco), len(formeel)) == (44, 34)
    assert formeel < lco
    assert {"ocmw-herk-de-stad", "ocmw-dilsen-stokkem", "ocmw-hamont-achel"} < formeel
    assert lco - formeel == {
        "ocmw-" + naam
        for naam in [
            "borgloon",
            "ham",
            "heers",
            "herstappe",
            "hoeselt",
            "opglabbeek",
            "riemst",
            "tessenderlo",
            "tongeren",
            "wellen",
        ]
    }


@pytest.mark.eis("R256")
def test_the_34_committed_ocmws_have_32_successors(geladen):
    formeel = Organisatie.objects.filter(deelnames__soort="formeel_geengageerd")
    assert len({laatste(o) for o in formeel}) == 32


@pytest.mark.eis("R257")
@pytest.mark.eis("R258")
@pytest.mark.eis("R260")
def test_17_services_of_which_two_in_the_start_year_only(geladen):
    diensten = Organisatie.objects.filter(soort__startswith="gezinszorg")
    soorten = [o.soort.removeprefix("gezinszorg_") for o in diensten]
    assert {s: soorten.count(s) for s in soorten} == {
        "publiek": 11,
        "regionaal": 1,
        "privaat": 5,
    }
    assert deelnemers("dienst").count() == 15
    startjaar = deelnemers("dienst_startjaar")
    assert {d.organisatie.naam.split("OCMW ")[1] for d in startjaar} == {
        "Maasmechelen",
        "Houthalen-Helchteren",
    }
    assert {(d.van, d.tot) for d in startjaar} == {(date(2011, 1, 1), date(2011, 12, 31))}


@pytest.mark.eis("R259")
def test_one_service_serves_eight_municipalities(geladen):
    assert gebied("welzijnsregio-noord-limburg", IN_2013) == [
        "Bocholt",
        "Hamont-Achel",
        "Hechtel-Eksel",
        "Lommel",
        "Meeuwen-Gruitrode",
        "Neerpelt",
        "Overpelt",
        "Peer",
    ]
    assert len(gebied("welzijnsregio-noord-limburg", date(2014, 6, 30))) == 9
    assert gebied("welzijnsregio-noord-limburg", IN_2025) == [
        "Bocholt",
        "Bree",
        "Hamont-Achel",
        "Hechtel-Eksel",
        "Lommel",
        "Oudsbergen",
        "Peer",
        "Pelt",
    ]


@pytest.mark.eis("R259")
def test_a_joint_service_has_two_municipalities_and_a_private_one_all(geladen):
    assert gebied("thuiszorg-ocmw-lummen-halen", IN_2013) == ["Halen", "Lummen"]
    for dienst in Organisatie.objects.filter(soort="gezinszorg_privaat"):
        assert len(gebied(dienst.code, IN_2013)) == 44
        assert len(gebied(dienst.code, IN_2025)) == 38


@pytest.mark.eis("R266")
@pytest.mark.eis("R279")
def test_the_printed_list_holds_21_odd_job_services_while_the_text_says_20(geladen):
    assert deelnemers("klusmaat").count() == 21
    assert Cijfer.objects.get(code="klussendiensten-tekst").waarde == 20
    assert Cijfer.objects.get(code="klussendiensten-lijst").waarde == 21
    assert dict(Organisatie.objects.exclude(plaatsnaam="").values_list("code", "plaatsnaam")) == {
        "goed-wonen": "Brussel",
        "landelijke-thuiszorg": "Wilsele",
    }


@pytest.mark.eis("R261")
@pytest.mark.eis("R270")
def test_the_sounding_board_has_30_members_and_nobody_is_recorded_twice(geladen):
    assert deelnemers("klankbordgroep").count() == 30
    familiehulp = Organisatie.objects.get(code="familiehulp")
    assert set(familiehulp.deelnames.values_list("soort", flat=True)) == {
        "dienst",
        "klusmaat",
        "klankbordgroep",
    }


@pytest.mark.eis("R263")
@pytest.mark.eis("R264")
@pytest.mark.eis("R265")
def test_three_training_partners(geladen):
    vorming = deelnemers("vormingspartner").values_list("organisatie__code", flat=True)
    assert sorted(vorming) == ["bind-kracht", "stebo", "tao"]


@pytest.mark.eis("R267")
@pytest.mark.eis("R269")
def test_domo_serves_four_municipalities(geladen):
    assert gebied("domo-hasselt", IN_2013) == [
        "Alken",
        "Diepenbeek",
        "Hasselt",
        "Zonhoven",
    ]
    assert deelnemers("domo").count() == 1


@pytest.mark.eis("R253")
@pytest.mark.eis("R254")
@pytest.mark.eis("R271")
def test_the_reporting_body_and_the_research_centre_are_records_with_dates(geladen):
    provincie = Organisatie.objects.get(soort="rapporterende_instantie")
    assert (provincie.geldig_van, provincie.geldig_tot) == (
        date(2011, 1, 1),
        date(2017, 12, 31),
    )
    periode = Cijfer.objects.get(code="projectperiode")
    assert (periode.van, periode.tot) == (date(2011, 1, 1), date(2013, 12, 31))
    assert Organisatie.objects.filter(code="kenniscentrum-hig", soort="welzijnspartner").exists()
    assert Organisatie.objects.get(code="limburg-sterk-merk").brondatum == date(2010, 8, 31)


@pytest.mark.eis("R290")
def test_44_municipalities_in_2014_became_38_in_2025(geladen):
    assert Gemeente.objects.geldig_op(IN_2013).count() == 44
    assert Gemeente.objects.geldig_op(IN_2025).count() == 38
    assert Gemeente.objects.get(nis="73040").opvolger.nis == "71072"
    hasselt = Gemeente.objects.filter(naam="Hasselt").order_by("nis")
    assert list(hasselt.values_list("nis", "geldig_tot")) == [
        ("71022", date(2024, 12, 31)),
        ("71072", None),
    ]


@pytest.mark.eis("R262")
def test_every_row_names_its_source_and_date(geladen):
    for model in (Gemeente, Organisatie, Deelname, Cijfer):
        assert model.objects.exists()
        assert not model.objects.filter(Q(bron="") | Q(brondatum=None)).exists()
    ocmws = Cijfer.objects.filter(code__startswith="ocmw-geengageerd").order_by("brondatum")
    assert [int(c.waarde) for c in ocmws] == [29, 34]


@pytest.mark.eis("R273")
@pytest.mark.eis("R274")
@pytest.mark.eis("R275")
@pytest.mark.eis("R276")
@pytest.mark.eis("R277")
@pytest.mark.eis("R278")
@pytest.mark.eis("R280")
@pytest.mark.eis("R281")
def test_published_figures_carry_their_population(geladen):
    cijfers = Cijfer.objects.values_list("code", "waarde", "populatie", "n")
    per_code = {code: (int(waarde), populatie, n) for code, waarde, populatie, n in cijfers}
    assert per_code["lco-voor-aanmelding"] == (27, "aanmeldingen", 267)
    assert per_code["lco-voor-opname"] == (29, "opgenomen gezinnen", 226)
    assert per_code["verzorgenden-opgeleid"] == (104, "verzorgenden", None)
    assert per_code["coachen-getraind"] == (20, "coachen", None)
    assert per_code["leidinggevenden-basisvorming"] == (74, "leidinggevenden", None)
    assert per_code["lco-2014"] == (1091, "lokaal cliëntoverleg in Limburg", None)
    assert Cijfer.objects.get(code="domo-vrijwilligers-2013").peildatum == date(2013, 12, 31)
    assert str(Cijfer.objects.get(code="verzorgenden-opgeleid")) == "Opgeleide verzorgenden"
    assert not Cijfer.objects.filter(omschrijving="").exists()


@pytest.mark.eis("R265")
@pytest.mark.eis("R267")
@pytest.mark.eis("R283")
@pytest.mark.eis("R284")
@pytest.mark.eis("R287")
def test_goals_periods_and_respondents_are_figures_with_their_dates(geladen):
    cijfers = {c.code: c for c in Cijfer.objects.all()}
    assert int(cijfers["doel-klussenmannen"].waarde) == 75
    assert int(cijfers["doel-domo-gezinnen"].waarde) == 20
    onderzoek = cijfers["onderzoeksperiode"]
    assert (onderzoek.van, onderzoek.tot) == (date(2011, 11, 1), date(2012, 10, 31))
    studiedagen = cijfers["studiedagen-2014"]
    assert (studiedagen.van, studiedagen.tot) == (date(2014, 5, 7), date(2014, 10, 22))
    bevraagd = ("moeders", "vaders", "jongeren")
    assert [int(cijfers[f"respondenten-{wie}"].waarde) for wie in bevraagd] == [12, 4, 2]


@pytest.mark.eis("R068")
def test_sectors_say_whether_secrecy_binds_and_help_is_imposed(geladen):
    thuisbegeleiding = Sector.objects.filter(
        code__in=[
            "bijzondere_jeugdbijstand",
            "algemeen_welzijnswerk",
            "handicap",
            "ggz",
            "opvoedingsondersteuning",
        ]
    )
    assert thuisbegeleiding.count() == 5
    assert Sector.objects.get(code="onderwijs").beroepsgeheim is False
    assert Sector.objects.get(code="vrijwilligerswerk").beroepsgeheim is None
    assert Sector.objects.get(code="gerechtelijke_jeugdhulp").opgelegd is True


def test_loading_twice_changes_nothing_and_says_so():
    eerst, daarna = StringIO(), StringIO()
    with als_bouw():
        call_command("laad_referentie", database="default", stdout=eerst)
        call_command("laad_referentie", database="default", stdout=daarna)
    assert "gemeenten: 50 nieuw, 0 gewijzigd, 0 gelijk" in eerst.getvalue()
    assert "gemeenten: 0 nieuw, 0 gewijzigd, 50 gelijk" in daarna.getvalue()
    assert daarna.getvalue().endswith("Er is niets veranderd: alles stond er al zo.\n")


@pytest.mark.parametrize("model", [Sector, Gemeente, Organisatie, OrganisatieGemeente, Deelname, Cijfer])
def test_the_web_role_reads_reference_tables_and_changes_nothing(geladen, model):
    assert model.objects.exists()
    for sql in (
        "DELETE FROM {}",
        "UPDATE {} SET {} = NULL",
    ):
        kolom = model._meta.pk.column
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(sql.format(model._meta.db_table, kolom))


def test_people_and_roles_cannot_be_deleted_by_the_web_role(cast):
    for tabel in ("organisaties_gebruiker", "organisaties_functie"):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(f"DELETE FROM {tabel}")


def test_a_changed_row_is_updated_and_the_rest_stays(geladen, bestanden):
    bestanden.wijzig("gemeenten.csv", nis="73028", naam="Herstappe-dorp")
    with als_bouw():
        telling = laad(bestanden.map, using="default")
    assert (sum(telling.nieuw.values()), sum(telling.gewijzigd.values())) == (0, 1)
    assert Gemeente.objects.get(nis="73028").naam == "Herstappe-dorp"


class Bestanden:
    """A private copy of the data files that a test may spoil."""

    def __init__(self, map_):
        self.map = map_

    def wijzig(self, bestand, **velden):
        """Change the row found by the first field; return its line number."""
        (sleutel, waarde), *anders = velden.items()
        with open(self.map / bestand, encoding="utf-8", newline="") as invoer:
            lezer = csv.DictReader(invoer)
            kop, rijen = lezer.fieldnames, list(lezer)
        nummer = next(i for i, r in enumerate(rijen) if r[sleutel] == waarde)
        rijen[nummer].update(anders)
        with open(self.map / bestand, "w", encoding="utf-8", newline="") as uitvoer:
            schrijver = csv.DictWriter(uitvoer, kop, lineterminator="\n")
            schrijver.writeheader()
            schrijver.writerows(rijen)
        return nummer + 2


@pytest.fixture
def bestanden(tmp_path):
    shutil.copytree(GEGEVENSMAP, tmp_path / "data")
    return Bestanden(tmp_path / "data")


FOUTEN = [
    ("gemeenten.csv", {"nis": "71002", "naam": ""}, "naam", "dit moet ingevuld zijn"),
    (
        "gemeenten.csv",
        {"naam": "As", "nis": "7100"},
        "nis",
        "“7100” is geen NIS-code van vijf cijfers",
    ),
    (
        "gemeenten.csv",
        {"nis": "71047", "geldig_tot": "31/12/2018"},
        "geldig_tot",
        "“31/12/2018” is geen datum; schrijf jaar-maand-dag",
    ),
    (
        "gemeenten.csv",
        {"nis": "71047", "geldig_tot": "2017-12-31"},
        "opvolger",
        "“72042” begint niet de dag na het einde van “71047”",
    ),
    (
        "gemeenten.csv",
        {"nis": "71047", "opvolger": "99999"},
        "opvolger",
        "“99999” is geen andere rij van dit bestand",
    ),
    (
        "gemeenten.csv",
        {"nis": "71047", "geldig_tot": ""},
        "geldig_tot",
        "wie een opvolger heeft, heeft een einddatum",
    ),
    (
        "organisaties.csv",
        {"code": "aksi", "zetel": "12345"},
        "zetel",
        "“12345” staat niet in gemeenten.csv",
    ),
    (
        "werkgebieden.csv",
        {"gemeente": "71047", "geldig_tot": ""},
        "geldig_tot",
        "gemeente 71047 bestond maar tot 31/12/2018",
    ),
    (
        "deelnames.csv",
        {"soort": "dienst_startjaar", "tot": "2010-12-31"},
        "tot",
        "het einde ligt voor het begin",
    ),
    (
        "deelnames.csv",
        {"organisatie": "stebo", "bron": ""},
        "bron",
        "dit moet ingevuld zijn",
    ),
    (
        "cijfers.csv",
        {"code": "lco-2014", "waarde": "veel"},
        "waarde",
        "“veel” is geen getal; gebruik een punt voor decimalen",
    ),
    (
        "cijfers.csv",
        {"code": "lco-voor-opname", "n": ""},
        "n",
        "een percentage heeft een aantal (N) nodig",
    ),
    (
        "cijfers.csv",
        {"code": "lco-voor-opname", "waarde": "129"},
        "waarde",
        "een percentage ligt tussen 0 en 100",
    ),
    (
        "sectoren.csv",
        {"code": "ggz", "opgelegd": "soms"},
        "opgelegd",
        "“soms” mag enkel ja, nee of onbekend zijn",
    ),
]


@pytest.mark.parametrize("bestand, velden, kolom, zin", FOUTEN)
def test_a_broken_row_is_named_by_file_row_and_column(bestanden, bestand, velden, kolom, zin):
    rij = bestanden.wijzig(bestand, **velden)
    assert f"{bestand}, rij {rij}, kolom {kolom}: {zin}." in Lezing(bestanden.map).meldingen


def test_a_double_row_names_the_first_one(bestanden):
    with open(bestanden.map / "sectoren.csv", "a", encoding="utf-8") as uitvoer:
        uitvoer.write("ggz,Nog eens,ja,nee,,,Bron,2014-10-22\n")
    rij = len((bestanden.map / "sectoren.csv").read_text("utf-8").splitlines())
    assert Lezing(bestanden.map).meldingen == [f"sectoren.csv, rij {rij}, kolom code: staat al op rij 5."]


def test_a_missing_file_wrong_columns_and_a_wrong_encoding_are_refused(bestanden):
    (bestanden.map / "cijfers.csv").unlink()
    (bestanden.map / "sectoren.csv").write_text("code,naam\n", "utf-8")
    (bestanden.map / "gemeenten.csv").write_bytes("nis,naam\n1,Zoë\n".encode("cp1252"))
    meldingen = Lezing(bestanden.map).meldingen
    assert "cijfers.csv: dit bestand ontbreekt." in meldingen
    assert "gemeenten.csv: dit bestand is niet in UTF-8 bewaard." in meldingen
    assert any(m.startswith("sectoren.csv, rij 1: de kolommen moeten zijn: code, naam,") for m in meldingen)


def test_one_mistake_loads_nothing(bestanden):
    bestanden.wijzig("gemeenten.csv", nis="71002", naam="")
    with als_bouw(), pytest.raises(CommandError) as fout:
        call_command("laad_referentie", database="default", map=bestanden.map)
    assert str(fout.value).startswith("1 fout gevonden; er is niets geladen.\ngemeenten.csv, rij ")
    assert not Gemeente.objects.exists()


@pytest.mark.eis("R290")
def test_another_region_is_another_folder(bestanden):
    with open(bestanden.map / "gemeenten.csv", "a", encoding="utf-8") as uitvoer:
        uitvoer.write("24062,Leuven,,,,NIS-codes van Statbel,2018-12-31\n")
    with als_bouw():
        laad(bestanden.map, using="default")
    assert Gemeente.objects.filter(naam="Leuven").exists()


def test_spellings_of_a_place_meet_in_one_key():
    for naam in ("Herk de Stad", "Herk De Stad", "HERK-DE-STAD", " Herk  de\tStad"):
        assert plaatssleutel(naam) == "herk-de-stad"
    assert plaatssleutel("Sint Truiden") == plaatssleutel("Sint-Truiden")
