"""The kinds of this app: progress in goals and steps, practical data, a letter, requests to services."""

import uuid
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gezinnen.models import Adres, Client, Doel, Gegevensdeling, Gezin, GezinGegevens, Publiek, Stap
from gezinnen.panelen import Paneel
from gezinnen.panelen import registreer as registreer_paneel
from organisaties.actor import Actor
from organisaties.models import Rol

from .forms import BriefFormulier, KlusFormulier
from .register import DeelbareSoort, registreer

STAPPEN = "gezinnen.stappen"
PRAKTISCH = "gezinnen.praktisch"
BRIEF = "gezinnen.brief"
KLUS = "gezinnen.klus"
VRIJWILLIGER = "gezinnen.vrijwilliger"
BERICHT = "gezinnen.bericht"


def gezin_van(client: Client, actor: Actor) -> Gezin | None:
    """The family of this client, as far as the actor reaches it."""
    return Gezin.objects.zichtbaar_voor(actor).select_related("gegevens").filter(client=client).first()


def maak_stappen(client: Client, actor: Actor, object_id: uuid.UUID | None) -> dict[str, Any] | None:
    """The goals in the family's words and the steps with effort and result; never a score (R027, R028).

    Only what is for the whole family: what somebody said for herself alone leaves with nobody.
    """
    stappen = Stap.objects.zichtbaar_voor(actor)
    doelen = list(
        Doel.objects.zichtbaar_voor(actor)
        .filter(gezin__client=client, losgelaten_op__isnull=True, publiek=Publiek.GEZIN)
        .prefetch_related(Prefetch("stappen", queryset=stappen))
    )
    los = list(stappen.filter(gezin__client=client, doel__isnull=True))
    if not doelen and not los:
        return None
    return {
        "titel": _("Doelen en stappen"),
        "dag": actor.dag.isoformat(),
        "doelen": [
            {
                "tekst": doel.tekst,
                "bereikt": doel.bereikt_op.isoformat() if doel.bereikt_op else "",
                "stappen": [_stap(stap) for stap in doel.stappen.all()],
            }
            for doel in doelen
        ],
        "los": [_stap(stap) for stap in los],
    }


def _stap(stap: Stap) -> dict[str, Any]:
    return {
        "tekst": stap.tekst,
        "wie": stap.wie,
        "status": str(stap.get_status_display()),
        "inspanning": stap.inspanning,
        "resultaat": stap.resultaat,
        "groei": stap.vooruitgang_woorden,
    }


def _adres(gezin: Gezin, actor: Actor) -> str:
    """The family's address of today; never the address of one member alone."""
    adres = (
        Adres.objects.zichtbaar_voor(actor)
        .filter(gezin=gezin, van_lid__isnull=True, tot__isnull=True)
        .select_related("gemeente")
        .first()
    )
    return adres.in_woorden if adres else ""


def maak_praktisch(client: Client, actor: Actor, object_id: uuid.UUID | None) -> dict[str, Any] | None:
    """How the family is called and reached, its languages and its address."""
    gezin = gezin_van(client, actor)
    gegevens = GezinGegevens.objects.zichtbaar_voor(actor).filter(gezin=gezin).first() if gezin else None
    if gezin is None or gegevens is None:
        return None
    return {
        "titel": _("Naam, adres en bereikbaarheid"),
        "naam": gegevens.naam,
        "adres": _adres(gezin, actor),
        "telefoon": gegevens.telefoon,
        "contactwens": gegevens.contactwens,
        "talen": gegevens.talen,
        "tolk": gegevens.tolk,
    }


def maak_leeg(client: Client, actor: Actor, object_id: uuid.UUID | None) -> dict[str, Any]:
    """A letter: all of it is written by the helper, with the day and who signs."""
    return {"dag": actor.dag.isoformat(), "van": actor.naam, "dienst": actor.organisatie_naam}


def maak_vraag(client: Client, actor: Actor, object_id: uuid.UUID | None) -> dict[str, Any] | None:
    """A request to a service: who to ask back, and the address for when the family lets it come along."""
    gezin = gezin_van(client, actor)
    if gezin is None:
        return None
    return {**maak_leeg(client, actor, object_id), "adres": _adres(gezin, actor)}


def registreer_soorten() -> None:
    """Called when the app starts."""
    registreer(
        DeelbareSoort(
            STAPPEN,
            gettext_lazy("Doelen en stappen"),
            maak_stappen,
            "gezinnen/delen/stappen.html",
            nodig=gettext_lazy("Wie mee helpt aan dezelfde doelen, moet weten waar het gezin staat."),
            feit=gettext_lazy("Wat het gezin wil, wat het deed en wat het opleverde."),
        )
    )
    registreer(
        DeelbareSoort(
            PRAKTISCH,
            gettext_lazy("Naam, adres en bereikbaarheid"),
            maak_praktisch,
            "gezinnen/delen/praktisch.html",
            nodig=gettext_lazy("Wie langskomt of belt, moet weten waar en wanneer."),
            feit=gettext_lazy("Gegevens die het gezin zelf gaf."),
        )
    )
    registreer(
        DeelbareSoort(
            BRIEF,
            gettext_lazy("Een brief"),
            maak_leeg,
            "gezinnen/delen/brief.html",
            feit=gettext_lazy(
                "De brief noemt feiten: woorden die een mening of vermoeden zijn, houden hem tegen."
            ),
            formulier=BriefFormulier,
            zelf_mee=False,
        )
    )
    for code, titel, rol in (
        (KLUS, gettext_lazy("Een vraag aan een klussendienst"), Rol.KLUSSENDIENST),
        (VRIJWILLIGER, gettext_lazy("Een vraag aan een vrijwilligerswerking"), Rol.VRIJWILLIGERSWERKING),
    ):
        registreer(
            DeelbareSoort(
                code,
                titel,
                maak_vraag,
                "gezinnen/delen/vraag.html",
                nodig=gettext_lazy("De dienst moet weten wat er te doen is, en bij wie."),
                feit=gettext_lazy("Enkel de taak, de voornaam en het adres. Niets over het gezin zelf."),
                vertrouwelijk=False,
                ontvanger=rol.value,
                formulier=KlusFormulier,
                zelf_mee=False,
            )
        )
    registreer_paneel(
        Paneel(
            "gezinnen.delen",
            gettext_lazy("Delen"),
            "gezinnen/delen/paneel.html",
            delen_paneel,
            (Rol.COACH, Rol.VERZORGENDE),
            70,
        )
    )


def delen_paneel(gezin: Gezin, actor: Actor) -> dict[str, Any]:
    """How much is shared now (for who keeps the file), and where to take down a no; one query."""
    if not actor.is_(Rol.COACH):
        return {"aantal": 0, "mag_delen": False}
    delingen = Gegevensdeling.objects.zichtbaar_voor(actor).filter(client=gezin.client_id)
    return {"aantal": delingen.in_kracht(actor.dag).count(), "mag_delen": True}
