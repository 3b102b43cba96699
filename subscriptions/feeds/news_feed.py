"""What a feed says, before it is written in any format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from home.following import Entry, Followed, Subject, entries_of, followables
from mail.letters import absolute
from subscriptions.completing import completed, plain, whole_address

MOST = 30


@dataclass(frozen=True, kw_only=True)
class NewsFeed:
    """The newest of one subject in one language. All addresses are whole."""

    title: str
    # Of the page that it is about.
    url: str
    # Of the feed itself.
    address: str
    site: str
    home: str
    language: str
    updated: datetime
    entries: Sequence[Entry]
    # Whether the whole text is given, or its beginning alone.
    whole: bool
    # Whom to ask to be told when the feed changes; "" where there is nobody.
    hub: str = ""


def newest_of(subject: Subject, language: str) -> list[Entry]:
    """Return the newest about a subject that anybody may read, the newest first, fit to be sent out."""
    news = followables[subject.kind].newest(subject.key, language, MOST)[:MOST]
    found = entries_of(news, language)
    # No two entries of a feed have one identity (RFC 4287, 4.1.1).
    by_id: dict[str, Entry] = {}
    for one in news:
        if one in found:
            by_id.setdefault(found[one].id, found[one])
    return [completed(entry) for entry in by_id.values()]


def feed_of(
    subject: Subject, followed: Followed, *, language: str, address: str, site: str, home: str, whole: bool
) -> NewsFeed:
    """Return the feed of a subject that readers may see."""
    entries = newest_of(subject, language)
    # Where nothing is said yet: the same all day, so that readers' programs see that nothing is new.
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    title, site = plain(followed.title), plain(site)
    return NewsFeed(
        title=title if site in title else f"{title} – {site}",
        url=whole_address(followed.url, absolute(home)),
        address=absolute(address),
        site=site,
        home=absolute(home),
        language=language,
        updated=max((entry.updated for entry in entries), default=today),
        entries=entries,
        whole=whole,
        hub=settings.WEBSUB_HUB,
    )
