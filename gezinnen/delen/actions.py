"""Sharing, stopping, and the family's no: what every page, letter and agenda calls. There is no other way."""

import re
import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from beroepsgeheim import eigenaar
from beroepsgeheim.omslag import noteer
from gezinnen.models import (
    BetrokkenHulpverlener,
    Bezwaar,
    Client,
    Einde,
    Gegevensdeling,
    Gezinslid,
    Tegen,
)
from gezinnen.tijdlijn import schrijf
from organisaties.actor import Actor, Soort
from organisaties.models import Organisatie, Rol

from . import register
from .ontvanger import Antwoord, Ontvanger
from .poort import Geweigerd, Voorstel, toets, waarvoor

GEWEIGERD = re.compile(r"delen geweigerd: ([a-z_ ]+)")


def stel_voor(
    actor: Actor,
    client: Client,
    soort: str,
    *,
    aan: BetrokkenHulpverlener | Organisatie | Ontvanger,
    antwoord: Antwoord,
    over: Iterable[Gezinslid | uuid.UUID] = (),
    tot: date | None = None,
    bron_sleutel: uuid.UUID | None = None,
    doel: str = "",
) -> Voorstel:
    """The proposal behind three answers, with what is derived from them; raises LookupError for an unknown kind."""
    gevonden = register.soort(soort)
    if gevonden is None:
        raise LookupError(soort)
    return Voorstel(
        client=client,
        soort=gevonden,
        ontvanger=Ontvanger.van(aan),
        antwoord=antwoord,
        over=tuple(sorted({lid.pk if isinstance(lid, Gezinslid) else lid for lid in over})),
        tot=tot,
        bron_sleutel=bron_sleutel,
        doel=(doel or waarvoor(client, actor))[:500],
    )


def deel(
    actor: Actor,
    client: Client,
    soort: str,
    object_id: uuid.UUID | None = None,
    *,
    aan: BetrokkenHulpverlener | Organisatie | Ontvanger,
    antwoord: Antwoord,
    over: Iterable[Gezinslid | uuid.UUID] = (),
    tot: date | None = None,
    invoer: dict[str, Any] | None = None,
    bron_sleutel: uuid.UUID | None = None,
    doel: str = "",
    titel: str = "",
) -> Gegevensdeling:
    """Share one thing with one recipient (R132-R137). Returns the act, with the snapshot that she reads.

    `over`: whom of the family it is about (empty: all). `tot`: the last day, else the end of her task.
    `invoer`: what the helper wrote herself, for kinds with a form. `bron_sleutel`: the consultation it comes
    from. Raises Geweigerd with every reason at once. Side effects: the act with its history, a line in the
    log, and on the timeline when the actor keeps the file.
    """
    voorstel = stel_voor(
        actor,
        client,
        soort,
        aan=aan,
        antwoord=antwoord,
        over=over,
        tot=tot,
        bron_sleutel=bron_sleutel,
        doel=doel,
    )
    codes = toets(voorstel, actor.dag)
    inhoud = voorstel.soort.maak(client, actor, object_id)
    if inhoud is None:
        codes.append("niets")
    if codes or inhoud is None:
        raise Geweigerd(codes)
    deling = _bewaar(actor, voorstel, inhoud | (invoer or {}), object_id, titel)
    noteer("delen", sleutel=client.sleutel, onderdeel=f"delen.{soort}", doel=str(deling.pk))
    if bron_sleutel is None:
        _meld(actor, client, _("Iets gedeeld, met het ja van het gezin"), "hand")
    return deling


def _bewaar(
    actor: Actor, voorstel: Voorstel, inhoud: dict[str, Any], object_id: uuid.UUID | None, titel: str
) -> Gegevensdeling:
    """The row. The database has the last word: what changed since the question was asked is refused too."""
    ontvanger = voorstel.ontvanger
    try:
        with transaction.atomic():
            deling = Gegevensdeling.objects.create(
                sleutel=voorstel.client.sleutel,
                client=voorstel.client,
                bron_sleutel=voorstel.bron_sleutel,
                soort=voorstel.soort.code,
                titel=(titel or str(inhoud.get("titel") or voorstel.soort.titel))[:200],
                object_id=object_id,
                inhoud=inhoud,
                vertrouwelijk=voorstel.soort.vertrouwelijk,
                over=list(voorstel.over),
                hulpverlener_id=ontvanger.hulpverlener_id,
                functie_id=ontvanger.functie_id,
                organisatie_id=ontvanger.organisatie_id,
                ontvanger_rol=ontvanger.rol,
                ontvanger_naam=ontvanger.naam[:120],
                ontvanger_sleutel=ontvanger.sleutel,
                ontvanger_dienst=ontvanger.dienst[:160],
                kader=ontvanger.kader,
                beroepsgeheim=ontvanger.beroepsgeheim,
                taak=ontvanger.taak[:300],
                doel=voorstel.doel,
                noodzaak=voorstel.noodzaak[:300],
                van=actor.dag,
                tot=voorstel.tot,
                gedeeld_door_id=actor.functie_id,
                **voorstel.antwoord.als_velden(),
            )
    except IntegrityError as fout:
        gevonden = GEWEIGERD.search(str(fout))
        if gevonden is None:
            raise
        raise Geweigerd(gevonden[1].split()) from fout
    deling.refresh_from_db(fields=["tot"])
    return deling


def _op_beurt(sleutel: uuid.UUID) -> None:
    """Wait for who shares, ends or objects within this family now; the same turn as the database itself takes.

    Before its rows are touched: whoever ends something and then shares its next version would otherwise hold rows
    that an objection waits for, while it waits for that objection.
    """
    eigenaar.roep("delen_op_beurt", sleutel)


def stop(actor: Actor, deling: Gegevensdeling, *, einde: str = Einde.GESTOPT) -> None:
    """Who shared it (or keeps the file) ends it; at once. Ending it twice is ending it once."""
    _op_beurt(deling.sleutel)
    Gegevensdeling.objects.filter(pk=deling.pk, beeindigd_op__isnull=True).update(
        beeindigd_op=timezone.now(), einde=einde
    )
    noteer(
        "delen",
        sleutel=deling.sleutel,
        onderdeel=f"delen.{deling.soort}",
        doel=str(deling.pk),
        uitkomst="stop",
    )


def stop_alles_van(bron_sleutel: uuid.UUID, *, einde: str, soorten: Iterable[str] = ()) -> int:
    """End what came from this consultation (a new version, or it does not go on). Returns how many ended."""
    rijen = Gegevensdeling.objects.filter(bron_sleutel=bron_sleutel, beeindigd_op__isnull=True)
    if soorten:
        rijen = rijen.filter(soort__in=list(soorten))
    for sleutel in rijen.order_by("sleutel").values_list("sleutel", flat=True).distinct():
        _op_beurt(sleutel)
    return rijen.update(beeindigd_op=timezone.now(), einde=einde)


def bezwaar(
    actor: Actor, deling: Gegevensdeling, *, door_lid: Gezinslid | None = None, door_naam: str = ""
) -> Bezwaar:
    """The family says no to one sharing: the person herself, or a helper who hears it (R136). No reason asked.

    Effective at once: the database ends the act in the same statement, and the same thing is not shared with
    this recipient again for as long as the no stands. Side effects: a line in the log.
    """
    rij = _neem_op(
        actor,
        deling.client_id,
        deling.sleutel,
        tegen=Tegen.DELING,
        deling=deling,
        soort=deling.soort,
        ontvanger_naam=deling.ontvanger_naam,
        bron_sleutel=deling.bron_sleutel,
        **_wie(actor, door_lid, door_naam),
    )
    noteer("bezwaar", sleutel=deling.sleutel, onderdeel=f"delen.{deling.soort}", doel=str(deling.pk))
    return rij


def bezwaar_tegen(
    actor: Actor,
    client: Client,
    tegen: str,
    *,
    soort: str = "",
    hulpverlener: BetrokkenHulpverlener | None = None,
    organisatie: Organisatie | None = None,
    door_lid: Gezinslid | None = None,
    door_naam: str = "",
    bron_sleutel: uuid.UUID | None = None,
) -> Bezwaar:
    """The family says no to a kind, to a recipient, or to everything. Raises ValueError when that is missing.

    Effective at once on everything it concerns, and on what would come. Side effects: a line in the log.
    """
    if tegen == Tegen.SOORT and not soort or tegen == Tegen.ONTVANGER and not (hulpverlener or organisatie):
        raise ValueError("an objection says against what")
    naam = hulpverlener.naam if hulpverlener else organisatie.naam if organisatie else ""
    rij = _neem_op(
        actor,
        client.pk,
        client.sleutel,
        tegen=tegen,
        soort=soort if tegen == Tegen.SOORT else "",
        hulpverlener=hulpverlener,
        functie_id=hulpverlener.functie_id if hulpverlener else None,
        organisatie=organisatie,
        ontvanger_naam=naam[:120],
        bron_sleutel=bron_sleutel,
        **_wie(actor, door_lid, door_naam),
    )
    noteer("bezwaar", sleutel=client.sleutel, onderdeel=f"delen.{tegen}")
    return rij


def _neem_op(actor: Actor, client_id: uuid.UUID, sleutel: uuid.UUID, **velden: Any) -> Bezwaar:
    """The row, and a line on the timeline when the actor keeps the file."""
    rij = Bezwaar.objects.create(sleutel=sleutel, client_id=client_id, **velden)
    if actor.is_(Rol.COACH) and Client.objects.zichtbaar_voor(actor).filter(pk=client_id).exists():
        _meld(actor, Client.objects.get(pk=client_id), _("Het gezin zei nee tegen delen"), "hart")
    return rij


def _wie(actor: Actor, door_lid: Gezinslid | None, door_naam: str) -> dict[str, Any]:
    """Who said no, and who heard it. A family member speaks for herself alone."""
    if actor.soort is Soort.GEZINSLID:
        return {"door_lid_id": actor.persoon_id, "door_naam": "", "gehoord_door_id": None}
    return {
        "door_lid_id": door_lid.pk if door_lid else None,
        "door_naam": "" if door_lid else door_naam[:120],
        "gehoord_door_id": actor.functie_id,
    }


def trek_bezwaar_in(actor: Actor, rij: Bezwaar) -> None:
    """The person who said no takes it back. What had stopped stays stopped: sharing again asks again."""
    if not rij.kan_intrekken(actor):
        raise Geweigerd(["bezwaar"])
    Bezwaar.objects.filter(pk=rij.pk, ingetrokken_op__isnull=True).update(
        ingetrokken_op=timezone.now(), ingetrokken_door=actor.functie_id
    )
    noteer("bezwaar", sleutel=rij.sleutel, onderdeel=f"delen.{rij.tegen}", uitkomst="ingetrokken")


def _meld(actor: Actor, client: Client, titel: str, icoon: str) -> None:
    """No names: who of the family it is about reads it on the page of sharing."""
    if actor.is_(Rol.COACH):
        schrijf(actor, client, soort="gezinnen.delen", icoon=icoon, titel=titel, voor="dossier")


__all__ = [
    "Antwoord",
    "Geweigerd",
    "Ontvanger",
    "bezwaar",
    "bezwaar_tegen",
    "deel",
    "stel_voor",
    "stop",
    "stop_alles_van",
    "trek_bezwaar_in",
]
