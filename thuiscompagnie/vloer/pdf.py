"""From HTML to a tagged PDF (PDF/UA-1, Dutch): one door for every letter, agenda and report.

    inhoud = maak_pdf(render_to_string("gezinnen/praatblad_pdf.html", context), titel=_("Praatblad"))

Only this site's own static files are read: no network, no other file. Templates extend basis_pdf.html.
"""

import logging
import re
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders

TAAL = "nl-BE"
# A made-up origin that no resolver knows: whatever is not answered by the fetcher below stays out.
BASIS = "https://statisch.invalid/"
MEDIATYPES = {
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".woff2": "font/woff2",
}
_HTML_TAG = re.compile(r"<html(?![^>]*\slang=)", re.IGNORECASE)


def maak_pdf(html: str, *, titel: str) -> bytes:
    """Render a whole HTML page as PDF/UA-1 with this title; the language is nl-BE unless the page says else.

    Takes some tenths of a second and some 80 MB: for the worker, not for a request. Raises
    weasyprint.urls.FatalURLFetchingError when the page asks for something that is not our own static file.
    """
    from weasyprint import HTML

    html = _HTML_TAG.sub(f'<html lang="{TAAL}"', html, count=1)
    letters = _lettertypen()
    blad = HTML(string=html, base_url=BASIS, url_fetcher=_ophaler())
    document = blad.render(font_config=letters, pdf_variant="pdf/ua-1")
    document.metadata.title = str(titel)
    doel = BytesIO()
    document.write_pdf(doel, pdf_variant="pdf/ua-1")
    return doel.getvalue()


@cache
def _lettertypen() -> Any:
    """One font configuration per process: making one costs as much as a short letter."""
    from weasyprint.text.fonts import FontConfiguration

    for naam in ("fontTools", "weasyprint.progress"):  # they tell about every glyph and page otherwise
        logging.getLogger(naam).setLevel(logging.WARNING)
    return FontConfiguration()


@cache
def _ophaler() -> Any:
    """The fetcher: static files of this site and inline data, nothing else."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class EigenBestanden(URLFetcher):
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            if not url.startswith(BASIS):
                raise FatalURLFetchingError("only our own static files are read")
            pad = statisch_pad(url.removeprefix(BASIS))
            if pad is None:
                raise FatalURLFetchingError("no such static file")
            return URLFetcherResponse(
                url, pad.read_bytes(), {"Content-Type": MEDIATYPES[pad.suffix]}, status=200
            )

    return EigenBestanden(allowed_protocols={"data"})


def statisch_pad(naam: str) -> Path | None:
    """The file of a static name ("css/pdf.css"), or None: unknown, of a foreign kind, or outside the folders."""
    naam = naam.split("?")[0].split("#")[0]
    if Path(naam).suffix not in MEDIATYPES or ".." in naam or "%" in naam:
        return None
    gevonden = finders.find(naam)
    return Path(gevonden) if isinstance(gevonden, str) else None
