"""The state of this installation as numbers and switches; no secret, no address, no name stands in it."""

import platform
from datetime import timedelta
from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Count, Min
from django.utils import timezone
from django.utils.translation import gettext as _

from beroepsgeheim.logboek import onderdeel_naam
from thuiscompagnie import gezondheid
from thuiscompagnie.vloer import outbox
from thuiscompagnie.vloer.models import Opdracht

GETOOND, GETOOND_DAGEN = 50, 30
PAKKETTEN = ("Django", "django-allauth", "celery", "psycopg2-binary", "weasyprint", "granian")


def versies() -> list[tuple[str, str]]:
    """What runs here."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        postgres = str(cursor.fetchone()[0])
    eigen = [("Python", platform.python_version()), ("PostgreSQL", postgres.split(" ")[0])]
    return eigen + [(naam, version(naam)) for naam in PAKKETTEN]


def schakelaars() -> list[tuple[str, bool, bool]]:
    """(what, on, is that right for real families)."""
    https = bool(getattr(settings, "SECURE_SSL_REDIRECT", False))
    koekjes = settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE
    hsts = bool(getattr(settings, "SECURE_HSTS_SECONDS", 0))
    mail = settings.EMAIL_BACKEND.endswith("smtp.EmailBackend")
    return [
        (_("Proefopstelling met voorbeeldgegevens"), settings.DEMO, not settings.DEMO),
        (_("Code van de tweede stap op het scherm"), settings.TOON_DEMOCODE, not settings.TOON_DEMOCODE),
        (_("Foutmeldingen voor ontwikkelaars"), settings.DEBUG, not settings.DEBUG),
        (_("Enkel over https"), https, https),
        (_("Koekjes enkel over https"), koekjes, koekjes),
        (_("Browsers onthouden https (HSTS)"), hsts, hsts),
        (_("Mail gaat echt weg"), mail, mail),
    ]


def termijnen() -> list[tuple[str, str]]:
    """Times that are configuration."""
    return [
        (_("Bladzijde op slot na"), _("%(n)s minuten") % {"n": settings.SLOT_NA_SECONDEN // 60}),
        (_("Opnieuw aanmelden na"), _("%(n)s uur") % {"n": settings.AFMELDEN_NA_SECONDEN // 3600}),
        (_("Vertrouwde telefoon"), _("%(n)s dagen") % {"n": settings.TOESTEL_DAGEN}),
        (_("Pogingen voor werk op de achtergrond"), str(settings.OUTBOX_MAX_POGINGEN)),
        (_("Pogingen om een mail te sturen"), str(1 + len(settings.OUTBOX_MAIL_WACHT))),
    ]


def werk() -> list[dict[str, Any]]:
    """Jobs by state: how many, and since when the oldest stands there. Kinds and ids are left out."""
    rijen = Opdracht.objects.values("status").annotate(aantal=Count("*"), oudste=Min("gemaakt_op"))
    labels = dict(Opdracht.Status.choices)
    return [
        {"status": labels[rij["status"]], "aantal": rij["aantal"], "oudste": rij["oudste"]}
        for rij in rijen.order_by("status")
    ]


def gestopt() -> list[dict[str, Any]]:
    """Work of the last month that stopped: its kind, when, how often it was tried. Never for whom or about whom."""
    rijen = (
        Opdracht.objects.filter(
            status__in=outbox.GESTOPT, gemaakt_op__gte=timezone.now() - timedelta(days=GETOOND_DAGEN)
        )
        .exclude(fout="functie_voorbij")
        .order_by("-gemaakt_op", "pk")
        .only("pk", "soort", "status", "gemaakt_op", "pogingen", "fout")
    )
    return [
        {
            "pk": rij.pk,
            "soort": onderdeel_naam(rij.soort),
            "status": rij.get_status_display(),
            "onzeker": rij.status == Opdracht.Status.ONZEKER,
            "sinds": rij.gemaakt_op,
            "pogingen": rij.pogingen,
            "fout": rij.fout,
        }
        for rij in rijen[:GETOOND]
    ]


def stand() -> dict[str, Any]:
    """Everything on the page."""
    return {
        "onderdelen": list(gezondheid.onderdelen().items()),
        "versies": versies(),
        "schakelaars": schakelaars(),
        "termijnen": termijnen(),
        "werk": werk(),
        "gestopt": gestopt(),
    }
