"""`manage.py maak_beheerder`: the first managers of an organisation, made by who installs the program.

Inside the application a role takes two managers; somebody has to be the first. Runs as owner.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from organisaties.actor import vandaag
from organisaties.models import Functie, Gebruiker, Organisatie, Rol
from organisaties.uitnodiging import link


class Command(BaseCommand):
    help = "Maakt een beheerder voor een organisatie en toont de link om een wachtwoord te kiezen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("organisatie", help="code van de organisatie, zoals ocmw-genk")
        parser.add_argument("email")
        parser.add_argument("naam")
        parser.add_argument("--adres", default="http://localhost:8000", help="adres van deze site")
        parser.add_argument("--database", default="bouw")

    def handle(self, *args: Any, **options: Any) -> None:
        using = options["database"]
        organisatie = Organisatie.objects.using(using).filter(code=options["organisatie"]).first()
        if organisatie is None:
            raise CommandError(f"Er is geen organisatie met code “{options['organisatie']}”.")
        try:
            validate_email(options["email"])
        except ValidationError as fout:
            raise CommandError(f"“{options['email']}” is geen e-mailadres.") from fout
        with transaction.atomic(using=using):
            gebruiker = self._gebruiker(options, using)
            rol = Functie.objects.using(using).filter(
                gebruiker=gebruiker, organisatie=organisatie, rol=Rol.BEHEERDER, ingetrokken_op=None
            )
            if not rol.exists():
                Functie(
                    gebruiker=gebruiker,
                    organisatie=organisatie,
                    rol=Rol.BEHEERDER,
                    van=vandaag(),
                    toegekend_op=timezone.now(),
                ).save(using=using)
        self.stdout.write(f"Beheerder van {organisatie.naam}.")
        if not gebruiker.has_usable_password():
            self.stdout.write("Kies een wachtwoord met deze link (één keer, drie dagen geldig):")
            self.stdout.write(link(gebruiker, options["adres"]))

    def _gebruiker(self, options: dict[str, Any], using: str) -> Gebruiker:
        email = options["email"].lower()
        gebruiker = Gebruiker.objects.using(using).filter(email__iexact=email).first()
        if gebruiker is None:
            gebruiker = Gebruiker(gebruikersnaam=email[:80], naam=options["naam"], email=email)
            gebruiker.set_unusable_password()
            gebruiker.save(using=using)
        return gebruiker
