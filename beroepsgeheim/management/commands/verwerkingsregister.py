"""Write the record of processing and the annex to the impact assessment: as Markdown or as PDF."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.template.loader import render_to_string

from beroepsgeheim import verwerkingsregister
from thuiscompagnie.vloer.pdf import maak_pdf


class Command(BaseCommand):
    help = "Schrijft het verwerkingsregister met de bijlage bij de effectbeoordeling (.md of .pdf)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--uit", required=True, help="bestand: register.md of register.pdf")

    def handle(self, *args: Any, **opties: Any) -> None:
        bestand = Path(opties["uit"])
        if bestand.suffix == ".md":
            bestand.write_text(verwerkingsregister.markdown(), encoding="utf-8")
        elif bestand.suffix == ".pdf":
            html = render_to_string("privacy/register_pdf.html", verwerkingsregister.context())
            bestand.write_bytes(maak_pdf(html, titel="Verwerkingsregister"))
        else:
            raise CommandError("Kies een bestand dat op .md of .pdf eindigt.")
        self.stdout.write(f"Geschreven: {bestand}")
