"""The report from the shell: the same tables and files as the page gives."""

import uuid
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from organisaties.actor import vandaag
from rapportage import berekenen, documents, periode
from rapportage.models import Rapport


def lees_datum(tekst: str) -> date:
    """A day as people write it here; raises CommandError with a sentence."""
    from django import forms

    try:
        return forms.DateField().clean(tekst)
    except forms.ValidationError as fout:
        raise CommandError(f"“{tekst}” is geen datum. Schrijf bijvoorbeeld 2011-01-01 of 1/1/2011.") from fout


class Command(BaseCommand):
    help = "Maakt het registratierapport van een periode als csv, xlsx of pdf."
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--van", required=True, help="eerste dag, bijvoorbeeld 2011-01-01")
        parser.add_argument("--tot", required=True, help="laatste dag, bijvoorbeeld 2013-12-31")
        parser.add_argument("--formaat", required=True, choices=sorted(documents.MAKERS))
        parser.add_argument("--uit", required=True, type=Path, help="het bestand dat gemaakt wordt")

    def handle(self, *args: Any, **opties: Any) -> None:
        van, tot = lees_datum(opties["van"]), lees_datum(opties["tot"])
        fouten = periode.controleer(van, tot, vandaag())
        if fouten:
            raise CommandError(" ".join(f"--{veld}: {tekst}" for veld, tekst in fouten.items()))
        rapport = Rapport(
            id=uuid.uuid4(),
            van=van,
            tot=tot,
            tabellen=berekenen.bereken(van, tot),
            gemaakt_op=timezone.now(),
        )
        inhoud = documents.MAKERS[opties["formaat"]](rapport)
        try:
            opties["uit"].write_bytes(inhoud)
        except OSError as fout:
            raise CommandError(f"Het bestand kan niet geschreven worden: {fout.strerror}.") from fout
        for tabel in rapport.tabellen:
            ja = next((rij for rij in tabel["rijen"] if rij["waarde"] == "ja"), None)
            deel = f": {ja['aandeel']:.0f} %" if ja and ja["aandeel"] is not None else ""
            self.stdout.write(f"{tabel['code']} {tabel['titel']}{deel} (N = {tabel['n']})")
        self.stdout.write(self.style.SUCCESS(f"Bewaard in {opties['uit']}."))
