"""The style book: every component on a page with invented names, without a database.

`python scripts/stijlboek.py MAP` writes the pages as HTML, takes pictures of them at three
widths (light, dark, print) and makes the sample PDFs. The tests use the same pages.
"""

import datetime as dt
import mimetypes
import os
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Literal

HUIS = Path(__file__).resolve().parent.parent
ADRES = "http://stijlboek.test/"
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'"
)
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
BREEDTES = (390, 768, 1440)
PAGINAS = (
    "vandaag",
    "gezin",
    "formulier",
    "formulier-fout",
    "familie",
    "onderdelen",
    "404",
    "403",
    "500",
)


def _formulier(gegevens=None):
    from django import forms

    class Aanmelding(forms.Form):
        datum = forms.DateField(
            label="Wanneer kwam de aanmelding binnen?",
            help_text="De dag waarop u het bericht of het telefoontje kreeg.",
            widget=forms.DateInput(attrs={"type": "date"}),
        )
        bron = forms.ChoiceField(
            label="Wie meldt aan?",
            choices=[
                ("gezin", "Het gezin zelf"),
                ("ocmw", "OCMW"),
                ("ander", "Iemand anders"),
            ],
            widget=forms.RadioSelect,
        )
        vraag = forms.CharField(
            label="Wat vraagt het gezin, in eigen woorden?",
            help_text="Schrijf op zoals het gezegd is. Het gezin leest dit mee.",
            widget=forms.Textarea(attrs={"rows": 4}),
        )
        gemeente = forms.ChoiceField(
            label="In welke gemeente woont het gezin?",
            choices=[
                ("", "Kies een gemeente"),
                ("zonhoven", "Zonhoven"),
                ("genk", "Genk"),
            ],
        )
        redenen = forms.MultipleChoiceField(
            label="Wat speelt er?",
            required=False,
            choices=[
                ("huis", "Het huishouden groeit boven het hoofd"),
                ("steun", "Weinig steun"),
            ],
            widget=forms.CheckboxSelectMultiple,
        )
        uren = forms.DecimalField(label="Hoeveel uren per week?", required=False)
        gezegd = forms.BooleanField(
            label="Het gezin weet dat deze aanmelding gebeurt",
            help_text="Zonder dit bewaren we geen naam.",
        )

    return Aanmelding(gegevens)


def _context():
    functies = [
        SimpleNamespace(id=sleutel, get_rol_display=rol, organisatie=SimpleNamespace(naam=organisatie))
        for sleutel, rol, organisatie in (
            ("1", "Coach", "Gezinszorg De Linde"),
            ("2", "LCO-coördinator", "OCMW Zonhoven"),
        )
    ]
    actor = SimpleNamespace(
        naam="Griet Vandersmissen",
        rol_naam="Coach",
        organisatie_naam="Gezinszorg De Linde",
        functie_id="1",
        functies=functies,
    )
    woorden = {
        "Vandaag": "vandaag",
        "Gezinnen": "gezin",
        "Aanmeldingen": "brief",
        "Overleg": "overleg",
        "Inzet": "hand",
        "Vorming": "ster",
        "Instellingen": "instellingen",
    }
    navigatie = [
        SimpleNamespace(titel=titel, icoon=icoon, url=f"/{titel.lower()}", actief=titel == "Vandaag")
        for titel, icoon in woorden.items()
    ]
    nu = dt.datetime(2014, 3, 3, 13, 0, tzinfo=dt.UTC)
    return {
        "actor": actor,
        "navigatie": navigatie,
        "messages": [],
        "csrf_token": "stijlboek",
        "nu": nu,
        "dagen": [nu.date() + dt.timedelta(dagen) for dagen in (1, 0, -1, -12, -200)],
        "fasen": [
            ("1", "Aanmelding"),
            ("2", "Intake"),
            ("3", "Start"),
            ("4", "Groei"),
            ("5", "Afbouw"),
        ],
    }


def pagina(naam):
    """Give the HTML of one page of the style book."""
    from django.template.loader import render_to_string

    if naam.isdigit():
        return render_to_string(f"{naam}.html", {})
    context = _context()
    if naam.startswith("formulier"):
        fout = naam.endswith("-fout")
        context["form"] = _formulier({"vraag": "Samen aan tafel."} if fout else None)
        naam = "formulier"
    return render_to_string(f"stijlboek/{naam}.html", context)


def klaar(id_):
    """Give the finished state of a progress bar, as a polled view would."""
    from django.template.loader import render_to_string

    return render_to_string("onderdelen/voortgang.html", {"id": id_, "klaar": True, "tekst": "Klaar."})


def agenda_pdf(klasse=""):
    """Give the sample agenda as PDF/UA bytes; klasse is "", "gezin", "groot" or "liggend"."""
    from django.template.loader import render_to_string

    from thuiscompagnie.vloer.pdf import maak_pdf

    html = render_to_string("stijlboek/agenda.html", {"klasse": klasse})
    return maak_pdf(html, titel="Agenda van het overleg van 3 maart 2014")


def antwoord(route, op_post=None):
    """Answer a browser's request from the style book, under the strict CSP; for page.route()."""
    from django.contrib.staticfiles import finders

    pad = route.request.url.removeprefix(ADRES).split("?")[0].split("#")[0]
    if route.request.method == "POST":
        route.fulfill(status=op_post(route.request) if op_post else 204)
    elif pad.startswith("static/"):
        bestand = finders.find(pad.removeprefix("static/"))
        soort = mimetypes.guess_type(pad)[0]
        if bestand:
            route.fulfill(body=Path(bestand).read_bytes(), content_type=soort)
        else:
            route.fulfill(status=404)
    elif pad.startswith("voortgang/"):
        route.fulfill(body=klaar(pad.removeprefix("voortgang/")), content_type="text/html; charset=utf-8")
    elif pad in PAGINAS:
        route.fulfill(
            body=pagina(pad),
            content_type="text/html; charset=utf-8",
            headers={"Content-Security-Policy": CSP},
        )
    else:
        route.fulfill(status=404, body="")


def kiek(naar):
    """Write pictures of every page and the sample PDFs into the folder naar."""
    from playwright.sync_api import sync_playwright

    naar.mkdir(parents=True, exist_ok=True)
    for klasse in ("", "gezin"):
        (naar / f"agenda{klasse}.pdf").write_bytes(agenda_pdf(klasse))
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        for stand in ("licht", "donker", "druk"):
            kleur: Literal["dark", "light"] = "dark" if stand == "donker" else "light"
            context = browser.new_context(color_scheme=kleur)
            context.route("**/*", antwoord)
            blad = context.new_page()
            blad.emulate_media(media="print" if stand == "druk" else "screen")
            for breedte in BREEDTES:
                blad.set_viewport_size({"width": breedte, "height": 900})
                for naam in PAGINAS:
                    blad.goto(ADRES + naam)
                    blad.screenshot(path=naar / f"{naam}-{breedte}-{stand}.png", full_page=True)
        browser.close()


if __name__ == "__main__":
    sys.path.insert(0, str(HUIS))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thuiscompagnie.settings.test")
    import django

    django.setup()
    kiek(Path(sys.argv[1] if len(sys.argv) > 1 else HUIS / "var" / "stijlboek"))
