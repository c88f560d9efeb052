"""The private server of the small database; the large one is the set that the benchmark runs in."""

import subprocess
import sys
from pathlib import Path

KLEIN = "bench-klein"
HOOFDMAP = Path(__file__).resolve().parents[2]
DIENSTEN = [sys.executable, str(HOOFDMAP / "scripts" / "diensten.py")]


def start_klein() -> bool:
    """Start it; True when this call did, False when it ran already."""
    opdracht = [*DIENSTEN, "start", "--naam", KLEIN]
    return "gestart" in subprocess.run(opdracht, check=True, capture_output=True, text=True).stdout


def stop_klein() -> None:
    subprocess.run([*DIENSTEN, "stop", "--naam", KLEIN], check=True, capture_output=True)
