"""Retention by hand: what the schedule does every six hours, or a trial that changes nothing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connections

from beroepsgeheim import bewaren
from beroepsgeheim.omslag import bouw

PROEF = """
SELECT o.naam, k.klasse, count(*), min(k.einde), max(k.einde) FROM bg_wis_kandidaten() k
  JOIN organisaties_organisatie o ON o.id = k.organisatie GROUP BY o.naam, k.klasse ORDER BY o.naam, k.klasse
"""


class Command(BaseCommand):
    help = "Zoekt dossiers waarvan de termijn voorbij is en wist wat rijp is; met --proef verandert er niets."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--proef", action="store_true", help="enkel tellen")
        parser.add_argument("--database", default="bouw", help="verbinding van de eigenaar, voor --proef")

    def handle(self, *args: Any, **opties: Any) -> None:
        if not opties["proef"]:
            for wat, aantal in bewaren.nachtwerk().items():
                self.stdout.write(f"{wat}: {aantal}")
            return
        with bouw(), connections[opties["database"]].cursor() as cursor:
            cursor.execute(PROEF)
            rijen = cursor.fetchall()
        for naam, klasse, aantal, vroegst, laatst in rijen:
            self.stdout.write(f"{naam}: {aantal} keer {klasse}, geëindigd tussen {vroegst} en {laatst}")
        if not rijen:
            self.stdout.write("Er is niets waarvan de termijn voorbij is.")
