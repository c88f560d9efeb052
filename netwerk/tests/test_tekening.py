"""The drawing: nothing overlaps, everybody stands in the right field, page and paper show the same."""

import json
import random
import xml.etree.ElementTree as ET
from io import BytesIO

import pikepdf
import pytest
from django.template.loader import render_to_string

from gezinnen.delen import register
from netwerk import svg, tekening
from netwerk.models import Kring, Ring
from tests.hulp import als
from thuiscompagnie.vloer.pdf import maak_pdf

from .hulp import maak_kaart, zet_op

RINGNAMEN = {str(k): str(v) for k, v in Ring.choices}
KRINGNAMEN = {str(k): str(v) for k, v in Kring.choices}
LETTERS = "abcdefghijklmnopqrstuvwxyzéA BWM@"


def willekeurig(zaad: int) -> list[tekening.Naam]:
    """Ten to forty people with names of every length, sometimes all in one field."""
    kies = random.Random(zaad)
    ringen = tekening.RINGEN if zaad % 3 else ("dichtbij",)
    kringen = tekening.KRINGEN if zaad % 4 else ("hulp",)
    return [
        tekening.Naam(
            str(nummer),
            "".join(kies.choices(LETTERS, k=kies.randint(1, 32))),
            kies.choice(ringen),
            kies.choice(kringen),
            kies.choice(("", "P", "P L R E @")),
        )
        for nummer in range(kies.randint(10, 40))
    ]


@pytest.mark.parametrize("zaad", range(24))
def test_labels_never_overlap(zaad):
    namen = willekeurig(zaad)
    plan = tekening.teken(namen, RINGNAMEN, KRINGNAMEN)
    vlakken = plan.vlakken
    assert len(plan.plekken) == len(namen)
    assert not [(i, j) for i, v in enumerate(vlakken) for j, w in enumerate(vlakken[:i]) if v.raakt(w)]


@pytest.mark.parametrize("zaad", range(6))
def test_every_sign_stands_in_its_own_ring_and_the_picture_is_the_same_each_time(zaad):
    namen = willekeurig(zaad)
    plan = tekening.teken(namen, RINGNAMEN, KRINGNAMEN)
    for plek in plan.plekken:
        x, y = plek.teken
        straal = ((x / plan.a) ** 2 + (y / plan.b) ** 2) ** 0.5
        ring = tekening.RINGEN.index(plek.naam.ring)
        assert (plan.stralen[ring - 1] if ring else 0) <= straal <= plan.stralen[ring]
    assert plan.plekken == tekening.teken(namen, RINGNAMEN, KRINGNAMEN).plekken


@pytest.mark.parametrize(
    "tekst", ["", " ", "x" * 32, "de allerbeste buurvrouw van hier", "祖母祖母", "عمة ليلى"]
)
def test_a_label_is_at_most_two_lines_of_sixteen_characters(tekst):
    lijnen = tekening.regels(tekst)
    assert 1 <= len(lijnen) <= 2
    assert all(len(lijn) <= 16 for lijn in lijnen)


@pytest.fixture
def kaart(cast):
    rij = maak_kaart(cast, cast.zon, mee_in_agenda=True)
    zet_op(cast, rij, "Oma Rosa & <b>co</b>")
    zet_op(cast, rij, "Juf Els", soort="formeel", kring="hulp", ring="regelmatig", sterkte="spanning")
    zet_op(cast, rij, "Nonkel Jan", ring="verder", stand="ondergesneeuwd", richting="geeft", sterkte="dun")
    zet_op(cast, rij, "Vriendin van ver", kring="vrienden", stand="verbroken", enkel_online=True)
    return rij


@pytest.mark.django_db
def test_the_svg_is_well_formed_and_holds_no_classes_or_variables(cast, kaart):
    with als(cast.ans):
        banden = list(kaart.banden.select_related("figuur"))
        tekst = svg.kaart_svg(kaart, banden, van_wie="Gezin Zon", wijzigen=True)
    boom = ET.fromstring(tekst)
    ruimte = "{http://www.w3.org/2000/svg}"
    assert boom.find(f"{ruimte}title").text.startswith("Netwerkkaart van Gezin Zon")
    attributen = {naam for knoop in boom.iter() for naam in knoop.attrib}
    assert attributen.isdisjoint({"class", "style", "id"})
    assert "var(" not in tekst and "currentColor" not in tekst and "foreignObject" not in tekst
    links = boom.findall(f"{ruimte}a")
    assert len(links) == 4 and all(link.get("aria-label") for link in links)
    assert "Oma Rosa &amp;" in tekst and "<b>" not in tekst


@pytest.mark.django_db
@pytest.mark.eis("R206")
@pytest.mark.eis("R208")
@pytest.mark.eis("R240")
def test_strength_strain_and_silence_are_told_in_form_and_in_words(cast, kaart):
    with als(cast.ans):
        banden = list(kaart.banden.select_related("figuur"))
        tekst = svg.kaart_svg(kaart, banden, van_wie="Gezin Zon")
    assert 'stroke-dasharray="2 6"' in tekst
    assert "ondergesneeuwd" in tekst and "verbroken" in tekst and "spanning" in tekst
    tekens = [punt.get("vorm") or punt.get("letter") for punt in svg.legende()]
    assert len(set(tekens)) == len({punt["woord"] for punt in svg.legende()}) == len(tekens)


@pytest.mark.django_db
@pytest.mark.eis("R201")
@pytest.mark.eis("R202")
@pytest.mark.eis("R215")
def test_who_does_it_for_work_is_a_square_and_who_belongs_to_ones_life_a_circle(cast, kaart):
    with als(cast.ans):
        banden = list(kaart.banden.select_related("figuur"))
        boom = ET.fromstring(svg.kaart_svg(kaart, banden, van_wie="Gezin Zon"))
    ruimte = "{http://www.w3.org/2000/svg}"
    vormen = {}
    for groep in boom.findall(f"{ruimte}g"):
        naam = groep.find(f"{ruimte}title").text.split(" (")[0]
        vormen[naam] = "rond" if groep.find(f"{ruimte}circle") is not None else "vierkant"
    assert {naam for naam, vorm in vormen.items() if vorm == "vierkant"} == {"Juf Els"}
    assert len(vormen) == 4


@pytest.mark.django_db
def test_the_map_goes_with_the_agenda_as_vector_with_a_description(cast, kaart):
    soort = register.soort("netwerk.kaart")
    with als(cast.ans):
        inhoud = json.loads(json.dumps(soort.maak(kaart.client, cast.ans, None)))
    html = render_to_string(soort.template, soort.toon(inhoud))
    pdf = maak_pdf(f"<html><body><main>{html}</main></body></html>", titel="Proef")
    with pikepdf.open(BytesIO(pdf)) as blad:
        lettertypen = blad.pages[0].Resources.get("/Font", {})
        beelden = blad.pages[0].Resources.get("/XObject", {})
        assert len(lettertypen) > 0
        assert not [naam for naam, x in beelden.items() if x.get("/Subtype") == "/Image"]
        assert "Oma Rosa" in str([o for o in blad.objects if "/Alt" in getattr(o, "keys", list)()])


@pytest.mark.django_db
def test_a_map_goes_with_no_agenda_unless_the_family_wishes(cast):
    kaart = maak_kaart(cast, cast.zon)
    zet_op(cast, kaart, "Oma Rosa")
    with als(cast.ans):
        assert register.soort("netwerk.kaart").maak(kaart.client, cast.ans, None) is None
    with als(cast.bert):
        assert register.soort("netwerk.kaart").maak(kaart.client, cast.bert, None) is None


def helderheid(kleur: str) -> float:
    """Relative luminance after WCAG."""
    delen = [int(kleur[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    rgb = [d / 12.92 if d <= 0.04045 else ((d + 0.055) / 1.055) ** 2.4 for d in delen]
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]


def contrast(een: str, ander: str) -> float:
    licht, donker = sorted((helderheid(een), helderheid(ander)), reverse=True)
    return (licht + 0.05) / (donker + 0.05)


@pytest.mark.django_db
def test_every_text_on_the_map_reads_well_on_every_ground_it_can_stand_on(cast, kaart):
    with als(cast.ans):
        tekst = svg.kaart_svg(kaart, list(kaart.banden.select_related("figuur")), van_wie="Gezin Zon")
    boom = ET.fromstring(tekst)
    ruimte = "{http://www.w3.org/2000/svg}"
    kern, *ringen = [e.get("fill") for e in reversed(boom.findall(f"{ruimte}ellipse"))]
    gronden = {*ringen, "#ffffff", "#fffdf8"}
    kleuren = {t.get("fill") for t in boom.iter(f"{ruimte}text")} - {"#ffffff"}
    assert contrast("#ffffff", kern) >= 4.5
    assert min(contrast(kleur, grond) for kleur in kleuren for grond in gronden) >= 4.5
