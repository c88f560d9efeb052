"""The main job as four people do it, in a real browser, on the demo data."""

import csv
import datetime as dt
import re

import pytest
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from .stappen import (
    adres,
    ga,
    gezien,
    haal,
    kies,
    knop,
    kop,
    naar_aanmelding,
    pdf_tekst,
    stuur_met_fout,
    toegankelijke_pdf,
    vul,
    wacht_op_bewaard,
)

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("stapel")]

MORGEN = (dt.date.today() + dt.timedelta(days=1)).isoformat()
VANDAAG = dt.date.today().isoformat()


@pytest.mark.eis("R001", "R056", "R065")
def test_a_coach_brings_a_family_from_search_to_referral_intake_and_request(aangemeld):
    blad = aangemeld("coach")
    gezien(blad)
    naar_aanmelding(blad, "Quaghebeur")
    gezien(blad)
    knop(blad, "Ja, het gezin weet het")
    kop(blad, "Nieuwe aanmelding")
    gezien(blad)
    expect(blad.get_by_label("Hoe wil het gezin genoemd worden?")).to_have_value("Quaghebeur")

    verkeerde_aanmelding(blad)
    goede_aanmelding(blad)
    beslis_gestart(blad)
    intake_in_twee_keer(blad)
    vraag_een_overleg(blad)

    ocmw = aangemeld("coordinator")
    ga(ocmw, "Overleg")
    nieuwe = ocmw.get_by_role("list").filter(has_text="Leen en Wout 🌻")
    expect(nieuwe.first).to_be_visible()
    gezien(ocmw)


def verkeerde_aanmelding(blad) -> None:
    """A day that must still come and a name of one particle: said beside the field, what was typed stays."""
    vul(blad, "Hoe wil het gezin genoemd worden?", "Van de")
    vul(blad, "Wanneer kwam de aanmelding binnen?", MORGEN)
    vul(blad, "Wat vraagt het gezin, in eigen woorden?", "Wie kijkt er eens mee? 🌱 مرحبا")
    stuur_met_fout(blad, "Aanmelding bewaren")
    for veld, woorden in {
        "naam": "enkel een tussenvoegsel",
        "datum": "nog niet voorbij",
        "verwijzer_soort": "",
        "lco_vooraf": "",
    }.items():
        vak = blad.locator(f"#div_id_{veld}")
        expect(vak.locator("[id$=_error], .invalid-feedback, .veldfout").first).to_contain_text(woorden)
    expect(blad.get_by_label("Wat vraagt het gezin, in eigen woorden?")).to_have_value(
        "Wie kijkt er eens mee? 🌱 مرحبا"
    )
    expect(blad.get_by_label("Hoe wil het gezin genoemd worden?")).to_have_value("Van de")
    gezien(blad)


def goede_aanmelding(blad) -> None:
    vul(blad, "Hoe wil het gezin genoemd worden?", "Familie Quaghebeur")
    vul(blad, "Wanneer kwam de aanmelding binnen?", VANDAAG)
    kies(blad, "Wie meldt aan?", "het gezin zelf")
    kies(blad, "Waarvoor wordt hulp gevraagd?", "dagstructuur en planning")
    kies(blad, "Was er voor deze aanmelding al een lokaal cliëntoverleg?", "niet bekend")
    knop(blad, "Aanmelding bewaren")
    kop(blad, "Familie Quaghebeur")
    expect(blad.get_by_text("Er staat geen kind jonger dan 18 bij")).to_be_visible()
    gezien(blad)


def beslis_gestart(blad) -> None:
    ga(blad.locator("main"), re.compile("Beslis"))
    kop(blad, "Beslissen over de aanmelding")
    kies(blad, "Wat wordt het?", "gestart")
    stuur_met_fout(blad, "Beslissing bewaren")
    gezien(blad)
    vul(blad, "Wanneer start het gezin?", VANDAAG)
    kies(blad, "Was er voor de start al een lokaal cliëntoverleg?", "nee")
    kies(blad, "Wat mag wie aanmeldde horen?", "nog te vragen aan het gezin")
    knop(blad, "Beslissing bewaren")
    kop(blad, "Aanmelding")
    expect(blad.get_by_text("De beslissing is bewaard.")).to_be_visible()
    gezien(blad)


def intake_in_twee_keer(blad) -> None:
    """Typing keeps itself; the page read again still has the words; then a sitting, and later further."""
    ga(blad, "Terug naar het gezin")
    knop(blad, "Begin de intake")
    kop(blad, "Intake met Familie Quaghebeur")
    gezien(blad)
    vul(blad, "Wat loopt goed? Waar zijn jullie sterk in?", "We lachen veel samen aan tafel.")
    blad.keyboard.press("Tab")
    wacht_op_bewaard(blad)
    blad.reload()
    expect(blad.get_by_text("Uw laatste tekst staat er nog")).to_be_visible()
    expect(blad.get_by_label("Wat loopt goed? Waar zijn jullie sterk in?")).to_have_value(
        "We lachen veel samen aan tafel."
    )
    gezien(blad)
    knop(blad, "Een zitting")
    kop(blad, "Nieuwe zitting")
    vul(blad, "Wie was erbij?", "mama, papa en oma")
    gezien(blad)
    knop(blad, "Bewaren")
    expect(blad.get_by_text("mama, papa en oma")).to_be_visible()
    blad.get_by_label("Sprak het gezin over nog iets anders?").select_option(label="wonen")
    knop(blad, "Voeg toe")
    vul(blad, "Wat gaat hier goed?", "De tuin.")
    gezien(blad)
    knop(blad, "Bewaar en ga later verder")
    kop(blad, "Intake van Familie Quaghebeur")
    expect(blad.get_by_text("We lachen veel samen aan tafel.")).to_be_visible()
    gezien(blad)
    ga(blad, "Bekijk of druk af")
    gezien(blad)
    blad.go_back()
    ga(blad, "Naar het gezin")


def vraag_een_overleg(blad) -> None:
    kop(blad, "Familie Quaghebeur")
    gezien(blad)
    ga(blad, "Breng een overleg ter sprake")
    kop(blad, "Is een overleg nu zinvol?")
    gezien(blad)
    vul(blad, "Hoe wil het gezin in het overleg genoemd worden?", "Leen en Wout 🌻")
    stuur_met_fout(blad, "Vraag het overleg aan")
    expect(blad.locator("#div_id_besproken_op")).to_contain_text(
        "Vul in wanneer u het met het gezin besprak."
    )
    expect(blad.locator("#div_id_meerwaarde")).to_contain_text("voor het gezin zelf")
    gezien(blad)
    vul(blad, "Wanneer besprak u dit met het gezin?", VANDAAG)
    vul(blad, "Wat brengt het overleg voor het gezin zelf?", "Iedereen hoort hetzelfde.")
    knop(blad, "Vraag het overleg aan")
    kop(blad, "Overleg met Leen en Wout 🌻")
    expect(blad.get_by_text("De aanvraag ligt bij OCMW Beringen")).to_be_visible()
    gezien(blad)


def test_a_referral_that_the_family_does_not_know_has_no_place_for_a_name(aangemeld):
    blad = aangemeld("coach")
    naar_aanmelding(blad, "Zwertvaegher")
    knop(blad, "Nee, nog niet")
    expect(blad.get_by_text("Het gezin weet het nog niet")).to_be_visible()
    expect(blad.locator("[name=naam], [name=verwijzer_naam], [name=vraag]")).to_have_count(0)
    gezien(blad)
    kies(blad, "Wie meldt aan?", "iemand uit de omgeving")
    kies(blad, "Was er voor deze aanmelding al een lokaal cliëntoverleg?", "nee")
    knop(blad, "Aanmelding bewaren")
    expect(blad.get_by_text("De aanmelding is bewaard.")).to_be_visible()
    expect(blad.locator("body")).not_to_contain_text("Zwertvaegher")
    gezien(blad)
    ga(blad.locator("main"), re.compile("Naar de aanmelding"))
    ga(blad, "Beslissen")
    kies(blad, "Wat wordt het?", "gestart")
    vul(blad, "Wanneer start het gezin?", VANDAAG)
    kies(blad, "Was er voor de start al een lokaal cliëntoverleg?", "nee")
    kies(blad, "Wat mag wie aanmeldde horen?", "nog te vragen aan het gezin")
    stuur_met_fout(blad, "Beslissing bewaren")
    expect(blad.locator(".foutoverzicht")).to_contain_text("weet")
    gezien(blad)


NIET_BESPREKEN = "de schulden bij nonkel Fons"


@pytest.mark.eis("R173", "R181", "R184")
def test_a_coordinator_leads_a_request_to_two_papers_and_a_calendar(aangemeld, stapel, tmp_path):
    coach = aangemeld("coach")
    ga(coach, "Overleg")
    ga(coach, re.compile("Luc"))
    ga(coach.locator(".zijkant"), "Openen")
    vul(coach, "hierover praten we niet", NIET_BESPREKEN)
    gezien(coach)
    knop(coach, "Bewaren")
    kop(coach, "Overleg met Luc")
    gezien(coach)

    blad = aangemeld("coordinator")
    gezien(blad)
    ga(blad, "Overleg")
    gezien(blad)
    ga(blad, re.compile("Luc"))
    kop(blad, "Overleg met Luc")
    gezien(blad)
    knop(blad, "Ik neem dit op")
    expect(blad.get_by_text("U leidt nu dit overleg.")).to_be_visible()
    gezien(blad)
    overleg = adres(blad)
    plan(blad)
    vul_de_tafel(blad)
    maak_definitief(blad)
    controleer_papieren(blad, tmp_path)
    kalender_en_week(blad, stapel, overleg, tmp_path)


def over_tien_dagen() -> dt.date:
    return dt.date.today() + dt.timedelta(days=10)


def plan(blad) -> None:
    """A day that is over is refused; then the right one."""
    ga(blad, "Kies dag en plaats")
    kop(blad, "Wanneer en waar?")
    gezien(blad)
    vul(blad, "Welke dag?", "2020-02-03")
    vul(blad, "Om hoe laat?", "14:30")
    vul(blad, "Waar?", "Buurthuis De Linde")
    stuur_met_fout(blad, "Bewaren")
    expect(blad.locator("#div_id_dag")).to_contain_text("al voorbij")
    expect(blad.get_by_label("Waar?")).to_have_value("Buurthuis De Linde")
    gezien(blad)
    vul(blad, "Welke dag?", over_tien_dagen().isoformat())
    knop(blad, "Bewaren")
    kop(blad, "Overleg met Luc")
    expect(blad.get_by_text("Dag en plaats zijn bewaard.")).to_be_visible()
    gezien(blad)


def vul_de_tafel(blad) -> None:
    """Who is there, what is talked about, strengths last typed but first on the paper, and the family's yes."""
    for naam, rol in (("Luc Van den Eynde", "het gezin of de cliënt"), ("Sara Bos", "hulpverlener")):
        ga(blad, "Iemand toevoegen")
        gezien(blad)
        vul(blad, "naam", naam)
        kies(blad, "Als wie zit deze persoon aan tafel", rol)
        knop(blad, "Bewaren")
        expect(blad.get_by_text(naam).first).to_be_visible()
    gezien(blad)
    punten = [
        ("een vraag van het gezin", "Wie leest de brieven mee?", "Wie helpt met de brieven?"),
        ("wat goed gaat", "Jade is altijd op tijd op school.", "Jade is op tijd op school."),
    ]
    for soort, tekst, eenvoudig in punten:
        ga(blad, "Punt toevoegen")
        kies(blad, "wat voor punt", soort)
        vul(blad, "het punt", tekst)
        vul(blad, "hetzelfde in de gewone woorden van het gezin", eenvoudig)
        kies(blad, "wie brengt dit in", "het gezin")
        gezien(blad)
        knop(blad, "Bewaren")
        expect(blad.get_by_text(tekst).first).to_be_visible()
    while blad.get_by_role("button", name=re.compile("Gezin zegt ja")).count():
        aantal = blad.get_by_role("button", name=re.compile("Gezin zegt ja")).count()
        knop(blad, re.compile("Gezin zegt ja"))
        expect(blad.get_by_role("button", name=re.compile("Gezin zegt ja"))).to_have_count(aantal - 1)
    ga(blad, "Antwoord van het gezin invullen")
    gezien(blad)
    kies(blad, "Mag het overleg gehouden worden?", "ja")
    kies(blad, "Hoe wil het gezin deelnemen?", "het gezin is erbij")
    knop(blad, "Bewaren")
    expect(blad.get_by_text("Alles is klaar om de agenda definitief te maken.")).to_be_visible()
    gezien(blad)


def maak_definitief(blad) -> None:
    ga(blad, "Maak de agenda definitief")
    kop(blad, "Klopt alles?")
    gezien(blad)
    blad.get_by_label("Wie van het gezin zei dat de genodigden dit mogen lezen?").fill("Ama")
    blad.get_by_label("Op welke dag?").fill(f"{dt.date.today():%Y-%m-%d}")
    blad.get_by_label("Hoe vertelde u wat ze zullen lezen?").select_option("overleg")
    knop(blad, "Maak de agenda definitief")
    kop(blad, "Agenda op papier")
    expect(blad.get_by_role("link", name=re.compile("^Openen"))).to_have_count(2, timeout=60_000)
    gezien(blad)


def controleer_papieren(blad, tmp_path) -> None:
    for voor in ("voor het gezin", "voor wie uitgenodigd is"):
        link = blad.get_by_role("link", name=re.compile(f"^Openen.*{voor}"))
        pad = haal(blad, link.first, tmp_path / f"{voor[-5:]}.pdf")
        toegankelijke_pdf(pad, "")
        tekst = pdf_tekst(pad)
        assert tekst.index("op tijd op school") < tekst.index("brieven")
        assert "Fons" not in tekst
        assert "Buurthuis De Linde" in tekst
        assert b"Fons" not in pad.read_bytes()


def kalender_en_week(blad, stapel, overleg: str, tmp_path) -> None:
    ga(blad, re.compile("Overleg met Luc"))
    ics = haal(blad, blad.get_by_role("link", name="In mijn agenda"), tmp_path / "overleg.ics").read_text()
    assert "BEGIN:VEVENT" in ics
    assert f"DTSTART;TZID=Europe/Brussels:{over_tien_dagen():%Y%m%d}T143000" in ics
    assert "Van den Eynde" not in ics
    dag = over_tien_dagen()
    ga(blad.get_by_role("navigation", name="Hoofdmenu"), "Week")
    kop(blad, re.compile("^Week van"))
    gezien(blad)
    deze = dt.date.today() - dt.timedelta(days=dt.date.today().weekday())
    for _week in range((dag - deze).days // 7):
        ga(blad, "Volgende week")
        blad.wait_for_url(re.compile(r"van="))
    expect(blad.get_by_role("link", name=re.compile("14.30.*Luc"))).to_be_visible()
    gezien(blad)


def test_a_care_worker_confirms_a_turn_with_one_tap_on_a_phone(aangemeld, stapel):
    blad = aangemeld("verzorgende", breedte=390, hoogte=844, has_touch=True)
    gezien(blad)
    ga(blad.get_by_role("navigation", name="Hoofdmenu"), "Mijn week")
    kop(blad, "Mijn week")
    gezien(blad)
    knoppen = blad.locator("main").get_by_role("button", name=re.compile("uur gedaan"))
    aantal = knoppen.count()
    assert aantal > 0
    gedaan = stapel.sql("SELECT count(*) FROM coaching_beurt WHERE status = 'gedaan'")[0][0]
    knoppen.first.dblclick()
    expect(knoppen).to_have_count(aantal - 1)
    gezien(blad)
    assert stapel.sql("SELECT count(*) FROM coaching_beurt WHERE status = 'gedaan'") == [(gedaan + 1,)]


def test_a_turn_is_confirmed_without_script_and_the_same_form_twice_counts_once(aangemeld, stapel):
    blad = aangemeld("verzorgende3", breedte=390, hoogte=844, java_script_enabled=False)
    blad.goto(f"{stapel.adres}/werk/week/")
    knoppen = blad.locator("main").get_by_role("button", name=re.compile("uur gedaan"))
    if not knoppen.count():
        ga(blad, "Vorige week")
    aantal = knoppen.count()
    assert aantal > 0
    form = knoppen.first.locator("xpath=ancestor::form")
    actie = form.get_attribute("action")
    velden = {v.get_attribute("name"): v.get_attribute("value") for v in form.locator("input").all()}
    gedaan = stapel.sql("SELECT count(*) FROM coaching_beurt WHERE status = 'gedaan'")[0][0]
    knoppen.first.click()
    expect(knoppen).to_have_count(aantal - 1)
    blad.request.post(f"{stapel.adres}{actie}", form=velden, headers={"Referer": blad.url})
    assert stapel.sql("SELECT count(*) FROM coaching_beurt WHERE status = 'gedaan'") == [(gedaan + 1,)]


@pytest.mark.eis("R056")
def test_a_provincial_worker_counts_a_period_and_takes_the_files_along(aangemeld, stapel, tmp_path):
    blad = aangemeld("provincie")
    gezien(blad)
    ga(blad, "Rapporten")
    kop(blad, "Rapporten")
    gezien(blad)
    blad.get_by_label("Welke periode").select_option(label="een andere periode")
    vul(blad, "Van", "2013-01-01")
    vul(blad, "Tot en met", "2011-12-31")
    stuur_met_fout(blad, "Tellen")
    expect(blad.locator("#div_id_tot")).to_contain_text("Draai de datums om.")
    gezien(blad)
    vul(blad, "Van", "2011-01-01")
    vul(blad, "Tot en met", "2013-12-31")
    knop(blad, "Tellen")
    expect(blad.get_by_role("link", name="XLSX")).to_be_visible(timeout=60_000)
    gezien(blad)
    lees_terug(blad, tmp_path)
    ga(blad, "Alle rapporten")
    expect(blad.get_by_role("link", name=re.compile("2011 tot en met .*2013")).first).to_be_visible()
    for pad in niet_voor_de_provincie(stapel):
        assert blad.request.get(f"{stapel.adres}{pad}").status in (403, 404), pad


def lees_terug(blad, tmp_path) -> None:
    bestanden = {
        s: haal(blad, blad.get_by_role("link", name=s.upper(), exact=True), tmp_path / f"r.{s}")
        for s in ("xlsx", "csv", "pdf")
    }
    boek = CalamineWorkbook.from_path(bestanden["xlsx"])
    rijen = [rij for naam in boek.sheet_names for rij in boek.get_sheet_by_name(naam).to_python()]
    aantallen = {str(rij[0]): rij[1] for rij in rijen if len(rij) > 1 and str(rij[0]).startswith("N (")}
    met_csv = bestanden["csv"].read_text("utf-8-sig")
    regels = list(csv.reader(met_csv.splitlines(), delimiter=";" if ";" in met_csv.splitlines()[0] else ","))
    assert len(regels) > 5
    assert len({len(r) for r in regels}) == 1
    kolom = {naam: nummer for nummer, naam in enumerate(regels[0])}
    assert aantallen == {f"N ({r[kolom['groep']]})": float(r[kolom["N"]]) for r in regels[1:]}
    toegankelijke_pdf(bestanden["pdf"], "2011")
    assert "Hoe leest u dit" in pdf_tekst(bestanden["pdf"])


def niet_voor_de_provincie(stapel) -> list[str]:
    gezin = stapel.sql("SELECT id FROM gezinnen_gezin ORDER BY id LIMIT 1")[0][0]
    overleg = stapel.sql("SELECT id FROM lco_overleg ORDER BY id LIMIT 1")[0][0]
    intake = stapel.sql("SELECT id FROM gezinnen_intake ORDER BY id LIMIT 1")[0][0]
    return [
        "/gezinnen/", f"/gezinnen/{gezin}/", f"/gezinnen/intake/{intake}/", "/overleg/", f"/overleg/{overleg}/",
        f"/overleg/{overleg}/documenten/", "/werk/week/", "/werk/planning/",
    ]  # fmt: skip
