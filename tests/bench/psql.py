"""The same question put to PostgreSQL by its own client: what the program is measured against."""

import os
import subprocess
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections


def psql(alias: str, invoer: str, *, uit: Path | None = None) -> None:
    """Run statements as the role of this connection; results go to `uit` or nowhere."""
    instelling: dict[str, Any] = connections[alias].settings_dict
    opdracht = [
        _programma(), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", instelling["HOST"],
        "-U", instelling["USER"], "-d", instelling["NAME"], "-f", "-",
    ]  # fmt: skip
    if instelling["PORT"]:
        opdracht += ["-p", instelling["PORT"]]
    with open(uit or os.devnull, "wb") as doel:
        subprocess.run(opdracht, input=invoer.encode(), stdout=doel, check=True)


def _programma() -> str:
    """psql of the server's version, else the one on the path."""
    eigen = sorted(Path("/usr/lib/postgresql").glob("*/bin/psql"))
    return str(eigen[-1]) if eigen else "psql"


def map_uit() -> Path:
    """Where files of this run may stand for a moment."""
    pad = settings.VAR_DIR / "bench" / "uit"
    pad.mkdir(parents=True, exist_ok=True)
    return pad
