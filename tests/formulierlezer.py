"""Forms as a browser would send them: read from the page, filled in with something that may pass."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from organisaties.actor import vandaag


@dataclass
class Gelezen:
    """One form of a page: where it goes, what it would send, and which of its fields are hidden."""

    actie: str
    velden: dict[str, list[str]] = field(default_factory=dict)
    verborgen: set[str] = field(default_factory=set)


class Lezer(HTMLParser):
    """Collects the forms that are posted."""

    def __init__(self, pad: str) -> None:
        super().__init__()
        self.pad = pad
        self.forms: list[Gelezen] = []
        self._nu: Gelezen | None = None
        self._keuze = ""
        self._tekst = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = {naam: waarde or "" for naam, waarde in attrs}
        if tag == "form":
            self._nu = Gelezen(a.get("action") or self.pad) if a.get("method", "").lower() == "post" else None
            if self._nu:
                self.forms.append(self._nu)
        if self._nu is None:
            return
        naam = a.get("name", "")
        if tag == "input" and naam:
            self._invoer(naam, a)
        elif tag == "textarea":
            self._zet(naam, "Proef")
        elif tag == "select":
            self._keuze = naam
        elif tag == "option" and self._keuze and a.get("value"):
            if "selected" in a or self._keuze not in self._nu.velden:
                self._nu.velden[self._keuze] = [a["value"]]
        elif tag == "button" and naam:
            self._zet(naam, a.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._nu = None
        elif tag == "select":
            self._keuze = ""

    def _invoer(self, naam: str, a: dict[str, str]) -> None:
        assert self._nu is not None
        soort = a.get("type", "text")
        if soort == "hidden":
            self._nu.verborgen.add(naam)
            self._nu.velden.setdefault(naam, []).append(a.get("value", ""))
        elif soort in ("radio", "checkbox"):
            if "checked" in a or soort == "radio" and naam not in self._nu.velden:
                self._nu.velden[naam] = [a.get("value", "on")]
            elif soort == "checkbox":
                self._zet(naam, a.get("value", "on"))
        elif soort != "file":
            self._zet(naam, a.get("value") or VOORBEELD.get(soort, lambda: "Proef")())

    def _zet(self, naam: str, waarde: str) -> None:
        assert self._nu is not None
        if naam:
            self._nu.velden.setdefault(naam, [waarde])


VOORBEELD: dict[str, Any] = {
    "date": lambda: vandaag().isoformat(),
    "datetime-local": lambda: f"{vandaag().isoformat()}T10:00",
    "time": lambda: "10:00",
    "number": lambda: "2",
    "email": lambda: "proef@voorbeeld.test",
    "tel": lambda: "011 00 00 00",
}


def formulieren_op(antwoord: Any, pad: str) -> list[Gelezen]:
    """The posted forms of an answer that is a page."""
    if antwoord.status_code not in (200, 422) or not antwoord.get("Content-Type", "").startswith("text/html"):
        return []
    lezer = Lezer(pad)
    lezer.feed(antwoord.content.decode())
    return lezer.forms
