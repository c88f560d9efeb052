"""Legal grounds and advice lines: an organisation's own wording, else the house's, each marked as unconfirmed.

The house's wording says which rule the application shows; no jurist has read it. The numbering of the articles
in the penal code of 2026 is not settled here: each organisation words its own.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from gezinnen.models import Woording
from organisaties.actor import Actor


@dataclass(frozen=True)
class Woord:
    """A ground or an advice line as the page shows it."""

    titel: Any
    tekst: Any
    nummer: str = ""
    bevestigd_op: date | None = None

    @property
    def voluit(self) -> str:
        """What is kept with a decision: title and text of that moment, and whether a jurist confirmed it."""
        staart = "" if self.bevestigd_op else f" ({_('te bevestigen door een jurist')})"
        return f"{self.titel}: {self.tekst}{staart}"


GRONDEN = (
    Woord(
        _("Wij zwijgen (art. 458 Strafwetboek)"),
        _(
            "Het beroepsgeheim blijft. We blijven helpen en delen niets; we kijken samen wat het gezin sterker maakt."
        ),
    ),
    Woord(
        _("Noodtoestand"),
        _(
            "Er is een zwaar gevaar, nu of heel binnenkort, en er is geen andere weg om het af te wenden."
            " We zeggen niet meer dan nodig is, enkel aan wie kan helpen."
        ),
    ),
    Woord(
        _("Spreekrecht (art. 458bis Strafwetboek)"),
        _(
            "Een misdrijf op een minderjarige of een kwetsbare persoon, en het gevaar is ernstig. Lukt het niet om die"
            " persoon zelf of met hulp van anderen te beschermen, dan mogen we het de procureur des Konings zeggen."
            " Het is een recht, geen plicht."
        ),
    ),
    Woord(
        _("Hulp aan wie in groot gevaar is (art. 422bis Strafwetboek)"),
        _("Wie in groot gevaar is, moet geholpen worden. Helpen kan op meer manieren dan spreken."),
    ),
    Woord(
        _("Casusoverleg (art. 458ter Strafwetboek)"),
        _(
            "Enkel een overleg dat door of krachtens een wet is ingesteld of waarvoor de procureur des Konings met"
            " redenen toestemming gaf. Een lokaal cliëntoverleg is dat niet."
        ),
    ),
)
# Sources: kindinnood.be/node/12 (professionals reach the centre of their province), kitieper.be/hulplijn-1712.
ADVIESLIJNEN = (
    Woord(
        _("Vertrouwenscentrum Kindermishandeling van uw provincie"),
        _("Geeft raad aan hulpverleners over de veiligheid van een kind. Vraag uw contact naar het nummer."),
    ),
    Woord(
        _("1712"),
        _("Hulplijn over geweld, misbruik en kindermishandeling, ook bij een vermoeden. Geen noodnummer."),
        "1712",
    ),
    Woord(_("Iemand is nu in gevaar"), _("Bel het noodnummer. Daarna praten we verder."), "112"),
)


def _woorden(actor: Actor, soort: str, huis: tuple[Woord, ...]) -> list[Woord]:
    eigen = Woording.objects.zichtbaar_voor(actor).filter(soort=soort, weg_op__isnull=True)
    return [Woord(w.titel, w.tekst, w.nummer, w.bevestigd_op) for w in eigen] or list(huis)


def gronden(actor: Actor) -> list[Woord]:
    """The legal grounds in the words of this actor's organisation."""
    return _woorden(actor, Woording.Soort.GROND, GRONDEN)


def advieslijnen(actor: Actor) -> list[Woord]:
    """Whom one may ask for advice, without names."""
    return _woorden(actor, Woording.Soort.ADVIES, ADVIESLIJNEN)
