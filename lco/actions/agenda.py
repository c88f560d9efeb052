"""Points, the family's answer, and the frozen agenda."""

import uuid
from datetime import date
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beroepsgeheim.omslag import noteer
from gezinnen.delen import register
from gezinnen.delen.actions import Antwoord
from gezinnen.delen.ontvanger import Zegt
from gezinnen.models import Client, Einde
from organisaties.actor import Actor
from thuiscompagnie.vloer import outbox
from thuiscompagnie.vloer.formulieren import bewaar_versie

from ..delen import deel_agenda, gevraagd
from ..models import AgendaBijlage, Agendapunt, AgendaVersie, Deelnemer, Overleg, Status
from ..models.agenda import SOORT_AGENDA, SOORT_UITNODIGING
from ..models.overleg import TeVragen
from ..models.verhouding import GROND_PRAKTISCH, GROND_VOL
from ..termijn import laatste_dag
from .kern import Geweigerd, eigenaarsfunctie, op_beurt, trek_agenda_in, zeg_op_tijdlijn
from .links import volg_deling

BEVROREN = (
    "De agenda staat vast: niemand komt aan tafel met iets nieuws. Enkel het gezin kan nog iets veranderen."
)


def voeg_agendapunt_toe(
    actor: Actor,
    overleg: Overleg,
    *,
    soort: str,
    tekst: str,
    eenvoudig: str = "",
    door: str = Agendapunt.Door.GEZIN,
    door_naam: str = "",
) -> Agendapunt:
    """Propose a point. What the family brings in itself has its yes; the rest is asked (R181).

    Once the agenda is final only a point of the family is added, and that makes a new version (R182).
    Raises Geweigerd for anybody else's.
    """
    _mag_aan_agenda(actor, overleg)
    van_gezin = door == Agendapunt.Door.GEZIN
    if overleg.agenda_versie and not van_gezin:
        raise Geweigerd(_(BEVROREN))
    hoogste = Agendapunt.objects.filter(overleg=overleg).aggregate(m=Max("volgorde"))["m"] or 0
    punt = Agendapunt.objects.create(
        overleg=overleg,
        sleutel=overleg.sleutel,
        client_sleutel=overleg.client_sleutel,
        soort=soort,
        tekst=tekst,
        eenvoudig=eenvoudig,
        door=door,
        door_naam=door_naam,
        akkoord_gezin=TeVragen.JA if van_gezin else TeVragen.TE_VRAGEN,
        akkoord_op=actor.dag if van_gezin else None,
        volgorde=hoogste + 1,
    )
    if overleg.agenda_versie:
        na_wijziging(actor, overleg, _("het gezin voegde een punt toe"))
    return punt


def verander_agendapunt(actor: Actor, punt: Agendapunt, *, versie: int | None) -> None:
    """Save another wording (the fields stand on the object). The family said yes to the old words: ask again,
    unless it is the family's own point: then its answer stays, a no too. Not for helpers once the agenda is final:
    whose point it is, is what stands in the database, not what the form sends along."""
    overleg = punt.overleg
    _mag_aan_agenda(actor, overleg)
    was = Agendapunt.objects.get(pk=punt.pk)
    van_gezin = was.door == punt.door == Agendapunt.Door.GEZIN
    if overleg.agenda_versie and not van_gezin:
        raise Geweigerd(_(BEVROREN))
    punt.akkoord_gezin = was.akkoord_gezin if van_gezin else TeVragen.TE_VRAGEN
    punt.akkoord_op = was.akkoord_op if van_gezin else None
    velden = ["soort", "tekst", "eenvoudig", "door", "door_naam", "akkoord_gezin", "akkoord_op"]
    bewaar_versie(punt, velden=velden, versie=versie)
    if overleg.agenda_versie and punt.akkoord_gezin == TeVragen.JA:
        na_wijziging(actor, overleg, _("het gezin veranderde een punt"))


def antwoord_gezin(actor: Actor, punt: Agendapunt, *, ja: bool, op: date | None = None) -> None:
    """The family's answer on a point, on that day (default: the actor's day). It may change its mind any time.

    Side effect: a new version when the agenda was final.
    """
    overleg = punt.overleg
    _mag_aan_agenda(actor, overleg)
    antwoord = TeVragen.JA if ja else TeVragen.NEE
    if punt.akkoord_gezin == antwoord:
        return
    punt.akkoord_gezin, punt.akkoord_op = antwoord, op or actor.dag
    bewaar_versie(punt, velden=["akkoord_gezin", "akkoord_op"], versie=punt.versie)
    if overleg.agenda_versie:
        na_wijziging(
            actor, overleg, _("het gezin voegde een punt toe") if ja else _("het gezin haalde een punt weg")
        )


def verplaats_agendapunt(actor: Actor, punt: Agendapunt, *, omhoog: bool) -> None:
    """Swap a point with its neighbour in the same group (the strengths stay first)."""
    overleg = punt.overleg
    _mag_aan_agenda(actor, overleg)
    if overleg.agenda_versie:
        raise Geweigerd(_("De volgorde van een definitieve agenda ligt vast."))
    rij = list(Agendapunt.objects.filter(overleg=overleg).in_volgorde())
    for nummer, een in enumerate(rij, start=1):  # numbers without gaps or doubles first
        een.volgorde = nummer
    plaats = next(i for i, een in enumerate(rij) if een.pk == punt.pk)
    buur = plaats - 1 if omhoog else plaats + 1
    if 0 <= buur < len(rij) and rij[buur].groep == rij[plaats].groep:
        rij[plaats].volgorde, rij[buur].volgorde = rij[buur].volgorde, rij[plaats].volgorde
    for een in rij:
        Agendapunt.objects.filter(pk=een.pk).exclude(volgorde=een.volgorde).update(volgorde=een.volgorde)


def hang_bijlage_aan(actor: Actor, overleg: Overleg, codes: list[str]) -> list[AgendaBijlage]:
    """What the family wants in its own agenda (its network map): the state of now, taken by the coach.

    `codes` are the kinds that the family wishes; the others go. Returns those that there are.
    """
    op_beurt(overleg)
    if not overleg.wie(actor).dossier or not overleg.is_lopend:
        raise Geweigerd(_("Een bijlage van het gezin voegt de coach toe."))
    client = Client.objects.get(pk=overleg.client_id)
    AgendaBijlage.objects.filter(overleg=overleg).delete()
    uit = []
    for code in codes:
        ding = register.soort(code)
        inhoud = ding.maak(client, actor, None) if ding and ding.bijlage else None
        if ding and inhoud:
            uit.append(
                AgendaBijlage.objects.create(
                    overleg=overleg,
                    sleutel=overleg.sleutel,
                    client_sleutel=overleg.client_sleutel,
                    code=code,
                    titel=str(ding.titel)[:120],
                    inhoud=inhoud,
                )
            )
    Overleg.objects.filter(pk=overleg.pk).update(bijlagen=[b.code for b in uit])
    if overleg.agenda_versie:
        na_wijziging(actor, overleg, _("het gezin koos wat er bij zijn agenda komt"))
    return uit


def maak_agenda_definitief(actor: Actor, overleg: Overleg, *, antwoord: Antwoord) -> list[AgendaVersie]:
    """Freeze the agenda: one version for the helpers, one in the family's words, each with its PDF (R178, R182).

    Refused without day and place, the family's yes to hold it, a strength, or with an open question to the
    family, and without the family's answer to sharing it: who of it, when, how told (R135). Side effects: one
    act of sharing for each invited helper (or none: the gate decides), who reads it from now on when she logs
    in; two jobs for the worker, the timeline.
    """
    op_beurt(overleg)
    if not overleg.kan_leiden(actor):
        raise Geweigerd(_("De agenda maakt u definitief als u dit overleg leidt."))
    bezwaren = wat_ontbreekt(overleg)
    if antwoord.zegt != Zegt.JA or not antwoord.is_volledig:
        bezwaren.append(
            _("Vraag het gezin of wie uitgenodigd is de agenda mag lezen: wie zei ja, wanneer, hoe.")
        )
    elif antwoord.op and antwoord.op > actor.dag:
        bezwaren.append(_("De dag van het antwoord ligt nog voor u."))
    if bezwaren:
        raise Geweigerd(" ".join(bezwaren))
    versies = _bevries(actor, overleg, "", antwoord)
    zeg_op_tijdlijn(overleg, "agenda", _("De agenda van het overleg is klaar"), icoon="document")
    return versies


def wat_ontbreekt(overleg: Overleg) -> list[str]:
    """What must still happen before the agenda can be final, in words (empty: it can)."""
    uit = []
    if overleg.status != Status.GEPLAND:
        uit.append(_("Kies eerst een dag en een plaats."))
    if overleg.akkoord_houden != TeVragen.JA:
        uit.append(_("Vraag het gezin of het overleg gehouden mag worden."))
    punten = list(Agendapunt.objects.filter(overleg=overleg))
    open_ = sum(p.akkoord_gezin == TeVragen.TE_VRAGEN for p in punten)
    if open_:
        zin = ngettext(
            "Bij %(aantal)s punt vroeg nog niemand het aan het gezin.",
            "Bij %(aantal)s punten vroeg nog niemand het aan het gezin.",
            open_,
        )
        uit.append(zin % {"aantal": open_})
    if not any(p.soort == p.Soort.KRACHTEN and p.akkoord_gezin == TeVragen.JA for p in punten):
        uit.append(_("Zet er minstens één punt bij over wat goed gaat."))
    if all(p.soort == p.Soort.KRACHTEN for p in punten if p.akkoord_gezin == TeVragen.JA):
        uit.append(_("Zet er minstens één punt bij waarover het gezin wil praten."))
    if not Deelnemer.objects.filter(overleg=overleg, uitnodigen=Deelnemer.Uitnodigen.JA).exists():
        uit.append(_("Voeg toe wie er uitgenodigd wordt."))
    return uit


def na_wijziging(actor: Actor, overleg: Overleg, reden: str) -> list[AgendaVersie]:
    """A final agenda changed (the family, the day, the table): a new frozen version, the old one is withdrawn.

    The family's earlier yes was about who sat at the table then: who came since reads nothing until it is asked
    again (R135).
    """
    vorige = AgendaVersie.objects.filter(overleg=overleg).order_by("-nummer").first()
    antwoord = Antwoord(
        Zegt.JA if vorige else Zegt.NIET_GEVRAAGD,
        naam=vorige.antwoord_naam if vorige else "",
        op=vorige.antwoord_op if vorige else None,
        hoe=vorige.antwoord_hoe if vorige else "",
    )
    return _bevries(actor, overleg, reden, antwoord, alleen=gevraagd(overleg))


def _bevries(
    actor: Actor, overleg: Overleg, reden: str, antwoord: Antwoord, alleen: set[uuid.UUID] | None = None
) -> list[AgendaVersie]:
    from ..documents import inhoud_voor

    trek_agenda_in(overleg, einde=Einde.VERVANGEN)
    hoogste = AgendaVersie.objects.filter(overleg=overleg).aggregate(m=Max("nummer"))["m"] or 0
    overleg.agenda_versie, overleg.agenda_op = hoogste + 1, timezone.now()
    # Only what belongs to the agenda: another writer of the row keeps her own fields.
    Overleg.objects.filter(pk=overleg.pk).update(
        agenda_versie=overleg.agenda_versie, agenda_op=overleg.agenda_op
    )
    versies = []
    for voor in AgendaVersie.Voor:
        gemeen: dict[str, Any] = {"overleg": overleg, "sleutel": overleg.sleutel}
        versie = AgendaVersie(
            **gemeen,
            client_sleutel=overleg.client_sleutel,
            nummer=overleg.agenda_versie,
            voor=voor,
            inhoud=inhoud_voor(overleg, voor),
            reden=reden[:200],
            bevroren_op=overleg.agenda_op,
            door_id=actor.functie_id,
            antwoord_naam=antwoord.naam[:120],
            antwoord_op=antwoord.op,
            antwoord_hoe=antwoord.hoe,
        )
        opdracht = outbox.plan(
            actor,
            "lco.agenda",
            uniek=f"lco.agenda:{overleg.pk}:{overleg.agenda_versie}:{voor}",
            lading={"versie": str(versie.pk)},
        )
        versie.opdracht = opdracht.pk
        versie.save(force_insert=True)
        versies.append(versie)
    _deel(actor, overleg, versies, antwoord, alleen)
    noteer("toegang", sleutel=overleg.sleutel, onderdeel="lco.agenda")
    return versies


def _deel(
    actor: Actor,
    overleg: Overleg,
    versies: list[AgendaVersie],
    antwoord: Antwoord,
    alleen: set[uuid.UUID] | None,
) -> None:
    """Through the gate, one invitee at a time; her access is what was shared and nothing more."""
    voor_helpers = next(v for v in versies if v.voor == AgendaVersie.Voor.HULPVERLENERS)
    tot = laatste_dag(overleg, actor.dag)
    for deelnemer, gedeeld in deel_agenda(actor, overleg, voor_helpers, antwoord, alleen).items():
        if not deelnemer.functie_id:
            volg_deling(deelnemer, gedeeld, tot)
            continue
        if SOORT_UITNODIGING not in gedeeld:
            eigenaarsfunctie("lco_beeindig_deelname", overleg.pk, deelnemer.functie_id)
            continue
        grond = GROND_VOL if SOORT_AGENDA in gedeeld else GROND_PRAKTISCH
        eigenaarsfunctie("lco_geef_deelname", overleg.pk, deelnemer.functie_id, grond, tot)


def _mag_aan_agenda(actor: Actor, overleg: Overleg) -> None:
    op_beurt(overleg)
    if not overleg.kan_voorbereiden(actor):
        raise Geweigerd(_("De agenda van dit overleg kan nu niet veranderen."))
