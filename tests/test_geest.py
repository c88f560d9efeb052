"""The spirit of the work, where code can break it: no labels, no scores, no surveillance, strengths first."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.template.loader import get_template
from django.utils.translation import gettext

from beroepsgeheim.beleid import alle_urls
from gezinnen.delen import register
from organisaties.models import Gebruiker

HOOFDMAP = Path(__file__).resolve().parent.parent
EIGEN = {
    "vloer",
    "organisaties",
    "beroepsgeheim",
    "gezinnen",
    "coaching",
    "netwerk",
    "lco",
    "rapportage",
    "portaal",
}
# Words that judge a person or a family: they belong in no list to choose from, no label and no page.
OORDELEN = re.compile(
    r"\b(moeilijk(e)? (cliënt|gezin)|probleem(gezin|geval)|multiprobleem\w*|asociaal|profiteur\w*|"
    r"onwillig\w*|ongemotiveerd\w*|lastig(e)? (cliënt|gezin)|zorgmijder\w*|hopeloos|onmondig\w*|fraudeur\w*)\b",
    re.IGNORECASE,
)
METEN_VAN_MENSEN = re.compile(
    r"(score|ranking|rangorde|normscore|risicoscore|percentiel|beoordeling|punten(totaal)?$)", re.IGNORECASE
)
TOEZICHT = re.compile(
    r"(gps|locatie|coordinaat|coordinaten|latitude|longitude|prikklok|inklok|uitklok|camera|tracker|"
    r"schermtijd|toetsaanslag|ziektereden|reden_afwezig)",
    re.IGNORECASE,
)


def velden() -> Iterator[tuple[str, object]]:
    for model in apps.get_models():
        if model._meta.app_label in EIGEN:
            for veld in model._meta.concrete_fields:
                yield f"{model._meta.label}.{veld.name}", veld


def woorden_van(veld: object) -> str:
    """Everything a person reads of a field: its label, its help and what can be chosen."""
    keuzes = [str(label) for _waarde, label in getattr(veld, "flatchoices", [])]
    return " · ".join([str(getattr(veld, "verbose_name", "")), str(getattr(veld, "help_text", "")), *keuzes])


@pytest.mark.eis("R291")
@pytest.mark.eis("R292")
def test_no_label_and_no_choice_judges_a_family():
    assert [naam for naam, veld in velden() if OORDELEN.search(woorden_van(veld))] == []


@pytest.mark.eis("R292")
def test_no_page_and_no_paper_uses_a_word_that_judges():
    fout = [
        str(pad.relative_to(HOOFDMAP))
        for pad in (HOOFDMAP / "templates").rglob("*.html")
        if OORDELEN.search(pad.read_text(encoding="utf-8"))
    ]
    assert fout == []


@pytest.mark.eis("R294")
def test_no_field_measures_people_against_a_norm():
    assert [naam for naam, _veld in velden() if METEN_VAN_MENSEN.search(naam.rsplit(".", 1)[1])] == []


@pytest.mark.eis("R295")
def test_no_field_and_no_address_watches_over_people():
    assert [naam for naam, _veld in velden() if TOEZICHT.search(naam.rsplit(".", 1)[1])] == []
    assert [route for route, _naam, _view in alle_urls() if TOEZICHT.search(route)] == []


@pytest.mark.eis("R293")
@pytest.mark.parametrize(
    ("sjabloon", "kracht", "zorg"),
    [
        ("gezinnen/intake_gesprek.html", "sterk", "weegt"),
        ("lco/pdf/agenda_gezin.html", "Dit gaat goed", "Hierover praten we"),
        ("lco/pdf/agenda.html", "wat goed gaat", "Waarover praten we"),
    ],
)
def test_strengths_stand_before_worries(sjabloon, kracht, zorg):
    tekst = Path(get_template(sjabloon).origin.name).read_text(encoding="utf-8")
    assert kracht in tekst and (zorg not in tekst or tekst.index(kracht) < tekst.index(zorg))


@pytest.mark.eis("R300")
def test_of_a_worker_the_application_knows_nothing_private():
    namen = {veld.name for veld in Gebruiker._meta.concrete_fields}
    assert not namen & {"adres", "geboortedatum", "gsm", "foto", "rijksregisternummer", "gezinstoestand"}
    assert gettext("werk") in str(Gebruiker._meta.get_field("telefoon").verbose_name)


@pytest.mark.eis("R305")
def test_nothing_that_counts_what_was_done_in_a_home_can_be_shared_with_a_third_party():
    codes = {soort.code for soort in register.soorten()}
    assert codes and not [code for code in codes if re.search(r"beurt|uren|prestatie|aanwezig|inzet", code)]
