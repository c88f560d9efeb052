"""A family member's own place: opened with a card, closed by the person or the coach."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from beroepsgeheim.eigenaar import roep
from beroepsgeheim.models import Reikwijdte
from beroepsgeheim.omslag import noteer
from beroepsgeheim.toegang import beeindig, geef
from gezinnen.models import Gezinslid
from gezinnen.tijdlijn import schrijf
from organisaties import kaarten
from organisaties.actor import Actor
from organisaties.models import Functie, Gebruiker, Sleutelkaart

GROND = "gezinslid"
VANAF = 12
NAAM = "gezinslid"


def is_oud_genoeg(lid: Gezinslid, dag: date) -> bool:
    """From twelve by date of birth; a child whose age is not known needs the coach's word (see open_plek)."""
    leeftijd = lid.leeftijd_op(dag)
    return lid.soort != Gezinslid.Soort.KIND if leeftijd is None else leeftijd >= VANAF


def gebruiker_van(lid: Gezinslid) -> Gebruiker | None:
    """The log-in of this person, also one that was closed."""
    return Gebruiker.objects.filter(persoon_id=lid.pk).first()


@transaction.atomic
def open_plek(actor: Actor, lid: Gezinslid, *, eerder: bool = False) -> tuple[Sleutelkaart, str]:
    """A log-in (or a new card) for one person: returns the card and its words, to print once.

    `eerder`: the coach says that a child under twelve can do this already. Raises ValidationError.
    Side effects: user, access to what concerns the family, card, timeline line, log line.
    """
    if not (is_oud_genoeg(lid, actor.dag) or eerder):
        raise ValidationError({"eerder": _("Dit kind is jonger dan 12. Zeg of het dit al kan.")})
    gebruiker = gebruiker_van(lid)
    nieuw = gebruiker is None or not gebruiker.is_active
    if gebruiker is None:
        gebruiker = Gebruiker(
            gebruikersnaam=f"g{get_random_string(20).lower()}", naam=NAAM, persoon_id=lid.pk
        )
        gebruiker.set_unusable_password()
        gebruiker.save(force_insert=True)
    Gebruiker.objects.filter(pk=gebruiker.pk).update(is_active=True)
    geef(lid.sleutel, Reikwijdte.GEZIN, GROND, persoon_id=lid.pk, van=actor.dag)
    door = Functie.objects.filter(pk=actor.functie_id).first()
    kaart, woorden = kaarten.maak_kaart(gebruiker, door=door)
    noteer("toegang", sleutel=lid.sleutel, onderdeel="mijn.kaart", persoon=lid.pk)
    if nieuw:
        titel = _("Een eigen plek geopend")
        schrijf(actor, lid.gezin.client, soort="mijn.plek", icoon="slot", titel=titel, voor="dossier")
    return kaart, woorden


def geef_code(actor: Actor, lid: Gezinslid) -> str:
    """Six digits for the first time, or after too many wrong PINs. Raises ValidationError without a card.

    Side effect: a log line, so that the person sees afterwards that a code was given.
    """
    gebruiker = gebruiker_van(lid)
    kaart = kaarten.geldige_kaart(gebruiker) if gebruiker and gebruiker.is_active else None
    if kaart is None:
        raise ValidationError(_("Maak eerst een kaart."))
    noteer("toegang", sleutel=lid.sleutel, onderdeel="mijn.code", persoon=lid.pk)
    return kaarten.geef_code(kaart)


def wissel_pin(lid: Gezinslid, gebruiker: Gebruiker, *, woorden: str, huidig: str, nieuw: str) -> bool:
    """The person chooses another PIN herself. False when the present one is wrong: a try like at the door.

    Raises ValidationError for a new one that will not do. Side effects: card, log line.
    """
    kaart = kaarten.geldige_kaart(gebruiker)
    goed = kaart is not None and kaarten.wissel_pin(kaart, woorden, huidig, nieuw)
    noteer_sleutel(lid, "mijn.pincode", goed=goed)
    return goed


def noteer_sleutel(lid: Gezinslid, onderdeel: str, *, doel: str = "", goed: bool = True) -> None:
    """A line about how this person comes in, which of the family she reads alone."""
    uitkomst = "ok" if goed else "geweigerd"
    noteer("wijzigen", sleutel=lid.sleutel, onderdeel=onderdeel, doel=doel, uitkomst=uitkomst, persoon=lid.pk)


@transaction.atomic
def sluit_plek(actor: Actor, lid: Gezinslid) -> None:
    """The coach closes the log-in: it opens nothing from this moment on, sessions included."""
    gebruiker = gebruiker_van(lid)
    if gebruiker is None or not gebruiker.is_active:
        return
    beeindig(lid.sleutel, grond=GROND, persoon_id=lid.pk)
    _sluit(gebruiker)
    noteer("toegang", sleutel=lid.sleutel, onderdeel="mijn.gesloten", persoon=lid.pk)
    titel = _("Een eigen plek gesloten")
    schrijf(actor, lid.gezin.client, soort="mijn.plek", icoon="slot", titel=titel, voor="dossier")


@transaction.atomic
def sluit_eigen_plek(actor: Actor) -> None:
    """The person does not want it any more. Side effects: access and log-in end, log line."""
    lid = Gezinslid.objects.zichtbaar_voor(actor).filter(pk=actor.persoon_id).first()
    noteer("toegang", sleutel=lid.sleutel if lid else None, onderdeel="mijn.gesloten")
    roep("gz_beeindig_eigen_toegang")
    _sluit(Gebruiker.objects.get(pk=actor.gebruiker_id))


def _sluit(gebruiker: Gebruiker) -> None:
    kaarten.beeindig(gebruiker)
    Gebruiker.objects.filter(pk=gebruiker.pk).update(is_active=False)
