"""The message to who referred the family (R070): a letter to a third party, so a sharing like any other.

The outcome alone is no story: it may go to a referrer who helps no longer. With the reason it is confidential:
then the referrer must be a helper of the family who shares the professional secrecy. Nothing goes to an imposed
context, and a family that referred itself needs no gate.
"""

import uuid
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gezinnen.models import (
    Aanmelding,
    BetrokkenHulpverlener,
    Client,
    Gegevensdeling,
    JaNeeOnbekend,
    Kader,
    VerwijzerSoort,
)
from organisaties.actor import Actor

from .actions import deel, stel_voor
from .ontvanger import Antwoord, Ontvanger
from .poort import Geweigerd, Voorstel, tegen_ontvanger
from .register import DeelbareSoort, registreer

UITKOMST = "gezinnen.bericht"
MET_REDEN = "gezinnen.bericht_reden"
SJABLOON = "gezinnen/delen/bericht.html"


def maak_uitkomst(client: Client, actor: Actor, object_id: uuid.UUID | None) -> dict[str, Any] | None:
    """The outcome alone, also when the family agreed to more: this letter may reach who shares no secrecy."""
    rij = _aanmelding(client, actor, object_id)
    if rij is None or rij.terugkoppeling not in ("uitkomst", "met_reden"):
        return None
    return _brief(actor, rij)


def maak_met_reden(client: Client, actor: Actor, object_id: uuid.UUID | None) -> dict[str, Any] | None:
    """The outcome and its reason, only when the family agreed to both."""
    rij = _aanmelding(client, actor, object_id)
    if rij is None or rij.terugkoppeling != "met_reden":
        return None
    return _brief(actor, rij) | {"reden": rij.beslisreden}


def _aanmelding(client: Client, actor: Actor, object_id: uuid.UUID | None) -> Aanmelding | None:
    """The referral of this client, as far as the actor sees it."""
    rijen = Aanmelding.objects.zichtbaar_voor(actor).filter(gezin__client=client)
    return rijen.select_related("gezin").filter(pk=object_id).first()


def _brief(actor: Actor, rij: Aanmelding) -> dict[str, Any]:
    return {
        "titel": _("Bericht over een aanmelding"),
        "dag": actor.dag.isoformat(),
        "naam": rij.verwijzer_naam,
        "dienst": rij.verwijzer_organisatie,
        "aangemeld_op": f"{rij.datum:%d/%m/%Y}",
        "nummer": rij.gezin.nummer,
        "uitkomst": str(rij.get_beslissing_display()),
        "gestart_op": f"{rij.opname_op:%d/%m/%Y}" if rij.opname_op else "",
        "reden": "",
        "van": actor.naam,
        "van_dienst": actor.organisatie_naam,
    }


def soort_van(aanmelding: Aanmelding) -> str:
    return MET_REDEN if aanmelding.terugkoppeling == "met_reden" else UITKOMST


def ontvanger_van(actor: Actor, aanmelding: Aanmelding) -> Ontvanger:
    """The referrer: as the helper of the same name who is there now, else as the referral tells."""
    hulp = (
        BetrokkenHulpverlener.objects.zichtbaar_voor(actor)
        .filter(gezin=aanmelding.gezin_id, naam__iexact=aanmelding.verwijzer_naam.strip())
        .lopend_op(actor.dag)
        .select_related("organisatie", "sector")
        .first()
    )
    if hulp is not None and aanmelding.verwijzer_naam.strip():
        return Ontvanger.van(hulp)
    sector = aanmelding.verwijzer_sector
    geheimen = {True: JaNeeOnbekend.JA, False: JaNeeOnbekend.NEE, None: JaNeeOnbekend.ONBEKEND}
    return Ontvanger(
        naam=aanmelding.verwijzer_naam or aanmelding.verwijzer_organisatie or _("de aanmelder"),
        dienst=aanmelding.verwijzer_organisatie if aanmelding.verwijzer_naam else "",
        taak=_("meldde het gezin aan"),
        beroepsgeheim=geheimen[sector.beroepsgeheim if sector else None],
        opgelegd=bool(sector and sector.opgelegd),
    )


def _voorstel(actor: Actor, aanmelding: Aanmelding, antwoord: Antwoord) -> Voorstel:
    return stel_voor(
        actor,
        aanmelding.gezin.client,
        soort_van(aanmelding),
        aan=ontvanger_van(actor, aanmelding),
        antwoord=antwoord,
        doel=waarvoor(aanmelding),
    )


def waarvoor(aanmelding: Aanmelding) -> str:
    return aanmelding.vraag[:500] or _("de aanmelding waar het gezin van weet")


def tegen(actor: Actor, aanmelding: Aanmelding) -> list[str]:
    """Codes of what stands against this letter (empty: it may go)."""
    voorstel = _voorstel(actor, aanmelding, Antwoord("ja"))
    codes = tegen_ontvanger(voorstel)
    opgelegd = voorstel.ontvanger.opgelegd or voorstel.ontvanger.kader == Kader.OPGELEGD
    if opgelegd and "opgelegd" not in codes:
        codes.append("opgelegd")
    if voorstel.soort.vertrouwelijk and voorstel.ontvanger.hulpverlener_id is None:
        codes.insert(0, "ander_gezin")
    return codes


def deel_bericht(actor: Actor, aanmelding: Aanmelding, antwoord: Antwoord) -> Gegevensdeling | None:
    """Share the letter; None when the family referred itself. Raises Geweigerd with every reason."""
    if aanmelding.verwijzer_soort == VerwijzerSoort.GEZIN:
        return None
    codes = tegen(actor, aanmelding)
    if codes:
        raise Geweigerd(codes)
    return deel(
        actor,
        aanmelding.gezin.client,
        soort_van(aanmelding),
        aanmelding.pk,
        aan=ontvanger_van(actor, aanmelding),
        antwoord=antwoord,
        doel=waarvoor(aanmelding),
    )


def registreer_soorten() -> None:
    """Called when the app starts."""
    uitkomst = gettext_lazy("Bericht aan de aanmelder: de uitkomst")
    met_reden = gettext_lazy("Bericht aan de aanmelder: de uitkomst met de reden")
    for code, titel, maak, vertrouwelijk in (
        (UITKOMST, uitkomst, maak_uitkomst, False),
        (MET_REDEN, met_reden, maak_met_reden, True),
    ):
        registreer(
            DeelbareSoort(
                code,
                titel,
                maak,
                SJABLOON,
                nodig=gettext_lazy("Wie een gezin aanmeldt, moet weten of er hulp komt."),
                feit=gettext_lazy("De uitkomst van de aanmelding, zover het gezin wil."),
                vertrouwelijk=vertrouwelijk,
                kiesbaar=False,
                zelf_mee=False,
            )
        )
