"""Logs tell what went wrong and where, never with whose words.

A database error carries the failing row ("DETAIL: Key (naam)=(...)"); a traceback carries values.
Kept are the class of the error and the places in our own code.
"""

import json
import logging
import traceback
from datetime import UTC, datetime

# What Celery puts in its messages and is not ours to tell.
VAN_CELERY = {"exc", "traceback", "args", "kwargs", "return_value"}


class ZonderInhoud(logging.Filter):
    """Replaces exception text by its class and its places in the code."""

    def filter(self, record: logging.LogRecord) -> bool:
        verwijzing = getattr(getattr(record, "request", None), "verzoek_id", "")
        _zonder_adres(record)
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
            record.verwijzing = verwijzing
            record.msg, record.args = f"{_zonder_args(record)} [verwijzing {verwijzing}]", ()
        record.msg, record.args = _een_regel(_zonder_args(record)), ()
        return True


class JsonRegels(logging.Formatter):
    """One JSON object on one line: moment, level, source, what happened, and the reference of the request."""

    def format(self, record: logging.LogRecord) -> str:
        request = getattr(record, "request", None)
        regel = {
            "tijd": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "niveau": record.levelname,
            "bron": record.name,
            "bericht": record.getMessage(),
            "verwijzing": getattr(record, "verwijzing", ""),
            "methode": getattr(request, "method", ""),
            "bladzijde": getattr(getattr(request, "resolver_match", None), "view_name", ""),
            "status": getattr(record, "status_code", None),
        }
        return json.dumps({k: v for k, v in regel.items() if v not in ("", None)}, ensure_ascii=False)


def _zonder_adres(record: logging.LogRecord) -> None:
    """The pattern of an address of ours instead of the address: it may carry the words of a card or a token."""
    request = getattr(record, "request", None)
    route = getattr(getattr(request, "resolver_match", None), "route", None)
    if request is not None and route is not None and isinstance(record.args, tuple):
        record.args = tuple(f"/{route}" if arg == request.path else arg for arg in record.args)


def _een_regel(tekst: str) -> str:
    """One record is one line: what a visitor sends cannot pretend to be a line of its own."""
    return "".join(teken if teken.isprintable() else repr(teken)[1:-1] for teken in tekst)


def _zonder_args(record: logging.LogRecord) -> str:
    """The message with harmless arguments only (paths and numbers of ours, not exception texts)."""
    if isinstance(record.args, dict):  # Celery's: the exception and the payload are values in it
        record.args = {k: "" if k in VAN_CELERY else v for k, v in record.args.items()}
    elif any(isinstance(arg, BaseException) for arg in (record.args or ())):
        return str(record.msg)
    return record.getMessage()
