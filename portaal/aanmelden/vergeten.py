"""A forgotten password: asking a link, and choosing another with it. The second step stays what it was."""

from typing import Any

from allauth.core import ratelimit
from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import INTERNAL_RESET_SESSION_TOKEN, PasswordResetConfirmView
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from beroepsgeheim.beleid import beleid
from organisaties.aanmelden import deuren, vergeten
from organisaties.aanmelden.melden import meld
from organisaties.forms import WachtwoordFormulier
from organisaties.models import Gebruiker

from .logboek import noteer_aanmelding


class VergetenFormulier(forms.Form):
    """To which address the link goes: only to that of an account."""

    email = forms.EmailField(
        label=gettext_lazy("Uw e-mailadres"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=gettext_lazy("Het adres waarop u de uitnodiging kreeg."),
    )


@require_http_methods(["GET", "POST"])
@beleid(openbaar=True)
@never_cache
def vraag(request: HttpRequest) -> HttpResponse:
    """Ask a link. The answer and the work are the same for an address that is unknown here."""
    form = VergetenFormulier(request.POST or None)
    if form.is_valid():
        if not ratelimit.consume(request, action="vergeten_vanaf"):
            return ratelimit.respond_429(request)
        stuur_link(request, form.cleaned_data["email"])
        return redirect("aanmelden:vergeten_verstuurd")
    return render(request, "aanmelden/vergeten.html", {"form": form}, status=422 if form.is_bound else 200)


def stuur_link(request: HttpRequest, email: str) -> None:
    """One search and one job, known or not; at most three an hour for one person or address."""
    gebruiker = vergeten.wie(email)
    wie = str(gebruiker.pk) if gebruiker else email.casefold()
    goed = ratelimit.consume(request, action="vergeten_voor", key=wie)
    if goed:
        vergeten.plan_link(gebruiker, request.build_absolute_uri("/"))
    noteer_aanmelding(request, "vergeten_gevraagd", gebruiker=gebruiker, goed=goed)


@require_http_methods(["GET"])
@beleid(openbaar=True)
@never_cache
def verstuurd(request: HttpRequest) -> HttpResponse:
    """What happens now, in words that tell nothing about any address."""
    return render(request, "aanmelden/vergeten_verstuurd.html")


class NieuwWachtwoord(PasswordResetConfirmView):
    """Django's own: the token moves from the address into the session, and is checked again at each step."""

    token_generator = vergeten.bon
    form_class = WachtwoordFormulier
    template_name = "aanmelden/vergeten_nieuw.html"
    success_url = reverse_lazy("account_login")
    reset_url_token = "nieuw"  # noqa: S105 - a word in the address, no secret

    user: Gebruiker | None

    def dispatch(self, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page behind the link itself goes nowhere with its address."""
        antwoord: HttpResponseBase = super().dispatch(*args, **kwargs)
        if kwargs["token"] != self.reset_url_token:
            antwoord.headers["Referrer-Policy"] = "no-referrer"
        return antwoord

    def get_user(self, uidb64: str) -> Gebruiker | None:
        gebruiker = super().get_user(uidb64)
        return gebruiker if vergeten.mag(gebruiker) else None

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        if not self.validlink:
            noteer_aanmelding(self.request, "vergeten_hersteld", gebruiker=self.user, goed=False)
            return render(self.request, "aanmelden/vergeten_voorbij.html", status=410)
        status = 422 if context["form"].is_bound else 200
        return super().render_to_response(context, status=status, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Two windows with one link: the first one wins, the second finds the link used."""
        token = self.request.session.get(INTERNAL_RESET_SESSION_TOKEN)
        vers = Gebruiker.objects.select_for_update().get(pk=form.user.pk)
        if not self.token_generator.check_token(vers, token):
            self.validlink = False
            return self.render_to_response(self.get_context_data())
        zet(self.request, form)
        return redirect(self.success_url)


def zet(request: HttpRequest, form: WachtwoordFormulier) -> None:
    """Keep the new password and close every door that the old one opened; tell it by mail."""
    gebruiker: Any = form.save()
    deuren.sluit(gebruiker)
    logout(request)
    meld(gebruiker, "wachtwoord")
    noteer_aanmelding(request, "vergeten_hersteld", gebruiker=gebruiker)
    messages.success(request, _("Uw nieuwe wachtwoord is klaar. U kunt zich nu aanmelden."))


nieuw = beleid(openbaar=True, schrijft_bij_get=True)(NieuwWachtwoord.as_view())
