"""The calendar file: neutral, stable, and right in both nights in which the clock changes."""

import datetime as dt

import pytest
from icalendar import Calendar

from lco.forms import PlanFormulier, belgisch_moment
from lco.kalender import ics
from lco.models import Overleg, Status
from organisaties.actor import BRUSSEL

NU = dt.datetime(2026, 1, 5, 9, 0, tzinfo=dt.UTC)


def overleg(datum: dt.datetime, **extra) -> Overleg:
    velden = {
        "duur": 90,
        "kalender_op": NU,
        "roepnaam": "Mama Zon",
        "plaats": "bij oma",
        "status": Status.GEPLAND,
    }
    return Overleg(datum=datum, **(velden | extra))


def item(rij: Overleg):
    kalender = Calendar.from_ical(ics(rij, adres="https://voorbeeld.test/overleg/1/", titel="Overleg"))
    return kalender, next(c for c in kalender.walk("VEVENT"))


def test_it_holds_no_name_no_place_and_no_content():
    tekst = ics(overleg(NU), adres="https://voorbeeld.test/overleg/1/", titel="Overleg").decode()
    assert (
        "Mama" not in tekst and "bij oma" not in tekst and "LOCATION" not in tekst and "ATTENDEE" not in tekst
    )
    assert "SUMMARY:Overleg\r\n" in tekst and "URL:https://voorbeeld.test/overleg/1/" in tekst


def test_the_zone_is_one_fixed_rule():
    tekst = ics(overleg(NU), adres="https://x.test/", titel="Overleg").decode()
    assert tekst.count("BEGIN:VTIMEZONE") == 1 and "RDATE" not in tekst
    assert (
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3" in tekst
        and "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10" in tekst
    )


def test_a_change_keeps_the_uid_and_raises_the_sequence():
    rij = overleg(NU)
    _kalender, eerst = item(rij)
    rij.kalender_volgorde, rij.status = 3, Status.GEANNULEERD
    _kalender, later = item(rij)
    assert eerst["UID"] == later["UID"]
    assert (eerst["SEQUENCE"], later["SEQUENCE"], later["STATUS"]) == (0, 3, "CANCELLED")
    assert eerst["STATUS"] == "CONFIRMED"


def test_a_consultation_without_a_day_has_no_entry():
    with pytest.raises(ValueError, match="no day"):
        ics(Overleg(), adres="https://x.test/", titel="Overleg")


@pytest.mark.parametrize(
    ("dag", "uur", "duur", "einde_utc"),
    [
        # the night that is an hour shorter: 1.30 + 90 minutes is 4.00 on the clock, 2.00 UTC
        (dt.date(2026, 3, 29), dt.time(1, 30), 90, dt.datetime(2026, 3, 29, 2, 0, tzinfo=dt.UTC)),
        # the night that is an hour longer: 1.30 + 120 minutes is 2.30 for the second time, 1.30 UTC
        (dt.date(2026, 10, 25), dt.time(1, 30), 120, dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC)),
        # the hour that exists twice is the first one
        (dt.date(2026, 10, 25), dt.time(2, 30), 60, dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC)),
        (dt.date(2026, 7, 1), dt.time(14, 0), 90, dt.datetime(2026, 7, 1, 13, 30, tzinfo=dt.UTC)),
    ],
)
def test_begin_and_end_are_right_in_the_nights_with_a_clock_change(dag, uur, duur, einde_utc):
    rij = overleg(belgisch_moment(dag, uur), duur=duur)
    _kalender, een = item(rij)
    begin = een["DTSTART"].dt
    assert begin.astimezone(BRUSSEL).replace(tzinfo=None) == dt.datetime.combine(dag, uur)
    assert begin.astimezone(dt.UTC) + een["DURATION"].dt == einde_utc == rij.einde
    assert "DTEND" not in een


def test_the_second_of_two_equal_hours_is_written_in_utc():
    tweede = dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC)  # 2.30 for the second time
    _kalender, een = item(overleg(tweede))
    assert een["DTSTART"].dt.astimezone(dt.UTC) == tweede


def test_an_hour_that_the_clock_skips_is_refused_in_words():
    form = PlanFormulier({"dag": "2027-03-28", "uur": "02:30", "duur": "60", "plaats": "x"})
    assert not form.is_valid()
    assert form.errors["uur"] == ["Dit uur bestaat niet: in die nacht gaat de klok vooruit."]


def test_the_hour_before_and_after_it_exist():
    for uur in ("01:59", "03:00"):
        assert PlanFormulier({"dag": "2027-03-28", "uur": uur, "duur": "60", "plaats": "x"}).is_valid()


@pytest.mark.parametrize(
    ("velden", "veld"),
    [
        ({"dag": "2010-01-01"}, "dag"),
        ({"dag": "2026-02-30"}, "dag"),
        ({"dag": "9999-12-31"}, "dag"),
        ({"uur": "25:00"}, "uur"),
        ({"duur": "5"}, "duur"),
        ({"duur": "veel"}, "duur"),
        ({"plaats": "x" * 201}, "plaats"),
    ],
)
def test_bad_input_is_said_at_the_field(velden, veld):
    goed = {"dag": "2027-03-01", "uur": "14:00", "duur": "90", "plaats": "dorpshuis"}
    assert PlanFormulier(goed).is_valid()
    form = PlanFormulier(goed | velden)
    assert not form.is_valid() and veld in form.errors
