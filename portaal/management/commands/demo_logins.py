"""`manage.py demo_logins`: with whom one can log in to try."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portaal import demo


class Command(BaseCommand):
    help = "Toont met wie u zich kunt aanmelden om de toepassing te proberen."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Dit is geen proefopstelling.")
        for regel in demo.logins():
            self.stdout.write(regel)
