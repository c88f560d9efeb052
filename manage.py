#!/usr/bin/env python
"""Django's command line, with a plain answer when the database is not there."""

import os
import sys

ONBEKENDE_TABEL = "42P01"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thuiscompagnie.settings.ontwikkeling")
    try:
        from django.core.management import execute_from_command_line
        from django.db.utils import OperationalError, ProgrammingError
    except ImportError:
        sys.exit("Django is niet geïnstalleerd in deze Python. Voer eerst `make installeer` uit.")

    from thuiscompagnie import omgeving

    try:
        execute_from_command_line(sys.argv)
    except omgeving.DienstenOntbreken as fout:
        sys.exit(str(fout))
    except OperationalError as fout:
        if not _geen_verbinding(fout):
            raise
        sys.exit(omgeving.geen_diensten())
    except ProgrammingError as fout:
        if _sqlstate(fout) != ONBEKENDE_TABEL or "--traceback" in sys.argv:
            raise
        sys.exit(omgeving.geen_tabellen())


def _sqlstate(fout: BaseException) -> str | None:
    return getattr(fout.__cause__, "pgcode", None)


def _geen_verbinding(fout: BaseException) -> bool:
    """No server at all: an answer of the server itself (FATAL) or a failed query says more."""
    return _sqlstate(fout) is None and "connect" in str(fout) and "FATAL" not in str(fout)


if __name__ == "__main__":
    main()
