"""Forms take the fields they name and no others: nobody posts whose a row is (mass assignment).

Every page of the resolver is asked for by one person of each role that may; every form on it is sent as it stands,
then with hidden fields of others added and its own hidden fields pointing at another family, then with everything in
the address instead of in the form.
"""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django import forms
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.http import urlencode

from beroepsgeheim.beleid import alle_urls
from tests.cast import Cast
from tests.formulierlezer import Gelezen, formulieren_op
from tests.hulp import als_bouw
from tests.toegang.matrix import IEDEREEN, Rij
from tests.toegang.objecten import Objecten
from tests.toegang.rijen import RIJEN
from tests.toegang.test_matrix import actoren, browser
from thuiscompagnie import gezondheid

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


# --- every form of every page -------------------------------------------------------------------------------

# Of these a hidden field is the point of the form, or a stranger's value in it is simply another choice of one's own.
NIET_OMZETTEN = {"csrfmiddlewaretoken", "formulierbon", "versie", "next", "terug"}
SCHRIJFT = re.compile(r'^(INSERT INTO|UPDATE|DELETE FROM) "?(\w+)')
# For who holds a personal link: a page to wait on and a button that closes it, neither with a field.
ENKEL_MET_LINK = {"lco:link_wacht", "lco:link_sluiten"}
# Written whatever comes of it: the session, the one-time token, the log's own work.
ALTIJD = {"django_session", "vloer_formulierbon", "organisaties_sessie"}


def vreemd(cast: Cast) -> dict[str, str]:
    """Ownership and rank as somebody would want to post them: all of another family, service or role."""
    maan, ster = cast.maan, cast.ster
    return {
        "id": str(maan.pk), "pk": str(maan.pk), "gezin": str(maan.pk), "gezin_id": str(maan.pk),
        "client": str(maan.client_id), "sleutel": str(maan.sleutel), "client_sleutel": str(maan.sleutel),
        "dienst": str(ster.dienst_id), "organisatie": str(ster.dienst_id), "eigenaar": str(cast.functies["bert"].pk),
        "functie": str(cast.functies["bert"].pk), "coach": str(cast.functies["dora"].pk),
        "gemaakt_door": str(cast.functies["bert"].pk), "door": str(cast.functies["bert"].pk),
        "gebruiker": str(cast.gebruikers["bea"].pk), "persoon": str(cast.leden["mama_maan"].pk),
        "persoon_id": str(cast.leden["mama_maan"].pk), "lid": str(cast.leden["mama_maan"].pk), "rol": "beheerder",
        "is_active": "on", "is_superuser": "on", "toegekend_op": "2020-01-01", "toegekend_door": "1",
        "gezien_op": "2020-01-01", "reikwijdte": "dossier", "grond": "coach",
    }  # fmt: skip


def afdruk(cast: Cast) -> dict[str, str]:
    """A print of everything that nobody in this test may touch: the families Maan and Ster, accounts and roles."""
    with als_bouw(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
            " AND column_name IN ('sleutel', 'client_sleutel') AND data_type = 'uuid'"
            " AND table_name NOT LIKE 'beroepsgeheim_raadpleging%%' ORDER BY 1, 2"
        )
        vragen = [
            f"SELECT '{tabel}.{kolom}', md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), ''))"
            f' FROM "{tabel}" t WHERE {kolom} = ANY(%(sleutels)s)'
            for tabel, kolom in cursor.fetchall()
        ]
        vragen.append(
            "SELECT 'rollen', md5(string_agg(concat_ws(',', gebruiker_id, organisatie_id, rol, van, tot,"
            " toegekend_op, ingetrokken_op), '|' ORDER BY id)) FROM organisaties_functie"
        )
        vragen.append(
            "SELECT 'rekeningen', md5(string_agg(concat_ws(',', gebruikersnaam, password, is_active, persoon_id), '|'"
            " ORDER BY id)) FROM organisaties_gebruiker"
        )
        cursor.execute(
            " UNION ALL ".join(vragen),  # names from the catalogue
            {"sleutels": [cast.maan.sleutel, cast.ster.sleutel]},
        )
        return dict(cursor.fetchall())


@dataclass
class Uitslag:
    """What came of one post: status, where it led, which tables were written, and the print afterwards."""

    status: int
    doel: str
    geschreven: frozenset[str]
    afdruk: dict[str, str]


def zend(client: Client, pad: str, velden: dict[str, list[str]], cast: Cast | None = None) -> Uitslag:
    """One post in a savepoint that is rolled back; with a cast also the print of what stands there afterwards."""
    sessie = client.cookies.copy()
    with transaction.atomic(), CaptureQueriesContext(connection) as vragen:
        antwoord = client.post(pad, velden)
        geschreven = {m[2] for v in vragen.captured_queries if (m := SCHRIJFT.match(v["sql"]))}
        na = afdruk(cast) if cast else {}
        transaction.set_rollback(True)
    client.cookies = sessie
    return Uitslag(antwoord.status_code, antwoord.get("Location", ""), frozenset(geschreven - ALTIJD), na)


def een_per_rol(cast: Cast, rij: Rij) -> Iterator[str]:
    """Of those who may: the first of each role, and each family member."""
    mogen = (rij.ja if rij.post in (None, "-") else rij.post) or rij.ja
    gezien: set[str] = set()
    for naam in actoren(cast):
        rol = cast.functies[naam].rol if naam in cast.functies else naam
        if (
            (rij.openbaar or mogen == IEDEREEN or naam in mogen.split())
            and rol not in gezien
            and naam != "oud"
        ):
            gezien.add(rol)
            yield naam


def forms_van(rij: Rij, client: Client, pad: str) -> list[Gelezen]:
    """The forms on the page, and what may be posted to it without one."""
    with transaction.atomic():
        uit = formulieren_op(client.get(pad), pad) if rij.get else []
        transaction.set_rollback(True)
    zelf = [f for f in uit if f.actie.split("?")[0] == pad.split("?")[0]]
    if not zelf and rij.post != "-":
        zelf = [Gelezen(pad, {naam: [waarde] for naam, waarde in rij.velden.items()})]
    return zelf


def bekeken(rij: Rij, cast: Cast, naam: str, pad: str, begin: dict[str, str]) -> list[str]:
    """Send each form three times; what should not have happened, in words."""
    client, fouten, erbij = browser(cast, naam), [], vreemd(cast)
    for form in forms_van(rij, client, pad):
        om = {k: [erbij["gezin"]] for k in form.verborgen - NIET_OMZETTEN}
        extra = {k: [v] for k, v in erbij.items() if k not in form.velden}
        met = zend(client, form.actie, {**form.velden, **om, **extra}, cast)
        waar = f"{rij} als {naam}"
        raak = {k for k in begin if met.afdruk[k] != begin[k]}
        if raak:  # unless the form does that as it stands
            gewoon = zend(client, form.actie, form.velden, cast).afdruk
            raak = {k for k in raak if gewoon[k] == begin[k]}
        if raak:
            fouten.append(f"{waar}: verborgen velden veranderden {sorted(raak)}")
        adres = f"{form.actie}?{urlencode({k: v for k, v in form.velden.items() if k not in NIET_OMZETTEN}, doseq=True)}"
        leeg, vol = zend(client, form.actie, {}), zend(client, adres, {})
        if (leeg.status, leeg.geschreven) != (vol.status, vol.geschreven):
            fouten.append(f"{waar}: velden in het adres telden mee: {leeg.status} werd {vol.status}")
    return fouten


@pytest.mark.parametrize("rij", [r for r in RIJEN if r.ja or r.openbaar], ids=str)
def test_no_form_takes_a_hidden_field_of_another_family_or_a_field_from_the_address(
    rij: Rij, cast: Cast, settings, monkeypatch
):
    settings.ACCOUNT_RATE_LIMITS = False
    monkeypatch.setattr(gezondheid, "_werker", lambda: True)
    objecten = Objecten(cast)
    pad = reverse(rij.naam, args=[objecten[arg] for arg in rij.args]) + rij.vraag
    begin = afdruk(cast)
    assert [f for naam in een_per_rol(cast, rij) for f in bekeken(rij, cast, naam, pad, begin)] == []


def test_every_address_that_takes_a_form_is_sent_one():
    """The rows are those of the resolver; each that may be posted to has at least one person who does."""
    kunnen = {naam for _route, naam, _view in alle_urls()}
    bekend = {r.naam for r in RIJEN if r.ja or r.openbaar}
    assert kunnen - bekend == ENKEL_MET_LINK
