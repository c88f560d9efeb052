"""A calendar file: one entry, no names, no content, only a neutral title and the way back."""

from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event
from icalendar.cal import Component

from .models import Overleg, Status

# One fixed rule for our only time zone: libraries that generate it write dates with a wrong onset.
BRUSSEL = b"""BEGIN:VTIMEZONE
TZID:Europe/Brussels
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""
NIET_DOOR = (Status.UITGESTELD, Status.GEANNULEERD, Status.GESTOPT)


def ics(overleg: Overleg, *, adres: str, titel: str) -> bytes:
    """The entry of a planned consultation as an .ics file; `adres` is the page that tells the rest.

    The same UID for ever and a higher SEQUENCE after each change, so that a calendar replaces the entry.
    The length is a DURATION: right in the two nights with a clock change as well. Raises ValueError without
    a day.
    """
    if overleg.datum is None:
        raise ValueError("no day was chosen")
    kalender = Calendar()
    kalender.add("prodid", "-//Thuiscompagnie//Overleg//NL")
    kalender.add("version", "2.0")
    kalender.add("method", "PUBLISH")
    kalender.add_component(Component.from_ical(BRUSSEL.replace(b"\n", b"\r\n")))
    item = Event()
    item.add("uid", f"{overleg.pk}@overleg.thuiscompagnie")
    item.add("dtstamp", (overleg.kalender_op or overleg.gemaakt_op).astimezone(UTC))
    item.add("sequence", overleg.kalender_volgorde)
    item.add("dtstart", _begin(overleg.datum))
    item.add("duration", timedelta(minutes=overleg.duur))
    item.add("summary", titel)
    item.add("url", adres)
    item.add("description", adres)
    item.add("class", "PRIVATE")
    item.add("status", "CANCELLED" if overleg.status in NIET_DOOR else "CONFIRMED")
    kalender.add_component(item)
    return kalender.to_ical()


def _begin(moment: datetime) -> datetime:
    """Local time with its zone; in the hour that exists twice, the second one is written in UTC."""
    from organisaties.actor import BRUSSEL as ZONE

    plaatselijk = moment.astimezone(ZONE)
    return moment.astimezone(UTC) if plaatselijk.fold else plaatselijk
