"""Who answers for which data, and each exception to what a family sees: one page, for everyone."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from beroepsgeheim.beleid import beleid
from beroepsgeheim.models import Privacyverklaring
from beroepsgeheim.omslag import noteer
from beroepsgeheim.verwerkingsregister import MAATREGELEN, klassen
from gezinnen.views.blad import formulierblad, gelukt
from organisaties.actor import vandaag
from organisaties.models import Functie, Organisatie, Rol
from portaal.mijn.views import WEGEN
from thuiscompagnie.vloer.formulieren import bewaar_versie, eenmalig

from .forms import VerklaringFormulier

# Held by the application for every organisation, each with who decides and what the family can do.
UITZONDERINGEN = [
    (
        gettext_lazy("Wat iemand anders in vertrouwen vertelde"),
        gettext_lazy("U leest dat het er is en waarom u het niet krijgt, nooit wat er staat."),
    ),
    (
        gettext_lazy("Een zorg om iemands veiligheid"),
        gettext_lazy(
            "Die staat apart. Eerst spreken we erover met het gezin, tenzij dat iemand in gevaar brengt. "
            "Wie beslist en op welke wettelijke grond, staat erbij. Er wordt niets door gedeeld."
        ),
    ),
    (
        gettext_lazy("Wat een ander gezinslid zei"),
        gettext_lazy("Dat blijft van die persoon, ook van een kind, tot die persoon het zelf openstelt."),
    ),
    (
        gettext_lazy("De geheugensteun voor een overleg"),
        gettext_lazy(
            "Waarover u niet wilt praten. Ze is van u en van wie met u voorbereidt, en verdwijnt daarna."
        ),
    ),
    (
        gettext_lazy("Wie wanneer keek"),
        gettext_lazy("U leest de functie en de dienst. De naam vraagt u aan de dienst."),
    ),
    (
        gettext_lazy("Langer bewaren"),
        gettext_lazy(
            "Enkel als er een klacht of een procedure loopt, of als een selectieregel van de overheid het zegt."
        ),
    ),
]
WEGEN.append(("privacy:verklaring", "gebouw", gettext_lazy("Wie zorgt voor mijn gegevens?")))
MET_DOSSIERS = (Rol.COACH, Rol.COORDINATOR, Rol.VERANTWOORDELIJKE, Rol.PROVINCIE)


def verantwoordelijken() -> list[dict[str, Any]]:
    """The organisations that keep data here, each with its own words or none yet."""
    actief = Functie.objects.actief_op(vandaag()).filter(rol__in=MET_DOSSIERS).values("organisatie")
    eigen = {v.organisatie_id: v for v in Privacyverklaring.objects.all()}
    return [
        {"organisatie": organisatie, "verklaring": eigen.get(organisatie.pk)}
        for organisatie in Organisatie.objects.filter(pk__in=actief).order_by("naam", "pk")
    ]


@beleid(openbaar=True)
@require_safe
def verklaring(request: HttpRequest) -> HttpResponse:
    """Public, also linked from the family's own place: nothing here is about anybody."""
    actor = getattr(request, "actor", None)
    context = {
        "basis": "basis.html" if actor and actor.functie_id else "basis_gezin.html",
        "verantwoordelijken": verantwoordelijken(),
        "uitzonderingen": UITZONDERINGEN,
        "maatregelen": MAATREGELEN,
        "klassen": [k for k in klassen() if k.instelbaar],
        "mag_wijzigen": bool(actor and actor.is_(Rol.PRIVACY, Rol.BEHEERDER)),
    }
    return render(request, "privacy/verklaring.html", context)


@beleid(Rol.PRIVACY, Rol.BEHEERDER)
@eenmalig
def wijzigen(request: HttpRequest) -> HttpResponse:
    """The words of one's own organisation."""
    huis = request.actor.organisatie_id
    rij = Privacyverklaring.objects.beheerd_door(request.actor).first() or Privacyverklaring(
        organisatie_id=huis
    )
    nieuw = rij._state.adding
    form = VerklaringFormulier(request.POST or None, instance=rij)

    def doe() -> bool:
        rij.gewijzigd_op = timezone.now()
        if nieuw:
            rij.save(force_insert=True)
        else:
            velden = ["contact", "functionaris", "uitzonderingen", "gewijzigd_op"]
            bewaar_versie(rij, velden=velden, versie=form.cleaned_data["versie"])
        noteer("wijzigen", onderdeel="beroepsgeheim.privacyverklaring")
        return True

    if gelukt(form, doe):
        messages.success(request, _("Bewaard. Iedereen kan dit nu lezen."))
        return redirect("privacy:verklaring")
    terug = {"terug_url": reverse("privacy:verklaring"), "terug_tekst": _("Uw gegevens bij ons")}
    return formulierblad(request, form, titel=_("Wat uw organisatie zegt"), knop=_("Bewaren"), **terug)
