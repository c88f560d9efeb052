"""After a restore: erase again what was erased before, from the list outside the database."""

from typing import Any

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError, CommandParser

from beroepsgeheim import bewaren, wislijst
from beroepsgeheim.omslag import bouw


class Command(BaseCommand):
    help = "Wist opnieuw wat na de back-up gewist werd (WISSING_MAP). Draai dit na elk herstel."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--database", default="bouw", help="verbinding van de eigenaar")

    def handle(self, *args: Any, **opties: Any) -> None:
        try:
            sleutels = wislijst.lees()
        except ValueError as fout:
            raise CommandError(f"De lijst {wislijst.pad()} is beschadigd: herstel ze eerst.") from fout
        with bouw():
            aantal, bestanden = bewaren.herhaal(sleutels, using=opties["database"])
        for naam in bestanden:
            default_storage.delete(naam)
        self.stdout.write(
            f"{len(sleutels)} in de lijst, {aantal} opnieuw gewist, {len(bestanden)} bestanden weg."
        )
