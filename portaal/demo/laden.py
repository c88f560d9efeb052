"""Loading and emptying the demo."""

from django.db import connections, transaction

from beroepsgeheim.omslag import bouw
from beroepsgeheim.register import beschermde_tabellen
from gezinnen.models import Gezin
from organisaties.models import Organisatie

from .gezinnen import maak_gezinnen
from .mensen import maak_mensen, organisatiecodes
from .plekken import open_plekken
from .voorstel import stel_rol_voor

# Beside the tables with case content: who reached them, work that waited, used form tokens.
OOK_LEEG = {"beroepsgeheim_toegang", "vloer_opdracht", "vloer_formulierbon"}


class GeenReferentie(Exception):
    """Municipalities and partners were not loaded yet."""


def al_geladen(using: str) -> bool:
    """Whether there is any family here."""
    with bouw():
        return Gezin.objects.using(using).exists()


def laad() -> int:
    """Make people and families, all or nothing; returns how many families. Raises GeenReferentie."""
    codes = organisatiecodes()
    if Organisatie.objects.filter(code__in=codes).count() < len(codes):
        raise GeenReferentie
    with transaction.atomic():
        spelers = maak_mensen()
        aantal = maak_gezinnen(spelers)
        open_plekken(spelers)
        stel_rol_voor(spelers)
    return aantal


def maak_leeg(using: str) -> None:
    """Empty everything about families, as the owner. Accounts, partners and the log stay."""
    verbinding = connections[using]
    tabellen = sorted((beschermde_tabellen() | OOK_LEEG) & set(verbinding.introspection.table_names()))
    with bouw(), transaction.atomic(using=using), verbinding.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        namen = ", ".join(verbinding.ops.quote_name(tabel) for tabel in tabellen)
        cursor.execute(f"TRUNCATE {namen} CASCADE")
