"""Shielding somebody of the family from another of it: separated partners, or one of them in danger."""

from django.core.exceptions import ValidationError
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from beroepsgeheim.omslag import noteer
from gezinnen.models import Afscherming, Gezin, Gezinslid
from organisaties.actor import Actor

ONDERDEEL = "gezinnen.afscherming"


def lopende(actor: Actor, gezin: Gezin) -> QuerySet[Afscherming]:
    """Who is shielded from whom today."""
    loopt = Q(tot__isnull=True) | Q(tot__gte=actor.dag)
    return Afscherming.objects.zichtbaar_voor(actor).filter(loopt, gezin=gezin, van__lte=actor.dag)


def scherm_af(actor: Actor, gezin: Gezin, *, lid: Gezinslid, voor_lid: Gezinslid) -> Afscherming:
    """From this moment `voor_lid` finds nothing of `lid`, nor the household's address, appointments and helpers.

    No reason is asked or kept, and nothing tells `voor_lid`. Raises ValidationError. Side effects: the row, and a
    log line that only `lid` and who carries the file read.
    """
    if lid.pk == voor_lid.pk:
        raise ValidationError({"voor_lid": _("Kies twee verschillende mensen.")})
    if lopende(actor, gezin).filter(lid=lid, voor_lid=voor_lid, tot__isnull=True).exists():
        raise ValidationError({"voor_lid": _("Dit staat al zo.")})
    rij = Afscherming.objects.create(
        gezin=gezin,
        sleutel=gezin.sleutel,
        lid=lid,
        voor_lid=voor_lid,
        van=actor.dag,
        door_id=actor.functie_id,
    )
    noteer("toegang", sleutel=gezin.sleutel, onderdeel=ONDERDEEL, persoon=lid.pk)
    return rij


def stop_afschermen(actor: Actor, rij: Afscherming) -> None:
    """Today is the last day. Side effects: the row, a log line as above."""
    Afscherming.objects.filter(pk=rij.pk, tot__isnull=True).update(tot=actor.dag, versie=F("versie") + 1)
    noteer("toegang", sleutel=rij.sleutel, onderdeel=ONDERDEEL, doel="gestopt", persoon=rij.lid_id)
