"""Bringing in registrations: every mistake named by row and column, all rows or none, the same file once."""

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from beroepsgeheim.models import Raadpleging, Toegang
from beroepsgeheim.omslag import omslag
from beroepsgeheim.toegang import geef as geef_toegang
from gezinnen.models import Aanmelding, Gezin, GezinGegevens, Traject
from lco.models import Overlegregistratie
from organisaties.models import Organisatie
from rapportage.berekenen import bereken
from rapportage.invoer import acties
from rapportage.invoer.velden import REGISTRATIE
from rapportage.models import Herkomstnummer, Invoer, InvoerProbleem, InvoerRij
from tests.hulp import als_bouw
from thuiscompagnie.vloer import outbox
from thuiscompagnie.vloer.models import Document, Opdracht

pytestmark = pytest.mark.django_db
# What commits for real: commands on the owner's connection, counting as report role, streams in a thread.
ECHT = pytest.mark.django_db(transaction=True, databases=["default", "rapport", "bouw"])
KOPPEN = [str(veld.kop) for veld in REGISTRATIE]
GOED = {
    "Dienst": "OCMW Beringen, gezinszorg", "Gezinsnummer": "A-1", "Gemeente": "Genk",
    "Datum aanmelding": "03/05/2012", "Wie meldt aan": "hulpverlener", "Gezin weet het": "ja",
    "LCO voor aanmelding": "ja", "Beslissing": "opgenomen", "Datum beslissing": "4-5-12",
    "Datum opname": "2012-05-21", "LCO voor opname": "?", "Einde": "", "Hoe geëindigd": "",
}  # fmt: skip


def rij(**anders):
    return GOED | {KOPPEN[[v.code for v in REGISTRATIE].index(code)]: w for code, w in anders.items()}


def als_csv(*rijen, scheiding=";", codering="utf-8", koppen=KOPPEN):
    regels = [scheiding.join(koppen)]
    regels += [scheiding.join(f'"{r.get(kop, "")}"' for kop in koppen) for r in rijen]
    return "\r\n".join(regels).encode(codering)


def geef(cast, inhoud, naam="mieke", bestandsnaam="lijst.csv"):
    """Upload and let the worker check it. Returns the Invoer as it stands then."""
    actor = cast.actor(naam)
    with omslag(actor):
        invoer = acties.neem_aan(actor, SimpleUploadedFile(bestandsnaam, inhoud))
    return werk(cast, naam, invoer)


def werk(cast, naam, invoer):
    for opdracht in Opdracht.objects.filter(status="wacht", soort__startswith="rapportage."):
        assert outbox.voer_uit(opdracht.pk) == "klaar"
    with omslag(cast.actor(naam)):
        return Invoer.objects.get(pk=invoer.pk)


def voer_in(cast, invoer, naam="mieke"):
    actor = cast.actor(naam)
    with omslag(actor):
        acties.vraag_invoeren(actor, invoer)
    return werk(cast, naam, invoer)


def lijst(cast, invoer, naam="mieke"):
    with omslag(cast.actor(naam)):
        return [(p.rij, p.kolom, p.tekst) for p in InvoerProbleem.objects.filter(invoer=invoer)]


TWINTIG = [
    ("dienst", {"dienst": ""}, "niet ingevuld"),
    ("dienst", {"dienst": "OCMW Beringe, gezinszorg"}, "Bedoelt u “OCMW Beringen, gezinszorg”?"),
    ("dienst", {"dienst": "Familiehulp"}, "enkel rijen van uw eigen dienst"),
    ("nummer", {"nummer": ""}, "niet ingevuld"),
    ("nummer", {"nummer": "Familie Linde"}, "Schrijf nooit de naam"),
    ("nummer", {"nummer": "9" * 41}, "langer dan 40"),
    ("gemeente", {"gemeente": "Gen"}, "Bedoelt u “Genk”?"),
    ("gemeente", {"gemeente": "Meeuwen"}, "bestond niet op 03/05/2012"),
    ("datum", {"datum": ""}, "niet ingevuld"),
    ("datum", {"datum": "31/02/2012", "beslist_op": "", "opname_op": "01/05/2013"}, "bestaat niet"),
    ("datum", {"datum": "12/31/2011"}, "geen maand 31"),
    ("datum", {"datum": "in mei"}, "geen datum"),
    ("datum", {"datum": "01/01/2999", "beslist_op": "", "beslissing": "open", "opname_op": "", "lco_voor_opname": ""},
     "toekomst"),
    ("datum", {"datum": "01/01/1912"}, "te lang geleden"),
    ("verwijzer", {"verwijzer": "de buurvrouw van hiernaast"}, "Kies uit"),
    ("lco_vooraf", {"lco_vooraf": "misschien"}, "ja, nee, onbekend"),
    ("beslissing", {"beslissing": "bijna"}, "Kies uit"),
    ("opname_op", {"opname_op": ""}, "hoort een datum van opname"),
    ("opname_op", {"opname_op": "01/05/2012"}, "ligt voor de aanmelding"),
    ("opname_op", {"beslissing": "doorverwezen", "lco_voor_opname": ""}, "niet “opgenomen”"),
    ("lco_voor_opname", {"beslissing": "doorverwezen", "opname_op": ""}, "enkel bij een opgenomen gezin"),
    ("beslist_op", {"beslist_op": "01/05/2012"}, "ligt voor de aanmelding"),
    ("einde_op", {"einde_op": "01/05/2012"}, "ligt voor de opname"),
    ("einde_hoe", {"einde_hoe": "zomaar"}, "Kies uit: afgerond, gestopt"),
    ("verteld", {"verteld": "nee"}, "kan niet opgenomen zijn"),
    ("gemeente", {"gemeente": "=A1"}, "formule"),
]  # fmt: skip


@pytest.fixture
def oude_gemeente(cast):
    with als_bouw():
        from organisaties.models import Gemeente

        Gemeente.objects.create(nis="72040", naam="Meeuwen", geldig_tot=date(2011, 12, 31))
    return cast


def test_every_mistake_in_a_file_gets_its_own_message_and_nothing_comes_in(oude_gemeente):
    cast = oude_gemeente
    rijen = [rij(**({"nummer": f"A-{n}"} | fout)) for n, (_veld, fout, _zin) in enumerate(TWINTIG)]
    rijen += [rij(nummer="B-1"), rij(nummer="B-1"), rij(nummer="B-1", datum="04/05/2012")]
    invoer = geef(cast, als_csv(*rijen))
    gevonden = lijst(cast, invoer)
    codes = [veld.code for veld in REGISTRATIE]
    for nummer, (veld, _fout, zin) in enumerate(TWINTIG, start=2):
        letter = chr(65 + codes.index(veld))
        hier = [(kolom, tekst) for rij_, kolom, tekst in gevonden if rij_ == nummer]
        assert len(hier) == 1, (nummer, veld, hier)
        assert hier[0][0] == f"{letter} · {KOPPEN[codes.index(veld)]}"
        assert zin in hier[0][1]
    dubbel = {rij_: tekst for rij_, _kolom, tekst in gevonden if rij_ > len(TWINTIG) + 1}
    assert "staat al op rij 28" in dubbel[29] and "lopende aanmelding op rij 28" in dubbel[30]
    assert len(gevonden) == invoer.problemen == len(TWINTIG) + 2 >= 20
    assert invoer.status == "fouten"
    with als_bouw():
        assert not Aanmelding.objects.filter(herkomst="import").exists()
        assert not InvoerRij.objects.exists()
    with pytest.raises(DatabaseError), omslag(cast.mieke):
        connection.cursor().execute("SELECT rapportage_voer_in(%s)", [invoer.pk])


@pytest.mark.parametrize(
    ("scheiding", "codering"), [(";", "utf-8"), (",", "utf-8-sig"), ("\t", "cp1252"), (";", "utf-16")]
)
def test_a_csv_comes_in_whatever_its_separator_and_letters(cast, scheiding, codering):
    invoer = voer_in(cast, geef(cast, als_csv(rij(), scheiding=scheiding, codering=codering)))
    assert (invoer.status, invoer.nieuw, invoer.gezinnen) == ("ingevoerd", 1, 1)
    with als_bouw():
        a = Aanmelding.objects.get(herkomst="import")
        assert (a.datum, a.beslist_op, a.opname_op) == (date(2012, 5, 3), date(2012, 5, 4), date(2012, 5, 21))
        assert (a.lco_vooraf, a.lco_voor_opname, a.verteld) == ("ja", "onbekend", True)
        assert a.dienst == cast.organisaties["dienst-a"] and a.gemeente == cast.gemeenten["genk"]


@pytest.mark.eis("R056")
def test_an_empty_answer_about_lco_is_unknown_and_never_no(cast):
    voer_in(cast, geef(cast, als_csv(rij(lco_vooraf="", lco_voor_opname=""))))
    with als_bouw():
        a = Aanmelding.objects.get(herkomst="import")
        assert (a.lco_vooraf, a.lco_voor_opname) == ("onbekend", "onbekend")


def test_the_same_file_twice_changes_nothing(cast):
    bestand = als_csv(rij(), rij(nummer="A-2", beslissing="wachtlijst", opname_op="", lco_voor_opname=""))
    voer_in(cast, geef(cast, bestand))
    with als_bouw():
        voor = list(Aanmelding.objects.order_by("pk").values())
        gezinnen = list(Gezin.objects.order_by("pk").values())
    opnieuw = geef(cast, bestand)
    assert (opnieuw.status, opnieuw.nieuw, opnieuw.bekend) == ("goed", 0, 2)
    with omslag(cast.mieke):
        assert not opnieuw.kan_invoeren(cast.mieke)
    with als_bouw():
        assert list(Aanmelding.objects.order_by("pk").values()) == voor
        assert list(Gezin.objects.order_by("pk").values()) == gezinnen


@pytest.mark.eis("R055")
def test_a_second_referral_of_a_known_number_belongs_to_the_same_family(cast):
    voer_in(cast, geef(cast, als_csv(rij(einde_op="01/06/2013", einde_hoe="afgerond"))))
    voer_in(
        cast,
        geef(cast, als_csv(rij(nummer="a-1", datum="01/02/2014", beslist_op="", opname_op="03/02/2014"))),
    )
    with als_bouw():
        gezin = Gezin.objects.get(herkomst="import")
        assert gezin.aanmeldingen.count() == 2
        assert set(gezin.trajecten.values_list("fase", "tot")) == {
            ("afgerond", date(2013, 6, 1)),
            ("start", None),
        }
        assert gezin.fase == "start"


def test_a_running_family_cannot_start_again_by_a_file(cast):
    voer_in(cast, geef(cast, als_csv(rij())))
    invoer = geef(cast, als_csv(rij(datum="01/02/2014", beslist_op="", opname_op="03/02/2014")))
    assert "al een lopend traject" in lijst(cast, invoer)[0][2]


def test_imported_families_are_known_by_number_to_their_service_and_read_by_nobody_until_taken_over(cast):
    voer_in(cast, geef(cast, als_csv(rij(nummer="Z-9"))))
    with als_bouw():
        gezin = Gezin.objects.get(herkomst="import")
        toegang = Toegang.objects.get(sleutel=gezin.sleutel)
        assert toegang.ingetrokken_op is not None and not GezinGegevens.objects.filter(gezin=gezin).exists()
    with omslag(cast.ans):
        assert Gezin.objects.van_mijn_dienst(cast.ans).filter(pk=gezin.pk).exists()
        assert not Aanmelding.objects.filter(gezin=gezin).exists()
        assert Herkomstnummer.objects.van_mijn_dienst(cast.ans).get().nummer == "Z-9"
    with omslag(cast.dora):
        assert not Gezin.objects.filter(pk=gezin.pk).exists()
        assert not Herkomstnummer.objects.exists()
    with pytest.raises(DatabaseError), omslag(cast.dora):  # the key is taken: nobody can claim it
        geef_toegang(gezin.sleutel, "dossier", "x", functie_id=cast.functies["dora"].pk, van=date(2020, 1, 1))
    with omslag(cast.ans):
        connection.cursor().execute("SELECT gz_neem_over(%s, 'gezin', '', 5)", [gezin.pk])
        assert Aanmelding.objects.filter(gezin=gezin).exists()


@pytest.mark.parametrize("naam", ["petra", "eva", "vera", "hugo", "bea"])
def test_only_the_owner_of_a_file_in_her_own_service_brings_it_in(cast, naam):
    invoer = geef(cast, als_csv(rij()))
    for actor in (cast.actor(naam), cast.mo, cast.ans):
        with omslag(actor):
            assert not Invoer.objects.filter(pk=invoer.pk).exists()
        with pytest.raises(DatabaseError, match="geweigerd"), omslag(actor):
            connection.cursor().execute("SELECT rapportage_voer_in(%s)", [invoer.pk])


@pytest.mark.parametrize(
    "functie",
    [
        "rapportage_voer_in_werk(%s)",
        "rapportage_kijk_na_werk(%s, '{}')",
        "rapportage_voer_in_registratie(%s)",
    ],
)
def test_the_web_role_cannot_call_the_work_itself(cast, functie):
    invoer = geef(cast, als_csv(rij()))
    with pytest.raises(DatabaseError, match="permission denied"), omslag(cast.mieke):
        connection.cursor().execute(f"SELECT {functie}", [invoer.pk])


def test_bringing_in_twice_at_once_brings_in_once(cast):
    invoer = geef(cast, als_csv(rij()))
    with omslag(cast.mieke):
        eerste = acties.vraag_invoeren(cast.mieke, invoer)
        assert acties.vraag_invoeren(cast.mieke, invoer) is None
    assert outbox.voer_uit(eerste.pk) == "klaar"
    assert outbox.voer_uit(eerste.pk) == "overgeslagen"
    with als_bouw():
        assert Aanmelding.objects.filter(herkomst="import").count() == 1
        assert not Document.objects.filter(soort=acties.BESTAND).exists()
        assert Raadpleging.objects.filter(onderdeel="rapportage.invoer", aantal=1).count() == 1


@pytest.mark.parametrize("naam", ["x.xlsx", "lees.csv"])
def test_a_plain_text_under_the_name_of_a_sheet_is_refused(cast, inloggen, naam):
    tekst = SimpleUploadedFile(naam, b"Dit is gewone tekst.\nEn nog een regel, met een komma.\n")
    antwoord = inloggen(cast, "mieke").post("/rapporten/invoer/", {"bestand": tekst})
    assert antwoord.status_code == 422
    assert "maar één kolom" in antwoord.content.decode()
    with omslag(cast.mieke):
        assert not Invoer.objects.exists()


def test_unknown_headings_are_matched_by_hand(cast, inloggen):
    client = inloggen(cast, "mieke")
    koppen = ["wie", "n", "waar", *KOPPEN[3:]]
    waarden = dict(zip(koppen, rij().values(), strict=True))
    bestand = SimpleUploadedFile("x.csv", als_csv(waarden, koppen=koppen))
    antwoord = client.post("/rapporten/invoer/", {"bestand": bestand}, follow=True)
    assert antwoord.request["PATH_INFO"].endswith("/kolommen/")
    adres = antwoord.request["PATH_INFO"]
    half = client.post(adres, {"dienst": "0"})
    assert half.status_code == 422 and "Kies de kolom" in half.content.decode()
    dubbel = {v.code: str(n) for n, v in enumerate(REGISTRATIE)} | {"nummer": "0"}
    assert "al gekozen" in client.post(adres, dubbel).content.decode()
    keuze = {v.code: str(n) for n, v in enumerate(REGISTRATIE)}
    assert client.post(adres, keuze).status_code == 302
    with omslag(cast.mieke):
        invoer = Invoer.objects.get()
    assert werk(cast, "mieke", invoer).status == "goed"


@ECHT
def test_from_upload_to_result_in_the_browser_pages(cast, inloggen):
    client = inloggen(cast, "ans")
    fout = SimpleUploadedFile("x.csv", als_csv(rij(datum="31/02/2012")))
    adres = client.post("/rapporten/invoer/", {"bestand": fout})["Location"]
    assert "Ververs" in client.get(adres).content.decode()
    with omslag(cast.ans):
        werk(cast, "ans", Invoer.objects.get())
    blad = client.get(adres).content.decode()
    assert "De datum “31/02/2012” bestaat niet." in blad and "D · Datum aanmelding" in blad
    verbeter = b"".join(client.get(f"{adres}problemen/").streaming_content).decode("utf-8-sig")
    assert verbeter.splitlines()[0] == "rij;kolom;wat is er mis" and "31/02/2012" in verbeter
    goed = SimpleUploadedFile("x.csv", als_csv(rij()))
    adres = client.post("/rapporten/invoer/", {"bestand": goed})["Location"]
    with omslag(cast.ans):
        werk(cast, "ans", Invoer.objects.first())
    assert "Deze 1 rij invoeren" in client.get(adres).content.decode()
    assert client.get(adres, headers={"HX-Request": "true"})["HX-Redirect"] == adres
    assert client.post(f"{adres}invoeren/")["Location"] == adres
    with omslag(cast.ans):
        werk(cast, "ans", Invoer.objects.first())
    assert "Alles staat erin" in client.get(adres).content.decode()
    assert "1 registratie" in client.get("/rapporten/invoer/").content.decode()


def test_a_file_that_cannot_be_used_says_so_at_the_field(cast, inloggen):
    client = inloggen(cast, "mieke")
    for naam, inhoud, zin in (
        ("a.xlsx", b"%PDF-1.7", "pdf"),
        ("b.csv", b"", "leeg"),
        ("c.csv", b" \n", "leeg"),
    ):
        antwoord = client.post("/rapporten/invoer/", {"bestand": SimpleUploadedFile(naam, inhoud)})
        assert antwoord.status_code == 422 and zin in antwoord.content.decode()
    assert client.post("/rapporten/invoer/", {}).status_code == 422


def test_a_new_file_takes_the_place_of_one_that_waited(cast):
    eerste = geef(cast, als_csv(rij()))
    geef(cast, als_csv(rij(nummer="A-2")))
    with omslag(cast.mieke):
        assert Invoer.objects.get(pk=eerste.pk).status == "vervallen"
        assert InvoerRij.objects.filter(invoer=eerste).count() == 0
        assert Document.objects.filter(soort=acties.BESTAND).count() == 1


@pytest.fixture
def referentie(db):
    with als_bouw():
        call_command("laad_referentie", verbosity=0)


@ECHT
@pytest.mark.eis("R273", "R274", "R257", "R258", "R259")
def test_the_shipped_example_gives_the_published_shares_and_a_second_import_changes_nothing(referentie):
    bestand = Path(settings.BASE_DIR) / "docs" / "voorbeelden" / "registratie-2011-2013.xlsx"
    call_command("importeer_registratie", str(bestand), proef=True)
    with als_bouw():
        assert Aanmelding.objects.count() == 0
    for _keer in (1, 2):
        call_command("importeer_registratie", str(bestand))
        tabel = {t["code"]: t for t in bereken(date(2011, 1, 1), date(2013, 12, 31))}
        assert [tabel[c]["n"] for c in ("T1", "T2", "T3", "T4")] == [267, 267, 226, 267]
        assert round(tabel["T2"]["rijen"][0]["aandeel"]) == 27
        assert round(tabel["T3"]["rijen"][0]["aandeel"]) == 29
        assert tabel["T2"]["rijen"][2]["aantal"] > 0 and tabel["T3"]["rijen"][2]["aantal"] > 0
    with als_bouw():
        assert Aanmelding.objects.count() == Gezin.objects.count() == Traject.objects.count() == 267
        diensten = Organisatie.objects.filter(soort__in=Organisatie.GEZINSZORG)
        assert set(diensten) == {a.dienst for a in Aanmelding.objects.select_related("dienst")}
        startjaar = Aanmelding.objects.filter(dienst__deelnames__soort="dienst_startjaar")
        assert {a.datum.year for a in startjaar} == {2011}


@ECHT
def test_the_example_is_marked_as_synthetic_and_always_the_same(referentie, tmp_path):
    call_command("maak_voorbeeld", map=tmp_path)
    for pad in (Path(settings.BASE_DIR) / "docs" / "voorbeelden").glob("*.xlsx"):
        assert (tmp_path / pad.name).read_bytes() == pad.read_bytes()
        boek = openpyxl.load_workbook(pad, read_only=True)
        assert boek.sheetnames[0] == "Lees mij" and "Synthetisch" in boek["Lees mij"]["A1"].value
        rijen = list(boek["Registratie"].iter_rows(values_only=True))
        assert {r[-1] for r in rijen[1:]} == {"synthetisch"}


@ECHT
def test_the_command_names_the_mistakes_and_brings_in_nothing(referentie, tmp_path, capsys):
    pad, verbeter = tmp_path / "x.csv", tmp_path / "verbeter.csv"
    pad.write_bytes(
        als_csv(rij(dienst="Familiehulp"), rij(dienst="Familiehulp", nummer="A-2", datum="31/02/2012"))
    )
    with pytest.raises(CommandError, match="niets ingevoerd: 1 te verbeteren"):
        call_command("importeer_registratie", str(pad), problemen=verbeter)
    assert "31/02/2012" in verbeter.read_text(encoding="utf-8-sig")
    pad.write_bytes(b"a;b\n1;2\n")
    with pytest.raises(CommandError, match="Deze kolommen ontbreken"):
        call_command("importeer_registratie", str(pad))
    with als_bouw():
        assert not Aanmelding.objects.exists() and not Invoer.objects.exists()


def test_the_template_comes_back_as_a_good_file(cast, inloggen):
    client = inloggen(cast, "mieke")
    sjabloon = client.get("/rapporten/invoer/sjabloon/").content
    boek = openpyxl.load_workbook(io.BytesIO(sjabloon))
    assert [c.value for c in boek["Registratie"][1]] == KOPPEN
    boek["Registratie"].append(
        [*GOED.values()][:3] + [date(2012, 5, 3)] + [*GOED.values()][4:9] + [date(2012, 5, 21)]
    )
    uit = io.BytesIO()
    boek.save(uit)
    assert geef(cast, uit.getvalue()).status == "goed"


@ECHT
@pytest.mark.eis("R197", "R285")
def test_the_shipped_picture_of_consultations_gives_the_published_figures_once(referentie):
    bestand = Path(settings.BASE_DIR) / "docs" / "voorbeelden" / "lco-2014.xlsx"
    for _keer in (1, 2):
        call_command("importeer_registratie", str(bestand))
        tabel = {t["code"]: t for t in bereken(date(2014, 1, 1), date(2014, 12, 31))}
        assert tabel["T5"]["n"] == tabel["T6"]["n"] == tabel["T7"]["n"] == 1091
        assert round(tabel["T6"]["rijen"][0]["aandeel"]) == 85
        assert round(tabel["T7"]["rijen"][0]["aandeel"]) == 28
        assert tabel["T1"]["n"] == 0
        assert (tabel["T5"]["cijfer"]["waarde"], tabel["T6"]["cijfer"]["n"]) == (1091, 1091)


def test_a_coordinator_brings_in_consultations_of_her_own_ocmw_only(cast):
    kop = ["OCMW", "Nummer overleg", "Datum overleg", "Cliënt aanwezig", "Nieuwe aanvraag"]
    goed = dict(zip(kop, ["OCMW Genk", "7", "3/3/2014", "ja", "neen"], strict=True))
    fout = goed | {"OCMW": "OCMW Lommel"}
    invoer = geef(cast, als_csv(goed, fout, koppen=kop), naam="eva")
    assert [tekst for _r, _k, tekst in lijst(cast, invoer, "eva")] == [
        "Deze rij is van “OCMW Lommel”. U kunt enkel rijen van uw eigen dienst invoeren."
    ]
    invoer = voer_in(cast, geef(cast, als_csv(goed, koppen=kop), naam="eva"), naam="eva")
    assert invoer.status == "ingevoerd"
    with omslag(cast.eva):
        assert [(o.client_aanwezig, o.eerste) for o in Overlegregistratie.objects.all()] == [("ja", "nee")]


def test_every_page_of_a_taken_over_family_without_a_name_opens_and_shows_its_own_number(cast, inloggen):
    voer_in(cast, geef(cast, als_csv(rij(nummer="Z-9"))))
    with als_bouw():
        gezin = Gezin.objects.get(herkomst="import")
    with omslag(cast.ans):
        connection.cursor().execute("SELECT gz_neem_over(%s, 'gezin', '', 5)", [gezin.pk])
    client = inloggen(cast, "ans")
    for adres in ("/vandaag/", reverse("gezinnen:mijn"), reverse("gezinnen:dienst")):
        assert client.get(adres).status_code == 200, adres
    blad = client.get(reverse("gezinnen:gezin", args=[gezin.pk]))
    assert blad.status_code == 200
    assert "Z-9" in blad.content.decode() and gezin.nummer in blad.content.decode()


@ECHT
def test_a_service_sees_which_of_its_numbers_became_which(cast, inloggen):
    voer_in(cast, geef(cast, als_csv(rij(nummer="Z-9"))))
    with als_bouw():
        gezin = Gezin.objects.get(herkomst="import")
    for naam, rijen in (("bert", [f"Z-9;{gezin.nummer};start"]), ("mo", [])):
        antwoord = inloggen(cast, naam).get("/rapporten/nummers/")
        assert b"".join(antwoord.streaming_content).decode("utf-8-sig").splitlines()[1:] == rijen


def test_the_pages_of_an_upload_ask_the_same_few_questions_for_one_and_three(cast, inloggen):
    client = inloggen(cast, "mieke")
    aantallen = []
    for aantal in (1, 3):
        fouten = [rij(nummer=f"Q-{n}", datum="31/02/2012") for n in range(aantal)]
        fout = geef(cast, als_csv(*fouten))
        with CaptureQueriesContext(connection) as gevangen:
            assert client.get(f"/rapporten/invoer/{fout.pk}/").status_code == 200
        for n in range(aantal if aantal == 1 else 2):
            voer_in(cast, geef(cast, als_csv(rij(nummer=f"R-{aantal}-{n}"))))
        with CaptureQueriesContext(connection) as lijst_:
            assert client.get("/rapporten/invoer/").status_code == 200
        aantallen.append((len(gevangen), len(lijst_)))
    assert aantallen[0] == aantallen[1]
    assert max(aantallen[0]) <= 20
