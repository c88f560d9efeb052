"""What waits around consultations: requests, preparations, agendas, invitations."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from lco.models import Overleg, Status
from lco.models.overleg import TeVragen
from organisaties.actor import BRUSSEL, Actor
from organisaties.models import Rol
from portaal.vandaag import HOOGSTENS, Item, bron
from thuiscompagnie.vloer.templatetags.huis import wanneer

DAGEN_VOORUIT = 7


def _begin(actor: Actor, dagen: int = 0) -> datetime:
    """Midnight in Brussels, some days from the actor's day."""
    return datetime.combine(actor.dag + timedelta(days=dagen), time(), tzinfo=BRUSSEL)


def _item(overleg: Overleg, regel: str, naar: str, knop: str, status: str, **extra: str) -> Item:
    return Item(
        naam=_("Overleg van %(naam)s") % {"naam": overleg.roepnaam},
        regel=regel,
        url=reverse(naar, args=[overleg.pk]),
        icoon="overleg",
        actie_tekst=knop,
        status_soort=extra.get("status_soort", "nodig"),
        status_tekst=status,
        soort=extra.get("soort", "nodig"),
    )


@bron(Rol.COORDINATOR)
def nieuwe_aanvragen(actor: Actor) -> Iterable[Item]:
    """Requests of inhabitants that nobody took up."""
    rijen = Overleg.objects.gevolgd_door(actor).filter(status=Status.AANGEVRAAGD)
    for overleg in rijen.order_by("aangevraagd_op", "pk")[:HOOGSTENS]:
        sinds = wanneer(overleg.aangevraagd_op, actor.dag)
        yield _item(
            overleg,
            _("Gevraagd %(dag)s, in %(gemeente)s.") % {"dag": sinds, "gemeente": overleg.gemeente.naam},
            "lco:overleg",
            _("Bekijken"),
            _("nieuwe vraag"),
        )


@bron(Rol.COORDINATOR)
def overleg_zonder_agenda(actor: Actor) -> Iterable[Item]:
    """Consultations that she leads and that still ask something: a day, the family's yes, a final agenda."""
    rijen = (
        Overleg.objects.gevolgd_door(actor)
        .filter(coordinator=actor.functie_id, agenda_versie=0)
        .filter(status__in=[Status.VOORBEREIDING, Status.GEPLAND])
        .order_by("datum", "gemaakt_op", "pk")
    )
    for overleg in rijen[:HOOGSTENS]:
        if overleg.status == Status.VOORBEREIDING:
            regel, naar, knop = _("Kies samen een dag en een plaats."), "lco:plannen", _("Plannen")
        elif overleg.akkoord_houden != TeVragen.JA:
            regel, naar, knop = _("Het gezin zei nog geen ja."), "lco:gezinswens", _("Vragen")
        else:
            dag = wanneer(overleg.datum, actor.dag)
            regel = _("%(dag)s. De agenda is nog niet definitief.") % {"dag": dag.capitalize()}
            naar, knop = "lco:overleg", _("Agenda")
        yield _item(overleg, regel, naar, knop, overleg.get_status_display(), status_soort="bezig")


@bron(Rol.COORDINATOR)
def overleg_dat_voorbij_is(actor: Actor) -> Iterable[Item]:
    """Planned consultations whose day has passed: were they held?"""
    rijen = Overleg.objects.gevolgd_door(actor).filter(
        coordinator=actor.functie_id, status=Status.GEPLAND, datum__lt=_begin(actor)
    )
    for overleg in rijen.order_by("datum", "pk")[:HOOGSTENS]:
        regel = _("Was %(dag)s.") % {"dag": wanneer(overleg.datum, actor.dag)}
        yield _item(overleg, regel, "lco:gehouden", _("Is het gehouden?"), _("voorbij"))


@bron(Rol.COACH)
def overleg_dat_men_overweegt(actor: Actor) -> Iterable[Item]:
    """Consultations that she is weighing with a family."""
    rijen = Overleg.objects.gevolgd_door(actor).filter(status=Status.OVERWOGEN)
    for overleg in rijen.order_by("gemaakt_op", "pk")[:HOOGSTENS]:
        regel = _("U overweegt dit met het gezin. Vraag het aan, of zeg dat het te vroeg is.")
        yield _item(overleg, regel, "lco:overleg", _("Openen"), _("overwogen"), status_soort="wacht")


@bron(Rol.COACH, Rol.COORDINATOR)
def overleg_van_deze_week(actor: Actor) -> Iterable[Item]:
    """Planned consultations of the coming days, with their agenda."""
    rijen = Overleg.objects.gevolgd_door(actor).filter(
        status=Status.GEPLAND, datum__gte=_begin(actor), datum__lt=_begin(actor, DAGEN_VOORUIT + 1)
    )
    for overleg in rijen.order_by("datum", "pk")[:HOOGSTENS]:
        yield _komt(overleg, actor)


@bron(Rol.HULPVERLENER, Rol.VERZORGENDE)
def overleg_waarop_men_uitgenodigd_is(actor: Actor) -> Iterable[Item]:
    """The coming consultations to which a family invited this helper."""
    rijen = Overleg.objects.uitgenodigd(actor).filter(status=Status.GEPLAND, datum__gte=_begin(actor))
    for overleg in rijen.order_by("datum", "pk")[:HOOGSTENS]:
        yield _komt(overleg, actor)


def _komt(overleg: Overleg, actor: Actor) -> Item:
    klaar = overleg.agenda_is_definitief
    return _item(
        overleg,
        f"{wanneer(overleg.datum, actor.dag).capitalize()} · {overleg.plaats}",
        "lco:overleg",
        "",
        _("agenda klaar") if klaar else _("nog geen agenda"),
        status_soort="goed" if klaar else "wacht",
        soort="",
    )
