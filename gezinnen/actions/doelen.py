"""Goals in the family's words and order, and small steps with effort beside result. Never a score.

Coach and care worker both keep them (R011, R015, R027, R028, R031, R048).
"""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beroepsgeheim.omslag import noteer
from gezinnen.models import Doel, Gezin, Gezinslid, Publiek, Stap, Vooruitgang
from gezinnen.tijdlijn import schrijf
from organisaties.actor import Actor
from thuiscompagnie.vloer.formulieren import bewaar_versie

DOELVELDEN = ["tekst", "van_lid", "publiek", "bereikt_op", "losgelaten_op"]
STAPVELDEN = ["tekst", "doel", "wie", "tegen", "status", "inspanning", "resultaat", "vooruitgang"]
TOESTAND_LIJN: dict[Stap.Status, tuple[Any, str]] = {
    Stap.Status.GELUKT: (gettext_lazy("Een stap gelukt"), "ster"),
    Stap.Status.WERKTE_NIET: (gettext_lazy("Iets geprobeerd dat niet werkte"), "stap"),
}


def standaard_publiek(van_lid: Gezinslid | None) -> str:
    """A child's own words stay the child's until it opens them; others speak for the family."""
    kind = van_lid is not None and van_lid.soort == Gezinslid.Soort.KIND
    return (Publiek.SPREKER if kind else Publiek.GEZIN).value


def voeg_doel_toe(
    actor: Actor, gezin: Gezin, *, tekst: str, van_lid: Gezinslid | None = None, publiek: str = ""
) -> Doel:
    """A goal in the family's own words, last in its order. Side effects: row, timeline line, log line."""
    controleer_lid(gezin, van_lid)
    laatste = Doel.objects.filter(gezin=gezin).aggregate(m=Max("volgorde"))["m"] or 0
    doel = Doel.objects.create(
        sleutel=gezin.sleutel,
        gezin=gezin,
        tekst=tekst,
        van_lid=van_lid,
        publiek=publiek or standaard_publiek(van_lid),
        volgorde=laatste + 1,
    )
    _meld(actor, gezin, _("Nieuw doel van het gezin"), "doel")
    return doel


def wijzig_doel(actor: Actor, doel: Doel, *, versie: int | None = None, dag: date | None = None) -> Doel:
    """Save a changed goal (its fields are set already); raises VersieConflict when somebody was first.

    Side effects: row, a timeline line when it was reached just now, log line.
    """
    controleer_lid(doel.gezin, doel.van_lid)
    for veld in ("bereikt_op", "losgelaten_op"):
        dag_van = getattr(doel, veld)
        if dag_van and dag_van > actor.dag:
            raise ValidationError({veld: _("Deze dag is nog niet voorbij. Kies vandaag of een dag ervoor.")})
    if doel.bereikt_op and doel.losgelaten_op:
        raise ValidationError({"losgelaten_op": _("Een doel is bereikt of losgelaten, niet allebei.")})
    eerder = Doel.objects.filter(pk=doel.pk).values_list("bereikt_op", flat=True).first()
    bewaar_versie(doel, velden=DOELVELDEN, versie=doel.versie if versie is None else versie)
    if doel.bereikt_op and not eerder:
        _meld(actor, doel.gezin, _("Een doel bereikt"), "ster", dag=doel.bereikt_op)
    else:
        _noteer(doel.gezin)
    return doel


def verplaats_doel(actor: Actor, doel: Doel, richting: int) -> bool:
    """Move a running goal one place up (-1) or down (1) in the family's order; False at the end of the list.

    The rows of the family are locked, so that two movers do not end with a doubled place.
    """
    lopend = list(
        Doel.objects.select_for_update()
        .filter(gezin=doel.gezin_id, bereikt_op__isnull=True, losgelaten_op__isnull=True)
        .order_by("volgorde", "gemaakt_op", "id")
    )
    plaatsen = [rij.pk for rij in lopend]
    if doel.pk not in plaatsen:
        return False
    van = plaatsen.index(doel.pk)
    naar = van + richting
    if not 0 <= naar < len(plaatsen):
        return False
    lopend[van], lopend[naar] = lopend[naar], lopend[van]
    for plaats, rij in enumerate(lopend, start=1):
        if rij.volgorde != plaats:
            Doel.objects.filter(pk=rij.pk).update(volgorde=plaats)
    _noteer(doel.gezin)
    return True


def voeg_stap_toe(
    actor: Actor,
    gezin: Gezin,
    *,
    tekst: str,
    doel: Doel | None = None,
    wie: str = "",
    tegen: date | None = None,
    status: str = Stap.Status.OPEN,
    inspanning: str = "",
    resultaat: str = "",
    vooruitgang: list[str] | None = None,
) -> Stap:
    """A small step, with or without a goal (resting first is a step too; R012).

    Side effects: row, timeline line, log line. Raises ValidationError for a goal of another family.
    """
    stap = Stap(
        sleutel=gezin.sleutel,
        gezin=gezin,
        doel=doel,
        tekst=tekst,
        wie=wie,
        tegen=tegen,
        status=status,
        inspanning=inspanning,
        resultaat=resultaat,
        vooruitgang=_soorten(vooruitgang or []),
    )
    _controleer_doel(stap)
    stap.save(force_insert=True)
    titel, icoon = TOESTAND_LIJN.get(Stap.Status(status), (_("Nieuwe kleine stap"), "stap"))
    _meld(actor, gezin, titel, icoon)
    return stap


def wijzig_stap(actor: Actor, stap: Stap, *, versie: int | None = None) -> Stap:
    """Save a changed step (its fields are set already); raises VersieConflict when somebody was first.

    Side effects: row, a timeline line when it succeeded or did not work just now, log line.
    """
    _controleer_doel(stap)
    stap.vooruitgang = _soorten(stap.vooruitgang)
    eerder = Stap.objects.filter(pk=stap.pk).values_list("status", flat=True).first()
    bewaar_versie(stap, velden=STAPVELDEN, versie=stap.versie if versie is None else versie)
    lijn = TOESTAND_LIJN.get(Stap.Status(stap.status))
    if lijn and stap.status != eerder:
        _meld(actor, stap.gezin, *lijn)
    else:
        _noteer(stap.gezin)
    return stap


def controleer_lid(gezin: Gezin, lid: Gezinslid | None) -> None:
    """Who says it is somebody of this family."""
    if lid is not None and lid.gezin_id != gezin.pk:
        raise ValidationError({"van_lid": _("Kies iemand van dit gezin.")})


def _controleer_doel(stap: Stap) -> None:
    if stap.doel is not None and stap.doel.gezin_id != stap.gezin_id:
        raise ValidationError({"doel": _("Kies een doel van dit gezin.")})


def _soorten(gekozen: list[str]) -> list[str]:
    """Known kinds of progress, each once, in the order of the list."""
    return [soort.value for soort in Vooruitgang if soort.value in gekozen]


def _noteer(gezin: Gezin) -> None:
    noteer("wijzigen", sleutel=gezin.sleutel, onderdeel="gezinnen.doelen")


def _meld(actor: Actor, gezin: Gezin, titel: Any, icoon: str, *, dag: date | None = None) -> None:
    """The line tells that something happened, not what: the words stay with the goal."""
    schrijf(
        actor,
        gezin.client,
        soort="gezinnen.doelen",
        icoon=icoon,
        titel=str(titel),
        dag=dag,
        app_url=reverse("gezinnen:doelen", args=[gezin.pk]),
    )
    _noteer(gezin)
