"""Who named what: rows of terms, columns of those who named them. Plain values in and out; no database, no Django."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Group(StrEnum):
    """By how many a term was named. What is shared says not by whom, so it is never counted as anybody's."""

    SHARED = "shared"
    SEVERAL = "several"
    ONE = "one"
    ROOM = "room"
    UNNAMED = "unnamed"


class Order(StrEnum):
    """In which order, and in which groups, the rows stand."""

    GROUP = "group"
    THEME = "theme"
    NAME = "name"
    MOST = "most"


# In place of a status: that none is stated.
NOT_STATED = "none"
# Columns that are no organisation's.
SHARED, ROOM = "shared", "room"


@dataclass(frozen=True)
class Fact:
    """So many statements of one term by one column in one session: the pk of an organisation, SHARED or ROOM."""

    concept_id: int
    column: Hashable
    session_id: int | None
    count: int = 1


@dataclass(frozen=True)
class Named:
    """A term as readers know it. `texts` are further names and wordings, to be found by, ready for comparing."""

    concept_id: int
    name: str
    slug: str
    language: str
    theme: str = ""
    texts: tuple[str, ...] = ()
    # What became of it last, in the word that addresses have; empty where nothing is stated.
    status: str = ""


@dataclass(frozen=True)
class Choice:
    """What a reader wants to see; columns and sessions by their pk."""

    words: tuple[str, ...] = ()
    named_by: frozenset[Any] = frozenset()
    not_named_by: frozenset[Any] = frozenset()
    group: Group | None = None
    theme: str = ""
    status: str = ""
    session: int | None = None
    not_since: int | None = None
    order: Order = Order.GROUP

    @property
    def is_everything(self) -> bool:
        return self == Choice(order=self.order)


@dataclass(frozen=True)
class Row:
    """One term, and how many statements of each column name it."""

    named: Named
    by_column: Mapping[Hashable, int]
    sessions: frozenset[int | None]

    @property
    def count(self) -> int:
        return sum(self.by_column.values())

    @property
    def organisations(self) -> list[Any]:
        return [column for column in self.by_column if column not in (SHARED, ROOM)]

    @property
    def group(self) -> Group:
        if SHARED in self.by_column:
            return Group.SHARED
        if named := len(self.organisations):
            return Group.ONE if named == 1 else Group.SEVERAL
        return Group.ROOM if self.by_column else Group.UNNAMED


@dataclass
class Part:
    """Rows that stand together: of one Group, of one theme (by its slug, "" for none), or all."""

    key: str
    rows: list[Row] = field(default_factory=list)


def build(named: Iterable[Named], facts: Iterable[Fact], session: int | None = None) -> list[Row]:
    """Return a row for each term, in the order of `named`; with `session`, of what was said in that one alone."""
    counts: dict[int, Counter[Hashable]] = defaultdict(Counter)
    sessions: dict[int, set[int | None]] = defaultdict(set)
    for fact in facts:
        if session is None or fact.session_id == session:
            counts[fact.concept_id][fact.column] += fact.count
            sessions[fact.concept_id].add(fact.session_id)
    return [Row(one, counts[one.concept_id], frozenset(sessions[one.concept_id])) for one in named]


def tally(rows: Iterable[Row]) -> Counter[Group]:
    """Return how many terms are in each group."""
    return Counter(row.group for row in rows)


def columns_of(rows: Iterable[Row], organisations: Sequence[Any]) -> list[Any]:
    """Return the columns that tell these rows apart: all organisations, if any of them named one.

    Where all was said in the room, the number of times says everything.
    """
    used: set[Hashable] = set()
    for row in rows:
        used.update(row.by_column)
    theirs = list(organisations) if used.intersection(organisations) else []
    shared = [SHARED] if SHARED in used else []
    return [*shared, *theirs, *([ROOM] if ROOM in used and (shared or theirs) else [])]


def choose(rows: Iterable[Row], choice: Choice, sessions: Sequence[int] = ()) -> list[Row]:
    """Return the rows that fit. `sessions` are the pks of all sessions, oldest first."""
    later = frozenset(sessions[sessions.index(choice.not_since) :]) if choice.not_since in sessions else frozenset()
    return [row for row in rows if _fits(row, choice, later, frozenset(sessions))]


def _fits(row: Row, choice: Choice, later: frozenset[int], known: frozenset[int]) -> bool:
    if choice.group is not None and row.group != choice.group:
        return False
    asks_how_it_stands = choice.status not in ("", NOT_STATED)
    looks_for_more = choice.group is not None or bool(choice.words) or choice.is_everything or asks_how_it_stands
    if row.group == Group.UNNAMED and not looks_for_more:
        # Asked who, when or about what, only what was said can answer.
        return False
    if choice.status and choice.status != (row.named.status or NOT_STATED):
        return False
    if choice.named_by and not choice.named_by.issubset(row.by_column):
        return False
    if choice.not_named_by.intersection(row.by_column):
        return False
    if choice.theme and row.named.theme != choice.theme:
        return False
    if later and (row.sessions & later or not row.sessions & known):
        return False
    return all(any(word in text for text in row.named.texts) for word in choice.words)


def arrange(rows: Iterable[Row], order: Order, themes: Sequence[str] = ()) -> list[Part]:
    """Return the rows in parts; within each as they came, which is by name. `themes` are the slugs, by name."""
    if order in (Order.NAME, Order.MOST):
        together = list(rows)
        if order == Order.MOST:
            together.sort(key=lambda row: -row.count)
        return [Part("", together)] if together else []
    parts: dict[str, Part] = {}
    for row in rows:
        key = str(row.group) if order == Order.GROUP else row.named.theme
        parts.setdefault(key, Part(key)).rows.append(row)
    if order == Order.GROUP:
        return [parts[group] for group in Group if group in parts]
    # What has no theme stands last.
    return [parts[theme] for theme in [*themes, ""] if theme in parts]


@dataclass(frozen=True)
class Help:
    """How many terms one organisation named, and another did not."""

    giver: Any
    taker: Any
    count: int
    # Of the highest in the square, which is 1.
    share: float = 0.0


def can_help(rows: Iterable[Row], organisations: Sequence[Any]) -> list[list[Help]]:
    """Return a square of organisations: what the one in the row named and the one in the column did not."""
    named = {pk: {row.named.concept_id for row in rows if pk in row.by_column} for pk in organisations}
    counts = {(one, other): len(named[one] - named[other]) for one in organisations for other in organisations}
    most = max(counts.values(), default=0) or 1
    return [
        [Help(one, other, counts[one, other], counts[one, other] / most) for other in organisations]
        for one in organisations
    ]
