"""Notes: writing, correcting, and who reads. Nothing of it goes on the timeline and nothing of it is shared."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from beroepsgeheim import eigenaar
from beroepsgeheim.omslag import huidige_actor, noteer
from gezinnen.models import Afscherming, Gezin, Gezinslid, Notitie, NotitieSoort, NotitieTekst, Publiek
from organisaties.actor import Actor, Soort

ONDERDEEL = "gezinnen.notitie"


@dataclass(frozen=True)
class Achtergehouden:
    """An item that the family does not read: from when, and why. Never what."""

    dag: date
    reden: str


def lijst(actor: Actor, gezin: Gezin | None = None) -> QuerySet[Notitie]:
    """Notes that this actor reads, newest first, with their words and speaker."""
    rijen = Notitie.objects.zichtbaar_voor(actor)
    if gezin is not None:
        rijen = rijen.filter(gezin=gezin)
    return rijen.select_related("door__gebruiker").prefetch_related(
        "spreker", Prefetch("teksten", NotitieTekst.objects.order_by("nummer"))
    )


def is_afgeschermd(actor: Actor, gezin: Gezin) -> bool:
    """Whether people of this family are shielded from each other now: then who speaks must be named with care."""
    return Afscherming.objects.zichtbaar_voor(actor).lopend_op(actor.dag).filter(gezin=gezin).exists()


def schrijf_notitie(
    actor: Actor,
    gezin: Gezin,
    *,
    soort: str,
    tekst: str,
    dag: date | None = None,
    spreker: Gezinslid | None = None,
    publiek: str = "",
    voor_zorg: bool = False,
    van_wie: str = "",
    achterhouden_reden: str = "",
) -> Notitie:
    """A new note of one of the three kinds; a care worker writes two of them and reads her own.

    Raises ValidationError by field. Side effects: the note with its first words, log line.
    """
    notitie = Notitie(
        sleutel=gezin.sleutel,
        gezin=gezin,
        soort=soort,
        spreker=spreker,
        publiek=publiek or _publiek(soort),
        door_id=actor.functie_id,
        dag=dag or actor.dag,
        voor_zorg=voor_zorg,
        achterhouden_reden=achterhouden_reden.strip(),
    )
    _kijk_na(actor, notitie)
    notitie.save(force_insert=True)
    NotitieTekst.objects.create(
        sleutel=gezin.sleutel, notitie=notitie, tekst=tekst.strip(), van_wie=van_wie, door_id=actor.functie_id
    )
    noteer("wijzigen", sleutel=gezin.sleutel, onderdeel=ONDERDEEL)
    return notitie


def _publiek(soort: str) -> str:
    return {NotitieSoort.VERTROUWEN: Publiek.SPREKER, NotitieSoort.DERDE: Publiek.HELPERS}.get(
        NotitieSoort(soort), Publiek.GEZIN
    )


def _kijk_na(actor: Actor, notitie: Notitie) -> None:
    fouten: dict[str, str] = {}
    if notitie.dag > actor.dag:
        fouten["dag"] = _("Deze dag is nog niet voorbij. Kies vandaag of een dag ervoor.")
    eigen = notitie.soort == NotitieSoort.VERTROUWEN or notitie.publiek == Publiek.SPREKER
    if eigen and notitie.spreker_id is None:
        fouten["spreker"] = _("Kies wie dit zei: deze persoon leest het zelf.")
    verborgen = notitie.soort == NotitieSoort.DERDE and notitie.publiek == Publiek.HELPERS
    if verborgen and not notitie.achterhouden_reden:
        fouten["achterhouden_reden"] = _("Leest het gezin dit niet, schrijf dan waarom.")
    if fouten:
        raise ValidationError(fouten)


def verbeter(actor: Actor, notitie: Notitie, *, tekst: str, waarom: str, versie: int | None) -> NotitieTekst:
    """A correction: new words beside the old ones, which stay to be read.

    `versie` is the number that was on the screen. Raises ValidationError when it moved on, or by field.
    Side effects: a row, log line.
    """
    laatste = NotitieTekst.objects.filter(notitie=notitie).order_by("-nummer").first()
    nummer = laatste.nummer if laatste else 0
    if versie is not None and nummer != versie:
        raise ValidationError(_("Iemand anders verbeterde dit intussen. Kijk na en bewaar opnieuw."))
    if not waarom.strip():
        raise ValidationError({"waarom": _("Schrijf kort wat u verbetert.")})
    rij = NotitieTekst.objects.create(
        sleutel=notitie.sleutel,
        notitie=notitie,
        nummer=nummer + 1,
        tekst=tekst.strip(),
        van_wie=laatste.van_wie if laatste else "",
        waarom=waarom.strip(),
        door_id=actor.functie_id,
    )
    noteer("wijzigen", sleutel=notitie.sleutel, onderdeel=ONDERDEEL)
    return rij


def kies_lezers(
    actor: Actor, notitie: Notitie, *, publiek: str, voor_zorg: bool, achterhouden_reden: str
) -> Notitie:
    """The coach decides who else reads a note about the family, or what a third person told.

    Raises ValidationError by field. Side effects: the note with its history, log line.
    """
    notitie.publiek, notitie.voor_zorg = publiek, voor_zorg
    notitie.achterhouden_reden = achterhouden_reden.strip() if publiek == Publiek.HELPERS else ""
    _kijk_na(actor, notitie)
    eigenaar.roep("gz_notitie_lezers", notitie.pk, publiek, voor_zorg, notitie.achterhouden_reden)
    noteer("toegang", sleutel=notitie.sleutel, onderdeel=ONDERDEEL)
    return notitie


def antwoord_van_lid(actor: Actor, notitie: Notitie, *, ja: bool) -> None:
    """The member says whether the coach of now may know; a no afterwards works at once.

    By the member, or written down by who heard it. Side effects: the note with its history, log line.
    """
    if ja and notitie.gezin.coach_id is None:
        raise ValidationError(_("Dit gezin heeft nu geen coach."))
    eigenaar.roep("gz_notitie_ja", notitie.pk, ja)
    noteer("toegang", sleutel=notitie.sleutel, onderdeel=ONDERDEEL)


def achtergehouden(actor: Actor) -> list[Achtergehouden]:
    """What the family member who acts does not read, item by item with the reason: for her own download."""
    if huidige_actor().soort is not Soort.GEZINSLID or actor.persoon_id is None:
        return []
    rijen = eigenaar.rijen("gz_achtergehouden", velden=("dag", "reden"), volgorde="dag, reden")
    return [Achtergehouden(dag, reden) for dag, reden in rijen]
