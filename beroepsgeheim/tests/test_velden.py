"""The registry of fields is complete, and the papers made from it are up to date."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from beroepsgeheim import velden, verwerkingsregister
from beroepsgeheim.velden import DECLARATIES, Zichtbaar
from gezinnen.models import Doel, Gezinslid


def test_every_field_of_a_person_is_in_the_registry():
    assert list(velden.fouten()) == []


def test_a_field_that_nobody_declared_is_told(monkeypatch):
    kort = dict(DECLARATIES)
    oud = kort[Doel]
    minder = {naam: v for naam, v in oud.velden.items() if naam != "tekst"}
    kort[Doel] = velden.Declaratie(oud.model, oud.doel, minder, oud.technisch, oud.rijen, oud.betrokkenen)
    monkeypatch.setattr(velden, "DECLARATIES", kort)
    assert list(velden.fouten()) == ["gezinnen.Doel.tekst: niet in het register"]
    del kort[Doel]
    assert list(velden.fouten()) == ["gezinnen.Doel: niet in het register van velden"]


def test_what_the_family_does_not_get_in_a_model_it_does_get_has_a_reason():
    zonder = [
        f"{d.model._meta.label}.{v.naam}"
        for d in DECLARATIES.values()
        for v in d.velden.values()
        if v.zichtbaar is Zichtbaar.TEAM and not v.waarom_niet and not isinstance(d.rijen, velden.Niemand)
    ]
    assert zonder == []


def test_the_checked_in_record_of_processing_is_up_to_date():
    """After a change: manage.py verwerkingsregister --uit docs/verwerkingsregister.md"""
    bestand = Path(settings.BASE_DIR) / "docs" / "verwerkingsregister.md"
    assert bestand.read_text(encoding="utf-8") == verwerkingsregister.markdown()


def test_the_record_names_every_model_and_field():
    tekst = verwerkingsregister.markdown()
    for declaratie in DECLARATIES.values():
        assert f"### {declaratie.titel}\n" in tekst
        for veld in declaratie.velden.values():
            assert f"| {verwerkingsregister.veldnaam(declaratie, veld)} |" in tekst


def test_the_command_writes_markdown_and_pdf_and_nothing_else(tmp_path):
    call_command("verwerkingsregister", uit=str(tmp_path / "r.md"))
    assert (tmp_path / "r.md").read_text(encoding="utf-8") == verwerkingsregister.markdown()
    call_command("verwerkingsregister", uit=str(tmp_path / "r.pdf"))
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF-1.7")
    with pytest.raises(CommandError):
        call_command("verwerkingsregister", uit=str(tmp_path / "r.exe"))


def test_only_the_person_herself_gets_the_row_about_her():
    assert DECLARATIES[Gezinslid].velden["geboortedatum"].zichtbaar is Zichtbaar.ZELF
