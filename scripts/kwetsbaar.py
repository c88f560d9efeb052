"""Known weaknesses in the packages that production uses: asks the public database through pip-audit.

Exit 1 when a package has a known weakness, or when a package stands in the lock file without a hash. Where the
database cannot be reached (no network, a mirror without it), it says so and how many packages went unchecked;
with AUDIT_VERPLICHT=1 that is an error too, so that a release is never made without an answer.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

HOOFDMAP = Path(__file__).resolve().parent.parent
SLOT = HOOFDMAP / "requirements.txt"


def zonder_hash(tekst: str) -> list[str]:
    """Names of packages in a lock file whose content is not fixed by a hash."""
    blokken = re.split(r"\n(?=[a-zA-Z0-9])", tekst)
    return [b.split("==")[0] for b in blokken if "==" in b.split("\n")[0] and "--hash=" not in b]


def oordeel(pakketten: list[dict[str, Any]], *, verplicht: bool) -> tuple[list[str], list[str]]:
    """(errors, remarks) of pip-audit's answer."""
    fouten: list[str] = []
    opmerkingen: list[str] = []
    niet_gevonden = [p["name"] for p in pakketten if "skip_reason" in p]
    for pakket in pakketten:
        for zwakte in pakket.get("vulns", []):
            hersteld = ", ".join(zwakte.get("fix_versions", [])) or "nog geen"
            fouten.append(f"{pakket['name']} {pakket['version']}: {zwakte['id']} (hersteld in: {hersteld})")
    if niet_gevonden:
        zin = f"{len(niet_gevonden)} van {len(pakketten)} pakketten niet nagekeken: de databank antwoordt hier niet"
        (fouten if verplicht else opmerkingen).append(zin)
    return fouten, opmerkingen


def vraag_na() -> list[dict[str, Any]]:
    """What pip-audit answers about the lock file; raises RuntimeError when it gives no answer at all."""
    opdracht = [
        sys.executable,
        "-m",
        "pip_audit",
        "-r",
        str(SLOT),
        "--no-deps",
        "--disable-pip",
        "-f",
        "json",
    ]
    klaar = subprocess.run(
        [*opdracht, "--progress-spinner", "off", "--timeout", "10"],
        capture_output=True, text=True, check=False, timeout=180,
    )  # fmt: skip
    try:
        return list(json.loads(klaar.stdout)["dependencies"])
    except (ValueError, KeyError) as fout:
        raise RuntimeError(klaar.stderr.strip()[-400:] or "geen antwoord") from fout


def main() -> int:
    verplicht = os.environ.get("AUDIT_VERPLICHT") == "1"
    fouten = [f"{naam} staat zonder hash in requirements.txt" for naam in zonder_hash(SLOT.read_text())]
    opmerkingen: list[str] = []
    try:
        meer, opmerkingen = oordeel(vraag_na(), verplicht=verplicht)
        fouten += meer
    except (RuntimeError, subprocess.TimeoutExpired) as fout:
        (fouten if verplicht else opmerkingen).append(f"niet nagekeken: {fout}")
    print(*opmerkingen, *fouten, sep="\n")
    return 1 if fouten else 0


if __name__ == "__main__":
    sys.exit(main())
