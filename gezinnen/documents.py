"""Papers of the intake: the talk sheet that lies on the table (A2 Dutch, large questions, blank lines)."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beroepsgeheim.models import Reikwijdte
from beroepsgeheim.omslag import huidige_actor
from beroepsgeheim.toegang import heeft
from organisaties.actor import Actor
from organisaties.models import Rol
from thuiscompagnie.vloer import documenten, outbox
from thuiscompagnie.vloer.models import Document, Opdracht
from thuiscompagnie.vloer.pdf import maak_pdf
from thuiscompagnie.vloer.voortgang import Voortgang

PRAATBLAD = "gezinnen.praatblad"


@dataclass(frozen=True)
class Praatvraag:
    """A question on the sheet, a line of help under it, and how many blank lines to write on."""

    vraag: Any
    hulp: Any
    lijnen: int
    icoon: str
    kracht: bool = False

    @property
    def witregels(self) -> range:
        return range(self.lijnen)


PRAATVRAGEN = [
    Praatvraag(
        gettext_lazy("Wat vinden jullie belangrijk?"), gettext_lazy("Iedereen mag iets zeggen."), 4, "hart"
    ),
    Praatvraag(
        gettext_lazy("Wat willen jullie graag?"), gettext_lazy("Groot of klein. Rust is ook goed."), 4, "doel"
    ),
    Praatvraag(gettext_lazy("Waar beginnen we?"), gettext_lazy("Een kleine stap is genoeg."), 4, "stap"),
    Praatvraag(
        gettext_lazy("Wat gaat er goed bij jullie?"),
        gettext_lazy("Waar zijn jullie trots op?"),
        4,
        "ster",
        kracht=True,
    ),
    Praatvraag(
        gettext_lazy("Wie helpt jullie?"), gettext_lazy("Familie, vrienden, buren, diensten."), 4, "hand"
    ),
    Praatvraag(
        gettext_lazy("Wat spreken we af in jullie huis?"),
        gettext_lazy("Zo weten wij hoe het bij jullie gaat."),
        3,
        "huis",
    ),
]


def praatblad_html(*, groot: bool) -> str:
    """The sheet as a whole page; it holds no data of anybody."""
    return render_to_string(
        "gezinnen/praatblad_pdf.html",
        {"vragen": PRAATVRAGEN, "klasse": "gezin praatblad groot" if groot else "gezin praatblad"},
    )


@outbox.afhandelaar(PRAATBLAD)
def maak_praatblad(opdracht: Opdracht, voortgang: Voortgang) -> uuid.UUID:
    """Make and store the talk sheet of an intake; the asker's access is looked at again now."""
    from .models import Intake

    gemaakt = Document.objects.filter(opdracht=opdracht).values_list("pk", flat=True).first()
    if gemaakt is not None:
        return gemaakt
    actor = huidige_actor()
    intake = Intake.objects.zichtbaar_voor(actor).filter(pk=opdracht.lading["intake"]).first()
    if intake is None:
        raise outbox.Mislukt("geen_toegang")
    voortgang.zet(1, 3)
    inhoud = maak_pdf(praatblad_html(groot=opdracht.lading["groot"]), titel=_("Praatblad"))
    voortgang.zet(2, 3)
    return documenten.bewaar(
        soort=PRAATBLAD,
        inhoud=inhoud,
        mediatype="application/pdf",
        extensie="pdf",
        opdracht=opdracht,
        sleutel=intake.sleutel,
        eigenaar=actor.functie_id,
        over=intake.pk,
    ).pk


@documenten.leesregel(PRAATBLAD)
def mag_praatblad_lezen(actor: Actor, document: Document) -> bool:
    """Whoever keeps the file of this family."""
    return bool(
        document.sleutel and actor.is_(Rol.COACH) and heeft(actor, document.sleutel, Reikwijdte.DOSSIER)
    )
