"""A national register number does not belong here: found in free text before it is saved.

Nobody may use it without an authorisation, so no field asks for it; people type it all the same. Eleven digits
count when they could be one: a day of birth in front (also of a bis number, month + 20 or + 40) and a last pair
that fits modulus 97, as it was until 1999 or with a 2 in front for those born since 2000.
"""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_TEKEN = r"[\s.\-–/]{0,2}"
# Not a part of a longer number (an account, a bill), and not a telephone number written with its country.
_PATROON = re.compile(
    rf"(?<![\d+])(?<!\d[\s.\-/])(\d{{2}}){_TEKEN}(\d{{2}}){_TEKEN}(\d{{2}}){_TEKEN}(\d{{3}}){_TEKEN}(\d{{2}})"
    r"(?![\s.\-/]?\d)"
)


def lijkt_rijksregisternummer(cijfers: str) -> bool:
    """Whether these eleven digits can be a national register number or a bis number."""
    maand, dag = int(cijfers[2:4]) % 20, int(cijfers[4:6])
    if int(cijfers[2:4]) > 52 or maand > 12 or dag > 31:
        return False
    basis, controle = int(cijfers[:9]), int(cijfers[9:])
    return controle in (97 - basis % 97, 97 - (2_000_000_000 + basis) % 97)


def bevat_rijksregisternummer(tekst: str) -> bool:
    """Whether a national register number seems to stand in this text."""
    return any(lijkt_rijksregisternummer("".join(gevonden.groups())) for gevonden in _PATROON.finditer(tekst))


def geen_rijksregisternummer(waarde: object) -> None:
    """Form validator: raises ValidationError that tells what to do; the text itself is not repeated."""
    if isinstance(waarde, str) and bevat_rijksregisternummer(waarde):
        raise ValidationError(
            _(
                "Hier lijkt een rijksregisternummer te staan. Dat mogen we niet bewaren: haal het weg. "
                "Is het een telefoonnummer? Schrijf het dan met een + of een 0 vooraan."
            ),
            code="rijksregisternummer",
        )
