"""The mails that the application wrote: as files, in the folder of this stack."""

import email
import re
from email.message import EmailMessage
from email.policy import default

from .stapel import Stapel, wacht_tot


def brieven(stapel: Stapel, aan: str) -> list[EmailMessage]:
    """Every mail to this address, oldest first."""
    uit: list[EmailMessage] = []
    for bestand in sorted((stapel.var / "mail").glob("*"), key=lambda pad: pad.stat().st_mtime_ns):
        for tekst in re.split(r"(?m)^-{79}\n", bestand.read_text(encoding="utf-8")):
            if tekst.strip():
                brief = email.message_from_string(tekst, policy=default)
                if aan in str(brief["To"]):
                    uit.append(brief)
    return uit


def wacht_op_brief(stapel: Stapel, aan: str, nummer: int = 1) -> str:
    """The whole text (with the subject) of the so manieth mail to this address."""
    wacht_tot(lambda: len(brieven(stapel, aan)) >= nummer, f"brief {nummer} aan {aan}", 60)
    brief = brieven(stapel, aan)[nummer - 1]
    return f"{brief['Subject']}\n{brief.get_content()}"


def link_in(tekst: str) -> str:
    gevonden = re.search(r"https?://\S+", tekst)
    assert gevonden, tekst
    return gevonden[0]


def code_in(tekst: str) -> str:
    gevonden = re.search(r"\b\d{6}\b", tekst)
    assert gevonden, tekst
    return gevonden[0]
