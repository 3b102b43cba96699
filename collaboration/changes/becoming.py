"""What became of a term: how it stands, and its way through the sessions. Plain values in and out; no Django."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from home.text.dates import ImpreciseDate


@dataclass(frozen=True)
class Stated:
    """One development, of the concepts that stand today; `own_concept` is the one it was stated of."""

    pk: int
    uuid: Any
    concept_id: int
    own_concept: int
    status: str
    target_id: int | None
    when: ImpreciseDate
    note: str = ""
    language: str = ""
    # The page it is taken from, where readers may see it.
    source: Any = None
    at: Any = None

    def _order(self) -> tuple[ImpreciseDate, int]:
        return self.when, self.pk

    def _held_until(self) -> tuple[date, int]:
        # What is known to the year only may have happened on its last day: stated later, it is not undone by a
        # month of that year that was stated before it.
        return self.when.bounds()[1], self.pk


def in_time(stated: Iterable[Stated]) -> list[Stated]:
    """Return developments in the order in which they happened; of one date, as they were stated."""
    return sorted(stated, key=Stated._order)


def latest(stated: Iterable[Stated]) -> dict[int, Stated]:
    """Return {concept: what became of it last}, by the last day that each may mean; of one day, as they were stated."""
    return {one.concept_id: one for one in sorted(stated, key=Stated._held_until)}


@dataclass(frozen=True)
class Uttered:
    """So many statements of one term in one session, by one column (see `overview.matrix`), in one wording."""

    session_id: int | None
    column: Hashable
    wording: str
    language: str
    count: int = 1


@dataclass(frozen=True)
class Merged:
    """Terms that were merged into this one."""

    pk: int
    when: ImpreciseDate
    names: tuple[str, ...]


@dataclass(frozen=True)
class SaidStep:
    """A session in which it was said: by which columns, in which words (each with its language)."""

    session_id: int
    columns: tuple[Hashable, ...]
    wordings: tuple[tuple[str, str], ...]
    count: int
    is_first: bool


@dataclass(frozen=True)
class SilentStep:
    """Sessions after each other in which it was not said."""

    sessions: tuple[int, ...]


@dataclass(frozen=True)
class StatedStep:
    stated: Stated


@dataclass(frozen=True)
class MergedStep:
    merged: Merged


Step = SaidStep | SilentStep | StatedStep | MergedStep


def steps(
    sessions: Mapping[int, ImpreciseDate],
    uttered: Iterable[Uttered],
    stated: Iterable[Stated] = (),
    merged: Iterable[Merged] = (),
) -> list[Step]:
    """Return a term's way through these sessions, which are those that said anything at all.

    What was said in other sessions, or in none, has no place in it.
    """
    said: dict[int | None, list[Uttered]] = {}
    for one in uttered:
        if one.session_id in sessions:
            said.setdefault(one.session_id, []).append(one)
    entries: list[tuple[tuple[ImpreciseDate, int, int], Any]] = [
        *(((when, 0, pk), pk) for pk, when in sessions.items()),
        *(((one.when, 1, one.pk), one) for one in stated),
        *(((one.when, 2, one.pk), one) for one in merged),
    ]
    found: list[Step] = []
    is_first = True
    for _order, entry in sorted(entries, key=lambda pair: pair[0]):
        if isinstance(entry, Stated):
            found.append(StatedStep(entry))
        elif isinstance(entry, Merged):
            found.append(MergedStep(entry))
        elif entry in said:
            found.append(_said_step(entry, said[entry], is_first))
            is_first = False
        elif found and isinstance(found[-1], SilentStep):
            found[-1] = SilentStep((*found[-1].sessions, entry))
        else:
            found.append(SilentStep((entry,)))
    return found


def _said_step(session: int, uttered: Sequence[Uttered], is_first: bool) -> SaidStep:
    columns = dict.fromkeys(one.column for one in uttered)
    wordings = dict.fromkeys((one.wording, one.language) for one in uttered)
    return SaidStep(session, tuple(columns), tuple(wordings), sum(one.count for one in uttered), is_first)
