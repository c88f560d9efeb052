"""One function per event of a consultation; views, tasks, demo data and tests all call these."""

from .agenda import (
    antwoord_gezin,
    hang_bijlage_aan,
    maak_agenda_definitief,
    verander_agendapunt,
    verplaats_agendapunt,
    voeg_agendapunt_toe,
)
from .deelnemers import verander_deelnemer, voeg_deelnemer_toe
from .kern import Geweigerd, ocmw_van, zet_stap
from .verloop import (
    bewaar_gezinswens,
    bewaar_herinnering,
    neem_op,
    plan_overleg,
    registreer_elders,
    registreer_gehouden,
    vraag_inval,
)
from .vragen import bewaar_overweging, open_zonder_dossier, vraag_overleg_aan

__all__ = [
    "Geweigerd",
    "antwoord_gezin",
    "bewaar_gezinswens",
    "bewaar_herinnering",
    "bewaar_overweging",
    "hang_bijlage_aan",
    "maak_agenda_definitief",
    "neem_op",
    "ocmw_van",
    "open_zonder_dossier",
    "plan_overleg",
    "registreer_elders",
    "registreer_gehouden",
    "verander_agendapunt",
    "verander_deelnemer",
    "verplaats_agendapunt",
    "voeg_agendapunt_toe",
    "voeg_deelnemer_toe",
    "vraag_inval",
    "vraag_overleg_aan",
    "zet_stap",
]
