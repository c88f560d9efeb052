"""Imports go one way, string foreign keys included (the import contract itself runs in `make check`)."""

import re

from django.apps import apps

from beroepsgeheim.beleid import alle_urls

LAGEN = [
    {"vloer"},
    {"organisaties"},
    {"beroepsgeheim"},
    {"gezinnen"},
    {"coaching", "netwerk", "lco"},
    {"rapportage", "portaal"},
]
HOOGTE = {label: hoogte for hoogte, laag in enumerate(LAGEN) for label in laag}


def test_a_foreign_key_never_points_upward_or_sideways():
    fout = []
    for model in apps.get_models(include_auto_created=True):
        van = model._meta.app_label
        for veld in model._meta.get_fields():
            if not veld.is_relation or veld.auto_created or not veld.related_model:
                continue
            naar = veld.related_model._meta.app_label
            if van == naar or van not in HOOGTE or naar not in HOOGTE:
                continue
            if HOOGTE[naar] >= HOOGTE[van]:
                fout.append(f"{model._meta.label}.{veld.name} -> {naar}")
    assert fout == []


def test_no_two_pages_share_an_address():
    """A second pattern of the same shape would never be reached."""
    vormen = [re.sub(r"<(\w+):\w+>", r"<\1>", route) for route, _naam, _view in alle_urls()]
    assert sorted({vorm for vorm in vormen if vormen.count(vorm) > 1}) == []
