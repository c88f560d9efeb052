"""`manage.py laad_demo [--opnieuw]`: invented people and families, made by the same actions as real ones."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portaal import demo
from portaal.demo.laden import GeenReferentie


class Command(BaseCommand):
    help = "Laadt verzonnen mensen en gezinnen om de toepassing mee te proberen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--opnieuw", action="store_true", help="eerst alle gezinnen hier wissen")
        parser.add_argument("--database", default="bouw", help="verbinding van de eigenaar, om te wissen")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "Dit is geen proefopstelling: hier komen geen voorbeeldgegevens bij echte gezinnen."
            )
        if demo.al_geladen(options["database"]):
            if not options["opnieuw"]:
                self.stdout.write("Er staan al gezinnen. Met --opnieuw worden ze gewist en opnieuw gezet.")
                return
            demo.maak_leeg(options["database"])
        try:
            aantal = demo.laad()
        except GeenReferentie as fout:
            raise CommandError("Laad eerst gemeenten en partners: manage.py laad_referentie") from fout
        self.stdout.write(
            f"{aantal} verzonnen gezinnen staan klaar. Aanmelden kan met: manage.py demo_logins"
        )
