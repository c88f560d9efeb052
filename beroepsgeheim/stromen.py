"""Streams: the one place where rows are copied out of the database (the tripwire does not see COPY).

    return stroom_csv(request.actor, onderdeel="rapportage.registraties", kop=[...], sql="SELECT ...",
                      bestandsnaam="registraties.csv")

The view's own transaction holds the line "begonnen" and is committed before the first byte leaves. Then a
thread copies inside a read-only envelope of its own, as this actor, so that row policies hold; a closing line
tells how many rows left, or "afgebroken". Memory is that of a pipe, whatever the number of rows.
"""

import codecs
import csv
import io
import os
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.http import StreamingHttpResponse

from organisaties.actor import Actor

from .omslag import noteer, omslag

STUK = 128 * 1024
VORM = "FORMAT csv, DELIMITER ';', ENCODING 'UTF8'"


@dataclass
class Afloop:
    """How a copy ended: its rows, or what stopped it."""

    aantal: int | None = None
    fout: BaseException | None = None


def stroom_csv(
    actor: Actor,
    *,
    onderdeel: str,
    kop: Sequence[str],
    sql: str,
    bestandsnaam: str,
    params: Sequence[Any] = (),
) -> StreamingHttpResponse:
    """A CSV download of a query (UTF-8 with BOM, semicolons). `sql` is our own text, values go in `params`.

    Text that people wrote must pass `veilig_sql` in the query, so that no cell is ever a formula.
    Side effects: a log line now, a closing log line when the stream ends.
    """
    noteer("export", onderdeel=onderdeel, doel="csv", uitkomst="begonnen")
    antwoord = StreamingHttpResponse(
        stroom(actor, onderdeel=onderdeel, kop=kop, sql=sql, params=params),
        content_type="text/csv; charset=utf-8",
    )
    antwoord["Content-Disposition"] = f'attachment; filename="{bestandsnaam}"'
    return antwoord


def veilig_sql(kolom: str) -> str:
    """SQL for a text column that a spreadsheet never takes for a formula."""
    return f"CASE WHEN {kolom} ~ '^[\\s]*[-=+@|]' THEN '''' || {kolom} ELSE {kolom} END"


def stroom(
    actor: Actor, *, onderdeel: str, kop: Sequence[str], sql: str, params: Sequence[Any]
) -> Iterator[bytes]:
    """The bytes themselves. A reader who leaves stops the copy; the closing line is written in any case."""
    lees, schrijf = os.pipe()
    afloop = Afloop()
    draad = threading.Thread(target=_kopieer, args=(actor, sql, params, schrijf, afloop), daemon=True)
    compleet = False
    try:
        with os.fdopen(lees, "rb", buffering=0) as bron:
            draad.start()
            yield _kopregel(kop)
            while stuk := bron.read(STUK):
                yield stuk
        draad.join()
        if afloop.fout is not None:
            raise afloop.fout  # the download breaks off visibly instead of looking complete
        compleet = True
    finally:
        if draad.ident is not None:
            draad.join()
        else:
            os.close(schrijf)
        with omslag(actor):
            noteer(
                "export",
                onderdeel=onderdeel,
                doel="csv",
                aantal=afloop.aantal if compleet else None,
                uitkomst="klaar" if compleet else "afgebroken",
            )


def _kopieer(actor: Actor, sql: str, params: Sequence[Any], schrijf: int, afloop: Afloop) -> None:
    """COPY the query into the pipe, on a connection of this thread."""
    try:
        with os.fdopen(schrijf, "wb", buffering=STUK) as doel, omslag(actor, alleen_lezen=True):
            cursor = connection.cursor()
            vraag = cursor.mogrify(sql, list(params) or None).decode()
            cursor.copy_expert(f"COPY ({vraag}) TO STDOUT WITH ({VORM})", doel)
            afloop.aantal = cursor.rowcount
    except BaseException as fout:
        afloop.fout = fout
    finally:
        connection.close()


def _kopregel(kop: Sequence[str]) -> bytes:
    uit = io.StringIO(newline="")
    csv.writer(uit, delimiter=";", lineterminator="\n").writerow(kop)
    return codecs.BOM_UTF8 + uit.getvalue().encode()
