"""Lay the comments of a discussion out as threads: plain values in, a page of places out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Row:
    """What the tree needs to know of one comment."""

    pk: int
    parent: int
    # Sorts: when it was sent, then its number.
    sent: tuple
    # Whether its text is shown to this reader.
    shown: bool


@dataclass(eq=False)
class Place:
    """Where one comment stands on a page.

    `depth` is the level on which it is shown, from 1; `answers` is the number of the comment that it answers
    where the levels don't show it, else None. `opens` (1 or 0) and `closes` say how many lists begin before
    and end after it; where it `holds` answers, its item ends only after their list. `more` is how many of the
    thread's answers are left for a page of its own, at its last place.
    """

    pk: int
    depth: int
    shown: bool
    parent: int = 0
    answers: int | None = None
    opens: int = 0
    closes: int = 0
    holds: bool = False
    more: int = 0
    root: int = 0

    @property
    def ending(self) -> range:
        """The levels of the lists that end after it, the innermost first."""
        return range(self.depth, self.depth - self.closes, -1)

    @property
    def heading(self) -> int:
        """The level of its heading, below the discussion's own; HTML has six."""
        return min(self.depth + 2, 6)


@dataclass(frozen=True)
class Laid:
    """The threads of a discussion: its roots in order, and everything below each."""

    roots: tuple[int, ...]
    # {root: every place in it that is shown, or is needed above one that is}
    below: dict[int, list[Place]] = field(repr=False)
    shown: int = 0


def lay_out(rows: Iterable[Row], *, depth: int, newest_first: bool = False) -> Laid:
    """Return the threads: what is not shown stays where something shown hangs below it, else it is left out.

    Answers stand in the order in which they were sent, whatever the order of the roots. An answer whose
    parent is unknown begins a thread of its own rather than vanish. Works at any depth, and in circles.
    """
    rows = {row.pk: row for row in rows}
    children: dict[int, list[int]] = defaultdict(list)
    roots = []
    for row in sorted(rows.values(), key=lambda row: row.sent):
        if row.parent == row.pk or row.parent not in rows:
            roots.append(row.pk)
        else:
            children[row.parent].append(row.pk)
    below: dict[int, list[Place]] = {}
    shown = 0
    reached: set[int] = set()
    # What no root leads to goes in a circle, which no form makes: its first becomes a root rather than vanish.
    for root in [*roots, *sorted(rows, key=lambda pk: rows[pk].sent)]:
        if root in reached:
            continue
        places = _walk(root, children, reached)
        reached.update(pk for pk, _depth, _parent in places)
        kept = _kept(places, rows)
        if kept:
            below[root] = _levelled(kept, depth, root)
            shown += sum(place.shown for place in kept)
    order = sorted(below, key=lambda root: rows[root].sent)
    return Laid(tuple(reversed(order) if newest_first else order), below, shown)


def _walk(root: int, children: dict[int, list[int]], reached: set[int]) -> list[tuple[int, int, int]]:
    """Return (number, true depth, parent) of a thread, parents before answers; none that was reached before."""
    found, waiting, seen = [], [(root, 1, root)], set(reached)
    while waiting:
        pk, depth, parent = waiting.pop()
        if pk in seen:
            continue
        seen.add(pk)
        found.append((pk, depth, parent))
        waiting.extend((child, depth + 1, pk) for child in reversed(children.get(pk, ())))
    return found


def _kept(places: list[tuple[int, int, int]], rows: dict[int, Row]) -> list[Place]:
    """Leave out what is not shown and has nothing shown below it."""
    needed = {pk for pk, _depth, _parent in places if rows[pk].shown}
    for pk, _depth, parent in reversed(places):
        if pk in needed:
            needed.add(parent)
    return [Place(pk, depth, rows[pk].shown, parent) for pk, depth, parent in places if pk in needed]


def _levelled(places: list[Place], most: int, root: int) -> list[Place]:
    """Show what lies deeper than `most` levels on the last one, with whom it answers. Lists are for `with_lists`."""
    for place in places:
        place.root = root
        place.answers = place.parent if place.depth > most else None
        place.depth = min(place.depth, most)
    return places


def with_lists(places: list[Place]) -> list[Place]:
    """Say where lists begin and end, so that a template can write nested lists in one loop.

    A page that begins amid a thread begins on the first level, with whom its first comments answer: no list
    may hold nothing but another.
    """
    above: list[int] = []
    before = None
    for place in places:
        while above and above[-1] >= place.depth:
            above.pop()
        above.append(place.depth)
        if len(above) < place.depth:
            place.depth = len(above)
            if place.depth == 1:
                place.answers = place.parent
        place.opens = max(0, place.depth - (before.depth if before else 0))
        place.closes, place.holds = 0, False
        if before:
            before.closes = max(0, before.depth - place.depth)
            before.holds = place.depth > before.depth
        before = place
    if before:
        before.closes, before.holds = before.depth, False
    return places


def shorten(threads: Sequence[list[Place]], *, most: int) -> list[Place]:
    """Return the places of a page of threads; where they are more than `most`, each keeps its share.

    The first of a thread, and as many of its answers as every thread may have, are shown; `more` of the last
    says how many are left. What a short thread does not use, the longer ones get.
    """
    room = most - len(threads)
    share = {}
    waiting = sorted(range(len(threads)), key=lambda number: len(threads[number]))
    for done, number in enumerate(waiting):
        fair = max(0, room // (len(waiting) - done))
        share[number] = min(len(threads[number]) - 1, fair)
        room -= share[number]
    page = []
    for number, places in enumerate(threads):
        kept = places[: 1 + share[number]]
        kept[-1].more = len(places) - len(kept)
        page += kept
    return with_lists(page)
