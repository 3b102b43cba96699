"""The lists of a draft while they grow: which heading holds for what follows it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from collaboration.notes.draft import Item, Piece, Section
from collaboration.notes.headings import Party, Says
from collaboration.notes.kinds import Kind
from collaboration.notes.outline import Found
from collaboration.notes.reasons import Reason, Why


@dataclass
class Growing:
    """A list that is being read."""

    heading: str
    lines: list[int]
    kind: Kind | None = None
    parties: tuple[Party, ...] = ()
    unknown: tuple[str, ...] = ()
    shared: bool = False
    level: int = 0
    reasons: list[Reason] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    # The headings above that this one has its kind, or its owner, from.
    above: list["Growing"] = field(default_factory=list)
    # What the heading says beside whose the list is.
    shown: str = ""

    def finished(self, lines: Iterable[int]) -> Section:
        return Section(
            self.heading,
            self.shown,
            tuple(lines),
            self.kind,
            self.parties,
            self.unknown,
            self.shared,
            tuple(self.reasons),
            tuple(self.items),
        )


_IN_BRACKETS = re.compile(r"\s*\([^()]*\)\s*(:?)$")


def _shown(found: Found) -> str:
    """Return a heading without whose the list is: that stands beside it in a post."""
    says = found.says
    if says.kind is None:
        return "" if says.parties or says.shared or found.looks_like_name else found.text
    owned = says.parties or says.shared
    return _IN_BRACKETS.sub(r"\1", found.text) if owned else found.text


class Sections:
    """All lists of the notes, in their order."""

    def __init__(self) -> None:
        self.all: list[Growing] = []
        self.current: Growing | None = None
        self._kind_from: Growing | None = None
        self._owner_from: Growing | None = None
        self._owner_contains = False
        self._kind_contains = False

    def open(self, found: Found, line: int, level: int, next_says: Says | None) -> Growing:
        """Begin the list of a heading. `next_says` is what the next line says if it is a heading, else None."""
        new = Growing(found.text, [line], level=level, shown=_shown(found))
        self._settle_owner(new, found, next_says)
        self._settle_kind(new, found, next_says)
        self.all.append(new)
        self.current = new
        return new

    def _settle_owner(self, new: Growing, found: Found, next_says: Says | None) -> None:
        says, before = found.says, self._owner_from
        if says.parties or says.shared or found.looks_like_name:
            new.parties, new.shared = says.parties, says.shared
            new.unknown = (says.alike,) if found.looks_like_name and not says.parties else ()
            if says.parties:
                new.reasons.append(Reason(Why.SAYS_WHOSE, ", ".join(party.name for party in says.parties)))
            else:
                new.reasons.append(Reason(Why.LOOKS_LIKE_ORGANISATION if new.unknown else Why.SAYS_SHARED, says.alike))
            # What stands above headings of kinds holds for all of them: an organisation with its lists.
            self._owner_contains = bool(next_says and next_says.kind and not next_says.parties) and not says.kind
            self._owner_from = new
            if self._kind_from and (self._owner_contains or 0 < new.level < self._kind_from.level):
                self._kind_from = None
        elif before and (0 < before.level < new.level or (self._owner_contains and not 0 < new.level < before.level)):
            new.parties, new.unknown, new.shared = before.parties, before.unknown, before.shared
            new.above.append(before)
            new.reasons.append(Reason(Why.BELOW_HEADING, before.heading))
        else:
            self._owner_from = None

    def _settle_kind(self, new: Growing, found: Found, next_says: Says | None) -> None:
        says, before = found.says, self._kind_from
        if says.kind:
            new.kind = says.kind
            new.reasons.append(Reason(Why.SAYS_KIND, says.phrase))
            self._kind_from = new
            # What stands above other headings, and no list of its own, holds for all of them.
            self._kind_contains = bool(next_says and not next_says.kind and not next_says.two_kinds)
            return
        below = self._owner_from is new or 0 < (before.level if before else 0) < new.level
        if before and (below or (self._kind_contains and new.level in {0, before.level})) and not says.two_kinds:
            new.kind = before.kind
            new.above.append(before)
            new.reasons.append(Reason(Why.BELOW_HEADING, before.heading))
            return
        new.reasons.append(Reason(Why.SAYS_TWO_KINDS if says.two_kinds else Why.UNKNOWN_HEADING))
        if not (new.parties or new.unknown or new.shared):
            self._kind_from = None

    def within(self, found: Found, line: int) -> Growing:
        """Return a list for one line alone, whose heading stands on it; what follows goes on as before."""
        kept = (self.current, self._kind_from, self._owner_from, self._owner_contains, self._kind_contains)
        new = self.open(found, line, kept[0].level if kept[0] else 0, None)
        self.current, self._kind_from, self._owner_from, self._owner_contains, self._kind_contains = kept
        new.lines = []
        return new

    def without_heading(self) -> Growing:
        """Return the list that has no heading, beginning it if need be."""
        if self.current is None:
            self.current = Growing("", [], reasons=[Reason(Why.NO_HEADING)])
            self.all.append(self.current)
        return self.current

    def of_cell(self, kind: Kind | None, parties: tuple[Party, ...], unknown: tuple[str, ...], shared: bool) -> Growing:
        """Return the list that an entry of a table belongs to: the last one, if it is the same."""
        above = self.current
        wanted = (kind or (above.kind if above else None), parties, unknown, shared)
        last = self.all[-1] if self.all else None
        is_of_table = bool(last and last.items) and any(reason.why is Why.COLUMN for reason in self.all[-1].reasons)
        if last and is_of_table and (last.kind, last.parties, last.unknown, last.shared) == wanted:
            return last
        new = Growing("", [], *wanted, reasons=[Reason(Why.COLUMN)])
        if above and kind is None and above.kind:
            new.above.append(above)
        self.all.append(new)
        return new

    def finish(self) -> tuple[list[Section], list[Piece]]:
        """Return the lists that hold something, and the headings that nothing stands below as pieces of text."""
        taken: set[int] = set()
        lines_of: dict[int, list[int]] = {}
        filled = [growing for growing in self.all if growing.items]
        for growing in filled:
            lines = list(growing.lines)
            for above in growing.above:
                if not above.items and id(above) not in taken:
                    taken.add(id(above))
                    lines = [*above.lines, *lines]
            lines_of[id(growing)] = sorted(lines)
        left = [
            Piece(growing.heading, tuple(growing.lines), Reason(Why.EMPTY_HEADING))
            for growing in self.all
            if not growing.items and id(growing) not in taken and growing.lines
        ]
        return [growing.finished(lines_of[id(growing)]) for growing in filled], left
