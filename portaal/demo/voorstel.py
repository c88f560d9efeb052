"""A role that waits for a second manager."""

from beroepsgeheim.omslag import omslag
from organisaties.actions import stel_functie_voor
from organisaties.models import Functie, Rol

from .mensen import Spelers


def stel_rol_voor(spelers: Spelers) -> None:
    """One manager proposes that a care worker becomes a coach; the other finds it on Vandaag."""
    wie = spelers.functie("verzorgende2").gebruiker
    if Functie.objects.filter(gebruiker=wie, rol=Rol.COACH).exists():
        return
    beheerder = spelers.als("beheerder")
    with omslag(beheerder):
        stel_functie_voor(actor=beheerder, gebruiker=wie, rol=Rol.COACH, van=spelers.vandaag, tot=None)
