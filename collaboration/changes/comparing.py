"""Two sessions compared, term by term. Plain values in and out; no database, no Django."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from collaboration.overview.matrix import Fact
from home.text.dates import ImpreciseDate


class Change(StrEnum):
    """How a term of one session relates to the other. What was not said again may still hold."""

    NEW = "new"
    RETURNED = "returned"
    AGAIN = "again"
    SILENT = "silent"


@dataclass(frozen=True)
class Compared:
    """One term: how many statements of each column name it in the earlier session, and in the later one."""

    concept_id: int
    change: Change
    earlier: Mapping[Hashable, int]
    later: Mapping[Hashable, int]

    @property
    def earlier_count(self) -> int:
        return sum(self.earlier.values())

    @property
    def later_count(self) -> int:
        return sum(self.later.values())


def compare(facts: Iterable[Fact], earlier: int, later: int, before: Iterable[int] = ()) -> list[Compared]:
    """Return a row for each term that one of two sessions names, in the order of the facts.

    `before` are the sessions before the later one: a term said in one of them, if not in the earlier, is not new.
    Raises ValueError if the sessions are one.
    """
    if earlier == later:
        raise ValueError("A session can't be compared with itself.")
    said: dict[int, dict[int, Counter[Hashable]]] = {earlier: defaultdict(Counter), later: defaultdict(Counter)}
    known: set[int] = set()
    seen: dict[int, None] = {}
    sessions_before = frozenset(before)
    for fact in facts:
        if fact.session_id in said:
            said[fact.session_id][fact.concept_id][fact.column] += fact.count
            seen[fact.concept_id] = None
        elif fact.session_id in sessions_before:
            known.add(fact.concept_id)
    return [
        Compared(
            concept,
            _change(concept in said[earlier], concept in said[later], concept in known),
            dict(said[earlier].get(concept, {})),
            dict(said[later].get(concept, {})),
        )
        for concept in seen
    ]


def _change(in_earlier: bool, in_later: bool, is_known: bool) -> Change:
    if in_earlier:
        return Change.AGAIN if in_later else Change.SILENT
    return Change.RETURNED if is_known else Change.NEW


def happened_between(when: ImpreciseDate, earlier: ImpreciseDate, later: ImpreciseDate) -> bool:
    """Return whether something may have happened after one session began, and before the other was over.

    What is dated to the very day of the earlier session belongs to that one.
    """
    first, last = when.bounds()
    return last > earlier.bounds()[0] and first <= later.bounds()[1]
