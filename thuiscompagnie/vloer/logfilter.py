"""Logs tell what went wrong and where, never with whose words.

A database error carries the failing row ("DETAIL: Key (naam)=(...)"); a traceback carries values.
Kept are the class of the error and the places in our own code.
"""

import logging
import traceback


class ZonderInhoud(logging.Filter):
    """Replaces exception text by its class and its places in the code."""

    def filter(self, record: logging.LogRecord) -> bool:
        verwijzing = getattr(getattr(record, "request", None), "verzoek_id", "")
        if record.exc_info and record.exc_info[0] is not None:
            soort, _fout, spoor = record.exc_info
            plaatsen = " < ".join(
                f"{plek.filename.rsplit('/', 1)[-1]}:{plek.lineno}"
                for plek in reversed(traceback.extract_tb(spoor)[-6:])
            )
            record.msg = f"{_zonder_args(record)} [{soort.__name__} at {plaatsen}]"
            record.args = ()
            record.exc_info = None
            record.exc_text = None
        if verwijzing:
            record.msg, record.args = f"{_zonder_args(record)} [verwijzing {verwijzing}]", ()
        record.msg, record.args = _een_regel(_zonder_args(record)), ()
        return True


def _een_regel(tekst: str) -> str:
    """One record is one line: what a visitor sends cannot pretend to be a line of its own."""
    return "".join(teken if teken.isprintable() else repr(teken)[1:-1] for teken in tekst)


def _zonder_args(record: logging.LogRecord) -> str:
    """The message with harmless arguments only (paths and numbers of ours, not exception texts)."""
    if any(isinstance(arg, BaseException) for arg in (record.args or ())):
        return str(record.msg)
    return record.getMessage()
