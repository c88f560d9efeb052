"""Hours as people write them here."""

from decimal import Decimal

from django import template

from coaching.actions import uren_tekst

register = template.Library()


@register.filter
def uren(waarde: Decimal | None) -> str:
    """Give "4" or "4,5"; "" for None."""
    return "" if waarde is None else uren_tekst(waarde)
