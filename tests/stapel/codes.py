"""Codes for who logs in by hand as a person of the demo: computed like an app on a phone does it.

A code works once, so each log-in of a person takes a later step of 30 seconds. One step ahead of the clock
is still good; when that is used too, the next log-in waits for it.
"""

import base64
import hashlib
import hmac
import struct
import time
from typing import Any

STAP = 30


def geheim(login: str) -> bytes:
    """The secret of this person's app (portaal/demo/tweede_stap.py gives it to her)."""
    return hashlib.sha256(f"thuiscompagnie-demo-{login}".encode()).digest()[:20]


def code(login: str, stap: int) -> str:
    """The code of this person at this step."""
    return reken(geheim(login), stap)


def reken(sleutel: bytes, stap: int) -> str:
    """Six digits, after RFC 6238."""
    som = hmac.new(sleutel, struct.pack(">Q", stap), hashlib.sha1).digest()
    plek = som[-1] & 0x0F
    return f"{(struct.unpack('>I', som[plek : plek + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def sleutel(login: str) -> str:
    """The secret as an app takes it in."""
    return base64.b32encode(geheim(login)).decode()


class Codes:
    """Hands out codes for one running application."""

    def __init__(self) -> None:
        self._laatste: dict[str, int] = {}

    def volgende(self, login: str) -> str:
        """The next code of this person that the door accepts; waits when she is too early."""
        stap = max(int(time.time()) // STAP, self._laatste.get(login, 0) + 1)
        while stap > int(time.time()) // STAP + 1:
            time.sleep(0.5)
        self._laatste[login] = stap
        return code(login, stap)


def meld_aan(blad: Any, adres: str, login: str, wachtwoord: str, codes: Codes) -> None:
    """Log in by hand: name and password, then the code; ends on Vandaag."""
    blad.goto(f"{adres}/aanmelden/")
    blad.fill("[name=login]", login)
    blad.fill("[name=password]", wachtwoord)
    blad.click("main button[type=submit]")
    blad.wait_for_url(f"{adres}/aanmelden/code/")
    blad.fill("[name=code]", codes.volgende(login))
    blad.click("main button[type=submit]")
    blad.wait_for_url(f"{adres}/vandaag/")
