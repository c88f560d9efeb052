"""What can be chosen on the page of sharing: things of this family, and people who help it now."""

import uuid
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from gezinnen.models import (
    Afscherming,
    BetrokkenHulpverlener,
    Bezwaar,
    Client,
    Gegevensdeling,
    Gezin,
    Gezinslid,
)
from organisaties.actor import Actor, Soort
from organisaties.models import Organisatie

from .ontvanger import DIENST_ROLLEN, Ontvanger
from .register import DeelbareSoort, soort, soorten

Keuzes = list[tuple[str, str]]


def dingen(client: Client, actor: Actor, *, zelf_mee: bool = False) -> Keuzes:
    """(value, title) of everything there is: what a helper may share, or what a family may put on its own sheet."""
    uit = []
    for een in soorten():
        if een.zelf_mee if zelf_mee else een.kiesbaar:
            for optie in een.keuzes(client, actor):
                waarde = f"{een.code}:{optie.object_id}" if optie.object_id else een.code
                uit.append((waarde, optie.titel))
    return uit


def ding(waarde: str) -> tuple[DeelbareSoort, uuid.UUID | None] | None:
    """The kind and the object of a value, or None when it is not one."""
    code, _dubbelpunt, sleutel = waarde.partition(":")
    gevonden = soort(code)
    try:
        return (gevonden, uuid.UUID(sleutel) if sleutel else None) if gevonden else None
    except ValueError:
        return None


def aangeboden(client: Client, actor: Actor, waarde: str) -> tuple[DeelbareSoort, uuid.UUID | None] | None:
    """The kind and the object of a value that is offered for this client; None for anything else.

    What has a page of its own (an agenda, the letter to who referred) has its own rules there, and is not offered.
    """
    return ding(waarde) if waarde in dict(dingen(client, actor)) else None


def helpers(gezin: Gezin, actor: Actor) -> Any:
    """Who helps this family now, refused ones too: the page says why."""
    return (
        BetrokkenHulpverlener.objects.zichtbaar_voor(actor)
        .filter(gezin=gezin)
        .lopend_op(actor.dag)
        .select_related("organisatie", "sector")
    )


def diensten(gezin: Gezin, actor: Actor) -> Any:
    """Services that take requests in the municipality of this family, and those without a territory."""
    hier = Q(gemeenten=gezin.gemeente_id) | Q(gemeenten__isnull=True)
    return Organisatie.objects.geldig_op(actor.dag).filter(hier, soort__in=DIENST_ROLLEN).distinct()


def mensen(gezin: Gezin, actor: Actor) -> Keuzes:
    """(value, name) of who helps this family now."""
    return [
        (f"helper:{h.pk}", ", ".join(filter(None, [h.naam, h.functie_omschrijving, h.organisatie_naam])))
        for h in helpers(gezin, actor)
    ]


def ontvangers(gezin: Gezin, actor: Actor) -> list[Any]:
    """Every possible recipient, people first, services under a heading of their own."""
    services = [(f"dienst:{d.pk}", f"{d.naam} ({d.get_soort_display()})") for d in diensten(gezin, actor)]
    uit: list[Any] = [("", _("Kies")), (_("Helpt dit gezin nu"), mensen(gezin, actor))]
    return [*uit, (_("Voor een klus of een vrijwilliger"), services)] if services else uit


def mens(gezin: Gezin, actor: Actor, waarde: str) -> BetrokkenHulpverlener | Organisatie | None:
    """The recipient of a value."""
    soort_, _dubbelpunt, sleutel = waarde.partition(":")
    bron = {"helper": helpers, "dienst": diensten}.get(soort_)
    try:
        return bron(gezin, actor).filter(pk=uuid.UUID(sleutel)).first() if bron else None
    except ValueError:
        return None


def leden(client: Client, actor: Actor) -> list[Gezinslid]:
    """Who of the family is there now, as far as the actor may know."""
    alle = Gezinslid.objects.zichtbaar_voor(actor).filter(gezin__client=client)
    return [lid for lid in alle if lid.is_aanwezig_op(actor.dag)]


def nee_keuzes(gezin: Gezin, actor: Actor) -> Keuzes:
    """Against what a family can say no at once: each recipient, each kind (everything comes with the form)."""
    gevraagd = (
        Gegevensdeling.objects.zichtbaar_voor(actor)
        .filter(client=gezin.client_id, organisatie__isnull=False)
        .values("organisatie")
    )
    services = [(f"dienst:{d.pk}", d.naam) for d in diensten(gezin, actor).filter(pk__in=gevraagd)]
    soorten_ = [(f"soort:{s.code}", _("%(wat)s: aan niemand") % {"wat": s.titel}) for s in soorten()]
    wie = [*mensen(gezin, actor), *services]
    return [(waarde, _("Niets aan %(wie)s") % {"wie": naam}) for waarde, naam in wie] + soorten_


def voor_blad(client: Client, actor: Actor, lid: Gezinslid | None) -> dict[str, list[Any]]:
    """What stands on the family's sheet: what concerns all, with a member also what concerns her alone.

    Nothing about somebody who is shielded from her. A member who makes it herself finds what her own page shows.
    """
    rijen = Gegevensdeling.objects.zichtbaar_voor(actor).filter(client=client).select_related("antwoord_lid")
    over = Q(over=[])
    if lid is not None:
        over |= Q(over__contains=[lid.pk])
        schild = Afscherming.objects.zichtbaar_voor(actor).lopend_op(actor.dag).filter(voor_lid=lid)
        rijen = rijen.exclude(over__overlap=list(schild.values_list("lid", flat=True)))
    delingen = list(rijen.filter(over))
    nee = Bezwaar.objects.zichtbaar_voor(actor).van_kracht().filter(client=client)
    wie = Q(door_lid__isnull=True) | Q(door_lid=lid) if lid else Q(door_lid__isnull=True)
    if actor.soort is Soort.GEZINSLID:
        wie = Q(door_lid=actor.persoon_id)
    return {
        "lopend": sorted((d for d in delingen if d.geldt_op(actor.dag)), key=lambda d: d.aan_wie),
        "gestopt": [d for d in delingen if not d.geldt_op(actor.dag)],
        "bezwaren": list(nee.filter(wie)),
    }


def in_woorden(bezwaar: Bezwaar) -> str:
    """Against what, as people say it."""
    titel = soort(bezwaar.soort)
    wat = str(titel.titel) if titel else ""
    match bezwaar.tegen:
        case "deling":
            return _("%(wat)s: niet aan %(wie)s") % {"wat": wat, "wie": bezwaar.ontvanger_naam}
        case "soort":
            return _("%(wat)s: aan niemand") % {"wat": wat}
        case "ontvanger":
            return _("Niets aan %(wie)s") % {"wie": bezwaar.ontvanger_naam}
    return _("Niets aan niemand")


__all__ = [
    "Ontvanger",
    "aangeboden",
    "ding",
    "dingen",
    "helpers",
    "in_woorden",
    "leden",
    "mens",
    "mensen",
    "nee_keuzes",
    "ontvangers",
    "voor_blad",
]
