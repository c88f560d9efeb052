"""Blocks of the family page about intake, trajectory and goals; registered in GezinnenConfig.ready."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from organisaties.actor import Actor
from organisaties.models import Rol

from .actions.intake import kan_beginnen
from .models import Aanmelding, Doel, Gezin
from .overzicht import laatste_fase
from .panelen import Paneel, registreer

MAX_DOELEN = 5


def traject_paneel(gezin: Gezin, actor: Actor) -> dict[str, Any] | None:
    """The last change of phase: since when, and why (one query, none where the page asked)."""
    laatste = gezin.laatste_fase if hasattr(gezin, "laatste_fase") else laatste_fase(gezin, actor)
    return {"laatste": laatste} if laatste else None


def intake_paneel(gezin: Gezin, actor: Actor) -> dict[str, Any] | None:
    """The intake of the latest referral, or the button to begin one (one query, none where the page asked)."""
    aanmelding = getattr(gezin, "laatste_aanmelding", None) or (
        Aanmelding.objects.zichtbaar_voor(actor)
        .filter(gezin=gezin)
        .select_related("intake")
        .order_by("-datum", "-gemaakt_op")
        .first()
    )
    if aanmelding is None:
        return None
    intake = getattr(aanmelding, "intake", None)
    begin = intake is None and gezin.is_lopend and kan_beginnen(aanmelding)
    return {"intake": intake, "aanmelding": aanmelding} if intake or begin else None


def doelen_paneel(gezin: Gezin, actor: Actor) -> dict[str, Any]:
    """The family's running goals in its own order (one query)."""
    doelen = Doel.objects.zichtbaar_voor(actor).filter(
        gezin=gezin, bereikt_op__isnull=True, losgelaten_op__isnull=True
    )
    leden = getattr(gezin, "alle_leden", None)
    rijen = list((doelen if leden is not None else doelen.select_related("van_lid"))[: MAX_DOELEN + 1])
    for rij in rijen:
        if leden and rij.van_lid_id in leden:
            rij.van_lid = leden[rij.van_lid_id]  # read by the page already
    meewerken = getattr(gezin, "mag_meewerken", False)
    return {"doelen": rijen[:MAX_DOELEN], "meer": len(rijen) > MAX_DOELEN, "meewerken": meewerken}


def registreer_panelen() -> None:
    """Called once at start-up."""
    beide = (Rol.COACH, Rol.VERZORGENDE)
    for paneel in (
        Paneel(
            "gezinnen.doelen", _("Wat het gezin wil"), "gezinnen/paneel_doelen.html", doelen_paneel, beide, 5
        ),
        Paneel("gezinnen.traject", _("De weg"), "gezinnen/paneel_traject.html", traject_paneel, beide, 10),
        Paneel(
            "gezinnen.intake", _("Intake"), "gezinnen/paneel_intake.html", intake_paneel, (Rol.COACH,), 15
        ),
    ):
        registreer(paneel)
