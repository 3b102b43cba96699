"""What notes turn into: a draft, in which every line of the notes has its place."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from collaboration.notes.headings import Party
from collaboration.notes.kinds import Kind
from collaboration.notes.reasons import Reason


@dataclass(frozen=True)
class Piece:
    """Lines that make one text, and why they were taken so."""

    text: str
    lines: tuple[int, ...]
    reason: Reason


@dataclass(frozen=True)
class Item:
    """One thing that was said, letter for letter. `under` is the item that it was written below."""

    verbatim: str
    lines: tuple[int, ...]
    reason: Reason
    note: str = ""
    under: str = ""


@dataclass(frozen=True)
class Section:
    """A list. `kind` is None where nothing says it; `lines` are those of its headings. `shown` is what its heading
    says beside whose the list is.

    Whose it is: `parties` that are known, `unknown` names of others, or `shared`; nobody's in particular if none.
    """

    heading: str
    shown: str
    lines: tuple[int, ...]
    kind: Kind | None
    parties: tuple[Party, ...]
    unknown: tuple[str, ...]
    shared: bool
    reasons: tuple[Reason, ...]
    items: tuple[Item, ...]

    @property
    def whose(self) -> tuple[str, ...]:
        """The names of those who said it."""
        return (*(party.name for party in self.parties), *self.unknown)


@dataclass(frozen=True)
class Draft:
    """The notes, read. Items of one row of a table share its line; no other line stands in two places."""

    title: Piece | None
    introduction: tuple[Piece, ...]
    sections: tuple[Section, ...]
    text: tuple[Piece, ...]
    set_aside: tuple[Piece, ...]

    def accounted(self) -> Counter[int]:
        """Return in how many places each line stands; the items of one section count as one place for a line."""
        found: Counter[int] = Counter()
        for piece in self._pieces():
            found.update(piece.lines)
        for section in self.sections:
            found.update(section.lines)
            found.update({line for item in section.items for line in item.lines})
        return found

    def _pieces(self) -> Iterator[Piece]:
        if self.title:
            yield self.title
        yield from (*self.introduction, *self.text, *self.set_aside)

    @property
    def item_count(self) -> int:
        return sum(len(section.items) for section in self.sections)
