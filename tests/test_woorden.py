"""One word for one thing: "Thuiscompagnie" is the project; what a care worker does in a family is an inzet (R005)."""

from pathlib import Path

import pytest
from django.conf import settings

from coaching.models import Inzet
from rapportage.tabellen import TABELLEN


@pytest.mark.eis("R005")
def test_the_work_in_a_family_and_what_is_counted_never_bear_the_name_of_the_whole_project():
    teksten = [f"{tabel.titel} {tabel.populatie} {tabel.eenheid}" for tabel in TABELLEN]
    bladen = list(Path(settings.BASE_DIR, "templates", "coaching").glob("*.html"))
    assert len(bladen) > 5
    teksten += [blad.read_text(encoding="utf-8") for blad in bladen]
    assert [tekst for tekst in teksten if "thuiscompagnie" in tekst.lower()] == []
    assert Inzet._meta.verbose_name == "inzet"
