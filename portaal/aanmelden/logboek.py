"""Log lines around logging in: written after the request, so that a refusal is in the log too."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from beroepsgeheim.grenzen import eerste_keer
from beroepsgeheim.logboek import benoem
from beroepsgeheim.omslag import noteer, omslag
from organisaties.actor import Actor, Soort
from organisaties.middleware import kies_actor
from organisaties.models import Gebruiker

KLOPPEN_SECONDEN = 10 * 60


def noteer_aanmelding(
    request: HttpRequest,
    onderdeel: str,
    *,
    gebruiker: Gebruiker | None = None,
    doel: str = "",
    goed: bool = True,
) -> None:
    """Remember a line about logging in: what happened (`onderdeel`), to whom, and whether it was refused."""
    if not hasattr(request, "aanmeldregels"):
        request.aanmeldregels = []
    uitkomst = "ok" if goed else "geweigerd"
    request.aanmeldregels.append((_actor(request, gebruiker), f"aanmelden.{onderdeel}", doel, uitkomst))


def noteer_kloppen(request: HttpRequest) -> None:
    """Somebody unknown knocks too often: one line for each sender in ten minutes, without the address."""
    sender = get_adapter().get_client_ip(request)
    if eerste_keer(str(sender), "deur", KLOPPEN_SECONDEN):
        noteer_aanmelding(request, "te_vaak", goed=False)


def _actor(request: HttpRequest, gebruiker: Gebruiker | None) -> Actor:
    """The role in use, else the bare person, else nobody known."""
    actor = getattr(request, "actor", None)
    if actor is None and request.user.is_authenticated:
        actor = kies_actor(request)
    if actor is not None and (gebruiker is None or actor.gebruiker_id == gebruiker.pk):
        return actor
    return Actor(
        soort=Soort.SYSTEEM, gebruiker_id=gebruiker.pk if gebruiker else None, verzoek_id=request.verzoek_id
    )


def schrijf(request: HttpRequest) -> None:
    """Write the remembered lines, each in the name of whom it is about."""
    for actor, onderdeel, doel, uitkomst in getattr(request, "aanmeldregels", ()):
        with omslag(actor):
            noteer("aanmelding", onderdeel=onderdeel, doel=doel, uitkomst=uitkomst)


def _echt(request: HttpRequest | None) -> bool:
    return hasattr(request, "verzoek_id")


def bij_aanmelden(sender: Any, request: HttpRequest, user: Gebruiker, **kwargs: Any) -> None:
    """Receiver: the door is open (for staff without a second factor: as far as the page to set one up).

    The family's own door writes its own line, which the family can read.
    """
    if _echt(request) and user.persoon_id is None:
        noteer_aanmelding(request, "begin", gebruiker=user)


def bij_afmelden(sender: Any, request: HttpRequest, user: Gebruiker | None, **kwargs: Any) -> None:
    """Receiver: somebody left."""
    if _echt(request) and user is not None and user.persoon_id is None:
        noteer_aanmelding(request, "einde", gebruiker=user)


def bij_mislukken(
    sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kw: Any
) -> None:
    """Receiver: a wrong password. What was typed as a name is not written down."""
    if request is None or not _echt(request):
        return
    naam = credentials.get("username") or credentials.get("email") or ""
    velden = ("gebruikersnaam__iexact", "email__iexact")
    gebruiker = next((g for v in velden if (g := Gebruiker.objects.filter(**{v: naam}).first())), None)
    noteer_aanmelding(request, "wachtwoord", gebruiker=gebruiker, goed=False)


WOORDEN = {
    "begin": _("aangemeld met wachtwoord of pincode"),
    "einde": _("afgemeld"),
    "te_vaak": _("te veel pogingen aan de deur"),
    "wachtwoord": _("wachtwoord"),
    "tweede_stap": _("tweede stap bij het aanmelden"),
    "app_ingesteld": _("app voor de tweede stap ingesteld"),
    "sleutel_ingesteld": _("toegangssleutel toegevoegd"),
    "sleutel_weg": _("toegangssleutel weggedaan"),
    "noodcodes_nieuw": _("nieuwe noodcodes gemaakt"),
    "bevestigd": _("nog eens bevestigd wie men is"),
    "pincode_gezet": _("pincode gekozen"),
    "wachtwoord_gewijzigd": _("eigen wachtwoord veranderd"),
    "op_slot": _("bladzijde op slot na rust"),
    "slot": _("slot van de bladzijde"),
    "ander_toestel": _("sessie vanaf een ander toestel"),
    "sessie_beeindigd": _("sessie beëindigd"),
    "toestel": _("pincode op een vertrouwde telefoon"),
    "toestel_vertrouwd": _("telefoon vertrouwd"),
    "toestel_ingetrokken": _("telefoon niet meer vertrouwd"),
    "vergeten_gevraagd": _("link gevraagd voor een vergeten wachtwoord"),
    "vergeten_hersteld": _("nieuw wachtwoord met een link"),
    "herstel_gevraagd": _("gevraagd om een tweede stap of wachtwoord van een collega weg te nemen"),
    "herstel_afgewezen": _("die vraag afgewezen"),
    "tweede_stap_gewist": _("tweede stap van een collega weggenomen, als tweede beheerder"),
    "wachtwoord_gewist": _("wachtwoord van een collega weggenomen, als tweede beheerder"),
    "verder": _("wat op slot bewaard werd"),
}


def verbind() -> None:
    """Called when the app is ready."""
    benoem({f"aanmelden.{code}": woord for code, woord in WOORDEN.items()})
    user_logged_in.connect(bij_aanmelden, dispatch_uid="portaal.aanmelden.begin")
    user_logged_out.connect(bij_afmelden, dispatch_uid="portaal.aanmelden.einde")
    user_login_failed.connect(bij_mislukken, dispatch_uid="portaal.aanmelden.mislukt")
