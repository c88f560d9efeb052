"""Which passwords are too easy here: well-known ones and words of this work, also joined, doubled or with digits.

Twelve characters long is not enough when they are "welkom-gezin-2026": whoever guesses tries that first.
"""

from functools import lru_cache
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Documented in docs/asvs.md, which a test compares with this.
VAKWOORDEN = (
    "thuiscompagnie", "compagnie", "thuis", "gezin", "gezinnen", "gezinszorg", "gezinscoach", "coach", "coaching",
    "verzorgende", "verzorging", "zorg", "hulpverlener", "hulp", "overleg", "coordinator", "beheerder", "ocmw",
    "provincie", "limburg", "hasselt", "genk", "beringen", "lommel", "welkom", "wachtwoord", "geheim", "aanmelden",
    "lente", "zomer", "herfst", "winter",
)  # fmt: skip
WOORDEN_MINSTENS = 3
KORTSTE = 4
LANGSTE = 20


@lru_cache(maxsize=1)
def bekende_woorden() -> frozenset[str]:
    """The words above and the twenty thousand passwords that Django ships."""
    gangbaar: Any = CommonPasswordValidator().passwords
    return frozenset(VAKWOORDEN) | frozenset(w for w in gangbaar if len(w) >= KORTSTE)


def zonder_herhaling(tekst: str) -> str:
    """The shortest piece of which the text is a repetition."""
    plek = (tekst + tekst).find(tekst, 1)
    return tekst[:plek]


def aantal_woorden(tekst: str) -> int | None:
    """Of how few known words the text is made, digits between them not counted; None when of more than those."""
    bekend = bekende_woorden()
    beste: list[int | None] = [0] + [None] * len(tekst)
    for eind in range(1, len(tekst) + 1):
        kansen = [beste[eind - 1]] if tekst[eind - 1].isdigit() else []
        for begin in range(max(0, eind - LANGSTE), eind - KORTSTE + 1):
            eerder = beste[begin]
            if eerder is not None and tekst[begin:eind] in bekend:
                kansen.append(eerder + 1)
        geldig = [kans for kans in kansen if kans is not None]
        beste[eind] = min(geldig) if geldig else None
    return beste[-1]


class GeenBekendeWoorden:
    """Refuses a password made of one or two known words, whatever digits and signs stand around them."""

    def validate(self, password: str, user: Any = None) -> None:
        kern = "".join(teken for teken in password.casefold() if teken.isalnum())
        woorden = aantal_woorden(zonder_herhaling(kern)) if len(kern) <= 128 else None
        if woorden is not None and woorden < WOORDEN_MINSTENS:
            raise ValidationError(
                _("Dit wachtwoord raadt men snel. Neem drie woorden die niets met uw werk te maken hebben."),
                code="password_known_words",
            )

    def get_help_text(self) -> str:
        return str(_("Gebruik geen bekend wachtwoord en geen woorden van dit werk."))
