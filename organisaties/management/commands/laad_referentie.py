"""`manage.py laad_referentie`: bring municipalities, partners, figures and sectors up to date."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from organisaties.referentie import GEGEVENSMAP, Referentiefout, laad


class Command(BaseCommand):
    help = "Laadt gemeenten, partners, deelnames, cijfers en sectoren uit de gegevensbestanden."

    def add_arguments(self, parser):
        parser.add_argument(
            "--map",
            type=Path,
            default=GEGEVENSMAP,
            help="map met de zes csv-bestanden (andere regio: andere map)",
        )
        parser.add_argument(
            "--database", default="bouw", help="verbinding van de eigenaar; de webrol leest enkel"
        )

    def handle(self, *args, **options):
        try:
            telling = laad(options["map"], using=options["database"])
        except Referentiefout as fout:
            aantal = len(fout.meldingen)
            kop = f"{aantal} fout{'en' if aantal > 1 else ''} gevonden; er is niets geladen."
            raise CommandError("\n".join([kop, *fout.meldingen])) from None
        for regel in telling.regels():
            self.stdout.write(regel)
        if not telling.iets_veranderd:
            self.stdout.write("Er is niets veranderd: alles stond er al zo.")
