"""Blocks of the family page about intake, trajectory and goals; registered in GezinnenConfig.ready."""

from typing import Any

from django.db.models import Case, IntegerField, Value, When
from django.utils.translation import gettext_lazy as _

from organisaties.actor import Actor
from organisaties.models import Rol

from .models import Doel, Fase, Gezin, Intake, Stap, Traject
from .panelen import Paneel, registreer

VIJF_FASEN = [(f.value, f.label) for f in Fase if f not in (Fase.AFGEROND, Fase.GESTOPT)]
MAX_STAPPEN = 4


def traject_paneel(gezin: Gezin, actor: Actor) -> dict[str, Any] | None:
    """Where the latest trajectory stands (one query)."""
    traject = Traject.objects.zichtbaar_voor(actor).filter(gezin=gezin).order_by("-van", "-tot").first()
    return {"traject": traject, "fasen": VIJF_FASEN} if traject else None


def intake_paneel(gezin: Gezin, actor: Actor) -> dict[str, Any] | None:
    """The running intake, or the last one (one query)."""
    intake = (
        Intake.objects.zichtbaar_voor(actor)
        .filter(gezin=gezin)
        .only("afgerond_op", "beginnen", "krachten", "gemaakt_op")
        .order_by("-gemaakt_op")
        .first()
    )
    return {"intake": intake} if intake else None


def doelen_paneel(gezin: Gezin, actor: Actor) -> dict[str, Any]:
    """The family's goals in its order, and the steps that are going on (two queries)."""
    eerst = Case(When(status=Stap.Status.BEZIG, then=Value(0)), default=Value(1), output_field=IntegerField())
    lopend = [Stap.Status.BEZIG, Stap.Status.OPEN]
    stappen = Stap.objects.zichtbaar_voor(actor).filter(gezin=gezin, status__in=lopend)
    doelen = Doel.objects.zichtbaar_voor(actor).filter(
        gezin=gezin, bereikt_op__isnull=True, losgelaten_op__isnull=True
    )
    return {
        "doelen": list(doelen[:MAX_STAPPEN]),
        "stappen": list(stappen.order_by(eerst, "tegen", "gemaakt_op", "id")[:MAX_STAPPEN]),
    }


def registreer_panelen() -> None:
    """Called once at start-up."""
    beide = (Rol.COACH, Rol.VERZORGENDE)
    registreer(
        Paneel(
            "gezinnen.traject", _("Waar staan we"), "gezinnen/paneel_traject.html", traject_paneel, beide, 5
        )
    )
    registreer(
        Paneel(
            "gezinnen.doelen", _("Wat het gezin wil"), "gezinnen/paneel_doelen.html", doelen_paneel, beide, 10
        )
    )
    registreer(
        Paneel("gezinnen.intake", _("Intake"), "gezinnen/paneel_intake.html", intake_paneel, (Rol.COACH,), 20)
    )
