"""A worry about safety: raised, talked through, advised on without names, decided, closed. It shares nothing.

Log lines stand under the record's own key, so that neither the family's log nor a colleague learns of it there.
"""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from beroepsgeheim.omslag import noteer
from gezinnen.models import EerstMetGezin, Gezin, GezinGegevens, Gezinslid, VeiligheidStap, ZorgOmVeiligheid
from organisaties.actor import Actor
from organisaties.models import Functie, Rol
from thuiscompagnie.vloer import outbox
from thuiscompagnie.vloer.formulieren import bewaar_versie

ONDERDEEL = "gezinnen.zorgomveiligheid"
GEEN_NAAM = {"gezin", "familie", "mama", "papa", "kind", "het", "van", "den", "der", "een"}


def contacten(actor: Actor, dienst_id: object) -> QuerySet[Functie]:
    """The deontology contacts of a service, in force today."""
    return (
        Functie.objects.actief_op(actor.dag)
        .filter(organisatie_id=dienst_id, rol=Rol.DEONTOLOGIE)
        .select_related("gebruiker")
        .order_by("gebruiker__naam", "pk")
    )


def meld(
    actor: Actor,
    gezin: Gezin,
    *,
    contact: Functie,
    feiten: str,
    zorg: str,
    goed: str = "",
    eerst: str,
    besproken_op: date | None = None,
    gevaar: str = "",
) -> ZorgOmVeiligheid:
    """Write a worry down, with the contact who is named in it. Raises ValidationError by field.

    Side effects: the record, a log line under its own key, a mail to the contact that tells nothing. No
    access is given, nothing stands on the timeline, nothing is shared.
    """
    if not contacten(actor, gezin.dienst_id).filter(pk=contact.pk).exists():
        raise ValidationError({"contact": _("Kies een deontologisch contact van de eigen dienst.")})
    rij = ZorgOmVeiligheid(
        client_sleutel=gezin.sleutel, gezin=gezin, gezinsnummer=gezin.nummer, dienst_id=gezin.dienst_id,
        door_id=actor.functie_id, contact=contact, feiten=feiten, zorg=zorg, goed=goed, eerst=eerst,
        besproken_op=besproken_op if eerst == EerstMetGezin.BESPROKEN else None,
        gevaar=gevaar.strip() if eerst == EerstMetGezin.GEVAAR else "",
    )  # fmt: skip
    rij.sleutel = rij.pk
    _kijk_eerst_na(actor, rij)
    rij.save(force_insert=True)
    _noteer(rij)
    if contact.gebruiker.email:
        outbox.plan(
            actor, "gezinnen.raad_gevraagd", uniek=f"raad:{rij.pk}", lading={"functie": str(contact.pk)}
        )
    return rij


def _kijk_eerst_na(actor: Actor, rij: ZorgOmVeiligheid) -> None:
    fouten: dict[str, str] = {}
    if rij.eerst == EerstMetGezin.BESPROKEN and rij.besproken_op is None:
        fouten["besproken_op"] = _("Wanneer sprak u met het gezin?")
    if rij.besproken_op and rij.besproken_op > actor.dag:
        fouten["besproken_op"] = _("Deze dag is nog niet voorbij.")
    if rij.eerst == EerstMetGezin.GEVAAR and not rij.gevaar:
        fouten["gevaar"] = _("Welk gevaar brengt een gesprek met het gezin, en voor wie?")
    if fouten:
        raise ValidationError(fouten)


def voeg_stap_toe(
    actor: Actor,
    zorg: ZorgOmVeiligheid,
    *,
    soort: str,
    dag: date,
    tekst: str,
    wie: str = "",
    antwoord: str = "",
) -> VeiligheidStap:
    """What was done. A question for advice holds no name; a talk with the family is what comes first.

    Raises ValidationError by field. Side effects: a row that never changes, the answer "first with the family"
    when that was still to come, log line.
    """
    fouten: dict[str, str] = {}
    if dag > actor.dag:
        fouten["dag"] = _("Deze dag is nog niet voorbij.")
    if soort == VeiligheidStap.Soort.ADVIES:
        if not wie.strip():
            fouten["wie"] = _("Wie vroeg u om advies?")
        if noemt_iemand(actor, zorg, f"{tekst} {antwoord}"):
            fouten["tekst"] = _("Hier staat een naam van het gezin in. Advies vraagt u zonder namen.")
    if soort == VeiligheidStap.Soort.RAAD and actor.rol != Rol.DEONTOLOGIE:
        fouten["soort"] = _("Raad geeft het deontologisch contact.")
    if fouten:
        raise ValidationError(fouten)
    stap = VeiligheidStap.objects.create(
        sleutel=zorg.sleutel, zorg=zorg, soort=soort, dag=dag, wie=wie.strip(), tekst=tekst,
        antwoord=antwoord, door_id=actor.functie_id,
    )  # fmt: skip
    if soort == VeiligheidStap.Soort.GESPREK and zorg.eerst == EerstMetGezin.STRAKS:
        zorg.eerst, zorg.besproken_op = EerstMetGezin.BESPROKEN, dag
        bewaar_versie(zorg, velden=["eerst", "besproken_op"], versie=zorg.versie)
    _noteer(zorg)
    return stap


def noemt_iemand(actor: Actor, zorg: ZorgOmVeiligheid, tekst: str) -> bool:
    """Whether a name of this family stands in a text, as far as this actor knows the names."""
    namen = list(
        Gezinslid.objects.zichtbaar_voor(actor).filter(gezin=zorg.gezin_id).values_list("naam", flat=True)
    )
    namen += list(
        GezinGegevens.objects.zichtbaar_voor(actor).filter(gezin=zorg.gezin_id).values_list("naam", flat=True)
    )
    eigen = {w for naam in namen for w in re.findall(r"\w{3,}", naam.lower())} - GEEN_NAAM
    return bool(eigen & set(re.findall(r"\w{3,}", tekst.lower())))


def beslis(
    actor: Actor,
    zorg: ZorgOmVeiligheid,
    *,
    besluit: str,
    grond: str,
    verteld_op: date | None,
    niet_verteld: str,
    versie: int | None,
) -> ZorgOmVeiligheid:
    """Who decides, on which ground, and when the family heard it (or why not yet).

    Raises ValidationError by field and VersieConflict. Side effects: the record with its history, log line.
    """
    fouten: dict[str, str] = {}
    if zorg.eerst == EerstMetGezin.STRAKS:
        fouten["__all__"] = _("Spreek eerst met het gezin, of schrijf welk gevaar dat brengt.")
    if verteld_op is None and not niet_verteld.strip():
        fouten["niet_verteld"] = _("Schrijf wanneer het gezin dit hoorde, of waarom nog niet.")
    if verteld_op and verteld_op > actor.dag:
        fouten["verteld_op"] = _("Deze dag is nog niet voorbij.")
    if fouten:
        raise ValidationError(fouten)
    zorg.besluit, zorg.grond = besluit.strip(), grond
    zorg.besloten_door_id, zorg.besloten_op = actor.functie_id, actor.dag
    _zet_verteld(zorg, verteld_op, niet_verteld)
    velden = ["besluit", "grond", "besloten_door", "besloten_op", "verteld_op", "niet_verteld"]
    bewaar_versie(zorg, velden=velden, versie=versie)
    _noteer(zorg)
    return zorg


def sluit(
    actor: Actor, zorg: ZorgOmVeiligheid, *, verteld_op: date | None, niet_verteld: str
) -> ZorgOmVeiligheid:
    """Close it; the family has been told, or it says why not.

    Raises ValidationError by field. Side effects: the record with its history, log line.
    """
    if verteld_op is None and not niet_verteld.strip():
        raise ValidationError({"niet_verteld": _("Schrijf wanneer het gezin dit hoorde, of waarom niet.")})
    if verteld_op and verteld_op > actor.dag:
        raise ValidationError({"verteld_op": _("Deze dag is nog niet voorbij.")})
    _zet_verteld(zorg, verteld_op, niet_verteld)
    zorg.afgesloten_op = actor.dag
    bewaar_versie(zorg, velden=["verteld_op", "niet_verteld", "afgesloten_op"], versie=zorg.versie)
    _noteer(zorg)
    return zorg


def ander_contact(actor: Actor, zorg: ZorgOmVeiligheid, *, contact: Functie) -> ZorgOmVeiligheid:
    """Name another deontology contact; the one before reads it no longer.

    Raises ValidationError by field. Side effects: the record with its history, log line.
    """
    if not contacten(actor, zorg.dienst_id).filter(pk=contact.pk).exists():
        raise ValidationError({"contact": _("Kies een deontologisch contact van de eigen dienst.")})
    zorg.contact = contact
    bewaar_versie(zorg, velden=["contact"], versie=zorg.versie)
    _noteer(zorg)
    return zorg


def _zet_verteld(zorg: ZorgOmVeiligheid, verteld_op: date | None, niet_verteld: str) -> None:
    zorg.verteld_op = verteld_op
    zorg.niet_verteld = "" if verteld_op else niet_verteld.strip()


def _noteer(zorg: ZorgOmVeiligheid) -> None:
    noteer("wijzigen", sleutel=zorg.sleutel, onderdeel=ONDERDEEL)
