"""The one table of what may become of a consultation. Predicates, actions and buttons all read it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """From a thought to agreements that are followed up; "too early" is a good answer (R200)."""

    OVERWOGEN = "overwogen", _("overwogen")
    AANGEVRAAGD = "aangevraagd", _("aangevraagd")
    VOORBEREIDING = "voorbereiding", _("in voorbereiding")
    GEPLAND = "gepland", _("gepland")
    GEHOUDEN = "gehouden", _("gehouden")
    OPGEVOLGD = "opgevolgd", _("opgevolgd")
    UITGESTELD = "uitgesteld", _("uitgesteld")
    GEANNULEERD = "geannuleerd", _("gaat niet door")
    GESTOPT = "gestopt", _("gestopt door de cliënt")


class Wie(StrEnum):
    """Who may take a step: the coordinator who took it up, any coordinator who may read it, or the coach."""

    COORDINATOR = "coordinator"
    KRING = "kring"
    DOSSIER = "dossier"


@dataclass(frozen=True)
class Overgang:
    """One step: from which states, to which, by whom, and the words on its button."""

    code: str
    van: tuple[Status, ...]
    naar: Status
    wie: tuple[Wie, ...]
    knop: Any
    uitleg: Any = ""
    icoon: str = "pijl"
    reden: str = ""  # "", "mag" or "moet"
    gevaar: bool = False
    # The name of the view with a form of its own; empty: the page for a step with a reason.
    view: str = ""


_VOOR = (Status.AANGEVRAAGD, Status.VOORBEREIDING, Status.GEPLAND)

OVERGANGEN: dict[str, Overgang] = {
    o.code: o
    for o in (
        Overgang(
            "aanvragen", (Status.OVERWOGEN,), Status.AANGEVRAAGD, (Wie.DOSSIER,),
            _("Vraag het overleg aan"), view="lco:aanvraag", icoon="overleg",
        ),
        Overgang(
            "opnemen", (Status.AANGEVRAAGD,), Status.VOORBEREIDING, (Wie.KRING,),
            _("Ik neem dit op"), view="lco:opnemen", icoon="hand",
        ),
        Overgang(
            "plannen", (Status.VOORBEREIDING,), Status.GEPLAND, (Wie.COORDINATOR,),
            _("Kies dag en plaats"), view="lco:plannen", icoon="agenda",
        ),
        Overgang(
            "verzetten", (Status.GEPLAND,), Status.GEPLAND, (Wie.COORDINATOR,),
            _("Andere dag of plaats"), view="lco:plannen", icoon="agenda",
        ),
        Overgang(
            "houden", (Status.GEPLAND,), Status.GEHOUDEN, (Wie.COORDINATOR,),
            _("Het overleg is gehouden"), view="lco:gehouden", icoon="vink",
        ),
        Overgang(
            "opvolgen", (Status.GEHOUDEN,), Status.OPGEVOLGD, (Wie.COORDINATOR,),
            _("De afspraken zijn opgevolgd"), icoon="vink", reden="mag",
            uitleg=_("Sluit dit overleg af. Een volgend overleg kan altijd opnieuw gevraagd worden."),
        ),
        Overgang(
            "uitstellen", (Status.OVERWOGEN, *_VOOR), Status.UITGESTELD, (Wie.KRING, Wie.DOSSIER),
            _("Nog te vroeg"), icoon="klok", reden="moet",
            uitleg=_("Te vroeg is een goed antwoord. Zeg waarom, dan weet u later waar u stond."),
        ),
        Overgang(
            "hernemen", (Status.UITGESTELD,), Status.AANGEVRAAGD, (Wie.KRING, Wie.DOSSIER),
            _("Opnieuw ter sprake"), icoon="wissel", reden="mag",
            uitleg=_("De aanvraag komt terug bij de coördinatoren van het OCMW. Zeg het eerst aan het gezin."),
        ),
        Overgang(
            "annuleren", (*_VOOR, Status.UITGESTELD), Status.GEANNULEERD, (Wie.COORDINATOR,),
            _("Het gaat niet door"), icoon="kruis", reden="moet", gevaar=True,
            uitleg=_("Wie uitgenodigd is, ziet dat het niet doorgaat en kan de agenda niet meer lezen."),
        ),
        Overgang(
            "stoppen", (Status.OVERWOGEN, *_VOOR, Status.UITGESTELD), Status.GESTOPT,
            (Wie.COORDINATOR, Wie.DOSSIER), _("Het gezin stopt"), icoon="uit", reden="mag", gevaar=True,
            uitleg=_("Het gezin mag altijd stoppen, zonder reden. Wie uitgenodigd was, kan meteen niets meer lezen."),
        ),
    )
}  # fmt: skip
