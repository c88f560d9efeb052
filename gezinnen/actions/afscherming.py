"""Shielding two people of one family from each other: written down at their word, ended at their word."""

from beroepsgeheim.omslag import noteer
from gezinnen.models import Afscherming, Gezin, Gezinslid
from organisaties.actor import Actor
from thuiscompagnie.vloer.formulieren import bewaar_versie

ONDERDEEL = "gezinnen.afscherming"


def scherm_af(
    actor: Actor, gezin: Gezin, *, lid: Gezinslid, voor_lid: Gezinslid, ook_omgekeerd: bool = False
) -> list[Afscherming]:
    """From this minute `voor_lid` sees nothing of `lid`; `ook_omgekeerd` shields the other way round as well.

    What is so already stays as it is. Returns the rows that hold now.
    Side effects: the rows, what was shared with a helper of the other ends (by the database), a log line that only
    the person who is protected reads. No line on the timeline: the other must not see that it was written down.
    """
    paren = [(lid, voor_lid), (voor_lid, lid)] if ook_omgekeerd else [(lid, voor_lid)]
    uit = []
    for wie, voor in paren:
        lopend = Afscherming.objects.zichtbaar_voor(actor).lopend_op(actor.dag)
        uit.append(lopend.filter(lid=wie, voor_lid=voor).first() or _begin(actor, gezin, wie, voor))
    return uit


def _begin(actor: Actor, gezin: Gezin, lid: Gezinslid, voor_lid: Gezinslid) -> Afscherming:
    rij = Afscherming(gezin=gezin, sleutel=gezin.sleutel, lid=lid, voor_lid=voor_lid, van=actor.dag)
    rij.door_id = actor.functie_id
    rij.full_clean(exclude=["gezin", "door"])
    rij.save(force_insert=True)
    noteer("toegang", sleutel=gezin.sleutel, onderdeel=ONDERDEEL, persoon=lid.pk)
    return rij


def hef_op(actor: Actor, rij: Afscherming) -> Afscherming:
    """The shielding ends: today is its last day, so that a mistake lays nobody bare at once.

    Raises VersieConflict. Side effects: the row, a log line that only the person who was protected reads.
    """
    rij.tot = actor.dag
    bewaar_versie(rij, velden=["tot"], versie=rij.versie)
    noteer("toegang", sleutel=rij.sleutel, onderdeel=ONDERDEEL, doel="gestopt", persoon=rij.lid_id)
    return rij
