"""What can be followed, and what happens: the rooms that hold it say so here, and feeds and mails read it.

A *source* holds a kind of news (posts, comments): what each one says, and which subjects it is about. A
*followable* is a kind of subject (a tag, a term, the blog): what it is called, and what is newest about it.
Rooms register theirs in their app's `ready()`; a new kind of subject is one entry, and has its feeds, its
mails and its place on the page where all is chosen.

The room that mails stands beside those that have news, or above: it listens (`listeners`), they announce.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from home.registries import Registry

# The key of everything of a kind.
ALL = "all"


class Subject(NamedTuple):
    """One thing that can be followed: its kind, the name of a followable, and its key among them."""

    kind: str
    key: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"

    @classmethod
    def parse(cls, text: str) -> Subject | None:
        """Return the subject that `kind:key` names, or None where there is no such kind."""
        kind, _colon, key = text.partition(":")
        return cls(kind, key) if key and kind in followables else None


class News(NamedTuple):
    """One thing that happened: the name of its source, and its key there. The same in every language."""

    source: str
    key: str


@dataclass(frozen=True, kw_only=True)
class Enclosure:
    """A file that belongs to an entry. `length` in bytes."""

    url: str
    type: str
    length: int


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing that happened, as feeds and mails tell of it in one language.

    Addresses, those in `html` too, are as on the site's own pages; whoever sends it out completes them.
    """

    # An IRI that never changes, whatever becomes of the title and the address (RFC 4287, 4.2.6).
    id: str
    title: str
    url: str
    published: datetime
    # When it last changed in a way that a reader would want to know.
    updated: datetime
    # Of the text, which may be another than was asked for.
    language: str
    # All of it, as simple HTML that stands for itself.
    html: str
    # Its beginning in plain text.
    summary: str
    # (name, address or "")
    authors: tuple[tuple[str, str], ...] = ()
    categories: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Source:
    """A kind of news."""

    name: str
    # What one of them is called: "post".
    label: Any
    # (keys, language) -> {key: entry} of those that anybody may read now, in that language, else as first
    # written. As many queries for many as for one.
    entries: Callable[[Collection[str], str], Mapping[str, Entry]]
    # The subjects that one of them is about, as they are now.
    subjects: Callable[[str], Collection[Subject]]
    # Whether mails wait a while, so that what was published by mistake can be taken back.
    waits: bool = False
    # (key, language) -> how its latest draft would be told of. For those alone who may edit it.
    draft: Callable[[str, str], Entry | None] | None = None
    # The subjects of the latest draft, of what nobody can read yet.
    draft_subjects: Callable[[str], Collection[Subject]] | None = None
    # (user, key) -> whether she may edit it; whether she may publish it, and so have it mailed again.
    may_edit: Callable[[Any, str], bool] | None = None
    may_publish: Callable[[Any, str], bool] | None = None


@dataclass(frozen=True, kw_only=True)
class Followed:
    """One subject, as readers of a language know it. `url` is without the host."""

    # So that it is clear by itself, in a list with subjects of other kinds: "Posts by Kari Nordmann".
    title: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Followable:
    """A kind of subject."""

    name: str
    # What one of them is called: "tag", and several, as a heading: "Tags".
    label: Any
    plural: Any = ""
    # What all of it together (key ALL) is called, where the front page is about that.
    of_front: Any = ""
    # (keys, language) -> {key: what it is} of those that anybody may see. As many queries for many as for one.
    describe: Callable[[Collection[str], str], Mapping[str, Followed]]
    # (key, language, most) -> what is newest about it, the newest first; only what anybody may read.
    newest: Callable[[str, str, int], Sequence[News]]
    # (language) -> (key, title) of those to choose from on one page, in order; none where there are too many.
    # Where the kind has a `plural`, that stands above them, and the title need not say what they are.
    offered: Callable[[str], Sequence[tuple[str, str]]] = lambda language: ()
    # (slug, language) -> the key of what has that address in the language, or None.
    by_slug: Callable[[str, str], str | None] = lambda slug, language: None
    # (keys, news) -> those of the keys that the news is about, where news can't list its subjects: there are as many
    # searches as people can think of.
    matching: Callable[[Collection[str], News], Collection[str]] | None = None
    # (what somebody types) -> the key, where subjects are made by typing; "" where that is no subject.
    from_words: Callable[[str], str] | None = None


sources: Registry[Source] = Registry(of="sources of news")
followables: Registry[Followable] = Registry(of="kinds of subjects to follow")


@dataclass(frozen=True, kw_only=True)
class Listener:
    """Somebody who is told when something happens: (news, quietly), and when it is taken back: (news)."""

    name: str
    happened: Callable[[News, bool], None]
    taken_back: Callable[[News], None]


listeners: Registry[Listener] = Registry(of="listeners")


def announce(news: News, *, quietly: bool = False) -> None:
    """Say that something can be read from now on; saying it again is no harm. `quietly`: nobody is to be mailed."""
    for listener in listeners:
        listener.happened(news, quietly)


def take_back(news: News) -> None:
    """Say that something can't be read any more."""
    for listener in listeners:
        listener.taken_back(news)


def describe_all(subjects: Iterable[Subject], language: str) -> dict[Subject, Followed]:
    """Return what the subjects are called, without those that readers can't see; a query or so for each kind."""
    by_kind: dict[str, list[str]] = {}
    for subject in subjects:
        by_kind.setdefault(subject.kind, []).append(subject.key)
    found = {}
    for kind, keys in by_kind.items():
        if kind in followables:
            for key, followed in followables[kind].describe(keys, language).items():
                found[Subject(kind, key)] = followed
    return found


def entries_of(news: Iterable[News], language: str) -> dict[News, Entry]:
    """Return what happened, without what nobody may read any more; as many queries as the sources need."""
    by_source: dict[str, list[str]] = {}
    for one in news:
        by_source.setdefault(one.source, []).append(one.key)
    found = {}
    for source, keys in by_source.items():
        if source in sources:
            for key, entry in sources[source].entries(keys, language).items():
                found[News(source, key)] = entry
    return found


def front() -> dict[str, Any]:
    """Return what the front page is about, for its context."""
    found = next((one for one in followables if one.of_front), None)
    return {"following": Subject(found.name, ALL), "following_title": str(found.of_front)} if found else {}


def numbers_of(keys: Iterable[str]) -> list[int]:
    """Return the keys that are numbers of rows, as numbers; anybody can ask for any key."""
    return [int(key) for key in keys if key.isascii() and key.isdigit() and len(key) < 19 and str(int(key)) == key]


def uuids_of(keys: Iterable[str]) -> list[UUID]:
    """Return the keys that are UUIDs in their one usual form, as UUIDs."""
    return [found for key in keys if (found := _uuid_of(key))]


def _uuid_of(key: str) -> UUID | None:
    try:
        found = UUID(key)
    except ValueError:
        return None
    return found if str(found) == key else None
