"""Write meetings as iCalendar (RFC 5545). Plain values in, bytes out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event
from icalendar.prop import vDuration

# Who wrote the file (RFC 5545, 3.7.3).
PRODUCT = "-//Samspill//Sessions//EN"
ASK_AGAIN = timedelta(days=1)
# What RFC 5545 (3.1) has no place for, beside the tabulator and the ends of lines.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """What lasts from one whole day to another, or to the same."""

    # The same for ever, also at another address (RFC 7986, 5.3).
    uid: str
    name: str
    first: date
    last: date
    place: str
    description: str
    # Whole, or empty.
    url: str
    # Of the name, place and description.
    language: str
    changed: datetime | None


def _one_line(text: str) -> str:
    return " ".join(_CONTROL.sub(" ", text).split())


def _event(meeting: Meeting) -> Event:
    event = Event()
    event.add("uid", meeting.uid)
    # The same each time the file is asked for, so that what has not changed is the same file.
    event.add("dtstamp", meeting.changed or datetime.combine(meeting.first, time.min, UTC))
    if meeting.changed:
        event.add("last-modified", meeting.changed)
    event.add("dtstart", meeting.first)
    if meeting.last < date.max:
        # The day after the last (3.6.1).
        event.add("dtend", meeting.last + timedelta(days=1))
    # A whole day in a calendar is not a day on which nobody can be asked (3.8.2.7).
    event.add("transp", "TRANSPARENT")
    language = {"LANGUAGE": meeting.language}
    event.add("summary", _one_line(meeting.name), parameters=language)
    if place := _one_line(meeting.place):
        event.add("location", place, parameters=language)
    if description := "\n".join(line for part in meeting.description.split("\n") if (line := _one_line(part))):
        event.add("description", description, parameters=language)
    if meeting.url:
        event.add("url", meeting.url)
    return event


def calendar(meetings: Iterable[Meeting], *, name: str, language: str) -> bytes:
    """Return a calendar file with these meetings."""
    written = Calendar()
    written.add("prodid", PRODUCT)
    written.add("version", "2.0")
    written.add("method", "PUBLISH")
    written.add("name", _one_line(name), parameters={"LANGUAGE": language})
    # What calendars asked before RFC 7986 gave it a name; Google and Outlook still do.
    written.add("x-wr-calname", _one_line(name))
    written.add("refresh-interval", vDuration(ASK_AGAIN), parameters={"VALUE": "DURATION"})
    written.add("x-published-ttl", vDuration(ASK_AGAIN))
    for meeting in meetings:
        written.add_component(_event(meeting))
    return written.to_ical()
