"""When something was written: in UTC, from what WordPress says of it in several ways that need not agree."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from ..records import Troubles
from .kinds import Kind

WRITTEN = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ]([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?)?")
# The two times of an item, however they are written.
PAIR = re.compile(
    r"<(\w+):post_date>(?:<!\[CDATA\[)?([^<\]]*)(?:\]\]>)?</\1:post_date>\s*"
    r"<\1:post_date_gmt>(?:<!\[CDATA\[)?([^<\]]*)"
)
# Time zones lie within this of UTC; more is two times that have nothing to do with each other.
FARTHEST = timedelta(hours=15)
EARLIEST = 1000


def written(text: str) -> datetime | None:
    """Return the time that WordPress wrote, without a zone; None for 0000-00-00 and for what is no time."""
    found = WRITTEN.match(text.strip())
    if not found:
        return None
    year, *rest = (int(part or 0) for part in found.groups())
    try:
        # Room for any time zone on either side.
        return datetime(year, *rest) if EARLIEST <= year < 9999 else None  # type: ignore[arg-type]
    except ValueError:
        return None


def is_nothing(text: str) -> bool:
    """Whether a time says of itself that it is none: WordPress writes 0000-00-00 00:00:00."""
    return not text.strip("0-: \t\n")


def published(text: str) -> datetime | None:
    """Return the time of a pubDate, in UTC."""
    try:
        time = parsedate_to_datetime(text.strip())
        time = time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return time if EARLIEST <= time.year < 9999 else None


class Clock:
    """Tells times, and what is usual between the site's own time and UTC."""

    def __init__(self, troubles: Troubles) -> None:
        self.troubles = troubles
        self._offsets: Counter[timedelta] = Counter()

    def learn(self, head: str) -> None:
        """Learn what is usual from the beginning of a file, before its first draft."""
        for found in PAIR.finditer(head):
            self._usual(written(found[2]), written(found[3]))

    def _usual(self, local: datetime | None, utc: datetime | None) -> None:
        if local and utc and abs(local - utc) < FARTHEST:
            self._offsets[local - utc] += 1

    def time(self, *, gmt: str, local: str, place: str, pub_date: str = "") -> datetime | None:
        """Return when something was, in UTC: GMT is trusted, and the site's own time only where there is no GMT."""
        here, utc = written(local), written(gmt)
        for text, time in ((gmt, utc), (local, here)):
            if time is None and not is_nothing(text):
                self.troubles.add(place, Kind.DATE, text.strip()[:80])
        told = published(pub_date) if pub_date else None
        if utc:
            self._usual(here, utc)
            time = utc.replace(tzinfo=UTC)
            if told and abs(told - time) > timedelta(minutes=1):
                self.troubles.add(place, Kind.OTHER_DATE, pub_date.strip()[:80])
            return time
        if not here:
            return None
        if told and abs(told - here.replace(tzinfo=UTC)) < FARTHEST:
            return told
        self.troubles.add(place, Kind.LOCAL_DATE)
        usual = self._offsets.most_common(1)
        return (here - (usual[0][0] if usual else timedelta())).replace(tzinfo=UTC)
