"""The objects that URLs of the matrix need, by a short name, made when first asked for."""

import uuid
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from gezinnen.delen.poort import Geweigerd
from tests.cast import Cast
from tests.hulp import als_bouw


class Objecten:
    """`objecten["zon"]` is the id of the family Zon; `objecten["zon.doel"]` of its goal."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self._gemaakt: dict[str, Any] = {}

    def __getitem__(self, naam: str) -> Any:
        if naam not in self._gemaakt:
            with als_bouw():
                self._gemaakt[naam] = MAKERS[naam](self)
        return self._gemaakt[naam]

    def van_de_cast(self) -> "Objecten":
        """The rows of the cast itself, taken before others of their kind come beside them."""
        for naam in VAN_DE_CAST:
            self[naam]
        return self

    def zet(self, naam: str, waarde: Any) -> None:
        """Give a name to what a test made itself."""
        self._gemaakt[naam] = waarde

    def heeft(self, naam: str) -> bool:
        """Whether this object was made already."""
        return naam in self._gemaakt


Maker = Callable[[Objecten], Any]


def eerste(relatie: str) -> Maker:
    """The id of the first row of this relation of family Zon."""
    return lambda o: getattr(o.cast.zon, relatie).first().pk


MAKERS: dict[str, Maker] = {
    "zon": lambda o: o.cast.zon.pk,
    "maan": lambda o: o.cast.maan.pk,
    "uuid": lambda o: uuid.uuid4(),
    "kaartnummer": lambda o: "48217736",
    "kaartwoorden": lambda o: "appel-fiets-maan",
    "zon.aanmelding": eerste("aanmeldingen"),
    "zon.lid": eerste("leden"),
    "zon.adres": eerste("adressen"),
    "zon.helper": eerste("hulpverleners"),
    "zon.doel": eerste("doelen"),
    "zon.stap": eerste("stappen"),
    "zon.traject": eerste("trajecten"),
}

VAN_DE_CAST = ("zon.aanmelding", "zon.lid", "zon.adres", "zon.helper", "zon.doel", "zon.stap", "zon.traject")


def alles(cast: Cast, objecten: Objecten | None = None) -> Objecten:
    """One of everything that the pages of the matrix need; what an objection made before refuses, stays out."""
    objecten = objecten or Objecten(cast)
    for naam in sorted((n for n in MAKERS if not n.endswith(".nee")), key=lambda n: (n == "bezwaar", n)):
        with suppress(Geweigerd):
            objecten[naam]
    return objecten
