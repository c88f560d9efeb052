"""The stack itself: who starts it and is killed leaves nothing running."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from .stapel import HOOFDMAP, wacht_tot

pytestmark = [pytest.mark.storing, pytest.mark.xdist_group("diensten")]

BEGIN = """
import json, sys, time
from pathlib import Path
from tests.stapel.stapel import Stapel
stapel = Stapel("test-wees", Path(sys.argv[1]))
stapel.laat_iemand_nablijven()
stapel.diensten("start")
stapel.begin("web", ["sh", "-c", "sleep 300 & echo $! > " + sys.argv[1] + "/kind; wait"])
servers = [stapel.gegevens()[sleutel] for sleutel in ("postgres_pid", "redis_pid")]
print(json.dumps([stapel.processen["web"].pid, *servers, stapel.nablijver.pid]), flush=True)
time.sleep(300)
"""


def leeft(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_tests_of_one_group_run_in_one_process(request):
    """Servers of their own, the stack and the papers are made once: xdist puts the group in the test's name."""
    verdeeld = "PYTEST_XDIST_WORKER" in os.environ
    assert request.node.nodeid.endswith("@diensten") is verdeeld


def test_a_stack_whose_tests_are_killed_leaves_no_server_behind(tmp_path: Path):
    for map_ in (tmp_path, *tmp_path.parents[:3]):
        map_.chmod(map_.stat().st_mode | 0o011)  # the server's own user passes through
    with subprocess.Popen(
        [sys.executable, "-c", BEGIN, str(tmp_path)], cwd=HOOFDMAP, stdout=subprocess.PIPE, text=True
    ) as proces:
        assert proces.stdout is not None
        pids = json.loads(proces.stdout.readline())
        kind = tmp_path / "kind"
        wacht_tot(lambda: kind.exists() and kind.read_text().strip(), "het kind van de webserver", 20)
        pids.append(int(kind.read_text()))
        assert all(leeft(pid) for pid in pids)
        os.kill(proces.pid, signal.SIGKILL)
    wacht_tot(lambda: not any(leeft(pid) for pid in pids), "alles is weg", 60)
    assert not (tmp_path / "test-wees").exists()
