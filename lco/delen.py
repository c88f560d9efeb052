"""What a consultation shares with who is invited: day and place, and for who shares the secrecy the final agenda.

Both go through the gate of gezinnen/delen: one act for each invited helper, refused one by one.
"""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gezinnen.delen.actions import Antwoord, deel, stel_voor, stop
from gezinnen.delen.ontvanger import Ontvanger
from gezinnen.delen.poort import Geweigerd, tegen_ontvanger
from gezinnen.delen.register import DeelbareSoort, registreer
from gezinnen.models import Client, Einde, Gegevensdeling
from organisaties.actor import Actor, vandaag
from organisaties.models import Functie

from .models import Aanvraag, AgendaVersie, Deelnemer, Overleg
from .models.agenda import SOORT_AGENDA, SOORT_UITNODIGING
from .termijn import laatste_dag

# The family itself and its person of trust are no recipients: it is theirs.
VAN_HET_GEZIN = (Deelnemer.DeelnemerRol.CLIENT, Deelnemer.DeelnemerRol.VERTROUWENSPERSOON)


def maak_agenda(client: Client, actor: Actor, object_id: uuid.UUID | None) -> dict[str, Any] | None:
    """The frozen content of a helpers' version, of a consultation of this client."""
    versie = (
        AgendaVersie.objects.zichtbaar_voor(actor)
        .filter(client_sleutel=client.sleutel, voor=AgendaVersie.Voor.HULPVERLENERS, ingetrokken=False)
        .filter(pk=object_id)
        .first()
    )
    return {"titel": _("Agenda van een overleg"), "agenda": versie.inhoud} if versie else None


def maak_uitnodiging(client: Client, actor: Actor, object_id: uuid.UUID | None) -> dict[str, Any] | None:
    """Practical data: how the client wants to be called there, day, hour and place."""
    van_client = Overleg.objects.zichtbaar_voor(actor).filter(client_sleutel=client.sleutel)
    overleg = van_client.filter(pk=object_id).first()
    if overleg is None or overleg.datum is None:
        return None
    return {
        "titel": _("Uitnodiging voor een overleg"),
        "roepnaam": overleg.roepnaam,
        "wanneer": overleg.datum.isoformat(),
        "plaats": overleg.plaats,
        "plaats_uitleg": overleg.plaats_uitleg,
    }


def toon_uitnodiging(inhoud: dict[str, Any]) -> dict[str, Any]:
    import datetime as dt

    return {**inhoud, "wanneer": dt.datetime.fromisoformat(inhoud["wanneer"])}


def ontvanger_van(deelnemer: Deelnemer) -> Ontvanger:
    """A participant as recipient: her task is to sit at this table."""
    return Ontvanger(
        naam=deelnemer.naam,
        dienst=deelnemer.dienst,
        taak=_("zit mee aan tafel als %(wie)s")
        % {"wie": deelnemer.functie_omschrijving or deelnemer.get_rol_display()},
        kader=deelnemer.kader,
        beroepsgeheim=deelnemer.beroepsgeheim,
        opgelegd=bool(deelnemer.sector and deelnemer.sector.opgelegd),
        functie_id=deelnemer.functie_id,
        sleutel=deelnemer.pk,
    )


def _doel(overleg: Overleg) -> str:
    """What the consultation is for, in the words of its request."""
    aanvraag = Aanvraag.objects.filter(pk=overleg.pk).first()
    return (aanvraag.meerwaarde.strip() if aanvraag else "") or _("een overleg waar het gezin ja tegen zei")


def client_van(overleg: Overleg) -> Client:
    """The client by its key alone: a coordinator does not read the file."""
    return Client(pk=overleg.client_id, sleutel=overleg.client_sleutel)


def deel_met(
    actor: Actor, overleg: Overleg, deelnemer: Deelnemer, versie: AgendaVersie, antwoord: Antwoord, doel: str
) -> list[str]:
    """Share with one invitee what may be: returns the kinds that were (R132-R137)."""
    gedeeld = []
    for soort, object_id in ((SOORT_UITNODIGING, overleg.pk), (SOORT_AGENDA, versie.pk)):
        try:
            deel(
                actor,
                client_van(overleg),
                soort,
                object_id,
                aan=ontvanger_van(deelnemer),
                antwoord=antwoord,
                tot=laatste_dag(overleg, actor.dag),
                bron_sleutel=overleg.sleutel,
                doel=doel,
            )
        except Geweigerd:
            continue
        gedeeld.append(soort)
    return gedeeld


def zelfde_mens(naam: str, functie: Functie | None, naam_nu: str, functie_nu: Functie | None) -> bool:
    """Whether a row of the table is still about the same person: by who logs in (in whatever role), or by name
    where one side has no log-in."""
    if functie and functie_nu:
        return functie.gebruiker_id == functie_nu.gebruiker_id
    return naam.strip().casefold() == naam_nu.strip().casefold()


def _gaat_over(act: Gegevensdeling, deelnemer: Deelnemer) -> bool:
    """Whether this act was made for who sits on this row now: an act for who sat there before says nothing."""
    return act.ontvanger_sleutel == deelnemer.pk and zelfde_mens(
        act.ontvanger_naam, act.functie, deelnemer.naam, deelnemer.functie
    )


def _acts(overleg: Overleg) -> QuerySet[Gegevensdeling]:
    return Gegevensdeling.objects.filter(
        soort__in=[SOORT_AGENDA, SOORT_UITNODIGING], bron_sleutel=overleg.sleutel
    ).select_related("functie")


def gevraagd(overleg: Overleg) -> set[uuid.UUID]:
    """The participants about whom the family was asked: an act was made for them, whatever became of it (R135)."""
    acts = list(_acts(overleg))
    rijen = Deelnemer.objects.filter(overleg=overleg).select_related("functie")
    return {d.pk for d in rijen if any(_gaat_over(act, d) for act in acts)}


def eindig_delen_met(actor: Actor, overleg: Overleg, deelnemer: Deelnemer) -> None:
    """What was shared for this row of the table ends: its person is not invited any more, or is another one."""
    for act in _acts(overleg).filter(ontvanger_sleutel=deelnemer.pk, beeindigd_op__isnull=True):
        stop(actor, act, einde=Einde.TAAK)


def deel_agenda(
    actor: Actor,
    overleg: Overleg,
    versie: AgendaVersie,
    antwoord: Antwoord,
    alleen: set[uuid.UUID] | None = None,
) -> dict[Any, list[str]]:
    """One act for each invited helper, or none: what was shared with whom, by participant.

    `alleen`: the answer is about these participants; who came later waits for an answer of her own.
    """
    doel = _doel(overleg)
    genodigden = (
        Deelnemer.objects.filter(overleg=overleg, uitnodigen=Deelnemer.Uitnodigen.JA)
        .exclude(rol__in=VAN_HET_GEZIN)
        .select_related("sector", "organisatie")
    )
    return {
        d: deel_met(actor, overleg, d, versie, antwoord, doel) if alleen is None or d.pk in alleen else []
        for d in genodigden
    }


def waarom_niet(actor: Actor, overleg: Overleg, deelnemer: Deelnemer) -> list[str]:
    """Why this participant does not get the agenda, in sentences (empty: she does)."""
    if deelnemer.rol in VAN_HET_GEZIN:
        return []
    voorstel = stel_voor(
        actor,
        client_van(overleg),
        SOORT_AGENDA,
        aan=ontvanger_van(deelnemer),
        antwoord=Antwoord("ja"),
        bron_sleutel=overleg.sleutel,
        doel=overleg.roepnaam,
    )
    return Geweigerd(tegen_ontvanger(voorstel)).redenen


def met_stand(overleg: Overleg, deelnemers: Iterable[Deelnemer]) -> list[Deelnemer]:
    """The participants, each with what she reads now (`stand`: agenda, uitnodiging or ""), in one query.

    `nog_te_vragen`: she came after the agenda was final, and the family was not asked about her. An act is of the participant whose key it carries: two people of one name are two people.
    """
    dag = vandaag()
    acts = list(_acts(overleg).order_by("gedeeld_op"))
    uit = []
    for deelnemer in deelnemers:
        # The newest of each kind counts.
        stand = {act.soort: act for act in acts if _gaat_over(act, deelnemer)}
        agenda, praktisch = stand.get(SOORT_AGENDA), stand.get(SOORT_UITNODIGING)
        deelnemer.stand = (  # type: ignore[attr-defined]
            "agenda"
            if agenda and agenda.geldt_op(dag)
            else "uitnodiging"
            if praktisch and praktisch.geldt_op(dag)
            else ""
        )
        deelnemer.nog_te_vragen = (  # type: ignore[attr-defined]
            bool(overleg.agenda_versie and deelnemer.uitnodigen == Deelnemer.Uitnodigen.JA)
            and deelnemer.rol not in VAN_HET_GEZIN
            and not (agenda or praktisch)
        )
        deelnemer.stand_reden = (  # type: ignore[attr-defined]
            str(agenda.get_einde_display()) if agenda and agenda.is_beeindigd else ""
        )
        uit.append(deelnemer)
    return uit


def registreer_soorten() -> None:
    """Called when the app starts."""
    registreer(
        DeelbareSoort(
            SOORT_AGENDA,
            gettext_lazy("Agenda van een overleg"),
            maak_agenda,
            "lco/deel_agenda.html",
            nodig=gettext_lazy("Wie mee aan tafel zit, moet weten waarover het gezin wil praten."),
            feit=gettext_lazy("Enkel punten waar het gezin ja tegen zei, één voor één."),
            kiesbaar=False,
            zelf_mee=False,
        )
    )
    registreer(
        DeelbareSoort(
            SOORT_UITNODIGING,
            gettext_lazy("Uitnodiging voor een overleg"),
            maak_uitnodiging,
            "lco/deel_uitnodiging.html",
            nodig=gettext_lazy("Wie uitgenodigd is, moet weten waar en wanneer."),
            feit=gettext_lazy("Dag, uur en plaats, en hoe de cliënt daar genoemd wil worden."),
            vertrouwelijk=False,
            kiesbaar=False,
            zelf_mee=False,
            teken=toon_uitnodiging,
        )
    )
