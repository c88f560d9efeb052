"""Policies of the floor's own tables and views: the floor knows no actors, so they are declared here."""

from organisaties.models import Rol
from thuiscompagnie.vloer import documenten, views
from thuiscompagnie.vloer.models import Concept, Document

from .beleid import beleid
from .omslag import noteer
from .register import beschermd

beschermd(ook_lezen="functie = bg_functie()", ook_schrijven="functie = bg_functie()")(Concept)
# A document of a case follows its key; one without a key (a report) belongs to who asked for it.
beschermd(
    # `over` may be a second key: a consultation's document belongs to the family's file as well.
    lezen=[("sleutel", "dossier", "zorg", "overleg", "deelname", "gezin"), ("over", "dossier")],
    schrijven=[("sleutel", "dossier", "zorg", "overleg"), ("over", "dossier")],
    ook_lezen="sleutel IS NULL AND eigenaar = bg_functie()",
    ook_schrijven="sleutel IS NULL AND eigenaar = bg_functie()",
)(Document)

beleid(*Rol, achtergrond=True)(views.concept)
beleid(*Rol)(views.concept_weg)
beleid(*Rol, achtergrond=True)(views.opdracht)
beleid(*Rol)(views.opnieuw)
beleid(*Rol)(views.document)


def _noteer_document(document: Document) -> None:
    noteer("afdruk", sleutel=document.sleutel, onderdeel=document.soort)


documenten.gebruik_logboek(_noteer_document)
