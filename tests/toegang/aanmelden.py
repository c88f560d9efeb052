"""Rows of the door: logging in, the second step, and what a person arranges about her own log-in."""

from tests.toegang.matrix import IEDEREEN, Rij

AANMELDEN = [
    Rij("account_login", openbaar=True),
    Rij("account_logout", openbaar=True),
    Rij("account_inactive", openbaar=True, post="-"),
    Rij("mfa_authenticate", openbaar=True),
    Rij("aanmelden:instellen", ja=IEDEREEN),
    Rij("aanmelden:noodcodes", ja=IEDEREEN),
]
