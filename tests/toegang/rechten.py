"""Rows and objects of data and rights: copies, requests, erasures on their way."""

from typing import Any

from beroepsgeheim.models import Wissing
from gezinnen.models import Verzoek, VerzoekWoord
from gezinnen.models.verzoek import plus_maanden
from organisaties.actor import vandaag
from tests.cast import kanarie
from tests.toegang.matrix import Rij
from tests.toegang.objecten import MAKERS, Objecten

DOSSIER: dict[str, Any] = {"over": "zon", "ja": "ans carla", "weet_niet": "bert rita dora"}
BEHEREN = "paula bea boris"

RECHTEN = [
    Rij("gezinnen:rechten", args=("zon",), post="-", **DOSSIER),
    Rij("gezinnen:kopie", args=("zon.lid",), **DOSSIER),
    Rij("gezinnen:verzoek_nieuw", args=("zon",), **DOSSIER),
    Rij("gezinnen:verzoek", args=("zon.verzoek",), post="-", **DOSSIER),
    Rij("gezinnen:verzoek_verlengen", args=("zon.verzoek",), **DOSSIER),
    Rij("gezinnen:verzoek_afronden", args=("zon.verzoek",), **DOSSIER),
    Rij("gezinnen:wissing_kopie", args=("zon.wissing",), **DOSSIER),
    Rij("gezinnen:wissing_tegenhouden", args=("zon.wissing",), **DOSSIER),
    Rij("privacy:verklaring", openbaar=True, post="-"),
    Rij("privacy:verklaring_wijzigen", ja=BEHEREN),
    Rij("privacy:vragen", ja="paula", post="-"),
    Rij("privacy:vraag", over="zon", args=("zon.verzoek",), ja="paula", post="-"),
    Rij("privacy:vraag_verlengen", over="zon", args=("zon.verzoek",), ja="paula"),
    Rij("privacy:vraag_afronden", over="zon", args=("zon.verzoek",), ja="paula"),
    Rij("privacy:vraag_wissen", over="zon", args=("zon.verzoek",), ja="paula", get=False),
    Rij("privacy:bewaren", ja=BEHEREN, post="-"),
    Rij("privacy:termijn", args=("klasse",), ja=BEHEREN),
    Rij("privacy:zoeken", ja=BEHEREN, get=False),
    Rij("privacy:wissing", over="dienst-a", args=("wissing",), ja=BEHEREN, post="-"),
    Rij("privacy:wissing_aankondigen", over="dienst-a", args=("wissing",), ja=BEHEREN, get=False),
    Rij("privacy:wissing_kopie", over="dienst-a", args=("wissing",), ja=BEHEREN),
    Rij("privacy:wissing_tegenhouden", over="dienst-a", args=("wissing",), ja=BEHEREN),
    Rij("privacy:wissing", over="dienst-b", args=("wissing.ster",), weet_niet=BEHEREN, post="-"),
    Rij("privacy:register", ja=BEHEREN, post="-"),
]


def verzoek(o: Objecten) -> Verzoek:
    """The mother of Zon asks for erasure."""
    zon = o.cast.zon
    rij = Verzoek.objects.create(
        gezin=zon, sleutel=zon.sleutel, lid=o.cast.leden["mama_zon"], dienst=zon.dienst, soort="wissing",
        ontvangen_op=vandaag(), termijn=plus_maanden(vandaag(), 1),
    )  # fmt: skip
    VerzoekWoord.objects.create(verzoek=rij, sleutel=zon.sleutel, vraag=kanarie("zon", "verzoek"))
    return rij


def wissing(o: Objecten, gezin: str = "zon") -> Wissing:
    """A file whose term is over. The id that the coach's pages take is that of the family."""
    zon = o.cast.gezinnen[gezin]
    gevonden, _nieuw = Wissing.objects.get_or_create(
        sleutel=zon.sleutel, defaults={"organisatie": zon.dienst, "klasse": "dossier", "einde": vandaag()}
    )
    return gevonden


MAKERS.update(
    {
        "zon.verzoek": lambda o: verzoek(o).pk,
        "zon.wissing": lambda o: wissing(o) and o.cast.zon.pk,
        "wissing": lambda o: wissing(o).pk,
        "wissing.ster": lambda o: wissing(o, "ster").pk,
        "klasse": lambda o: "dossier",
    }
)
__all__ = ["RECHTEN"]
