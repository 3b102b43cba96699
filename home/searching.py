"""What can be searched: the rooms that hold it say so here, and the search reads it.

A *source* is one table of what can be found: what is kept of each row to search in, which rows anybody may read now,
and how those that were found are shown. Rooms register theirs in their app's `ready()`, and say when something
changed; the search stands beside some of them and above others, and listens.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from home.registries import Registry

# What hits can be narrowed down by, beside their kind, language and year.
ORGANISATION, SESSION, THEME = "organisation", "session", "theme"


@dataclass(frozen=True, kw_only=True)
class Text:
    """What is kept of one row in one language, to search in and to quote from. Nothing of it is hidden from readers
    of the row."""

    # The row's number in its source.
    id: int
    # What it is in no language: of several rows of one thing, one is shown.
    thing: str
    # Empty where it has none.
    language: str
    # One of the source's kinds.
    kind: str
    title: str
    # Other names of it: they count almost as the title does.
    names: tuple[str, ...] = ()
    body: str = ""
    dated: date | None = None
    # (ORGANISATION, its key) and the like.
    facets: tuple[tuple[str, str], ...] = ()


class Kind(NamedTuple):
    """What things that can be found are called: one of them, and several."""

    name: str
    label: Any
    plural: Any


@dataclass(frozen=True, kw_only=True)
class Found:
    """A row that was found, for its source to say how it is shown."""

    source: str
    id: int
    thing: str
    language: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Shown:
    """How readers of a language are shown something. `url` is without the host."""

    title: str
    url: str
    # Of the title.
    language: str
    # What it belongs to, where its title does not say so.
    context: str = ""


@dataclass(frozen=True, kw_only=True)
class Source:
    """One table of what can be found."""

    name: str
    model: Any
    # In the order in which they are offered.
    kinds: tuple[Kind, ...]
    # (numbers of rows) -> what is kept of those that are published; the rest are not kept.
    texts: Callable[[Collection[int]], Iterable[Text]]
    # () -> the rows that are published, whoever may read them.
    rows: Callable[[], Any]
    # () -> the rows that anybody may read now. Asked at reading, as part of one query: a view restriction tells nobody.
    visible: Callable[[], Any]
    # (rows that were found, language) -> {row: how it is shown}. As many queries for many as for one; sources that
    # have the same function are asked together.
    shown: Callable[[Sequence[Found], str], Mapping[Found, Shown]]
    # {model: (one of its rows) -> numbers of the rows here that may say something else once it was saved or deleted}
    touched_by: Mapping[Any, Callable[[Any], Iterable[int]]]
    # How much it counts beside other sources where both have the words.
    boost: float = 1.0
    # Whether what is typed is completed with its titles.
    suggested: bool = True
    # Where its kinds stand among those of others, the first first.
    place: int = 0


sources: Registry[Source] = Registry(of="sources of what can be searched")


def in_order() -> list[Source]:
    """Return the sources in the order in which they are offered."""
    return sorted(sources, key=lambda source: source.place)


@dataclass(frozen=True, kw_only=True)
class Narrowing:
    """Things that hits can be narrowed down to: which of the facets, and what they are called."""

    # The name says who knows them.
    name: str
    labels: Mapping[str, Any]
    # ({facet: keys}, language) -> {(facet, key): name} of those that anybody may see.
    names: Callable[[Mapping[str, Collection[str]], str], Mapping[tuple[str, str], str]]


narrowings: Registry[Narrowing] = Registry(of="things to narrow a search down to")


@dataclass(frozen=True, kw_only=True)
class Listener:
    """Somebody who is told of rows that may say something else now, or are gone: (source, numbers)."""

    name: str
    changed: Callable[[str, Collection[int]], None]
    gone: Callable[[str, Collection[int]], None]


listeners: Registry[Listener] = Registry(of="listeners to what can be searched")


def changed(source: str, ids: Iterable[int]) -> None:
    """Say that rows may say something else now, where no signal tells it; saying it once too often is no harm."""
    numbers = list(ids)
    for listener in listeners if numbers else ():
        listener.changed(source, numbers)


def gone(source: str, ids: Iterable[int]) -> None:
    """Say that nobody is to find these rows any more: what is kept of them goes at once."""
    numbers = list(ids)
    for listener in listeners if numbers else ():
        listener.gone(source, numbers)
