"""The look: tags, weight, contrast, reflow and the small scripts, on the style book's pages."""

import datetime as dt
import gzip
import io
import re
from pathlib import Path

import pikepdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.template import Context, Template

from scripts import stijlboek

AXE_REGELS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def open_blad(chromium):
    """Open a page of the style book; the list "klachten" gets what the browser complains about."""
    contexten = []

    def open_(naam, breedte=1440, hoogte=900, kleur="light", op_post=None, **opties):
        context = chromium.new_context(
            viewport={"width": breedte, "height": hoogte}, color_scheme=kleur, **opties
        )
        contexten.append(context)
        context.route("**/*", lambda route: stijlboek.antwoord(route, op_post))
        blad = context.new_page()
        blad.klachten = []
        blad.on("console", lambda bericht: blad.klachten.append(bericht.text))
        blad.on("pageerror", lambda fout: blad.klachten.append(str(fout)))
        blad.goto(stijlboek.ADRES + naam)
        return blad

    yield open_
    for context in contexten:
        context.close()


def toon(tekst, **context):
    return Template("{% load huis %}" + tekst).render(Context(context)).strip()


def test_a_date_reads_as_a_person_would_write_it():
    assert toon("{{ d|datum }}", d=dt.date(2014, 3, 3)) == "maandag 3 maart 2014"
    assert toon("{{ d|datum_kort }}", d=dt.date(2014, 3, 3)) == "3 maart 2014"
    assert toon("{{ d|datum }}", d=None) == ""


def test_an_hour_has_no_leading_zero_and_stays_on_one_line():
    assert toon("{{ t|uur }}", t=dt.time(9, 5)) == "9.05\N{NO-BREAK SPACE}u."
    assert toon("{{ t|uur }}", t=dt.time(0, 0)) == "0.00\N{NO-BREAK SPACE}u."
    assert toon("{{ t|uur }}", t=None) == ""


def test_a_moment_near_today_is_said_in_words_and_in_belgian_time():
    moment = dt.datetime(2014, 3, 3, 13, 0, tzinfo=dt.UTC)
    assert (
        toon("{{ m|wanneer:v }}", m=moment, v=dt.date(2014, 3, 3)) == "vandaag om 14.00\N{NO-BREAK SPACE}u."
    )
    assert toon("{{ m|wanneer:v }}", m=moment, v=dt.date(2014, 3, 2)) == "morgen om 14.00\N{NO-BREAK SPACE}u."
    assert (
        toon("{{ m|wanneer:v }}", m=moment, v=dt.date(2014, 3, 9))
        == "maandag 3 maart om 14.00\N{NO-BREAK SPACE}u."
    )
    assert toon("{{ m|wanneer:v }}", m=dt.date(2013, 3, 4), v=dt.date(2014, 3, 9)) == "maandag 4 maart 2013"


def test_a_decorative_icon_is_hidden_and_a_meaningful_one_has_a_name():
    assert 'aria-hidden="true"' in toon('{% icoon "huis" %}')
    assert 'role="img" aria-label="Thuis"' in toon('{% icoon "huis" titel="Thuis" %}')


def test_text_in_a_component_is_escaped():
    kwaad = "<script>alert(1)</script>"
    for sjabloon in (
        "{% status 'goed' t %}",
        "{% kaart t %}{{ t }}{% endkaart %}",
        "{% icoon 'huis' titel=t %}",
    ):
        assert "<script>" not in toon(sjabloon, t=kwaad)


def test_a_panel_gets_its_own_variables_beside_those_of_the_page():
    tekst = "{% toon 'onderdelen/samenvatting_rij.html' inhoud %}"
    html = toon(tekst, inhoud={"label": "Adres", "waarde": "<b>"}, wijzig_url="/pas-aan/")
    assert "Adres" in html and "&lt;b&gt;" in html and "/pas-aan/" in html
    assert toon(tekst + "{{ label }}", inhoud={"label": "Adres"}).endswith("</div>")


def test_every_icon_that_the_templates_name_exists():
    namen = set(re.findall(r'id="([a-z]+)"', (stijlboek.HUIS / "static/beeld/iconen.svg").read_text()))
    gebruikt = set()
    for bestand in stijlboek.HUIS.glob("**/templates/**/*.html"):
        if ".venv" not in bestand.parts:
            gebruikt |= set(re.findall(r'(?:{% icoon |icoon=|teken=)"([a-z]+)"', bestand.read_text()))
    assert gebruikt - namen == set()


def test_an_ordinary_page_weighs_at_most_50_kb_of_script_and_35_kb_of_style():
    def weeg(*namen):
        return sum(len(gzip.compress(Path(finders.find(naam)).read_bytes())) for naam in namen)

    stijl = weeg(
        "bootstrap/css/bootstrap-reboot.min.css",
        "bootstrap/css/bootstrap-grid.min.css",
        "bootstrap/css/bootstrap-utilities.min.css",
        "css/thuis.css",
        "css/afdruk.css",
    )
    script = weeg("django_htmx/htmx-2.min.js", "js/huis.js", "js/autosave.js")
    assert stijl <= 35 * 1024
    assert script <= 50 * 1024


@pytest.mark.parametrize("kleur", ["light", "dark"])
@pytest.mark.parametrize("naam", stijlboek.PAGINAS)
def test_axe_finds_nothing_and_the_csp_is_never_broken(open_blad, naam, kleur):
    blad = open_blad(naam, kleur=kleur)
    uitslag = Axe().run(blad, options=AXE_REGELS).response
    assert [(v["id"], [n["target"] for n in v["nodes"]]) for v in uitslag["violations"]] == []
    onzeker = [v for v in uitslag["incomplete"] if v["id"] == "color-contrast"]
    assert [n["target"] for v in onzeker for n in v["nodes"]] == []
    assert blad.klachten == []


@pytest.mark.parametrize("naam", stijlboek.PAGINAS)
def test_a_page_reflows_at_400_percent_zoom(open_blad, naam):
    blad = open_blad(naam, breedte=320, hoogte=256)
    assert blad.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("naam", stijlboek.PAGINAS)
def test_what_can_be_tapped_is_at_least_44_pixels_high(open_blad, naam):
    blad = open_blad(naam, breedte=390)
    te_klein = blad.evaluate(
        """() => [...document.querySelectorAll('.btn, .navigatie a, summary, .form-control, .form-select, .keuze')]
            .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 44)
            .map(e => e.outerHTML.slice(0, 120))"""
    )
    assert te_klein == []


def test_a_page_works_without_script(open_blad):
    blad = open_blad("vandaag", breedte=390, java_script_enabled=False)
    blad.locator(".navigatie summary").click()
    assert blad.get_by_role("link", name="Instellingen").is_visible()
    blad.locator(".wie summary").click()
    assert blad.get_by_role("button", name="Afmelden").is_visible()


def test_the_role_in_use_is_shown_and_marked_in_the_switcher(open_blad):
    blad = open_blad("vandaag")
    assert "Coach" in blad.locator(".wie summary").inner_text()
    blad.locator(".wie summary").click()
    assert blad.locator(".uitklap-keuze[aria-current=true]").count() == 1
    blad.keyboard.press("Escape")
    assert not blad.get_by_role("button", name="Afmelden").is_visible()


def test_a_form_with_errors_starts_at_the_summary_whose_links_lead_to_the_fields(
    open_blad,
):
    blad = open_blad("formulier-fout")
    assert blad.evaluate("document.activeElement.className") == "foutoverzicht"
    for doel in blad.evaluate("[...document.querySelectorAll('.foutoverzicht a')].map(a => a.hash)"):
        assert blad.locator(doel).count() == 1
    datum = blad.locator("#id_datum")
    assert datum.get_attribute("aria-invalid") == "true"
    for anker in datum.get_attribute("aria-describedby").split():
        assert blad.locator(f"#{anker}").count() == 1


def test_typing_is_kept_within_five_seconds_and_the_page_says_so(open_blad):
    verstuurd = []

    def bewaar(verzoek):
        verstuurd.append((verzoek.post_data, verzoek.headers.get("x-achtergrond")))
        return 204

    blad = open_blad("formulier", op_post=bewaar)
    blad.locator("#id_vraag").fill("Rust in huis")
    blad.wait_for_selector("[data-autosave-status]:has-text('bewaard')", timeout=5000)
    assert "vraag=Rust+in+huis" in verstuurd[0][0]
    assert verstuurd[0][1] == "1"
    assert "csrfmiddlewaretoken=stijlboek" in verstuurd[0][0]


def test_leaving_a_field_keeps_it_at_once_and_a_failure_is_said_and_tried_again(
    open_blad,
):
    antwoorden = [500, 204]
    blad = open_blad("formulier", op_post=lambda verzoek: antwoorden.pop(0))
    blad.locator("#id_vraag").fill("Rust in huis")
    blad.locator("#id_uren").focus()
    blad.wait_for_selector("[data-autosave-status]:has-text('Nog niet bewaard')", timeout=2000)
    blad.wait_for_selector("[data-autosave-status][data-stand=goed]", timeout=7000)
    assert antwoorden == []


def test_a_second_press_sends_nothing_more(open_blad):
    aantal = []
    blad = open_blad("familie", op_post=lambda verzoek: aantal.append(verzoek.post_data) or 204)
    knop = blad.get_by_role("button", name="Ja, dat mag")
    knop.evaluate("k => { k.click(); k.click(); }")
    blad.wait_for_timeout(300)
    assert len(aantal) == 1
    assert knop.is_disabled()


def test_after_a_swap_focus_goes_to_what_is_new(open_blad):
    blad = open_blad("onderdelen")
    blad.wait_for_selector("#v1:has-text('Klaar.')", timeout=6000)
    blad.wait_for_function("document.activeElement.matches('.voortgang-tekst')", timeout=2000)


def test_who_is_typing_is_not_taken_away_by_a_swap(open_blad):
    blad = open_blad("onderdelen")
    blad.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<input id=hier>')")
    blad.locator("#hier").focus()
    blad.wait_for_selector("#v1:has-text('Klaar.')", timeout=6000)
    blad.wait_for_selector("#meldingen:has-text('Klaar.')", state="attached", timeout=2000)
    assert blad.evaluate("document.activeElement.id") == "hier"


@pytest.mark.parametrize("klasse", ["", "gezin"])
def test_the_sample_pdf_is_tagged_titled_and_in_dutch(klasse):
    with pikepdf.open(io.BytesIO(stijlboek.agenda_pdf(klasse))) as pdf:
        assert "/StructTreeRoot" in pdf.Root
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang) == "nl-BE"
        assert str(pdf.docinfo["/Title"]).startswith("Agenda van het overleg")


def test_a_crispy_layout_has_groups_help_above_and_no_asterisks():
    from crispy_forms.helper import FormHelper
    from crispy_forms.layout import Fieldset, Layout, Submit
    from crispy_forms.utils import render_crispy_form

    form = stijlboek._formulier({"vraag": "Samen & rustig"})
    form.helper = FormHelper()
    form.helper.layout = Layout(Fieldset("De vraag", "vraag", "uren"), Submit("bewaar", "Bewaren"))
    html = render_crispy_form(form)
    assert "<legend>De vraag</legend>" in html
    assert "Samen &amp; rustig</textarea>" in html
    assert html.index("Het gezin leest dit mee") < html.index("<textarea")
    assert html.index("foutoverzicht") < html.index("<fieldset")
    assert "(mag leeg blijven)" in html
    assert "asteriskField" not in html
