"""A kind of news and a kind of subject for tests, and checks of feeds by the letter of their formats."""

import json
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

from lxml import etree

from home.following import Entry, Followable, Followed, News, Source, Subject, followables, sources
from home.registries import Registry
from subscriptions.feeds.json_feed import VERSION

KIND = "shelf"
SHELF = Subject(KIND, "old.books")
BEGAN = datetime(2011, 4, 5, 12, tzinfo=UTC)
RNG = Path(__file__).with_name("atom.rng")
ATOM = "{http://www.w3.org/2005/Atom}"


def entry(number=0, **fields):
    """Return an entry that says what its fields say."""
    return Entry(
        **{
            "id": f"urn:uuid:00000000-0000-4000-8000-{number:012}",
            "title": f"Bok {number}",
            "url": f"/bok/{number}/",
            "published": BEGAN + timedelta(hours=number),
            "updated": BEGAN + timedelta(hours=number, minutes=30),
            "language": "nb",
            "html": f"<p>Om bok {number}.</p>",
            "summary": f"Om bok {number}.",
            **fields,
        }
    )


class Shelf:
    """What can be followed in the tests: books on a shelf, each of which is news."""

    def __init__(self):
        self.entries = []
        # Titles of what nobody may read any more.
        self.closed = set()
        self.asked = lambda: None
        self.subjects_of = lambda key: [SHELF]

    def _newest(self, key, language, most):
        self.asked()
        return [News(KIND, made.id) for made in reversed(self.entries)][:most]

    def _told(self, keys, language):
        self.asked()
        return {made.id: made for made in self.entries if made.id in keys and made.title not in self.closed}

    def _described(self, keys, language):
        self.asked()
        return {key: Followed(title=f"Gamle bøker ({language})", url="/hylle/") for key in keys if key == SHELF.key}

    def _by_slug(self, slug, language):
        return SHELF.key if slug == f"gamle-{language}" else None

    def followable(self, name=KIND):
        return Followable(
            name=name, label="shelf", describe=self._described, newest=self._newest, by_slug=self._by_slug
        )

    def source(self):
        return Source(name=KIND, label="book", entries=self._told, subjects=lambda key: self.subjects_of(key))


@contextmanager
def only(registry: Registry, *entries):
    """Let a registry hold these entries alone, for a while."""
    kept = dict(registry._entries)
    registry._entries.clear()
    for one in entries:
        registry.register(one)
    try:
        yield
    finally:
        registry._entries.clear()
        registry._entries.update(kept)


@contextmanager
def shelved(*kinds):
    """Let there be one shelf, under its own name and these, and nothing else to follow."""
    shelf = Shelf()
    with only(sources, shelf.source()), only(followables, *(shelf.followable(kind) for kind in (KIND, *kinds))):
        yield shelf


def is_whole(address):
    """Return whether an address can be used away from the site."""
    return bool(urlsplit(address).scheme)


def check_atom(written, grammar=None):
    """Assert that a feed is Atom, also in what RFC 4287's grammar can't say; return its root."""
    root = ElementTree.fromstring(written)
    if grammar is not None:
        grammar.assertValid(etree.fromstring(written.encode()))
    assert root.tag == f"{ATOM}feed"
    for address in [link.get("href") for link in root.iter(f"{ATOM}link")]:
        assert is_whole(address), address
    for element in [*root.iter(f"{ATOM}id"), *root.iter(f"{ATOM}uri")]:
        assert is_whole(element.text), element.text
    entries = root.findall(f"{ATOM}entry")
    ids = [one.findtext(f"{ATOM}id") for one in entries]
    assert len(set(ids)) == len(ids)
    for one in entries:
        assert root.find(f"{ATOM}author") is not None or one.find(f"{ATOM}author") is not None
        links = [(link.get("rel"), link.get("type"), link.get("hreflang")) for link in one.findall(f"{ATOM}link")]
        alternates = [link for link in links if link[0] in {None, "alternate"}]
        assert len(set(alternates)) == len(alternates) == 1
    assert [link.get("rel") for link in root.findall(f"{ATOM}link")].count("self") == 1
    return root


_AUTHOR = {"name": str, "url": str, "avatar": str}
_ATTACHMENT = {"url": str, "mime_type": str, "title": str, "size_in_bytes": int, "duration_in_seconds": int}
_HUB = {"type": str, "url": str}
_FEED = {
    "version": str,
    "title": str,
    "home_page_url": str,
    "feed_url": str,
    "description": str,
    "user_comment": str,
    "next_url": str,
    "icon": str,
    "favicon": str,
    "authors": list,
    "language": str,
    "expired": bool,
    "hubs": list,
    "items": list,
}
_ITEM = {
    "id": str,
    "url": str,
    "external_url": str,
    "title": str,
    "content_html": str,
    "content_text": str,
    "summary": str,
    "image": str,
    "banner_image": str,
    "date_published": str,
    "date_modified": str,
    "authors": list,
    "tags": list,
    "language": str,
    "attachments": list,
}


def _check(found, known, needed):
    assert set(needed) <= found.keys() <= known.keys(), found.keys() - known.keys()
    for name, value in found.items():
        assert type(value) is known[name], (name, value)
        if name == "url" or name.endswith("_url"):
            assert is_whole(value), value


def check_json(written):
    """Assert that a feed is JSON Feed 1.1, with no field that the format does not know; return it."""
    feed = json.loads(written)
    _check(feed, _FEED, ["version", "title", "items"])
    assert feed["version"] == VERSION
    for hub in feed.get("hubs", []):
        _check(hub, _HUB, ["type", "url"])
    for author in feed.get("authors", []):
        _check(author, _AUTHOR, [])
        assert author
    for item in feed["items"]:
        _check(item, _ITEM, ["id"])
        assert "content_html" in item or "content_text" in item
        for name in ("date_published", "date_modified"):
            assert datetime.fromisoformat(item[name]).tzinfo
        for author in item.get("authors", []):
            _check(author, _AUTHOR, [])
            assert author
        for attachment in item.get("attachments", []):
            _check(attachment, _ATTACHMENT, ["url", "mime_type"])
        assert all(type(tag) is str for tag in item.get("tags", []))
    assert len({item["id"] for item in feed["items"]}) == len(feed["items"])
    return feed
