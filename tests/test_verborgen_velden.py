"""Forms take the fields they name and no others: nobody posts whose a row is (mass assignment)."""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.urls import reverse

from tests.hulp import als_bouw

pytestmark = pytest.mark.django_db
EIGEN = ("organisaties", "beroepsgeheim", "gezinnen", "coaching", "netwerk", "lco", "rapportage")
# Columns that say whose a row is, who may reach it and who made it: never a field of a form.
VAST = {
    "id", "sleutel", "client", "client_sleutel", "dienst", "gemaakt_door", "gebruiker", "persoon_id", "toegekend_op",
    "toegekend_door", "voorgesteld_door", "is_active", "eigenaar", "functie",
}  # fmt: skip


def velden_van(antwoord: Any) -> Iterator[tuple[str, Any]]:
    """What the forms of a page would send when nothing is changed."""
    context = antwoord.context or {}
    for form in (waarde for laag in context for waarde in getattr(laag, "values", dict)()):
        if isinstance(form, forms.BaseForm):
            for veld in form:
                if (waarde := veld.value()) not in (None, ""):
                    yield veld.html_name, getattr(waarde, "pk", waarde)


def formulieren() -> list[type[forms.ModelForm]]:
    """Every form of a model in our apps."""
    for label in (*EIGEN, "portaal"):
        pakket = importlib.import_module(label)
        for deel in pkgutil.walk_packages(pakket.__path__, f"{label}."):
            if ".tests" not in deel.name and ".migrations" not in deel.name:
                importlib.import_module(deel.name)
    uit, rest = [], list(forms.ModelForm.__subclasses__())
    while rest:
        soort = rest.pop()
        rest += soort.__subclasses__()
        if (
            soort.__module__.split(".")[0] in (*EIGEN, "portaal")
            and getattr(soort, "_meta", None)
            and soort._meta.model
        ):
            uit.append(soort)
    return uit


def test_every_form_of_a_model_names_its_fields_and_none_that_says_whose_it_is():
    gevonden = formulieren()
    assert len(gevonden) > 10
    fout = [
        f"{soort.__module__}.{soort.__name__}"
        for soort in gevonden
        if not isinstance(soort._meta.fields, (list, tuple)) or VAST & set(soort._meta.fields)
    ]
    assert fout == []


def test_another_version_number_is_a_conflict_and_overwrites_nothing(cast, inloggen):
    gegevens = cast.zon.gegevens
    pad = reverse("gezinnen:gegevens", args=[cast.zon.pk])
    client = inloggen(cast, "ans")
    eigen = dict(velden_van(client.get(pad)))
    antwoord = client.post(pad, {**eigen, "naam": "Gezin Anders", "versie": 99})
    assert antwoord.status_code == 422
    with als_bouw():
        gegevens.refresh_from_db()
    assert gegevens.naam == "Gezin Zon"
