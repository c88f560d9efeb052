"""Account pages of the manager: people and roles of her own organisation. No case content is reachable here."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.db.models.functions import Lower
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from beroepsgeheim.beleid import Mag, beleid, haal
from beroepsgeheim.omslag import noteer
from organisaties import actions
from organisaties.aanmelden.herstel import te_bevestigen
from organisaties.forms import (
    BevestigFormulier,
    EindeFormulier,
    RekeningFilter,
    RolFormulier,
    UitnodigFormulier,
)
from organisaties.models import Functie, Gebruiker, Herstel, Rol
from organisaties.uitnodiging import link
from organisaties.verzoek import Verzoek
from portaal.rekeningen import vertrek
from portaal.rekeningen.vertrek import log_rol
from thuiscompagnie.vloer.bladeren import bladzijde
from thuiscompagnie.vloer.formulieren import eenmalig, gelukt


def basis(request: Verzoek) -> str:
    """Scheme and host of this site, for a link in a mail."""
    return request.build_absolute_uri("/")


def _velden(form: forms.BaseForm, *erbij: str) -> dict[str, Any]:
    """What a form about a role asks: the role and its period, and what `erbij` names."""
    return {veld: form.cleaned_data[veld] for veld in (*erbij, "rol", "van", "tot")}


@require_GET
@beleid(Rol.BEHEERDER, grens="lijst")
def rekeningen(request: Verzoek) -> HttpResponse:
    """The people of one's own organisation, and the proposals that wait for a second manager."""
    filter_ = RekeningFilter(request.GET)
    eigen = Functie.objects.zichtbaar_voor(request.actor).select_related("organisatie", "gebruiker")
    mensen = Gebruiker.objects.zichtbaar_voor(request.actor)
    if filter_.is_valid() and filter_.cleaned_data["q"]:
        mensen = mensen.filter(naam__icontains=filter_.cleaned_data["q"])
    dag = request.actor.dag
    rollen = Prefetch("functies", eigen.niet_voorbij(dag), to_attr="eigen_functies")
    bladen = bladzijde(mensen.prefetch_related(rollen).annotate(op=Lower("naam")), request, veld="op")
    voorstellen = list(eigen.voorstellen().order_by("voorgesteld_op", "pk")[:50])
    context = {
        "filter": filter_,
        "bladen": bladen,
        "mensen": [(mens, [f.regel_op(dag) for f in mens.eigen_functies]) for mens in bladen.rijen],
        "wacht": [f for f in voorstellen if f.kan_goedkeuren(request.actor)],
        "wacht_op_ander": [f for f in voorstellen if not f.kan_goedkeuren(request.actor)],
        "herstellen": te_bevestigen(request.actor),
        "beheerders": eigen.filter(rol=Rol.BEHEERDER).actief_op(dag).count(),
    }
    return render(request, "organisaties/rekeningen.html", context)


@require_http_methods(["GET", "POST"])
@beleid(Rol.BEHEERDER)
@eenmalig
def uitnodigen(request: Verzoek) -> HttpResponse:
    """Invite somebody with a role; a second manager approves the role."""
    organisatie = actions.actor_organisatie(request.actor)
    form = UitnodigFormulier(request.POST or None, organisatie=organisatie)
    functie = gelukt(
        form,
        lambda: actions.nodig_uit(
            actor=request.actor, basis=basis(request), **_velden(form, "naam", "email", "gebruikersnaam")
        ),
    )
    if functie is not None:
        log_rol(functie, "voorgesteld")
        messages.success(request, _("De uitnodiging is klaar. Een tweede beheerder keurt de rol goed."))
        return redirect("organisaties:rekening", pk=functie.gebruiker_id)
    return render(request, "organisaties/uitnodigen.html", {"form": form})


@require_GET
@beleid(Rol.BEHEERDER)
def rekening(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """One person: the roles in one's own organisation, and whether the invitation was used."""
    gebruiker, mag = haal(Gebruiker, request, pk=pk)
    functies = list(
        Functie.objects.zichtbaar_voor(request.actor)
        .filter(gebruiker=gebruiker)
        .select_related("organisatie", "voorgesteld_door", "toegekend_door", "ingetrokken_door", "gebruiker")
        .order_by("-van", "pk")
    )
    rollen = [(f, Mag(f, request.actor), f.stand_op(request.actor.dag)) for f in functies]
    open_ = Herstel.objects.zichtbaar_voor(request.actor).open().filter(gebruiker=gebruiker)
    herstellen = [(rij, Mag(rij, request.actor)) for rij in open_.select_related("gevraagd_door")]
    context = {"gebruiker": gebruiker, "mag": mag, "rollen": rollen, "herstellen": herstellen}
    return render(request, "organisaties/rekening.html", context)


@require_http_methods(["GET", "POST"])
@beleid(Rol.BEHEERDER)
@eenmalig
def rol_voorstellen(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """Propose another role for somebody of one's own organisation."""
    gebruiker, _mag = haal(Gebruiker, request, pk=pk)
    organisatie = actions.actor_organisatie(request.actor)
    form = RolFormulier(request.POST or None, organisatie=organisatie)
    functie = gelukt(
        form,
        lambda: actions.stel_functie_voor(actor=request.actor, gebruiker=gebruiker, **_velden(form)),
    )
    if functie is not None:
        log_rol(functie, "voorgesteld")
        messages.success(request, _("De rol is voorgesteld. Een tweede beheerder keurt ze goed."))
        return redirect("organisaties:rekening", pk=pk)
    return render(request, "organisaties/rol_voorstellen.html", {"form": form, "gebruiker": gebruiker})


@require_http_methods(["GET", "POST"])
@beleid(Rol.BEHEERDER)
@eenmalig
def uitnodiging_vernieuwen(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """A new link: mailed, or shown once to hand over on paper when there is no mailbox."""
    gebruiker, _mag = haal(Gebruiker, request, pk=pk, mag="uitnodigen")
    if request.method == "GET":
        context = {"gebruiker": gebruiker, "bon": BevestigFormulier()}
        return render(request, "organisaties/uitnodiging_vernieuwen.html", context)
    noteer("toegang", onderdeel="organisaties.uitnodiging", doel=str(gebruiker.pk))
    if gebruiker.email:
        actions.plan_uitnodiging(actor=request.actor, gebruiker=gebruiker, basis=basis(request))
        messages.success(request, _("Er is een nieuwe link onderweg. De vorige link werkt niet meer."))
        return redirect("organisaties:rekening", pk=pk)
    actions.vernieuw_uitnodiging(gebruiker)
    context = {"gebruiker": gebruiker, "link": link(gebruiker, basis(request))}
    return render(request, "organisaties/uitnodiging_link.html", context)


def _beslis(
    request: Verzoek,
    pk: uuid.UUID,
    *,
    mag: str,
    sjabloon: str,
    doe: Callable[..., bool],
    wat: str,
    melding: str,
) -> HttpResponse:
    """Ask, do it once, and say what happened."""
    functie, kan = haal(Functie, request, pk=pk)
    if not getattr(kan, mag):
        if functie.is_voorstel or request.method == "POST":
            raise PermissionDenied
        messages.info(request, _("Over deze rol is al beslist."))  # the back button, or a page of yesterday
        return redirect("organisaties:rekeningen")
    if request.method == "POST":
        if doe(actor=request.actor, functie=functie):
            log_rol(functie, wat)
            messages.success(request, melding)
        else:
            messages.info(request, _("Iemand anders heeft hierover intussen beslist."))
        if (
            functie.organisatie_id != request.actor.organisatie_id
        ):  # a helper of elsewhere: her account is not ours
            return redirect("organisaties:rekeningen")
        return redirect("organisaties:rekening", pk=functie.gebruiker_id)
    return render(request, sjabloon, {"functie": functie, "bon": BevestigFormulier()})


@require_http_methods(["GET", "POST"])
@beleid(Rol.BEHEERDER)
@eenmalig
def functie_goedkeuren(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """The second person of the two grants a role."""
    return _beslis(
        request,
        pk,
        mag="goedkeuren",
        sjabloon="organisaties/functie_goedkeuren.html",
        doe=actions.keur_functie_goed,
        wat="toegekend",
        melding=_("De rol is toegekend."),
    )


@require_http_methods(["GET", "POST"])
@beleid(Rol.BEHEERDER)
@eenmalig
def functie_afwijzen(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """A proposal is refused, or withdrawn by who made it."""
    return _beslis(
        request,
        pk,
        mag="afwijzen",
        sjabloon="organisaties/functie_afwijzen.html",
        doe=actions.wijs_functie_af,
        wat="afgewezen",
        melding=_("Het voorstel is ingetrokken."),
    )


@require_http_methods(["GET", "POST"])
@beleid(Rol.BEHEERDER)
@eenmalig
def functie_beeindigen(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """End a role on a day; today or earlier ends the access this minute."""
    functie, _mag = haal(Functie, request, pk=pk, mag="beeindigen")
    form = EindeFormulier(request.POST or None)
    klaar = gelukt(
        form,
        lambda: actions.beeindig_functie(
            actor=request.actor, functie=functie, laatste_dag=form.cleaned_data["laatste_dag"]
        ),
    )
    if klaar is None:
        return render(request, "organisaties/functie_beeindigen.html", {"form": form, "functie": functie})
    if klaar:
        log_rol(functie, "beeindigd")
        nu = form.cleaned_data["laatste_dag"] <= request.actor.dag
        if nu:
            vertrek.sluit_af(functie)
        messages.success(request, _("De toegang is gestopt.") if nu else _("De laatste dag is genoteerd."))
    else:
        messages.info(request, _("Iemand anders heeft hierover intussen beslist."))
    return redirect("organisaties:rekening", pk=functie.gebruiker_id)


@require_POST
@beleid(aangemeld=True)
def wissel_functie(request: Verzoek) -> HttpResponse:
    """Work on in another role of one's own; rights are never the sum of two roles."""
    from organisaties.middleware import SESSIE_FUNCTIE

    functies = request.actor.functies if request.actor else ()
    functie = next((f for f in functies if str(f.pk) == request.POST.get("functie")), None)
    if functie is None:
        messages.error(request, _("Die rol is er niet meer. Kies een andere."))
        return redirect("/vandaag/")
    request.session[SESSIE_FUNCTIE] = str(functie.pk)
    noteer("toegang", onderdeel="organisaties.functie", doel=f"{functie.rol} in gebruik {functie.pk}")
    messages.success(
        request,
        _("U werkt nu als %(rol)s bij %(organisatie)s.")
        % {"rol": functie.rol_naam, "organisatie": functie.organisatie_naam},
    )
    return redirect("/vandaag/")
