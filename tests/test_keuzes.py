"""What a person can choose, the database holds to: an unknown word never stands in a row."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import IntegrityError, models, transaction
from django.db.models import CheckConstraint, Q

from tests.hulp import als_bouw

EIGEN = {"vloer", "organisaties", "beroepsgeheim", "gezinnen", "coaching", "lco", "netwerk", "rapportage"}


def keuzevelden() -> Iterator[models.Field]:
    """Every stored field with choices, lists of choices too; not the copies that the history keeps."""
    for model in apps.get_models():
        if model._meta.app_label in EIGEN and not hasattr(model, "pgh_tracked_model"):
            for veld in model._meta.concrete_fields:
                if _keuzes(veld):
                    yield veld


def _keuzes(veld: models.Field) -> set[Any]:
    """The values to choose from; nothing chosen is one of them where the field may stay empty."""
    waarde = veld.base_field if isinstance(veld, ArrayField) else veld
    leeg = {""} if waarde is veld and veld.blank and veld.choices else set()
    return {keuze for keuze, _woord in waarde.flatchoices} | leeg


def _toegelaten(voorwaarde: Any, naam: str) -> set[Any] | None:
    """The values that a condition admits for the field by this name; None where it admits any."""
    if isinstance(voorwaarde, Q):
        delen = [_toegelaten(deel, naam) for deel in voorwaarde.children]
        begrensd = [deel for deel in delen if deel is not None]
        if voorwaarde.negated or not begrensd:
            return None
        if voorwaarde.connector == Q.AND:
            return set.intersection(*begrensd)
        return set.union(*begrensd) if len(begrensd) == len(delen) else None
    veld, waarde = voorwaarde
    if veld == naam and isinstance(waarde, str):
        return {waarde}
    return set(waarde) if veld in (f"{naam}__in", f"{naam}__contained_by") else None


VELDEN = list(keuzevelden())


def test_there_are_fields_with_choices():
    assert len(VELDEN) > 50


@pytest.mark.parametrize("veld", VELDEN, ids=lambda v: f"{v.model._meta.label}.{v.name}")
def test_every_field_with_choices_has_a_check_constraint_with_just_these_values(veld):
    regels = [c.condition for c in veld.model._meta.constraints if isinstance(c, CheckConstraint)]
    assert _keuzes(veld) in [_toegelaten(regel, veld.name) for regel in regels]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("relatie", "waarden"),
    [("leden", {"verblijf": "elders"}), ("aanmeldingen", {"redenen": ["lui"]}),
     ("hulpverleners", {"domein": "geluk"}), ("stappen", {"vooruitgang": ["cijfer"]})],
)  # fmt: skip
def test_the_database_refuses_a_word_that_is_no_choice(cast, relatie, waarden):
    with als_bouw():
        rijen = getattr(cast.zon, relatie)
        assert rijen.exists()
        with pytest.raises(IntegrityError), transaction.atomic():
            rijen.update(**waarden)
