"""Checking a file row by row into the waiting room, and bringing it in as a whole or not at all.

Memory is constant: rows come as a stream and go in pieces. Row policies hold in the waiting room too, so a
piece goes in as one INSERT from JSON (COPY cannot pass a row policy). The work over all rows together is done
by functions of the owner (migrations/0003_invoer.py).
"""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import connections
from django.utils.translation import gettext as _

from ..models import Invoer, InvoerProbleem, InvoerRij
from . import regels
from .bladen import FORMULE, Blad
from .velden import VELDEN, Veld, herken
from .xlsx import kolomletter
from .xml_stroom import MAX_RIJEN, Onbruikbaar, te_veel_rijen

STUK = 2000
Meld = Callable[[int], None]


def zoek_koppen(blad: Blad, soort: str) -> tuple[str, int, list[str]]:
    """(sheet, row number, headings) where most known headings stand. Raises Onbruikbaar when nothing is there."""
    beste: tuple[int, str, int, list[str]] | None = None
    for naam, (nummer, cellen) in blad.begin():
        koppen = [" ".join(str(c).split())[:80] if c not in (None, FORMULE) else "" for c in cellen]
        treffers = len(herken(koppen, VELDEN[soort]))
        if beste is None or treffers > beste[0]:
            beste = (treffers, naam, nummer, koppen)
    if beste is None or not any(beste[3]):
        raise Onbruikbaar(_("Dit bestand is leeg."))
    if sum(bool(kop) for kop in beste[3]) < 2:
        raise Onbruikbaar(
            _("In dit bestand vinden we maar één kolom: dat is geen registratie. Lever een xlsx, ods of csv.")
        )
    return beste[1:]


def kijk_na(invoer: Invoer, blad: Blad, *, vandaag: date, using: str, meld: Meld) -> None:
    """The dry run: every problem of the file in InvoerProbleem, every good row in InvoerRij.

    `meld(percent)` hears how far the reading is. Side effects: those rows, status and counts on `invoer`.
    Repeatable: it begins with an empty room. Raises Onbruikbaar.
    """
    InvoerRij.objects.using(using).filter(invoer=invoer).delete()
    InvoerProbleem.objects.using(using).filter(invoer=invoer).delete()
    omgeving = regels.Omgeving.lees(invoer.soort, vandaag=vandaag, eigen=invoer.organisatie, using=using)
    naam, koprij, _koppen = zoek_koppen(blad, invoer.soort)
    velden = [v for v in VELDEN[invoer.soort] if v.code in invoer.kolommen]
    rijen: list[dict[str, Any]] = []
    problemen: list[dict[str, Any]] = []
    aantal = 0
    for nummer, cellen in blad.rijen(naam):
        if nummer <= koprij or not any(c not in (None, "") for c in cellen):
            continue
        aantal += 1
        if aantal > MAX_RIJEN:
            raise Onbruikbaar(te_veel_rijen())
        gevonden = _lees(invoer, velden, nummer, cellen, omgeving, problemen)
        if gevonden is not None:
            rijen.append(gevonden)
        if len(rijen) + len(problemen) >= STUK:
            _leg_neer(invoer, rijen, problemen, using)
            meld(round(blad.gelezen * 90))
    _leg_neer(invoer, rijen, problemen, using)
    if not aantal:
        raise Onbruikbaar(_("Er staan enkel koppen in dit bestand, geen enkele rij."))
    _oordeel(invoer, aantal, using)


def _oordeel(invoer: Invoer, aantal: int, using: str) -> None:
    """Questions over all rows together (doubles, two running trajectories), then the verdict and the counts."""
    zinnen = {
        "kolom": kolomnaam(invoer, "nummer"),
        "dubbel": _("Deze rij staat al op rij %s: hetzelfde nummer op dezelfde dag."),
        "loopt_dubbel": _("Dit gezin heeft al een lopende aanmelding op rij %s. Vul daar een einde in."),
        "loopt_al": _("Dit gezin heeft hier al een lopend traject. Rond dat eerst af."),
    }
    _roep("rapportage_kijk_na", invoer, using, json.dumps(zinnen))
    Invoer.objects.using(using).filter(pk=invoer.pk).update(rijen=aantal, fout="")
    invoer.refresh_from_db(using=using)


def voer_in(invoer: Invoer, *, using: str) -> int:
    """All rows of a checked file, in the caller's transaction. Returns how many referrals came in.

    Side effects: families, referrals, trajectories, own numbers, ended Toegang rows; the waiting rows go.
    """
    aantal = int(_roep("rapportage_voer_in", invoer, using))
    invoer.refresh_from_db(using=using)
    return aantal


def _roep(functie: str, invoer: Invoer, using: str, *argumenten: str) -> Any:
    """The owner's own function when the file has no owner (the command), else the one that checks the actor."""
    naam = functie if invoer.eigenaar else f"{functie}_werk"
    plaatsen = ", ".join(["%s"] * (1 + len(argumenten)))
    with connections[using].cursor() as cursor:
        cursor.execute(f"SELECT {naam}({plaatsen})", [invoer.pk, *argumenten])
        return cursor.fetchone()[0]


def _lees(
    invoer: Invoer,
    velden: list[Veld],
    nummer: int,
    cellen: list[Any],
    omgeving: regels.Omgeving,
    problemen: list[dict[str, Any]],
) -> dict[str, Any] | None:
    plek = {v.code: invoer.kolommen[v.code] for v in velden}

    def meld(veld: str, tekst: str) -> None:
        problemen.append({"rij": nummer, "kolom": kolomnaam(invoer, veld), "tekst": tekst[:400]})

    waarden = {code: cellen[k] if k < len(cellen) else None for code, k in plek.items()}
    rij = regels.lees_rij(invoer.soort, waarden, omgeving, FORMULE, meld)
    if rij is None:
        return None
    return {
        "rij": nummer,
        "importsleutel": regels.importsleutel(invoer.soort, rij),
        "waarden": {k: v.isoformat() if isinstance(v, date) else v for k, v in rij.items() if v is not None},
    }


def kolomnaam(invoer: Invoer, veld: str) -> str:
    """A column as the person sees it: letter and heading; a field that the file lacks by its own name."""
    kolom = invoer.kolommen.get(veld)
    if kolom is None:
        return next(str(v.kop) for v in VELDEN[invoer.soort] if v.code == veld)
    kop = invoer.koppen[kolom] if kolom < len(invoer.koppen) else ""
    return f"{kolomletter(kolom)} · {kop}"[:80]


def _leg_neer(
    invoer: Invoer, rijen: list[dict[str, Any]], problemen: list[dict[str, Any]], using: str
) -> None:
    vast = [str(invoer.pk), str(invoer.eigenaar) if invoer.eigenaar else None]
    with connections[using].cursor() as cursor:
        if rijen:
            cursor.execute(
                "INSERT INTO rapportage_invoerrij (invoer_id, eigenaar, rij, importsleutel, waarden)"
                " SELECT %s::uuid, %s::uuid, r.rij, r.importsleutel, r.waarden"
                " FROM jsonb_to_recordset(%s) AS r(rij integer, importsleutel text, waarden jsonb)",
                [*vast, json.dumps(rijen)],
            )
        if problemen:
            cursor.execute(
                "INSERT INTO rapportage_invoerprobleem (invoer_id, eigenaar, rij, kolom, tekst)"
                " SELECT %s::uuid, %s::uuid, r.rij, r.kolom, r.tekst"
                " FROM jsonb_to_recordset(%s) AS r(rij integer, kolom text, tekst text)",
                [*vast, json.dumps(problemen)],
            )
    rijen.clear()
    problemen.clear()
