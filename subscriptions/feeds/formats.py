"""The formats in which a subject can be followed, and where each is."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from django.urls import reverse

from home.following import Subject
from subscriptions.feeds.json_feed import json_feed
from subscriptions.feeds.news_feed import NewsFeed
from subscriptions.feeds.xml_feeds import atom, rss

ATOM = "atom.xml"
RSS = "rss.xml"
JSON = "feed.json"


class Format(NamedTuple):
    """How a feed is written."""

    type: str
    write: Callable[[NewsFeed], str]


FORMATS = {
    ATOM: Format("application/atom+xml", atom),
    RSS: Format("application/rss+xml", rss),
    JSON: Format("application/feed+json", json_feed),
}


def address_of(subject: Subject, form: str) -> str:
    """Return the address of a subject's feed in the active language, without the host."""
    return reverse("subscriptions:feed", args=[subject.kind, subject.key, form])
