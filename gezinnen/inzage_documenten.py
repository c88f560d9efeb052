"""The worker's part of the copy: made, stored privately, gone after fourteen days."""

import json
import uuid

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from beroepsgeheim import bewaren
from beroepsgeheim.models import Reikwijdte
from beroepsgeheim.omslag import huidige_actor
from beroepsgeheim.toegang import heeft
from organisaties.actor import Actor, Soort
from organisaties.models import Rol
from thuiscompagnie.vloer import documenten, outbox
from thuiscompagnie.vloer.models import Document, Opdracht
from thuiscompagnie.vloer.pdf import maak_pdf
from thuiscompagnie.vloer.voortgang import Voortgang

from .actions.inzage import INZAGE
from .inzage import verzamel, voor_mensen
from .models import Gezinslid

bewaren.UITVOER.add(INZAGE)


@outbox.afhandelaar(INZAGE)
def maak_kopie(opdracht: Opdracht, voortgang: Voortgang) -> uuid.UUID:
    """Make and store the copy; who asked is looked at again now."""
    gemaakt = Document.objects.filter(opdracht=opdracht).values_list("pk", flat=True).first()
    if gemaakt is not None:
        return gemaakt
    actor = huidige_actor()
    lid = Gezinslid._base_manager.filter(pk=opdracht.lading["lid"]).select_related("gezin__dienst").first()
    if lid is None or not lid.kan_kopie_vragen(actor):
        raise outbox.Mislukt("geen_toegang")
    voortgang.zet(1, 3)
    gegevens = verzamel(actor, lid)
    voortgang.zet(2, 3)
    if opdracht.lading["vorm"] == "json":
        inhoud = json.dumps(gegevens, ensure_ascii=False, indent=2).encode()
        soort = ("application/json", "json")
    else:
        html = render_to_string("gezinnen/inzage_pdf.html", {"g": voor_mensen(gegevens)})
        inhoud, soort = maak_pdf(html, titel=_("Uw gegevens")), ("application/pdf", "pdf")
    return documenten.bewaar(
        soort=INZAGE,
        inhoud=inhoud,
        mediatype=soort[0],
        extensie=soort[1],
        opdracht=opdracht,
        sleutel=lid.sleutel,
        eigenaar=actor.houder_id,
        over=lid.pk,
    ).pk


@documenten.leesregel(INZAGE)
def mag_kopie_lezen(actor: Actor, document: Document) -> bool:
    """The person it is about, when she asked for it; or the coach who asked, as long as she carries the file."""
    if document.sleutel is None or document.eigenaar != actor.houder_id:
        return False
    if actor.soort is Soort.GEZINSLID:
        return document.over == actor.persoon_id and heeft(actor, document.sleutel, Reikwijdte.GEZIN)
    return actor.is_(Rol.COACH) and heeft(actor, document.sleutel, Reikwijdte.DOSSIER)
