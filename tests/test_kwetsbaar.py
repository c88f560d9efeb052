"""The audit of packages: a known weakness stops, an unanswered question is said."""

import kwetsbaar

PAKKET = {"name": "voorbeeld", "version": "1.0", "vulns": []}


def test_a_known_weakness_is_an_error_that_names_the_package_and_the_cure():
    zwak = PAKKET | {"vulns": [{"id": "PYSEC-2026-1", "fix_versions": ["1.1"]}]}
    fouten, _ = kwetsbaar.oordeel([PAKKET, zwak], verplicht=False)
    assert fouten == ["voorbeeld 1.0: PYSEC-2026-1 (hersteld in: 1.1)"]


def test_a_database_that_does_not_answer_is_said_and_stops_a_release():
    stil = {"name": "voorbeeld", "skip_reason": "not found"}
    assert kwetsbaar.oordeel([stil], verplicht=False)[0] == []
    assert "1 van 1" in kwetsbaar.oordeel([stil], verplicht=False)[1][0]
    assert "1 van 1" in kwetsbaar.oordeel([stil], verplicht=True)[0][0]


def test_every_package_of_production_is_fixed_by_a_hash():
    assert kwetsbaar.zonder_hash(kwetsbaar.SLOT.read_text()) == []
    assert kwetsbaar.zonder_hash("een==1 \\\n    --hash=sha256:00\ntwee==2\n") == ["twee"]
