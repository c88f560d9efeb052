"""A family member asks; the coach answers; the member may take the question back."""

from django.utils import timezone
from django.utils.translation import gettext as _

from beroepsgeheim.omslag import noteer
from gezinnen.models import Doel, Gezin, Gezinslid, Gezinsvraag
from gezinnen.tijdlijn import schrijf
from organisaties.actor import Actor

ONDERDEEL = "mijn.vraag"


def stel_vraag(actor: Actor, lid: Gezinslid, *, soort: str, tekst: str) -> Gezinsvraag:
    """The member asks. It stands on the coach's Vandaag. Side effects: row, log line."""
    noteer("wijzigen", sleutel=lid.sleutel, onderdeel=ONDERDEEL, persoon=lid.pk)
    return Gezinsvraag.objects.create(
        sleutel=lid.sleutel, gezin_id=lid.gezin_id, spreker=lid, soort=soort, tekst=tekst
    )


def beantwoord(actor: Actor, vraag: Gezinsvraag, *, antwoord: str) -> None:
    """The coach answers, once. Side effects: row, timeline line without words, log line."""
    Gezinsvraag.objects.filter(pk=vraag.pk, beantwoord_op__isnull=True, ingetrokken_op__isnull=True).update(
        antwoord=antwoord, beantwoord_op=timezone.now(), beantwoord_door=actor.functie_id
    )
    titel = _("Een vraag van iemand van het gezin beantwoord")
    schrijf(actor, vraag.gezin.client, soort="mijn.vraag", icoon="overleg", titel=titel, voor="dossier")
    noteer("wijzigen", sleutel=vraag.sleutel, onderdeel=ONDERDEEL, persoon=vraag.spreker_id)


def trek_in(actor: Actor, vraag: Gezinsvraag) -> None:
    """The member does not ask it any more. Side effects: row, log line."""
    Gezinsvraag.objects.filter(pk=vraag.pk, beantwoord_op__isnull=True).update(ingetrokken_op=timezone.now())
    noteer("wijzigen", sleutel=vraag.sleutel, onderdeel=ONDERDEEL, persoon=vraag.spreker_id)


def zeg_doel(actor: Actor, gezin: Gezin, lid: Gezinslid, *, tekst: str, publiek: str) -> Doel:
    """A goal in one's own words, behind those that stand. Side effects: row, log line."""
    aantal = Doel.objects.filter(gezin=gezin).count()
    noteer("wijzigen", sleutel=lid.sleutel, onderdeel="gezinnen.doelen", persoon=lid.pk)
    return Doel.objects.create(
        sleutel=lid.sleutel, gezin=gezin, tekst=tekst, van_lid=lid, publiek=publiek, volgorde=aantal + 1
    )


def open_doel(actor: Actor, doel: Doel, *, publiek: str) -> None:
    """Who of the family reads one's own words. Side effects: row, log line."""
    Doel.objects.filter(pk=doel.pk, van_lid=actor.persoon_id).update(publiek=publiek)
    noteer("wijzigen", sleutel=doel.sleutel, onderdeel="gezinnen.doelen", persoon=doel.van_lid_id)
