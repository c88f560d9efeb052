"""The copy of one person's data: every registered field that this person may see, and nobody else's.

Made from the registry of fields (beroepsgeheim/velden.py), so that a new table is in it as soon as it is declared.
What is held back stands there item by item with its reason. The rows come through the row policies of who asks:
the person herself, or the coach who carries the file of somebody without a log-in.
"""

import uuid
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection, models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from beroepsgeheim.bewaarklassen import KLASSEN
from beroepsgeheim.logboek import raadplegingen_van
from beroepsgeheim.velden import DECLARATIES, Declaratie, Grond, Niemand, Veld, Zichtbaar
from gezinnen.actions.notitie import achtergehouden
from gezinnen.models import Afscherming, Gezinslid
from organisaties.actor import Actor, Soort
from organisaties.models import Functie

HOOGSTENS_BLIKKEN = 5_000
VORM = "thuiscompagnie-inzage-1"


def verzamel(actor: Actor, lid: Gezinslid) -> dict[str, Any]:
    """Everything for one person, as plain data (JSON types). Reads only; the caller has checked who asks."""
    weg = afgeschermd(actor, lid)
    delen: list[dict[str, Any]] = []
    weerhouden: list[dict[str, Any]] = []
    for declaratie in DECLARATIES.values():
        if isinstance(declaratie.rijen, Niemand) or not gaat_over_gezinnen(declaratie):
            continue
        rijen = list(_rijen(declaratie, lid, declaratie.rijen.voorwaarde(lid.pk, weg)))
        if rijen:
            delen.append(_deel(declaratie, lid, rijen))
        weerhouden += _weerhouden(declaratie, lid, weg, rijen)
    # What a third person told in confidence: she cannot read those rows, only that they are there.
    weerhouden += [
        {"titel": str(_("Notitie")), "dag": wat.dag.isoformat(), "reden": wat.reden}
        for wat in achtergehouden(actor)
    ]
    return {
        "vorm": VORM,
        "gemaakt_op": timezone.now().isoformat(timespec="seconds"),
        "over": lid.roepnaam,
        "organisatie": lid.gezin.dienst.naam,
        "delen": delen,
        "weerhouden": weerhouden,
        "niet_in_deze_kopie": _nooit(),
        "wie_keek": _wie_keek(actor, lid),
        "uitleg": _uitleg(),
    }


def gaat_over_gezinnen(declaratie: Declaratie) -> bool:
    """Whether rows of this model hang on a family's key."""
    return any(
        f.name == declaratie.rijen.sleutel and isinstance(f, models.UUIDField)
        for f in declaratie.model._meta.local_concrete_fields
    )


def afgeschermd(actor: Actor, lid: Gezinslid) -> list[uuid.UUID]:
    """Who of the family is shielded from this person now."""
    if actor.soort is Soort.GEZINSLID:
        with connection.cursor() as cursor:
            cursor.execute("SELECT gz_afgeschermd()")
            return [rij[0] for rij in cursor.fetchall()]
    return list(Afscherming.objects.lopend_op(actor.dag).filter(voor_lid=lid).values_list("lid", flat=True))


def _rijen(declaratie: Declaratie, lid: Gezinslid, voorwaarde: Q) -> models.QuerySet[Any]:
    basis = declaratie.model._base_manager.filter(**{declaratie.rijen.sleutel: lid.sleutel}).filter(
        voorwaarde
    )
    return basis.select_related(*_relaties(declaratie)).order_by(*declaratie.model._meta.ordering or ["pk"])


def _relaties(declaratie: Declaratie) -> list[str]:
    uit = []
    for veld in zichtbare_velden(declaratie):
        soort = declaratie.model._meta.get_field(veld.naam)
        if isinstance(soort, models.ForeignKey):
            uit.append(veld.naam)
            if soort.related_model is Functie:
                uit.append(f"{veld.naam}__organisatie")
    return uit


def zichtbare_velden(declaratie: Declaratie) -> list[Veld]:
    """The fields of this model that a person of the family gets."""
    return [veld for veld in declaratie.velden.values() if veld.zichtbaar is not Zichtbaar.TEAM]


def _deel(declaratie: Declaratie, lid: Gezinslid, rijen: list[Any]) -> dict[str, Any]:
    """The rows of one model with the meaning of its fields."""
    velden = zichtbare_velden(declaratie)
    namen = {v.naam: str(declaratie.model._meta.get_field(v.naam).verbose_name) for v in velden}  # type: ignore[union-attr]
    bewaren = dict.fromkeys(str(KLASSEN[str(v.bewaren)].in_woorden) for v in velden)
    return {
        "code": declaratie.model._meta.label_lower,
        "titel": declaratie.titel,
        "waarvoor": str(declaratie.doel),
        "grond": "; ".join(dict.fromkeys(str(Grond(v.grond).label) for v in velden)),
        "bewaren": "; ".join(bewaren),
        "velden": namen,
        "rijen": [{v.naam: waarde(rij, v.naam, lid) for v in velden} for rij in rijen],
    }


def waarde(rij: Any, naam: str, lid: Gezinslid) -> Any:
    """A field's value as people read it, in types that JSON knows."""
    soort = rij._meta.get_field(naam)
    if isinstance(soort, models.ForeignKey):
        return _verwijzing(getattr(rij, naam), lid)
    ruw = getattr(rij, naam)
    if ruw in (None, ""):
        return None
    if isinstance(ruw, list):
        keuzes = dict(getattr(getattr(soort, "base_field", None), "choices", None) or ())
        return [
            _lid(item, lid) if isinstance(item, uuid.UUID) else str(keuzes.get(item, item)) for item in ruw
        ]
    weergave = getattr(rij, f"get_{naam}_display", None)
    if weergave is not None:
        return str(weergave())
    if isinstance(ruw, datetime | date):
        return ruw.isoformat()
    if isinstance(ruw, Decimal):
        return float(ruw)
    return ruw if isinstance(ruw, bool | int | str | dict) else str(ruw)


def _verwijzing(doel: Any, lid: Gezinslid) -> str | None:
    """A helper by function and organisation, a member as "uzelf" or somebody of the family, the rest by name."""
    if doel is None:
        return None
    if isinstance(doel, Functie):
        return f"{doel.rol_naam}, {doel.organisatie_naam}"
    if isinstance(doel, Gezinslid):
        return _lid(doel.pk, lid)
    return str(getattr(doel, "schuilnaam", None) or getattr(doel, "naam", None) or doel)


def _lid(pk: uuid.UUID, lid: Gezinslid) -> str:
    return str(_("uzelf") if pk == lid.pk else _("iemand anders van het gezin"))


def _weerhouden(
    declaratie: Declaratie, lid: Gezinslid, weg: list[uuid.UUID], rijen: list[Any]
) -> Iterator[dict[str, Any]]:
    """What is held back of one model: rows one by one, and fields of the rows that were given."""
    regel = declaratie.rijen.weerhouden(lid.pk, weg)
    for rij in _rijen(declaratie, lid, regel) if regel is not None else ():
        yield {
            "titel": declaratie.titel,
            "dag": _dag(rij),
            "reden": getattr(rij, "achterhouden_reden", "")
            or str(_("Dit gaat over meer mensen. Uw coach kijkt het eerst samen met u na.")),
        }
    if not rijen:
        return
    for veld in declaratie.velden.values():
        if veld.zichtbaar is Zichtbaar.TEAM and any(
            getattr(rij, veld.naam) not in (None, "") for rij in rijen
        ):
            naam = str(declaratie.model._meta.get_field(veld.naam).verbose_name)  # type: ignore[union-attr]
            yield {"titel": declaratie.titel, "veld": naam, "dag": None, "reden": str(veld.waarom_niet)}


def _dag(rij: Any) -> str | None:
    for naam in ("dag", "datum", "op", "van", "gemaakt_op", "bevroren_op"):
        gevonden = getattr(rij, naam, None)
        if isinstance(gevonden, datetime):
            return timezone.localtime(gevonden).date().isoformat()
        if isinstance(gevonden, date):
            return gevonden.isoformat()
    return None


def _nooit() -> list[dict[str, str]]:
    """Kinds that are in nobody's copy, with the reason; told whether or not there is one."""
    return [
        {"titel": d.titel, "reden": str(d.rijen.reden)}
        for d in DECLARATIES.values()
        if isinstance(d.rijen, Niemand) and gaat_over_gezinnen(d)
    ]


def _wie_keek(actor: Actor, lid: Gezinslid) -> list[dict[str, Any]]:
    regels = raadplegingen_van(actor, lid.sleutel, aantal=HOOGSTENS_BLIKKEN)
    return [
        {
            "wanneer": r.tijdstip.isoformat(timespec="seconds"),
            "wie": r.wie,
            "wat": r.actie_naam,
            "onderdeel": r.onderdeel_naam,
            "geweigerd": r.geweigerd,
        }
        for r in regels
    ]


def _uitleg() -> list[str]:
    """Rights, in plain words."""
    return [
        str(zin)
        for zin in (
            _("Klopt er iets niet? Vraag om het te verbeteren."),
            _("U mag vragen om gegevens te wissen, of nee zeggen tegen wat er met uw gegevens gebeurt."),
            _("U krijgt een antwoord binnen een maand. Duurt het langer, dan hoort u waarom."),
            _("Bent u niet tevreden? U kunt terecht bij de Gegevensbeschermingsautoriteit."),
        )
    ]


def voor_mensen(gegevens: dict[str, Any]) -> dict[str, Any]:
    """The same for the page that is printed: rows as (label, text) without what is empty."""
    delen = []
    for deel in gegevens["delen"]:
        rijen = [
            [
                (deel["velden"][naam], tekst(inhoud))
                for naam, inhoud in rij.items()
                if inhoud not in (None, "", [])
            ]
            for rij in deel["rijen"]
        ]
        delen.append({**deel, "regels": [rij for rij in rijen if rij]})
    weerhouden = [{**w, "dag": tekst(w["dag"])} for w in gegevens["weerhouden"]]
    blikken = [{**b, "wanneer": tekst(b["wanneer"])} for b in gegevens["wie_keek"]]
    return {**gegevens, "delen": delen, "weerhouden": weerhouden, "wie_keek": blikken,
            "gemaakt_op": tekst(gegevens["gemaakt_op"])}  # fmt: skip


def tekst(inhoud: Any) -> str:
    """A value in words: days as people write them, yes and no, lists with commas."""
    if inhoud is None:
        return ""
    if isinstance(inhoud, bool):
        return str(_("ja") if inhoud else _("nee"))
    if isinstance(inhoud, list):
        return ", ".join(tekst(item) for item in inhoud)
    if isinstance(inhoud, dict):
        return "; ".join(f"{sleutel}: {tekst(item)}" for sleutel, item in inhoud.items() if item)
    try:
        moment = datetime.fromisoformat(str(inhoud)) if len(str(inhoud)) >= 10 else None
    except ValueError:
        moment = None
    if moment is None:
        return str(inhoud)
    if len(str(inhoud)) == 10:
        return date_format(moment, "j F Y")
    return date_format(timezone.localtime(moment), "j F Y, H:i")


__all__ = ["afgeschermd", "tekst", "verzamel", "voor_mensen", "waarde"]
