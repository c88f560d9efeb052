"""The private servers: started once, stopped completely, silent about content, safe against a crash."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

HOOFDMAP = Path(__file__).resolve().parent.parent
DIENSTEN = HOOFDMAP / "scripts" / "diensten.py"
pytestmark = pytest.mark.xdist_group("diensten")


class Set:
    """A set of services of its own, in a folder of its own."""

    def __init__(self, var: Path, naam: str = "test-eigen") -> None:
        self.naam = naam
        self.map = var / naam
        weg = {"DATABASE_URL", "DATABASE_URL_BOUW", "DATABASE_URL_RAPPORT", "REDIS_URL"}
        self.omgeving = {k: v for k, v in os.environ.items() if k not in weg}
        self.omgeving |= {"THUISCOMPAGNIE_VAR": str(var), "DIENSTEN_NAAM": naam}

    def begin(self, *wat: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, str(DIENSTEN), *wat],
            env=self.omgeving,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def doe(self, *wat: str) -> tuple[int, str]:
        proces = self.begin(*wat)
        uit, fout = proces.communicate(timeout=120)
        return proces.returncode, uit + fout

    @property
    def gegevens(self) -> dict:
        return json.loads((self.map / "diensten.json").read_text())

    def verbind(self, sleutel: str):
        lijn = psycopg2.connect(self.gegevens[sleutel])
        lijn.autocommit = True
        return lijn


@pytest.fixture
def eigen(tmp_path: Path) -> Iterator[Set]:
    diensten = Set(tmp_path)
    yield diensten
    diensten.doe("wis")


@pytest.fixture(scope="module")
def gedeeld(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Set]:
    diensten = Set(tmp_path_factory.mktemp("gedeeld"), "test-gedeeld")
    code, uit = diensten.doe("start")
    assert code == 0, uit
    yield diensten
    diensten.doe("wis")


def leeft(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_vier_keer_tegelijk_starten_geeft_een_stel_servers(eigen: Set) -> None:
    starts = [eigen.begin("start") for _ in range(4)]
    antwoorden = [proces.communicate(timeout=120) for proces in starts]
    assert [proces.returncode for proces in starts] == [0, 0, 0, 0], antwoorden
    assert sum("zijn gestart" in uit for uit, _ in antwoorden) == 1
    assert sum("draaiden al" in uit for uit, _ in antwoorden) == 3
    data = eigen.gegevens["data"]
    servers = subprocess.run(
        ["pgrep", "-f", f"postgres -D {data}"], capture_output=True, text=True, check=True
    )
    assert servers.stdout.split() == [str(eigen.gegevens["postgres_pid"])]


def test_stoppen_laat_geen_proces_en_geen_socket_achter(eigen: Set) -> None:
    eigen.doe("start")
    gegevens = eigen.gegevens
    assert leeft(gegevens["postgres_pid"])
    assert leeft(gegevens["redis_pid"])
    assert eigen.doe("stop") == (0, "De diensten (test-eigen) zijn gestopt.\n")
    assert not leeft(gegevens["postgres_pid"])
    assert not leeft(gegevens["redis_pid"])
    assert not Path(gegevens["sockets"]).exists()
    assert not (eigen.map / "diensten.json").exists()
    assert eigen.doe("stop") == (0, "De diensten (test-eigen) draaiden niet.\n")


def test_na_een_harde_uitval_start_alles_weer_met_de_gegevens(tmp_path: Path) -> None:
    duurzaam = Set(tmp_path, "duurzaam")
    try:
        duurzaam.doe("start")
        with duurzaam.verbind("DATABASE_URL_BOUW") as lijn, lijn.cursor() as vraag:
            vraag.execute("CREATE TABLE bewaard (wat text); INSERT INTO bewaard VALUES ('blijft')")
        lijn.close()
        for dienst in ("postgres_pid", "redis_pid"):
            os.kill(duurzaam.gegevens[dienst], signal.SIGKILL)
        code, uit = duurzaam.doe("start")
        assert (code, "zijn gestart" in uit) == (0, True), uit
        lijn = duurzaam.verbind("DATABASE_URL_BOUW")
        with lijn.cursor() as vraag:
            vraag.execute("SELECT wat FROM bewaard")
            assert vraag.fetchall() == [("blijft",)]
            vraag.execute("SELECT name FROM pg_settings WHERE name IN ('fsync') AND setting = 'on'")
            assert vraag.fetchall() == [("fsync",)]
        lijn.close()
    finally:
        duurzaam.doe("wis")


def test_de_rollen_zijn_geen_van_alle_superuser_en_alleen_de_eigenaar_bouwt(gedeeld: Set) -> None:
    lijn = gedeeld.verbind("DATABASE_URL")
    with lijn.cursor() as vraag:
        vraag.execute(
            "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcanlogin FROM pg_roles"
            " WHERE rolname IN ('tc_eigenaar', 'tc_web', 'tc_rapport') ORDER BY 1"
        )
        assert vraag.fetchall() == [
            ("tc_eigenaar", False, False, False, True),
            ("tc_rapport", False, False, False, True),
            ("tc_web", False, False, False, True),
        ]
        vraag.execute(
            "SELECT current_user, pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"
        )
        assert vraag.fetchall() == [("tc_web", "tc_eigenaar")]
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            vraag.execute("CREATE TABLE van_het_web (a int)")
        vraag.execute("SHOW listen_addresses")
        assert vraag.fetchone() == ("",)
    lijn.close()


def test_wie_bedient_maakt_geen_tijdelijke_tabel_ook_niet_in_een_database_van_vroeger(gedeeld: Set) -> None:
    lijn = gedeeld.verbind("DATABASE_URL_BOUW")
    with lijn.cursor() as vraag:
        vraag.execute("GRANT TEMPORARY ON DATABASE thuiscompagnie TO PUBLIC")  # as it was made before
    lijn.close()
    assert gedeeld.doe("stop")[0] == gedeeld.doe("start")[0] == 0
    for sleutel in ("DATABASE_URL", "DATABASE_URL_RAPPORT"):
        lijn = gedeeld.verbind(sleutel)
        with lijn.cursor() as vraag, pytest.raises(psycopg2.errors.InsufficientPrivilege):
            vraag.execute("CREATE TEMP TABLE van_het_web (a int)")
        lijn.close()


def test_een_mislukte_opdracht_laat_geen_inhoud_in_het_logboek_van_de_database(gedeeld: Set) -> None:
    lijn = gedeeld.verbind("DATABASE_URL_BOUW")
    with lijn.cursor() as vraag:
        vraag.execute("CREATE TEMP TABLE geheim (wie text CHECK (wie <> 'Kanarie Vandeproef'))")
        with pytest.raises(psycopg2.errors.CheckViolation):
            vraag.execute("INSERT INTO geheim VALUES ('Kanarie Vandeproef')")
        with pytest.raises(psycopg2.errors.InvalidDatetimeFormat):
            vraag.execute("SELECT %s::date", ["Kanarie Vandeproef"])
        with pytest.raises(psycopg2.errors.RaiseException):
            vraag.execute("DO $$ BEGIN RAISE EXCEPTION 'Kanarie Vandeproef'; END $$")
    lijn.close()
    logboek = (Path(gedeeld.gegevens["data"]) / "postgres.log").read_text()
    assert "ready to accept connections" in logboek
    assert "Kanarie" not in logboek


def test_een_opdracht_met_diensten_geeft_haar_eigen_code_terug_en_laat_niets_draaien(eigen: Set) -> None:
    code, uit = eigen.doe("met", "--", "sh", "-c", f"test -e {eigen.map}/diensten.json && exit 7")
    assert code == 7, uit
    assert eigen.doe("status")[0] == 3


def test_wat_al_draaide_blijft_na_een_opdracht_draaien(gedeeld: Set) -> None:
    assert gedeeld.doe("met", "--", "true")[0] == 0
    assert gedeeld.doe("status")[0] == 0


def test_een_naam_die_uit_de_map_loopt_wordt_geweigerd(eigen: Set) -> None:
    code, uit = eigen.doe("start", "--naam", "../elders")
    assert code == 1
    assert "geen goede naam" in uit
    assert "Traceback" not in uit
