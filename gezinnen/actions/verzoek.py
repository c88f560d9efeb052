"""Requests about data: taking them down, one extension with a reason, an answer in time (AVG art. 12 and 15-21)."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from beroepsgeheim.eigenaar import roep
from beroepsgeheim.omslag import noteer
from gezinnen.models import Gezin, Gezinslid, Verzoek, VerzoekWoord
from gezinnen.models.verzoek import plus_maanden
from organisaties.actor import Actor
from thuiscompagnie.vloer.formulieren import bewaar_versie

ONDERDEEL = "gezinnen.verzoek"


def dien_in(
    actor: Actor,
    gezin: Gezin,
    *,
    lid: Gezinslid | None,
    soort: str,
    vraag: str,
    ontvangen_op: date,
    via: str = Verzoek.Via.COACH,
) -> Verzoek:
    """Take a request down; one month runs from the day it was asked, not from the day it is typed.

    `lid` None means that the family asks together. Raises ValidationError by field.
    Side effects: Verzoek, VerzoekWoord, a log line that of the family only this person reads.
    """
    if soort not in Verzoek.Soort:
        raise ValidationError({"soort": _("Kies een van de antwoorden uit de lijst.")})
    if ontvangen_op > actor.dag:
        raise ValidationError(
            {"ontvangen_op": _("Deze dag is nog niet voorbij. Kies vandaag of een dag ervoor.")}
        )
    verzoek = Verzoek.objects.create(
        gezin=gezin,
        sleutel=gezin.sleutel,
        lid=lid,
        dienst_id=gezin.dienst_id,
        soort=soort,
        via=via,
        ontvangen_op=ontvangen_op,
        termijn=plus_maanden(ontvangen_op, 1),
        door_id=actor.functie_id,
    )
    VerzoekWoord.objects.create(verzoek=verzoek, sleutel=gezin.sleutel, vraag=vraag)
    _noteer(verzoek, f"{soort} gevraagd")
    return verzoek


def verleng(actor: Actor, verzoek: Verzoek, *, reden: str) -> Verzoek:
    """Two months more, once, with a reason, told within the first month. Raises ValidationError, VersieConflict."""
    if reden not in Verzoek.Verlenging:
        raise ValidationError({"verlenging": _("Kies waarom het langer duurt.")})
    if not verzoek.kan_verlengen(actor):
        raise ValidationError(_("Verlengen kan één keer, en enkel in de eerste maand."))
    verzoek.verlengd_op, verzoek.verlenging = actor.dag, reden
    verzoek.termijn = verzoek.uiterste_termijn
    bewaar_versie(verzoek, velden=["verlengd_op", "verlenging", "termijn"], versie=verzoek.versie)
    _noteer(verzoek, "verlengd")
    return verzoek


def rond_af(actor: Actor, verzoek: Verzoek, *, uitkomst: str, antwoord: str = "") -> Verzoek:
    """Close a request; who refuses (or does a part) writes to the person why, unless she is the officer.

    The officer never reads the words, so she closes without them. Raises ValidationError, VersieConflict.
    """
    if uitkomst not in Verzoek.Uitkomst:
        raise ValidationError({"uitkomst": _("Kies een van de antwoorden uit de lijst.")})
    if not verzoek.kan_afhandelen(actor):
        raise PermissionDenied
    woord = VerzoekWoord.objects.zichtbaar_voor(actor).filter(verzoek=verzoek).first()
    uitleg = uitkomst in (Verzoek.Uitkomst.DEELS, Verzoek.Uitkomst.GEWEIGERD)
    if woord is not None and uitleg and not antwoord.strip():
        raise ValidationError({"antwoord": _("Schrijf in gewone woorden waarom. Wie het vroeg, leest dit.")})
    verzoek.afgehandeld_op, verzoek.uitkomst = actor.dag, uitkomst
    bewaar_versie(verzoek, velden=["afgehandeld_op", "uitkomst"], versie=verzoek.versie)
    if woord is not None:
        VerzoekWoord.objects.filter(pk=woord.pk).update(antwoord=antwoord)
    _noteer(verzoek, uitkomst)
    return verzoek


def wis_op_verzoek(actor: Actor, verzoek: Verzoek) -> None:
    """Announce the erasure that the family asked for: thirty days, a copy first, then the night's work does it.

    Raises ValidationError while something still runs, PermissionDenied for whoever may not.
    """
    if not verzoek.kan_wissen(actor):
        raise PermissionDenied
    if roep("gz_wis_op_verzoek", verzoek.pk) is None:
        raise ValidationError(
            _("Er loopt nog iets voor dit gezin. Sluit eerst het traject, het overleg en andere vragen af.")
        )
    _noteer(verzoek, "wissen aangekondigd")


def _noteer(verzoek: Verzoek, doel: str) -> None:
    extra: dict[str, Any] = {"persoon": verzoek.lid_id} if verzoek.lid_id else {}
    noteer("wijzigen", sleutel=verzoek.sleutel, onderdeel=ONDERDEEL, doel=doel, **extra)
