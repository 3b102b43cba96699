"""What a search answers: plain values, for whoever shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from search.excerpts import Part

RELEVANCE, NEWEST = "relevance", "newest"
# How a search was understood.
ALL_WORDS, CLOSE, ANY_WORD, NOTHING = "all", "close", "any", ""
LONGEST_FILTER = 60


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What hits are narrowed down to, as it stands in an address; empty is no limit. What is unknown finds nothing."""

    kind: str = ""
    organisation: str = ""
    session: str = ""
    theme: str = ""
    language: str = ""
    year: str = ""

    @classmethod
    def read(cls, given: Mapping[str, str]) -> Filters:
        """Return the filters that stand among the parameters of an address."""
        values = {one.name: str(given.get(one.name, "")).replace("\0", "")[:LONGEST_FILTER] for one in fields(cls)}
        return cls(**values)

    def as_items(self) -> list[tuple[str, str]]:
        """Return those that are set, as they stand in an address."""
        return [(one.name, value) for one in fields(self) if (value := getattr(self, one.name))]

    def without(self, name: str) -> Filters:
        return replace(self, **{name: ""})


FACETS = tuple(one.name for one in fields(Filters))


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One thing that was found."""

    kind: str
    kind_label: Any
    title: str
    title_parts: tuple[Part, ...]
    url: str
    # Of the text that was found; empty where it has none.
    language: str
    is_other_language: bool
    excerpt: tuple[Part, ...]
    date: date | None
    # What it belongs to, where the title does not say so.
    context: str = ""


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """Something whose title is near to what was typed."""

    kind: str
    kind_label: Any
    title: str
    url: str
    language: str


@dataclass(frozen=True, kw_only=True)
class Promoted:
    """What the editors suggest for a search."""

    title: str
    url: str
    # Of the title; empty where nobody knows.
    language: str = ""
    description: str = ""
    is_elsewhere: bool = False
    # Where its texts stand in all languages: what lies there need not be listed again.
    addresses: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Value:
    """One choice of a facet, and how many things there are with it."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, kw_only=True)
class Facet:
    """One way to narrow a search down."""

    name: str
    label: Any
    values: tuple[Value, ...]


@dataclass(frozen=True, kw_only=True)
class Results:
    """What was found, how the search was understood, and what else might be meant."""

    hits: tuple[Hit, ...] = ()
    total: int = 0
    page: int = 1
    pages: int = 1
    facets: tuple[Facet, ...] = ()
    used_words: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    match: str = NOTHING
    did_you_mean: str = ""
    closest: tuple[Suggestion, ...] = ()
    promoted: tuple[Promoted, ...] = ()
    is_empty_query: bool = False
