"""Small template tags of the house style: icons, cards, states, dates in Dutch.

Usage is described in docs/stijl.md. Nothing here touches the database.
"""

import datetime as dt
from functools import lru_cache

from django import template
from django.forms import PasswordInput
from django.templatetags.static import static
from django.utils import dateformat, timezone, translation
from django.utils.html import format_html

register = template.Library()

STATUS_TEKENS = {
    "nodig": "waarschuwing",
    "bezig": "bezig",
    "goed": "vink",
    "kracht": "ster",
    "wacht": "klok",
    "rust": "rondje",
    "fout": "kruis",
    "info": "info",
}
MELDING_TEKENS = {
    "success": ("goed", "vink"),
    "warning": ("nodig", "waarschuwing"),
    "error": ("fout", "kruis"),
}


@register.simple_tag
def icoon(naam, titel="", klasse=""):
    """Give one icon of the sprite; decorative unless a titel is given."""
    bron = f"{static('beeld/iconen.svg')}#{naam}"
    klassen = f"icoon {klasse}".strip()
    if titel:
        return format_html(
            '<svg class="{}" role="img" aria-label="{}" focusable="false"><use href="{}"></use></svg>',
            klassen,
            titel,
            bron,
        )
    return _sierteken(bron, klassen)


@lru_cache(maxsize=512)
def _sierteken(bron, klassen):
    """The same few icons stand dozens of times on a page."""
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}"></use></svg>',
        klassen,
        bron,
    )


teken = icoon  # within a tag that has a parameter of that name


@register.simple_block_tag
def kaart(content, titel="", icoon="", soort="", niveau=2, klasse="", anker=""):
    """Wrap the block in a card; soort is "", "nodig", "kracht", "rustig" or "gevaar"."""
    kop = ""
    if titel:
        kop = format_html(
            '<{0} class="kaart-kop">{1}<span>{2}</span></{0}>',
            f"h{int(niveau)}",
            teken(icoon) if icoon else "",
            titel,
        )
    return format_html(
        '<section class="{}"{}>\n{}\n{}\n</section>',
        " ".join(filter(None, ["kaart", soort and f"kaart-{soort}", klasse])),
        format_html(' id="{}"', anker) if anker else "",
        kop,
        content,
    )


@register.simple_tag(takes_context=True)
def toon(context, sjabloon, inhoud):
    """Include a template with the entries of the dict inhoud as variables beside the page's own."""
    with context.push(**{naam: waarde for naam, waarde in inhoud.items() if isinstance(naam, str)}):
        return context.template.engine.get_template(sjabloon).render(context)


@register.simple_tag
def status(soort, tekst):
    """Show a state as word and sign; an unknown soort gives the quiet one."""
    bekend = soort if soort in STATUS_TEKENS else "rust"
    return format_html(
        '<span class="status status-{}">{}{}</span>', bekend, teken(STATUS_TEKENS[bekend]), tekst
    )


@register.inclusion_tag("onderdelen/fasebalk.html")
def fasebalk(fasen, huidig, gesloten="", label=""):
    """Show phases (code, word) as words, the current one marked.

    gesloten is the word of an end state ("Afgerond"), shown after the phases; label says whose phases
    these are for who hears the page.
    """
    return {
        "fasen": [{"naam": naam, "nu": code == huidig and not gesloten} for code, naam in fasen],
        "gesloten": gesloten,
        "label": label,
    }


@register.inclusion_tag("onderdelen/foutoverzicht.html")
def foutoverzicht(form):
    """List the errors of a bound form with links to its fields (nothing when there are none).

    A PIN or password that was typed is never sent back: a form of those alone does not promise that it is.
    """
    fouten = []
    staat_er_nog = False
    if form is not None and form.is_bound:
        fouten = [{"tekst": tekst, "doel": ""} for tekst in form.non_field_errors()]
        for veld in form.visible_fields():
            doel = veld.id_for_label or veld.auto_id
            staat_er_nog = staat_er_nog or not isinstance(veld.field.widget, PasswordInput)
            fouten += [
                {"label": str(veld.label).rstrip("?:. "), "tekst": tekst, "doel": doel}
                for tekst in veld.errors
            ]
        for veld in form.hidden_fields():
            fouten += [{"tekst": tekst, "doel": ""} for tekst in veld.errors]
    return {"fouten": fouten, "staat_er_nog": staat_er_nog}


@register.filter
def melding_soort(bericht):
    """Translate the level of a Django message into the house's kind."""
    return MELDING_TEKENS.get(bericht.level_tag, ("info", "info"))[0]


@register.filter
def melding_teken(bericht):
    """Give the icon that belongs to the level of a Django message."""
    return MELDING_TEKENS.get(bericht.level_tag, ("info", "info"))[1]


def _plaatselijk(waarde):
    if isinstance(waarde, dt.datetime) and timezone.is_aware(waarde):
        return timezone.localtime(waarde)
    return waarde


def _opmaak(waarde, patroon):
    if translation.get_language() == "nl":
        return dateformat.format(waarde, patroon)
    with translation.override("nl"):
        return dateformat.format(waarde, patroon)


@register.filter
def datum(waarde):
    """Give "maandag 3 maart 2014" for a date or datetime, "" for None."""
    return _opmaak(_plaatselijk(waarde), "l j F Y") if waarde else ""


@register.filter
def datum_kort(waarde):
    """Give "3 maart 2014" for a date or datetime, "" for None."""
    return _opmaak(_plaatselijk(waarde), "j F Y") if waarde else ""


@register.filter
def uur(waarde):
    """Give "9.30 u." for a time or datetime (it stays on one line), "" for None."""
    return _opmaak(_plaatselijk(waarde), "G.i \\u\\.").replace(" ", "\N{NO-BREAK SPACE}") if waarde else ""


@register.filter
def wanneer(waarde, vandaag=None):
    """Say a moment as a person would: "vandaag om 14.00 u.", "morgen", "ma. 3 maart 2014".

    Takes a date or datetime; the day to compare with may be given (default: today in Belgium).
    """
    if not waarde:
        return ""
    waarde = _plaatselijk(waarde)
    vandaag = vandaag or timezone.localdate()
    dag = waarde.date() if isinstance(waarde, dt.datetime) else waarde
    woorden = {-1: "gisteren", 0: "vandaag", 1: "morgen"}
    tekst = woorden.get((dag - vandaag).days)
    if tekst is None:
        tekst = _opmaak(dag, "l j F" if dag.year == vandaag.year else "l j F Y")
    return f"{tekst} om {uur(waarde)}" if isinstance(waarde, dt.datetime) else tekst


@register.filter
def mag_leeg(veld):
    """Tell whether a bound field is optional and should say so."""
    return not veld.field.required and getattr(veld.form, "toon_optioneel", True)
