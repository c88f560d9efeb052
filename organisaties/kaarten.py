"""What happens with a card: made, a code given, tried at the door, a PIN chosen, ended.

Every answer at the door is the same for a number that does not exist, words that are wrong, a code that is
too old and a card that rests: guessing tells nothing. The work done (two slow hashes) is the same as well.
"""

import secrets
from datetime import timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from thuiscompagnie.vloer.tellers import tel

from .aanmelden import toestellen, tweede_stap
from .models import Functie, Gebruiker
from .sleutelkaart import POGINGEN, Sleutelkaart
from .woordenlijst import WOORDEN

CODE_MINUTEN = 15
PAUZE_SECONDEN = 15 * 60
PIN_MINSTENS, PIN_HOOGSTENS = 5, 8
# What a number or words that do not exist are compared with, so that they take as long.
_NIETS = SimpleLazyObject(lambda: make_password(secrets.token_hex()))


def schoon(tekst: str) -> str:
    """What was typed, without spaces, dashes and capitals: words and numbers are compared like this."""
    return "".join(teken for teken in tekst.lower() if teken.isalnum())


def maak_kaart(gebruiker: Gebruiker, *, door: Functie | None) -> tuple[Sleutelkaart, str]:
    """A new card for this user, with its words to print once. An older card ends at once."""
    beeindig(gebruiker)
    woorden = " ".join(secrets.choice(WOORDEN) for _keer in range(3))
    kaart = Sleutelkaart.objects.create(
        gebruiker=gebruiker, nummer=_vrij_nummer(), woorden=make_password(schoon(woorden)), gemaakt_door=door
    )
    return kaart, woorden


def _vrij_nummer() -> str:
    while True:
        nummer = str(secrets.randbelow(90_000_000) + 10_000_000)
        if not Sleutelkaart.objects.filter(nummer=nummer).exists():
            return nummer


def geef_code(kaart: Sleutelkaart) -> str:
    """Six digits to say or show once: valid for a quarter of an hour and five tries. A resting card wakes up.

    The PIN that was goes: whoever comes in with a code chooses a new one.
    """
    code = f"{secrets.randbelow(1_000_000):06d}"
    Sleutelkaart.objects.filter(pk=kaart.pk, geeindigd_op__isnull=True).update(
        code=make_password(code),
        code_tot=timezone.now() + timedelta(minutes=CODE_MINUTEN),
        code_pogingen=0,
        pin="",
        pin_pogingen=0,
    )
    cache.delete(_teller(kaart.nummer))
    return code


def klop_aan(nummer: str, woorden: str, geheim: str) -> tuple[Sleutelkaart | None, bool]:
    """Try a card with a code or a PIN. Returns (the card that opened, whether a PIN must be chosen now).

    (None, False) for everything that is not right. A try is counted before it is looked at, so that many at
    the same time are not more than five.
    """
    nummer, woorden, geheim = schoon(nummer), schoon(woorden), schoon(geheim)
    teveel = _tel(nummer) > POGINGEN
    kaart = Sleutelkaart.objects.filter(
        nummer=nummer, geeindigd_op__isnull=True, gebruiker__is_active=True
    ).first()
    juist = check_password(woorden, kaart.woorden if kaart else str(_NIETS))
    mag = bool(kaart and juist and not teveel and _neem_poging(kaart))
    hash_ = (kaart.pin or kaart.code) if kaart and mag else str(_NIETS)
    klopt = check_password(_pin_tekst(woorden, geheim) if kaart and kaart.pin else geheim, hash_)
    if not (kaart and mag and klopt):
        return None, False
    cache.delete(_teller(nummer))
    if kaart.pin:
        Sleutelkaart.objects.filter(pk=kaart.pk).update(pin_pogingen=0)
        return kaart, False
    Sleutelkaart.objects.filter(pk=kaart.pk).update(code="", code_tot=None)
    return kaart, True


def _neem_poging(kaart: Sleutelkaart) -> bool:
    """Take one of the five tries; False when there is none left or the code is too old."""
    rijen = Sleutelkaart.objects.filter(pk=kaart.pk, pin=kaart.pin, code=kaart.code)
    if kaart.pin:
        return bool(rijen.filter(pin_pogingen__lt=POGINGEN).update(pin_pogingen=F("pin_pogingen") + 1))
    geldig = rijen.exclude(code="").filter(code_pogingen__lt=POGINGEN, code_tot__gt=timezone.now())
    return bool(geldig.update(code_pogingen=F("code_pogingen") + 1))


def _teller(nummer: str) -> str:
    return f"kaart:{salted_hmac('organisaties.kaarten', nummer).hexdigest()[:32]}"


def _tel(nummer: str) -> int:
    """How many tries this number had in the last quarter of an hour, whether it exists or not."""
    return tel(_teller(nummer), PAUZE_SECONDEN)


def keur_pin(kaart: Sleutelkaart, pin: str) -> None:
    """Raises ValidationError for a PIN that anybody would guess first."""
    if not pin.isascii() or not pin.isdigit() or not PIN_MINSTENS <= len(pin) <= PIN_HOOGSTENS:
        raise ValidationError(_("Kies 5 cijfers. Meer mag ook, tot 8."))
    stappen = {int(b) - int(a) for a, b in zip(pin, pin[1:], strict=False)}
    if len(set(pin)) < 3 or stappen in ({1}, {-1}) or pin in kaart.nummer:
        raise ValidationError(_("Die is te makkelijk te raden. Kies andere cijfers."))


def kies_pin(kaart: Sleutelkaart, woorden: str, pin: str) -> None:
    """The person's own PIN. Raises ValidationError for one that anybody would guess first."""
    keur_pin(kaart, pin)
    Sleutelkaart.objects.filter(pk=kaart.pk, geeindigd_op__isnull=True).update(
        pin=make_password(_pin_tekst(schoon(woorden), pin)),
        pin_pogingen=0,
        code="",
        code_tot=None,
        gekozen_op=timezone.now(),
    )


def toont_pin(kaart: Sleutelkaart, woorden: str, pin: str) -> bool:
    """Whether who is inside knows her PIN: a wrong one is a try like those at the door."""
    return kaart.in_gebruik and klop_aan(kaart.nummer, woorden, pin) == (kaart, False)


def wissel_pin(kaart: Sleutelkaart, woorden: str, huidig: str, nieuw: str) -> bool:
    """Another PIN by the person herself. False when the present one is wrong, which counts as a try.

    Raises ValidationError for a new one that is the same or that anybody would guess first; that is no try.
    """
    keur_pin(kaart, nieuw)
    if schoon(huidig) == nieuw:
        raise ValidationError(_("Dat is uw pincode van nu. Kies andere cijfers."))
    if not toont_pin(kaart, woorden, huidig):
        return False
    kies_pin(kaart, woorden, nieuw)
    return True


def _pin_tekst(woorden: str, pin: str) -> str:
    """The PIN is hashed together with the words: a stolen database tells neither."""
    return f"{woorden}:{pin}"


def beeindig(gebruiker: Gebruiker) -> int:
    """The cards of this user open nothing any more; what was hashed goes. Returns how many ended.

    Phones that kept the card forget it, and passkeys go: what was made with this card ends with it.
    """
    toestellen.trek_alle_in(gebruiker)
    tweede_stap.wis(gebruiker)
    return Sleutelkaart.objects.filter(gebruiker=gebruiker, geeindigd_op__isnull=True).update(
        geeindigd_op=timezone.now(), woorden="", code="", code_tot=None, pin=""
    )


def geldige_kaart(gebruiker: Gebruiker) -> Sleutelkaart | None:
    """The card that this user has now."""
    return Sleutelkaart.objects.filter(gebruiker=gebruiker, geeindigd_op__isnull=True).first()
