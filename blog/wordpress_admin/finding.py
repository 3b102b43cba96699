"""What an export holds, for people: read once before anything is brought in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from blog.importers.wordpress import records
from blog.importers.wordpress.loading.index import Index
from blog.importers.wordpress.loading.links import Own
from blog.importers.wordpress.reading import open_export

PINGS = {"pingback", "trackback"}
PAGES = {"post", "page"}
MOST_NAMES = 60


class SeveralBlogs(Exception):
    """The files are of more than one blog."""

    def __init__(self, addresses: list[str]) -> None:
        super().__init__(", ".join(addresses))
        self.addresses = addresses


@dataclass
class _Seen:
    index: Index = field(default_factory=Index)
    sites: list[str] = field(default_factory=list)
    items: dict[str, Counter[str]] = field(default_factory=dict)
    comments: Counter[str] = field(default_factory=Counter)
    authors: dict[str, dict[str, Any]] = field(default_factory=dict)
    terms: dict[str, list[str]] = field(default_factory=dict)
    with_password: int = 0
    dates: list[datetime] = field(default_factory=list)

    def item(self, item: records.Item) -> None:
        self.items.setdefault(item.type, Counter())[item.status] += 1
        for comment in item.comments:
            self.comments["ping" if comment.type in PINGS else comment.approved] += 1
        if item.type == "attachment":
            self.index.attachments[item.id] = records.Item(
                id=item.id, type=item.type, status=item.status, attachment_url=item.attachment_url
            )
        if item.type not in PAGES:
            return
        self.with_password += bool(item.password)
        if item.creator in self.authors:
            self.authors[item.creator]["posts"] += 1
        if item.date and item.status == "publish":
            first, last = (self.dates or [item.date])[0], (self.dates or [item.date])[-1]
            self.dates = [min(first, item.date), max(last, item.date)]


def look(paths: Sequence[Path]) -> dict[str, Any]:
    """Return what an export holds, as plain values. Raises NotAnExport, SeveralBlogs."""
    seen, export = _Seen(), open_export(paths)
    for record in export:
        if isinstance(record, records.Site):
            seen.sites.append(record.link)
            seen.index.site = record
        elif isinstance(record, records.Author):
            seen.authors[record.login] = {"name": record.name, "posts": 0}
        elif isinstance(record, records.Term):
            seen.terms.setdefault(record.taxonomy, []).append(record.name)
        elif isinstance(record, records.Item):
            seen.item(record)
    if len(seen.sites) > 1:
        raise SeveralBlogs(sorted(seen.sites))
    # Passed over, but counted: what is found here is what the proof accounts for.
    for item in export.repeated:
        seen.items.setdefault(item.type, Counter())[item.status] += 1
    return _told(seen, export)


def _told(seen: _Seen, export: Any) -> dict[str, Any]:
    site = seen.index.site
    return {
        "source": seen.index.source,
        "site": {"title": site.title, "tagline": site.tagline, "link": site.link, "version": site.version},
        "first": seen.dates[0].isoformat() if seen.dates else "",
        "last": seen.dates[-1].isoformat() if seen.dates else "",
        "items": {kind: dict(counts) for kind, counts in sorted(seen.items.items())},
        "with_password": seen.with_password,
        "comments": dict(seen.comments),
        "authors": seen.authors,
        "categories": _named(seen.terms.get("category", [])),
        "tags": _named(seen.terms.get("post_tag", [])),
        "files": len(seen.index.attachments),
        "hosts": sorted(Own(seen.index).hosts),
        "repeated": len(export.repeated),
        "troubles": dict(export.troubles.counts),
    }


def _named(names: list[str]) -> dict[str, Any]:
    return {"number": len(names), "names": names[:MOST_NAMES]}
