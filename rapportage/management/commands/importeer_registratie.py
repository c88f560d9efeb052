"""Existing registrations from the shell, for all services: all rows of a file or none."""

import csv
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from beroepsgeheim.omslag import bouw
from organisaties.actor import vandaag
from organisaties.models import Gemeente
from rapportage.documents import veilige_cel
from rapportage.invoer import laden
from rapportage.invoer.bladen import Blad, open_blad
from rapportage.invoer.velden import VELDEN, herken, ontbrekend
from rapportage.invoer.xml_stroom import Onbruikbaar
from rapportage.models import Invoer, InvoerProbleem

ALIAS = "bouw"
GETOOND = 50


class Command(BaseCommand):
    help = "Voert een bestand met registraties in (xlsx, ods of csv): alle rijen of geen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("bestand", type=Path)
        parser.add_argument("--proef", action="store_true", help="kijk alles na en voer niets in")
        parser.add_argument("--soort", choices=sorted(VELDEN), help="anders herkend aan de kolommen")
        parser.add_argument("--problemen", type=Path, help="bewaar de volledige verbeterlijst als csv")

    def handle(self, *args: Any, **opties: Any) -> None:
        try:
            with opties["bestand"].open("rb") as bestand, bouw(), transaction.atomic(using=ALIAS):
                if not Gemeente.objects.using(ALIAS).exists():
                    raise CommandError("Laad eerst de gemeenten en diensten: manage.py laad_referentie.")
                self._verwerk(open_blad(bestand), opties)
                if opties["proef"]:
                    transaction.set_rollback(True, using=ALIAS)
        except OSError as fout:
            raise CommandError(f"Het bestand kan niet gelezen worden: {fout.strerror}.") from fout
        except Onbruikbaar as fout:
            raise CommandError(str(fout)) from fout

    def _verwerk(self, blad: Blad, opties: dict[str, Any]) -> None:
        soort, koppen = self._herken(blad, opties["soort"])
        invoer = Invoer.objects.using(ALIAS).create(
            soort=soort, koppen=koppen, kolommen=herken(koppen, VELDEN[soort])
        )
        laden.kijk_na(invoer, blad, vandaag=vandaag(), using=ALIAS, meld=self._meld)
        if invoer.problemen:
            self._toon_problemen(invoer, opties["problemen"])
            raise CommandError(f"Er is niets ingevoerd: {invoer.problemen} te verbeteren.")
        self.stdout.write(
            f"{invoer.rijen} rijen nagekeken: {invoer.nieuw} nieuw, {invoer.bekend} staan er al in, "
            f"{invoer.gezinnen} nieuwe gezinnen."
        )
        if opties["proef"]:
            self.stdout.write("Proef: er is niets ingevoerd.")
            return
        aantal = laden.voer_in(invoer, using=ALIAS) if invoer.nieuw else 0
        if not aantal:
            invoer.delete(using=ALIAS)
        self.stdout.write(self.style.SUCCESS(f"{aantal} ingevoerd."))

    def _herken(self, blad: Blad, soort: str | None) -> tuple[str, list[str]]:
        beste: tuple[int, str, list[str]] | None = None
        for kandidaat in [soort] if soort else list(VELDEN):
            _naam, _rij, koppen = laden.zoek_koppen(blad, kandidaat)
            mist = len(ontbrekend(herken(koppen, VELDEN[kandidaat]), VELDEN[kandidaat]))
            if beste is None or mist < beste[0]:
                beste = (mist, kandidaat, koppen)
        assert beste is not None
        mist, gekozen, koppen = beste
        if mist:
            lijst = ontbrekend(herken(koppen, VELDEN[gekozen]), VELDEN[gekozen])
            namen = ", ".join(str(veld.kop) for veld in lijst)
            raise CommandError(f"Deze kolommen ontbreken of heten anders: {namen}. Gebruik het sjabloon.")
        return gekozen, koppen

    def _meld(self, percent: int) -> None:
        if self.stdout.isatty():
            self.stdout.write(f"\r{percent} % nagekeken", ending="")
            self.stdout.flush()

    def _toon_problemen(self, invoer: Invoer, naar: Path | None) -> None:
        lijst = InvoerProbleem.objects.using(ALIAS).filter(invoer=invoer).order_by("rij", "id")
        for probleem in lijst[:GETOOND]:
            self.stderr.write(f"Rij {probleem.rij}, kolom {probleem.kolom}: {probleem.tekst}")
        if invoer.problemen > GETOOND:
            self.stderr.write(f"... en nog {invoer.problemen - GETOOND} (alles met --problemen BESTAND.csv).")
        if naar:
            with naar.open("w", encoding="utf-8-sig", newline="") as uit:
                schrijver = csv.writer(uit, delimiter=";")
                schrijver.writerow(["rij", "kolom", "wat is er mis"])
                for probleem in lijst.iterator():
                    schrijver.writerow(
                        [probleem.rij, veilige_cel(probleem.kolom), veilige_cel(probleem.tekst)]
                    )
