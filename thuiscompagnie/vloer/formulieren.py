"""What every form on every page does: one-time tokens, optimistic locking, drafts, sane limits."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import wraps
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.utils import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from .models import Concept, Formulierbon
from .rijksregister import geen_rijksregisternummer
from .woorden import begin_met_kiezen

MAX_TEKST = 20_000


class HuisFormulier(forms.Form):
    """Base of all forms: crispy layout without its own <form> tag, a one-time token, a maximum length."""

    formulierbon = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.fields["formulierbon"].initial = uuid.uuid4
        begrens(self.fields)
        begin_met_kiezen(self.fields)


class HuisModelFormulier(forms.ModelForm):
    """The same for model forms, with the version of the row for optimistic locking (see `bewaar_versie`)."""

    formulierbon = forms.UUIDField(widget=forms.HiddenInput, required=False)
    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.fields["formulierbon"].initial = uuid.uuid4
        if hasattr(self.instance, "versie"):
            self.fields["versie"].initial = self.instance.versie
        else:
            del self.fields["versie"]
        begrens(self.fields)
        begin_met_kiezen(self.fields)

    def clean(self) -> dict[str, Any] | None:
        """A period that ends before it begins is said beside its end, not only on top of the page."""
        schoon = super().clean()
        van, tot = self.cleaned_data.get("van"), self.cleaned_data.get("tot")
        if van and tot and tot < van:
            self.add_error("tot", _("De einddatum ligt voor de begindatum."))
        return schoon


def begrens(velden: Mapping[str, forms.Field]) -> None:
    """Every free text has a limit that is told, never a crash; NUL characters are refused by Django itself.

    No text takes a national register number; a password may look like one.
    """
    for veld in velden.values():
        for grens in veld.validators:
            if isinstance(grens, MinValueValidator):
                grens.message = _("Schrijf hier %(getal)s of meer.") % {"getal": _getal(grens.limit_value)}
            elif isinstance(grens, MaxValueValidator):
                grens.message = _("Schrijf hier hoogstens %(getal)s.") % {"getal": _getal(grens.limit_value)}
        if not isinstance(veld, forms.CharField) or isinstance(veld, forms.UUIDField):
            continue
        if veld.max_length is None:
            veld.max_length = MAX_TEKST
            veld.validators.append(forms.fields.validators.MaxLengthValidator(MAX_TEKST))
        if not isinstance(veld.widget, forms.PasswordInput):
            veld.validators.append(geen_rijksregisternummer)


def _getal(grens: Any) -> str:
    """A limit as people write it here: 40, 0,25."""
    return number_format(grens() if callable(grens) else grens)


class VersieConflict(Exception):
    """Somebody else saved this row in the meantime; `verschillen` is readable for people."""

    def __init__(self, verschillen: list[tuple[str, str, str]], versie: int) -> None:
        super().__init__("stale version")
        self.verschillen = verschillen
        self.versie = versie


def bewaar_versie(
    obj: models.Model, *, velden: list[str], versie: int | None, getypt: Sequence[str] | None = None
) -> None:
    """Conditional UPDATE of `velden` of a row with a `versie` column; raises VersieConflict when it moved on.

    The conflict lists (label, what stands there now, what you typed) for each field that differs, or of those
    in `getypt` alone when the rest was not typed by a person.
    """
    model = type(obj)
    waarden = {veld: getattr(obj, veld) for veld in velden}
    aantal = model._base_manager.filter(pk=obj.pk, versie=versie).update(
        **waarden, versie=models.F("versie") + 1
    )
    if aantal:
        obj.versie = (versie or 0) + 1
        return
    nu = model._base_manager.get(pk=obj.pk)
    verschillen = []
    for veld in velden if getypt is None else getypt:
        if getattr(nu, veld) != waarden[veld]:
            label = str(model._meta.get_field(veld).verbose_name)  # type: ignore[union-attr]
            verschillen.append((label, leesbaar(nu, veld), leesbaar(obj, veld)))
    raise VersieConflict(verschillen, nu.versie)


def leesbaar(obj: models.Model, veld: str) -> str:
    """A field's value as a person reads it (the label of a choice, the name of a relation)."""
    weergave = getattr(obj, f"get_{veld}_display", None)
    waarde = weergave() if weergave else getattr(obj, veld)
    if waarde in (None, ""):
        return str(_("(leeg)"))
    if isinstance(waarde, bool):
        return str(_("ja") if waarde else _("nee"))
    if isinstance(waarde, datetime):
        return date_format(timezone.localtime(waarde), "DATETIME_FORMAT")
    if isinstance(waarde, date):
        return date_format(waarde)
    return str(waarde)


def meld_conflict(form: forms.BaseForm, conflict: VersieConflict) -> None:
    """Put a readable difference on the form; what was typed stays, and saving again is a deliberate act."""
    gegevens = form.data.copy()
    gegevens[form.add_prefix("versie")] = conflict.versie
    form.data = gegevens
    regels = format_html_join(
        "", "<br>{}: nu staat er “{}”; u typte “{}”.", ((a, b, c) for a, b, c in conflict.verschillen)
    )
    kop = _(
        "Iemand anders heeft dit intussen bewaard, of u zelf in een ander tabblad. Kijk na en bewaar opnieuw als u uw tekst wilt houden."
    )
    form.add_error(None, forms.ValidationError(format_html_join("", "{}{}", [(kop, regels)])))


def neem_fouten_over(form: forms.BaseForm, fout: ValidationError) -> None:
    """Put what an action refused beside the field it is about; what has no field comes on top."""
    if not hasattr(fout, "error_dict"):
        form.add_error(None, fout)
        return
    for veld, fouten in fout.error_dict.items():
        for melding in fouten:
            form.add_error(veld if veld in form.fields else None, melding)


def gelukt(form: forms.BaseForm, doe: Callable[[], Any]) -> Any:
    """Run an action on a valid form; what it refuses lands beside the field. Returns its result or None."""
    if not form.is_valid():
        return None
    try:
        return doe()
    except ValidationError as fout:
        neem_fouten_over(form, fout)
    except VersieConflict as conflict:
        meld_conflict(form, conflict)
    return None


def eenmalig(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A form that is posted twice has one effect: the second click goes where the first one led.

    The token row is inserted first, inside the request's transaction; a concurrent second post waits on the
    unique index and then follows the first. A response that is not a redirect gives the token back.
    """

    @wraps(view)
    def omhuld(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        bon = _bon(request)
        if request.method != "POST" or bon is None:
            return view(request, *args, **kwargs)
        try:
            with transaction.atomic():
                rij = Formulierbon.objects.create(bon=bon, functie=request.actor.functie_id)
        except IntegrityError:
            eerder = Formulierbon.objects.filter(bon=bon).first()
            messages.info(request, _("Dit was al bewaard. Er is niets dubbel gebeurd."))
            return redirect(eerder.doel if eerder and eerder.doel else "/vandaag/")
        antwoord = view(request, *args, **kwargs)
        if 300 <= antwoord.status_code < 400:
            Formulierbon.objects.filter(pk=rij.pk).update(doel=antwoord["Location"][:300])
        else:
            Formulierbon.objects.filter(pk=rij.pk).delete()
        return antwoord

    return omhuld


def _bon(request: HttpRequest) -> uuid.UUID | None:
    waarde = request.POST.get("formulierbon") or next(
        (v for k, v in request.POST.items() if k.endswith("-formulierbon")), ""
    )
    try:
        return uuid.UUID(str(waarde))
    except ValueError:
        return None


def bewaar_concept(functie: uuid.UUID, formulier: str, over: uuid.UUID, velden: Mapping[str, Any]) -> Concept:
    """Keep what is typed in a form for this person in this role. Returns the draft with its moment."""
    from django.utils import timezone

    schoon = {k: v for k, v in velden.items() if k not in ("csrfmiddlewaretoken", "formulierbon")}
    concept, _nieuw = Concept.objects.update_or_create(
        functie=functie,
        formulier=formulier,
        over=over,
        defaults={"velden": schoon, "bewaard_op": timezone.now()},
    )
    return concept


def haal_concept(functie: uuid.UUID, formulier: str, over: uuid.UUID) -> Concept | None:
    """The draft of this form about this object, if this person left one."""
    return Concept.objects.filter(functie=functie, formulier=formulier, over=over).first()


def wis_concept(functie: uuid.UUID, formulier: str, over: uuid.UUID) -> None:
    """The form was saved for good: the draft goes."""
    Concept.objects.filter(functie=functie, formulier=formulier, over=over).delete()
