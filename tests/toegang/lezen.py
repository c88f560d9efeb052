"""Everything a person can read in a response: text of pages, spreadsheets, PDFs and calendars, headers and cookies."""

import html
import io
import re
import subprocess
import zipfile
from typing import Any

OFFICE = ("application/zip", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")


def alles_uit(antwoord: Any) -> str:
    """Body, headers, cookies and reason of a response as one text."""
    inhoud = b"".join(antwoord.streaming_content) if antwoord.streaming else antwoord.content
    kop = "\n".join(f"{naam}: {waarde}" for naam, waarde in antwoord.items())
    koekjes = "\n".join(koekje.OutputString() for koekje in antwoord.cookies.values())
    return "\n".join(
        (kop, koekjes, antwoord.reason_phrase, tekst_van(inhoud, antwoord.get("Content-Type", "")))
    )


def tekst_van(inhoud: bytes, soort: str = "") -> str:
    """The readable text of a file, by its kind (recognised by its first bytes as well)."""
    if inhoud.startswith(b"%PDF"):
        return _pdf(inhoud)
    if inhoud.startswith(b"PK\x03\x04") or soort in OFFICE:
        return _zip(inhoud)
    tekst = inhoud.decode("utf-8", "replace")
    if "text/calendar" in soort or tekst.startswith("BEGIN:VCALENDAR"):
        tekst = re.sub(r"\r?\n[ \t]", "", tekst)
    return html.unescape(tekst)


def _zip(inhoud: bytes) -> str:
    """All members with their names: the sheets and shared strings of a workbook, or the files of an export."""
    delen = []
    with zipfile.ZipFile(io.BytesIO(inhoud)) as pak:
        for naam in pak.namelist():
            delen += [naam, tekst_van(pak.read(naam))]
    return "\n".join(delen)


def _pdf(inhoud: bytes) -> str:
    """Text, document information, annotations and attachments: text by poppler, the rest by pikepdf."""
    import pikepdf

    klaar = subprocess.run(["pdftotext", "-layout", "-", "-"], input=inhoud, capture_output=True, check=True)
    delen = [klaar.stdout.decode("utf-8", "replace")]
    with pikepdf.open(io.BytesIO(inhoud)) as pdf:
        delen += [f"{naam} {waarde}" for naam, waarde in pdf.docinfo.items()]
        delen += [
            bestand.get_file().read_bytes().decode("utf-8", "replace") for bestand in pdf.attachments.values()
        ]
        for pagina in pdf.pages:
            delen += [
                str(noot.get("/Contents", "")) + str(noot.get("/A", "")) for noot in pagina.get("/Annots", [])
            ]
    return "\n".join(delen)
