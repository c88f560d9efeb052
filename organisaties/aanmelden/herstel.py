"""Taking away what a colleague lost (second step, or a password without a mailbox): asked by one, done by two."""

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from organisaties.actor import Actor
from organisaties.models import Functie, Gebruiker, Herstel

from . import deuren
from .melden import meld

Soort, Besluit = Herstel.Soort, Herstel.Besluit
DOE = {
    Soort.TWEEDE_STAP.value: deuren.neem_tweede_stap_weg,
    Soort.WACHTWOORD.value: deuren.neem_wachtwoord_weg,
}


def vraag(actor: Actor, gebruiker: Gebruiker, soort: str) -> Herstel:
    """A manager asks; a request that waits already is the same one. Raises PermissionDenied for oneself.

    Side effects: the row; whom it is about gets a mail, so that she can call when it was not her wish.
    """
    mag = gebruiker.kan_tweede_stap_wissen if soort == Soort.TWEEDE_STAP else gebruiker.kan_wachtwoord_wissen
    if not mag(actor) or actor.organisatie_id is None or actor.gebruiker_id is None:
        raise PermissionDenied
    zelfde = Herstel.objects.filter(gebruiker=gebruiker, soort=soort)
    if wacht := zelfde.open().first():
        return wacht
    zelfde.filter(besluit=Besluit.OPEN).update(besluit=Besluit.VERLOPEN, beslist_op=timezone.now())
    rij = Herstel.objects.create(
        gebruiker=gebruiker,
        organisatie_id=actor.organisatie_id,
        soort=soort,
        gevraagd_door_id=actor.gebruiker_id,
    )
    meld(gebruiker, "herstel_gevraagd")
    return rij


def bevestig(actor: Actor, rij: Herstel) -> bool:
    """The second of the two: now it happens. False when somebody decided in the meantime.

    Side effects: the second step or the password is gone, with all that it had opened; a mail to whom it is about.
    """
    if not rij.kan_bevestigen(actor):
        raise PermissionDenied
    if not _beslis(actor, rij, Besluit.JA):
        return False
    DOE[rij.soort](rij.gebruiker)
    meld(rij.gebruiker, rij.soort)
    return True


def wijs_af(actor: Actor, rij: Herstel) -> bool:
    """It does not happen. False when somebody decided in the meantime."""
    if not rij.kan_afwijzen(actor):
        raise PermissionDenied
    return _beslis(actor, rij, Besluit.NEE)


def _beslis(actor: Actor, rij: Herstel, besluit: str) -> bool:
    open_ = Herstel.objects.filter(pk=rij.pk, besluit=Besluit.OPEN)
    return bool(open_.update(besluit=besluit, beslist_op=timezone.now(), beslist_door_id=actor.gebruiker_id))


def te_bevestigen(actor: Actor) -> list[Herstel]:
    """What waits for this manager, oldest first."""
    collegas = Functie.objects.in_dienst_bij(actor).values("gebruiker")
    rijen = Herstel.objects.zichtbaar_voor(actor).open().filter(gebruiker__in=collegas)
    rijen = rijen.select_related("gebruiker").order_by("gevraagd_op", "pk")
    return [rij for rij in rijen[:50] if rij.is_tweede(actor)]
