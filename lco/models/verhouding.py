"""What an actor is to a consultation, read once per object from the table of access."""

from dataclasses import dataclass

from beroepsgeheim.models import Reikwijdte
from beroepsgeheim.toegang import mijn_toegang
from organisaties.actor import Actor
from organisaties.models import Rol

from .overgangen import Wie

GROND_VOL = "genodigd"
GROND_PRAKTISCH = "genodigd_praktisch"


@dataclass(frozen=True)
class Verhouding:
    """kring: a coordinator who may read it; leidt: she took it up; dossier: coach or substitute of the family."""

    kring: bool = False
    leidt: bool = False
    dossier: bool = False
    genodigd: bool = False
    leest_agenda: bool = False

    @property
    def volgt(self) -> bool:
        """Reads the preparation and the course, not only an invitation."""
        return self.kring or self.dossier

    def is_(self, wie: tuple[Wie, ...]) -> bool:
        houdt = {Wie.KRING: self.kring, Wie.COORDINATOR: self.leidt, Wie.DOSSIER: self.dossier}
        return any(houdt[w] for w in wie)


def verhouding(overleg: "object", actor: Actor) -> Verhouding:
    """One query: the grounds on which this actor reaches this consultation or its client."""
    sleutel, client = overleg.sleutel, overleg.client_sleutel  # type: ignore[attr-defined]
    rijen = set(
        mijn_toegang(actor)
        .filter(sleutel__in=[sleutel, client])
        .values_list("sleutel", "reikwijdte", "grond")
    )
    kring = actor.is_(Rol.COORDINATOR) and any(
        s == sleutel and r == Reikwijdte.OVERLEG for s, r, _grond in rijen
    )
    gronden = {g for s, r, g in rijen if s == sleutel and r == Reikwijdte.DEELNAME}
    return Verhouding(
        kring=kring,
        leidt=kring and overleg.coordinator_id == actor.functie_id,  # type: ignore[attr-defined]
        dossier=actor.is_(Rol.COACH) and any(s == client and r == Reikwijdte.DOSSIER for s, r, _g in rijen),
        genodigd=bool(gronden),
        leest_agenda=GROND_VOL in gronden,
    )
