"""When a mail is due: at once, or the next morning of the site's time that somebody chose."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MORNING = time(7)


def _morning(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, MORNING, tzinfo=zone)


def next_due(rhythm: str, weekday: int, now: datetime, zone: ZoneInfo) -> datetime:
    """Return when what happened by `now` is mailed to somebody with this rhythm: "at_once", "daily", "weekly".

    Mornings are seven by the clock on the wall, also on days when the clock is moved. `weekday` counts from
    Monday, 0. What happens on the stroke waits for the next one.
    """
    if rhythm == "at_once":
        return now
    today = now.astimezone(zone).date()
    ahead = (weekday - today.weekday()) % 7 if rhythm == "weekly" else 0
    due = _morning(today + timedelta(days=ahead), zone)
    if due <= now:
        due = _morning(today + timedelta(days=ahead + (7 if rhythm == "weekly" else 1)), zone)
    return due
