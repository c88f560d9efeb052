"""The referral: registering, telling the family, deciding, telling the referrer.

A referral and an admission are two facts (R055). No name is kept before the family was told, and whether
there was an LCO before is what people answered: it is never looked up (R056, R057).
"""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from beroepsgeheim.models import Reikwijdte
from beroepsgeheim.omslag import noteer
from beroepsgeheim.toegang import geef
from gezinnen import panelen, zoeken
from gezinnen.delen.actions import Antwoord, Geweigerd
from gezinnen.delen.bericht import deel_bericht
from gezinnen.models import (
    Aanmelding,
    Beslissing,
    Client,
    Fase,
    Gegevensdeling,
    Gezin,
    GezinGegevens,
    JaNeeOnbekend,
    Traject,
    VerwijzerSoort,
)
from gezinnen.models.kern import nieuw_nummer
from gezinnen.tijdlijn import schrijf
from organisaties.actor import Actor
from organisaties.models import Gemeente, Sector
from thuiscompagnie.vloer.formulieren import bewaar_versie

from .traject import begin_traject, ga_naar_fase, sluit_af, vroegste_dag

NA_VERTELLEN = (Beslissing.OPGENOMEN, Beslissing.WACHTLIJST)
NAAMVELDEN = ("naam", "telefoon", "contactwens", "verwijzer_naam", "verwijzer_contact")


def registreer_aanmelding(
    actor: Actor,
    *,
    datum: date,
    verteld: bool,
    verteld_op: date | None = None,
    gezin: Gezin | None = None,
    gemeente: Gemeente | None = None,
    naam: str = "",
    talen: str = "",
    telefoon: str = "",
    contactwens: str = "",
    verwacht_kind: bool = False,
    verwijzer_soort: str = VerwijzerSoort.ONBEKEND,
    verwijzer_sector: Sector | None = None,
    verwijzer_organisatie: str = "",
    verwijzer_naam: str = "",
    verwijzer_contact: str = "",
    vraag: str = "",
    leervraag: str = "",
    redenen: Iterable[str] = (),
    andere_reden: str = "",
    lco_vooraf: str = JaNeeOnbekend.ONBEKEND,
    overleg: uuid.UUID | None = None,
) -> Aanmelding:
    """A new referral, with a new family unless `gezin` is one that the actor keeps (R054).

    Raises ValidationError by field: a day in the future, a name or contact while the family was not told, a
    told family without a name, a family that still has a running trajectory.
    Side effects, in order: Toegang (dossier) for the actor as coach, Client, Gezin with a number,
    GezinGegevens and Zoeknaam only when told, Aanmelding, Traject in its first phase, timeline, log.
    """
    namen = dict(
        zip(NAAMVELDEN, (naam, telefoon, contactwens, verwijzer_naam, verwijzer_contact), strict=True)
    )
    controleer(actor, datum=datum, verteld=verteld, verteld_op=verteld_op, nieuw=gezin is None, namen=namen)
    if gezin is None:
        gezin = _nieuw_gezin(actor, gemeente, datum)
        if verteld:
            GezinGegevens.objects.create(
                gezin=gezin,
                sleutel=gezin.sleutel,
                naam=naam.strip(),
                talen=talen,
                telefoon=telefoon,
                contactwens=contactwens,
                verwacht_kind=verwacht_kind,
            )
            zoeken.werk_bij(gezin)
    aanmelding = Aanmelding.objects.create(
        sleutel=gezin.sleutel,
        gezin=gezin,
        dienst_id=gezin.dienst_id,
        gemeente=gemeente or gezin.gemeente,
        datum=datum,
        verteld=verteld,
        verteld_op=(verteld_op or datum) if verteld else None,
        verwijzer_soort=verwijzer_soort,
        verwijzer_sector=verwijzer_sector,
        verwijzer_organisatie=verwijzer_organisatie,
        verwijzer_naam=verwijzer_naam,
        verwijzer_contact=verwijzer_contact,
        vraag=vraag,
        leervraag=leervraag,
        redenen=list(redenen),
        andere_reden=andere_reden,
        lco_vooraf=lco_vooraf,
        overleg=overleg,
    )
    begin_traject(actor, aanmelding, op=datum)
    _meld(actor, aanmelding, _("Aanmelding"), datum)
    return aanmelding


def controleer(
    actor: Actor,
    *,
    datum: date,
    verteld: bool,
    verteld_op: date | None,
    nieuw: bool,
    namen: dict[str, str],
) -> None:
    """The rules of a referral that hold wherever it comes from; raises ValidationError by field."""
    fouten: dict[str, str] = {}
    if datum > actor.dag:
        fouten["datum"] = _("Deze dag is nog niet voorbij. Kies vandaag of een dag ervoor.")
    if verteld_op and verteld_op > actor.dag:
        fouten["verteld_op"] = _("Deze dag is nog niet voorbij. Kies vandaag of een dag ervoor.")
    if not verteld:
        geen_naam = _(
            "Zolang het gezin dit niet weet, bewaren we geen naam en geen nummer. Maak dit veld leeg."
        )
        fouten |= {veld: geen_naam for veld, waarde in namen.items() if waarde}
    elif nieuw and zoeken.is_enkel_tussenvoegsel(namen["naam"]):
        fouten["naam"] = _("Schrijf hoe het gezin genoemd wil worden, bijvoorbeeld Familie Van de Velde.")
    if fouten:
        raise ValidationError(fouten)


def _nieuw_gezin(actor: Actor, gemeente: Gemeente | None, van: date) -> Gezin:
    """Access first (a row that its maker cannot see cannot be made), then the client and the family."""
    client = Client(soort=Client.Soort.GEZIN)
    client.sleutel = client.pk
    geef(client.pk, Reikwijdte.DOSSIER, "coach", functie_id=actor.functie_id, van=min(van, actor.dag))
    client.save(force_insert=True)
    gezin = Gezin(
        sleutel=client.pk,
        client=client,
        dienst_id=actor.organisatie_id,
        gemeente=gemeente,
        coach_id=actor.functie_id,
    )
    for laatste in (False, False, True):  # numbers are random: one in thousands is taken already
        try:
            with transaction.atomic():
                gezin.save(force_insert=True)
            break
        except IntegrityError:
            if laatste:
                raise
            gezin.nummer = nieuw_nummer()
    return gezin


def noteer_verteld(actor: Actor, aanmelding: Aanmelding, *, op: date, naam: str) -> Aanmelding:
    """The family now knows of the referral: from here on it has a name.

    Raises ValidationError (a day in the future or before the referral, no real name).
    Side effects: the day on the referral, GezinGegevens when there are none yet, Zoeknaam, timeline, log.
    """
    if op > actor.dag:
        raise ValidationError(
            {"verteld_op": _("Deze dag is nog niet voorbij. Kies vandaag of een dag ervoor.")}
        )
    if zoeken.is_enkel_tussenvoegsel(naam):
        raise ValidationError(
            {"naam": _("Schrijf hoe het gezin genoemd wil worden, bijvoorbeeld Familie Van de Velde.")}
        )
    aanmelding.verteld, aanmelding.verteld_op = True, op
    bewaar_versie(aanmelding, velden=["verteld", "verteld_op"], versie=aanmelding.versie)
    GezinGegevens.objects.get_or_create(
        gezin=aanmelding.gezin, defaults={"sleutel": aanmelding.sleutel, "naam": naam.strip()}
    )
    zoeken.werk_bij(aanmelding.gezin)
    _meld(actor, aanmelding, _("Het gezin weet van de aanmelding"), op)
    return aanmelding


def wijzig_aanmelding(
    actor: Actor, aanmelding: Aanmelding, *, velden: list[str], versie: int | None
) -> Aanmelding:
    """Save changed fields of a referral (set on the object already); raises VersieConflict.

    Side effects: the row (its history too), one log line. The decision has its own action.
    """
    bewaar_versie(aanmelding, velden=velden, versie=versie)
    noteer("wijzigen", sleutel=aanmelding.sleutel, onderdeel="gezinnen.aanmelding")
    return aanmelding


def koppel_overleg(
    actor: Actor, aanmelding: Aanmelding, overleg: uuid.UUID | None, *, versie: int | None
) -> Aanmelding:
    """Tell from which consultation of this family the referral came, or from none (R058).

    What was answered about an earlier consultation stays as it is (R057). Raises ValidationError for one that
    this actor does not see or that is of another family, and VersieConflict.
    Side effects: the row with its history, one log line.
    """
    bekend = panelen.eerdere_overleggen(aanmelding.gezin, actor, aanmelding.datum)
    if overleg is not None and overleg not in [o.pk for o in bekend]:
        raise ValidationError({"overleg": _("Kies een van de antwoorden uit de lijst.")})
    aanmelding.overleg = overleg
    return wijzig_aanmelding(actor, aanmelding, velden=["overleg"], versie=versie)


def beslis(
    actor: Actor,
    aanmelding: Aanmelding,
    *,
    beslissing: str,
    reden: str = "",
    op: date | None = None,
    opname_op: date | None = None,
    lco_voor_opname: str = JaNeeOnbekend.ONBEKEND,
    terugkoppeling: str = "",
    versie: int | None = None,
) -> Aanmelding:
    """Decide on a referral (R055): started, waiting list, referred on, not started, withdrawn.

    A family on the waiting list may be decided on again. Raises ValidationError by field (not told yet, no
    reason, a day that cannot be, decided already) and VersieConflict.
    Side effects: the row with its history; the trajectory goes to start, or ends; timeline line; log line.
    """
    op = op or actor.dag
    gestart = beslissing == Beslissing.OPGENOMEN
    opname_op = (opname_op or op) if gestart else None
    controleer_beslissing(actor, aanmelding, beslissing=beslissing, reden=reden, op=op, opname_op=opname_op)
    waarden: dict[str, Any] = {
        "beslissing": beslissing,
        "beslist_op": op,
        "beslist_door_id": actor.functie_id,
        "beslisreden": reden,
        "opname_op": opname_op,
        "lco_voor_opname": lco_voor_opname if gestart else JaNeeOnbekend.ONBEKEND,
        "terugkoppeling": terugkoppeling or aanmelding.terugkoppeling,
    }
    for veld, waarde in waarden.items():
        setattr(aanmelding, veld, waarde)
    velden = [veld.removesuffix("_id") for veld in waarden]
    bewaar_versie(aanmelding, velden=velden, versie=aanmelding.versie if versie is None else versie)
    _traject_volgt(actor, aanmelding, op)
    titel = _("Beslissing: %(wat)s") % {"wat": aanmelding.get_beslissing_display()}
    _meld(actor, aanmelding, titel, op, reden)
    return aanmelding


def controleer_beslissing(
    actor: Actor, aanmelding: Aanmelding, *, beslissing: str, reden: str, op: date, opname_op: date | None
) -> None:
    """The rules of a decision; raises ValidationError by field."""
    fouten: dict[str, str] = {}
    if not aanmelding.is_te_beslissen:
        raise ValidationError(_("Over deze aanmelding is al beslist."), code="beslist")
    if beslissing in NA_VERTELLEN and not aanmelding.verteld:
        fouten["beslissing"] = _("Dit kan pas als het gezin van de aanmelding weet. Vertel het eerst.")
    if beslissing not in Beslissing.values or beslissing == Beslissing.OPEN:
        fouten["beslissing"] = _("Kies een van de antwoorden uit de lijst.")
    if beslissing != Beslissing.OPGENOMEN and not reden.strip():
        fouten["reden"] = _("Schrijf kort waarom.")
    for veld, dag in (("op", op), ("opname_op", opname_op)):
        if dag and dag > actor.dag:
            fouten[veld] = _("Deze dag is nog niet voorbij. Kies vandaag of een dag ervoor.")
        elif dag and dag < aanmelding.datum:
            fouten[veld] = _("Dit ligt voor de aanmelding van %(dag)s.") % {
                "dag": f"{aanmelding.datum:%d/%m/%Y}"
            }
    if fouten:
        raise ValidationError(fouten)


def _traject_volgt(actor: Actor, aanmelding: Aanmelding, op: date) -> None:
    """A started family goes on to the phase start; a referral that leads nowhere ends its trajectory."""
    traject = Traject.objects.filter(aanmelding=aanmelding, tot__isnull=True).select_related("gezin").first()
    if traject is None:
        return
    dag = max(aanmelding.opname_op or op, vroegste_dag(actor, traject))
    if aanmelding.beslissing == Beslissing.OPGENOMEN:
        if traject.fase in (Fase.AANMELDING, Fase.INTAKE):
            ga_naar_fase(actor, traject, Fase.START, op=dag)
    elif aanmelding.beslissing != Beslissing.WACHTLIJST:
        sluit_af(actor, traject, Fase.GESTOPT, op=dag, waarom=str(aanmelding.get_beslissing_display()))


def noteer_terugkoppeling(
    actor: Actor, aanmelding: Aanmelding, *, antwoord: Antwoord, op: date | None = None
) -> Gegevensdeling | None:
    """The referrer hears what the family agreed to (R070): a sharing like any other, through the same gate.

    `op`: the day of the message (default: the actor's). Returns the act, or None when the family referred
    itself. Raises ValidationError when the family did not agree to anything, for a day that cannot be, and
    with every reason for which the gate refuses. Side effects: the act of sharing, the day on the referral,
    timeline line for who keeps the file, log line.
    """
    op = op or actor.dag
    if aanmelding.terugkoppeling not in ("uitkomst", "met_reden"):
        raise ValidationError(_("Vraag eerst aan het gezin wat de aanmelder mag horen."))
    if op > actor.dag or op < aanmelding.datum:
        raise ValidationError({"bericht_op": _("Kies een dag tussen de aanmelding en vandaag.")})
    try:
        deling = deel_bericht(actor, aanmelding, antwoord)
    except Geweigerd as fout:
        raise ValidationError(fout.redenen) from fout
    aanmelding.teruggekoppeld_op = op
    bewaar_versie(aanmelding, velden=["teruggekoppeld_op"], versie=aanmelding.versie)
    _meld(actor, aanmelding, _("De aanmelder kreeg bericht"), op)
    return deling


def _meld(actor: Actor, aanmelding: Aanmelding, titel: str, dag: date, tekst: str = "") -> None:
    schrijf(
        actor,
        aanmelding.gezin.client,
        soort="gezinnen.aanmelding",
        icoon="brief",
        titel=titel,
        tekst=tekst,
        dag=dag,
        app_url=reverse("gezinnen:aanmelding", args=[aanmelding.pk]),
        voor="dossier",
    )
    noteer("wijzigen", sleutel=aanmelding.sleutel, onderdeel="gezinnen.aanmelding")
