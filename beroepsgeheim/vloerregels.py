"""Policies of the floor's own tables and views: the floor knows no actors, so they are declared here."""

from organisaties.models import MEDEWERKERS, Rol
from thuiscompagnie.vloer import documenten, outbox, views
from thuiscompagnie.vloer.models import Concept, Document

from .beleid import beleid
from .omslag import noteer
from .register import beschermd

EIGEN_BLAD = "bg_soort() = 'gezinslid' AND eigenaar = bg_persoon()"

beschermd(ook_lezen="functie = bg_functie()", ook_schrijven="functie = bg_functie()")(Concept)
# A document of a case follows its key; one without a key (a report) belongs to who asked for it.
beschermd(
    # `over` may be a second key: a consultation's document belongs to the family's file as well.
    lezen=[("sleutel", "dossier", "zorg", "overleg", "deelname"), ("over", "dossier")],
    schrijven=[("sleutel", "dossier", "zorg", "overleg"), ("over", "dossier")],
    # A family member opens what was made for her; apps above admit more (register.verruim).
    ook_lezen=f"sleutel IS NULL AND eigenaar = bg_functie() OR {EIGEN_BLAD}",
    ook_schrijven=f"sleutel IS NULL AND eigenaar = bg_functie() OR {EIGEN_BLAD}",
)(Document)

# A family member leaves no drafts: her pages ask one thing at a time.
beleid(*MEDEWERKERS, achtergrond=True)(views.concept)
beleid(*MEDEWERKERS)(views.concept_weg)
beleid(*MEDEWERKERS, Rol.GEZINSLID, achtergrond=True)(views.opdracht)
# Support starts again what stopped, without seeing what it is about (outbox.kan_opnieuw).
beleid(*MEDEWERKERS, Rol.GEZINSLID, Rol.ONDERSTEUNING)(views.opnieuw)
outbox.gebruik_toezicht(lambda actor: actor.is_(Rol.ONDERSTEUNING))
beleid(*MEDEWERKERS, Rol.GEZINSLID, link=True, grens="document")(views.document)


def _noteer_document(document: Document) -> None:
    noteer("afdruk", sleutel=document.sleutel, onderdeel=document.soort)


documenten.gebruik_logboek(_noteer_document)
