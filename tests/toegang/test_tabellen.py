"""Row by row, for every table with case content: who reads and who writes, as checked in (tabellen.txt).

Write the file anew after a change of rules, and read the difference: TABELLEN_SCHRIJF=1 pytest tests/toegang/test_tabellen.py
"""

import os

import pytest
from django.db import connection

from tests.hulp import als_bouw
from tests.toegang import meten, proefrijen

pytestmark = pytest.mark.django_db
KOP = """# Who reads and writes the trial rows of each table (tests/toegang/meten.py): actor=number:fingerprint.
# ans, carla: dossier; vera: zorg; eva, rita_eva: overleg; hugo, ida: deelname; moeder, vader: gezin; the
# access of vik (ended), bert (taken back) and jef (to come) gives nothing. Others reach the key in no way.
"""


@pytest.fixture
def proef(cast):
    with als_bouw():
        gemaakt = proefrijen.maak(cast)
        meten.kopieer_zonder_beleid()
    return gemaakt


def test_what_may_be_changed_may_only_become_what_may_be_changed():
    """The measurement of changing asks one condition: before and after the change must be the same one."""
    with als_bouw(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_policies WHERE cmd = 'UPDATE' AND qual IS DISTINCT FROM with_check"
        )
        assert cursor.fetchall() == []


def test_each_table_is_read_and_written_by_those_who_may(proef):
    gemeten = meten.meet_alles(proef)
    if os.environ.get("TABELLEN_SCHRIJF"):
        meten.BESTAND.write_text(KOP + "\n".join(gemeten) + "\n", encoding="utf-8")
    oud = meten.BESTAND.read_text(encoding="utf-8").splitlines()
    assert gemeten == [regel for regel in oud if not regel.startswith("#")]
