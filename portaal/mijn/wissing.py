"""What an adult of the family reads when the file was announced for erasure: when, why, and how to have it wait."""

from dataclasses import dataclass
from datetime import date

from beroepsgeheim.bewaren import aankondiging
from beroepsgeheim.models import Wissing
from gezinnen.inzage import afgeschermd
from gezinnen.models import Verzoek

from .ik import Ik


@dataclass(frozen=True)
class Aangekondigd:
    """The announcement in the terms of the page."""

    vanaf: date
    reden: str  # "termijn", "verzoek", or "" when it would tell something about a shielded person
    wacht: bool  # this person asked something that is not answered yet: nothing is erased before it is


def aangekondigd_voor(ik: Ik) -> Aangekondigd | None:
    """The announcement for this person; None for a minor, and when there is none."""
    if ik.minderjarig:
        return None
    feit = aankondiging(ik.lid.sleutel)
    if feit is None:
        return None
    gevraagd = feit.aanleiding == Wissing.Aanleiding.VERZOEK
    open_ = Verzoek.objects.zichtbaar_voor(ik.actor).open().exclude(soort=Verzoek.Soort.WISSING)
    return Aangekondigd(
        vanaf=feit.wissen_vanaf,
        reden="" if gevraagd and afgeschermd(ik.actor, ik.lid) else feit.aanleiding,
        wacht=open_.filter(gezin=ik.lid.gezin_id).exists(),
    )
