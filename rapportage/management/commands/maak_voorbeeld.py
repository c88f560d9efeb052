"""Makes the synthetic example files again."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from organisaties.models import Gemeente
from rapportage import voorbeeld

BESTANDEN = {"registratie": "registratie-2011-2013.xlsx", "lco": "lco-2014.xlsx"}


class Command(BaseCommand):
    help = "Maakt de synthetische voorbeeldbestanden in docs/voorbeelden opnieuw."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--map", type=Path, default=Path(settings.BASE_DIR) / "docs" / "voorbeelden")

    def handle(self, *args: Any, **opties: Any) -> None:
        if not Gemeente.objects.exists():
            raise CommandError("Laad eerst de gemeenten en diensten: manage.py laad_referentie.")
        opties["map"].mkdir(parents=True, exist_ok=True)
        for soort, naam in BESTANDEN.items():
            (opties["map"] / naam).write_bytes(voorbeeld.maak(soort))
            self.stdout.write(f"{opties['map'] / naam}")
