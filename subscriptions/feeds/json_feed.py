"""Feeds in JSON: JSON Feed 1.1."""

from __future__ import annotations

import json
from typing import Any

from home.following import Entry
from subscriptions.feeds.news_feed import NewsFeed

VERSION = "https://jsonfeed.org/version/1.1"


def _author(name: str, address: str) -> dict[str, str]:
    return {"name": name, "url": address} if address else {"name": name}


def _item(entry: Entry, whole: bool) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        **({"content_html": entry.html} if whole else {"content_text": entry.summary}),
        "date_published": entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
        "language": entry.language,
    }
    if entry.authors:
        item["authors"] = [_author(name, address) for name, address in entry.authors]
    if entry.categories:
        item["tags"] = list(entry.categories)
    if entry.enclosures:
        item["attachments"] = [
            {"url": file.url, "mime_type": file.type, "size_in_bytes": file.length} for file in entry.enclosures
        ]
    return item


def json_feed(feed: NewsFeed) -> str:
    """Write a feed as JSON Feed."""
    written: dict[str, Any] = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.url,
        "feed_url": feed.address,
        "language": feed.language,
        "authors": [_author(feed.site, feed.home)],
        "items": [_item(entry, feed.whole) for entry in feed.entries],
    }
    if feed.hub:
        written["hubs"] = [{"type": "WebSub", "url": feed.hub}]
    return json.dumps(written, ensure_ascii=False)
