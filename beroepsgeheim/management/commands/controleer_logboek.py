"""`manage.py controleer_logboek`: is the log whole? Exit code 1 when a line was changed, removed or put in.

Runs as owner: nobody else may read the log.
"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from beroepsgeheim.logboekcontrole import BESTAND, controleer
from beroepsgeheim.omslag import bouw


class Command(BaseCommand):
    help = "Controleert het logboek: elke regel, de volgorde, het einde en de koppen van elke dag."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--koppen", type=Path, help="bestand met de koppen, als het elders staat")
        parser.add_argument(
            "--zonder-bestand", action="store_true", help="enkel met de koppen in de database vergelijken"
        )
        parser.add_argument("--database", default="bouw", help="verbinding van de eigenaar")

    def handle(self, *args: Any, **options: Any) -> None:
        bestand = options["koppen"] or Path(settings.LOGBOEK_KOPPEN_MAP) / BESTAND
        with bouw():
            uitslag = controleer(options["database"], None if options["zonder_bestand"] else bestand)
        for opmerking in uitslag.opmerkingen:
            self.stdout.write(opmerking)
        if uitslag.fouten:
            raise CommandError("\n".join(["Het logboek klopt niet.", *uitslag.fouten]), returncode=1)
        self.stdout.write(f"Het logboek klopt: {uitslag.aantal} regels.")
