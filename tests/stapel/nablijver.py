"""Outlives the tests: when they are killed, this process clears away the stack that they had started.

It reads lines from its input: "+pid" for a process group that was started, "-pid" for one that was ended. The
input closes when whoever started the stack is gone, however it died; then the groups and the services go.
"""

import contextlib
import os
import signal
import subprocess
import sys


def groepen_tot_het_einde() -> set[int]:
    """The process groups that are left when the input closes."""
    groepen: set[int] = set()
    for regel in sys.stdin:
        pid = int(regel[1:])
        (groepen.add if regel.startswith("+") else groepen.discard)(pid)
    return groepen


def hoofd(ruim_diensten_op: list[str]) -> None:
    for groep in groepen_tot_het_einde():
        with contextlib.suppress(ProcessLookupError):
            os.killpg(groep, signal.SIGKILL)
    subprocess.run(ruim_diensten_op, check=False, capture_output=True)


if __name__ == "__main__":
    hoofd(sys.argv[1:])
