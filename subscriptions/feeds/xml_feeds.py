"""Feeds in XML: Atom (RFC 4287) and RSS 2.0."""

from __future__ import annotations

from typing import Any

from django.utils import feedgenerator
from django.utils.html import escape

from home.following import Entry
from subscriptions.feeds.news_feed import NewsFeed


def _enclosures(entry: Entry) -> list[feedgenerator.Enclosure]:
    return [feedgenerator.Enclosure(file.url, str(file.length), file.type) for file in entry.enclosures]


class _Atom(feedgenerator.Atom1Feed):
    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        if self.feed["hub"]:
            handler.addQuickElement("link", "", {"rel": "hub", "href": self.feed["hub"]})

    def item_attributes(self, item):
        return {"xml:lang": item["entry"].language}

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        entry = item["entry"]
        for name, address in entry.authors:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            if address:
                handler.addQuickElement("uri", address)
            handler.endElement("author")
        handler.addQuickElement("summary", entry.summary)
        if self.feed["whole"]:
            handler.addQuickElement("content", entry.html, {"type": "html"})

    def latest_post_date(self):
        return self.feed["updated"]


class _Rss(feedgenerator.Rss201rev2Feed):
    def rss_attributes(self):
        return {
            **super().rss_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        }

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        if self.feed["hub"]:
            handler.addQuickElement("atom:link", None, {"rel": "hub", "href": self.feed["hub"]})

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        entry = item["entry"]
        for name, _address in entry.authors:
            handler.addQuickElement("dc:creator", name)
        handler.addQuickElement("dc:language", entry.language)
        if self.feed["whole"]:
            handler.addQuickElement("content:encoded", entry.html)

    def latest_post_date(self):
        return self.feed["updated"]


def _common(feed: NewsFeed) -> dict[str, Any]:
    return {
        "title": feed.title,
        "link": feed.url,
        "language": feed.language,
        "feed_url": feed.address,
        "updated": feed.updated,
        "whole": feed.whole,
        "hub": feed.hub,
    }


def atom(feed: NewsFeed) -> str:
    """Write a feed as Atom."""
    # An entry without authors of its own is by the feed's (RFC 4287, 4.2.1).
    written = _Atom(
        **_common(feed), description=None, feed_guid=feed.address, author_name=feed.site, author_link=feed.home
    )
    for entry in feed.entries:
        written.add_item(
            title=entry.title,
            link=entry.url,
            # Django would say that it is HTML; ours is plain text, and added above.
            description=None,  # type: ignore[arg-type]
            unique_id=entry.id,
            pubdate=entry.published,
            updateddate=entry.updated,
            categories=entry.categories,
            enclosures=_enclosures(entry),
            entry=entry,
        )
    return written.writeString("utf-8")


def rss(feed: NewsFeed) -> str:
    """Write a feed as RSS 2.0, whose entries can have one file each."""
    written = _Rss(**_common(feed), description=feed.title)
    for entry in feed.entries:
        written.add_item(
            title=entry.title,
            link=entry.url,
            # The one place where RSS means HTML.
            description=escape(entry.summary),
            unique_id=entry.id,
            unique_id_is_permalink=False,
            pubdate=entry.published,
            categories=entry.categories,
            enclosures=_enclosures(entry)[:1],
            entry=entry,
        )
    return written.writeString("utf-8")
