"""Read notes: from lines to a draft in which every line has its place, with a reason for each decision."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from collaboration.notes.boilerplate import set_aside
from collaboration.notes.draft import Draft, Item, Piece
from collaboration.notes.heading_words import HeadingWords
from collaboration.notes.headings import Headings, Party
from collaboration.notes.lines import Line, lines_of_text
from collaboration.notes.outline import LONGEST_WORDING, Found, Outline, is_closing, is_prose
from collaboration.notes.reasons import Reason, Why
from collaboration.notes.sections import Growing, Sections
from collaboration.notes.tables import read_table

_LONGEST_TITLE = 200
_SUBJECT = re.compile(r"^(?:emne|subject|ämne|tittel|title|titel|rubrik|overskrift)\s*:\s*(?=\S)", re.IGNORECASE)
_MAIL_HEAD = re.compile(
    r"^(?:fra|frå|från|from|til|till|to|kopi|cc|sendt|sent|skickat|dato|date|datum|emne|subject|ämne)\s*:",
    re.IGNORECASE,
)
# Signs that end an entry of a list and are none of its words.
_LIST_END = re.compile(r"\s*[;,]+$")


def read_text(text: str, parties: Iterable[Party] = (), table: HeadingWords | None = None) -> Draft:
    """Read a plain text, or Markdown."""
    return read(lines_of_text(text), parties, table)


def read(lines: Sequence[Line], parties: Iterable[Party] = (), table: HeadingWords | None = None) -> Draft:
    """Read the lines of notes; known organisations are recognised in headings. Raises nothing, loses nothing."""
    return _Reading(lines, Headings(table or HeadingWords.of(), tuple(parties))).draft()


class _Reading:
    def __init__(self, lines: Sequence[Line], headings: Headings) -> None:
        self.headings = headings
        begins = [self._begins_list(line) for line in lines]
        aside = set_aside(lines, begins)
        self.aside = [
            Piece(line.text, (line.number,), Reason(aside[place])) for place, line in enumerate(lines) if place in aside
        ]
        self.lines = _closed_up([line for place, line in enumerate(lines) if place not in aside])
        self.outline = Outline(self.lines, headings)
        self.sections = Sections()
        self.title: Piece | None = None
        self.texts: list[Piece] = []
        self.introduction: list[Piece] = []
        # Lines of text that go on with the line before, in one paragraph.
        self.goes_on: set[int] = set()
        self.closed = False
        # What the line before was: the list it grew, and the line itself.
        self.last: Line | None = None
        self.last_list: Growing | None = None

    def _begins_list(self, line: Line) -> bool:
        if line.is_marked or line.aside or len(line.text) > 120:
            return False
        says = self.headings.read(line.text)
        return bool(says.kind and (says.whole or line.level or line.text.endswith((":", "?"))))

    def draft(self) -> Draft:
        place = self._begin()
        while place < len(self.lines):
            place = self._step(place)
        sections, empty = self.sections.finish()
        texts = sorted([*_joined(self.texts, self.goes_on), *empty], key=lambda piece: piece.lines)
        why = {piece.lines[0]: piece.reason for piece in self.aside if piece.reason.why is not Why.RULE}
        same = {
            piece.lines[0]
            for before, piece in pairwise(self.aside)
            if before.reason == piece.reason and piece.lines[0] in why
        }
        return Draft(
            self.title,
            tuple(_joined(self.introduction, self.goes_on)),
            tuple(sections),
            tuple(texts),
            tuple(_joined(self.aside, same)),
        )

    # --- The title -------------------------------------------------------------------------------

    def _begin(self) -> int:
        """Take the title, if the first lines are one. Returns the place of the next line."""
        marked = next((place for place, line in enumerate(self.lines) if line.is_title), None)
        if marked is not None and marked < 10:
            self._take_title(marked, Why.MARKED_TITLE)
            self.introduction = [self._text(line) for line in self.lines[:marked]]
            return marked + 1
        for place, line in enumerate(self.lines[:8]):
            if match := _SUBJECT.match(line.text):
                self._take_title(place, Why.MARKED_TITLE, line.text[match.end() :])
                self.introduction = [self._text(other) for other in self.lines[:place]]
                return place + 1
            if not _MAIL_HEAD.match(line.text):
                break
        if self.lines and self._is_title():
            self._take_title(0, Why.FIRST)
            return 1
        return 0

    def _take_title(self, place: int, why: Why, text: str = "") -> None:
        line = self.lines[place]
        # It may have broken between words that a space without a break holds together.
        self.title = Piece(" ".join((text or line.text).split()), (line.number,), Reason(why))

    def _is_title(self) -> bool:
        line, after = self.lines[0], self.outline.after(0)
        if line.is_marked or line.cells or len(line.text) > _LONGEST_TITLE:
            return False
        says = self.headings.read(line.text)
        found = self.outline.heading_at(0)
        if found and found.inline:
            return found.looks_like_name
        if says.two_kinds or after is None:
            return not (says.whole and not says.two_kinds and line.level)
        if says.whole or (found and found.looks_like_name and self.outline.heading_at(1)):
            return False
        if line.level:
            return not says.kind or bool(after.level) or is_prose(after)
        if says.kind and self.outline.has_below(0):
            return False
        if line.text.endswith(":") and self.outline.has_below(0):
            return any(self._begins_list(other) for other in self.lines[1:])
        return not is_prose(line) or len(line.text.split()) < 15

    # --- Line by line ----------------------------------------------------------------------------

    def _step(self, place: int) -> int:
        line = self.lines[place]
        if line.cells and (after := self._table(place)):
            return after
        if self.last and self.last_list and self._has_room(line) and self.outline.goes_on(place, self.last):
            self._go_on(line)
            return place + 1
        if found := self.outline.heading_at(place):
            self._heading(place, found)
        elif is_closing(line):
            self.closed = True
            self._take_text(line)
        elif why := self._entry(place):
            self._take_item(line, why)
        else:
            self._take_text(line)
        return place + 1

    def _heading(self, place: int, found: Found) -> None:
        line = self.lines[place]
        self.closed = False
        self.last, self.last_list = line, None
        if not found.inline:
            following = self.outline.heading_at(place + 1) if self.outline.after(place) else None
            self.sections.open(found, line.number, line.level, following.says if following else None)
            return
        if line.is_marked and self.sections.current:
            growing = self.sections.within(found, line.number)
        else:
            growing = self.sections.open(found, line.number, line.level, None)
            growing.lines = []
        growing.items.append(Item(_entry_text(found.inline), (line.number,), Reason(Why.AFTER_HEADING)))
        self.last_list = growing

    def _entry(self, place: int) -> Why | None:
        """Return why a line is an entry of a list, or None where it is running text."""
        line, current = self.lines[place], self.sections.current
        if len(line.text) > LONGEST_WORDING or (self.closed and not line.is_marked):
            return None
        if line.is_marked:
            return Why.MARKED
        if is_prose(line):
            return None
        if line.indent > self.outline.base and (current or self.title or self._indented_on(place)):
            return Why.INDENTED
        if current is None:
            return Why.IN_LIST if self.outline.short_run(place) >= 3 else None
        marked_before = bool(current.items) and current.items[0].reason.why in {Why.MARKED, Why.INDENTED}
        if marked_before or (current.items and current.items[-1].reason.why is Why.ROW):
            return None
        return Why.AFTER_HEADING

    def _indented_on(self, place: int) -> bool:
        after = self.outline.after(place)
        return after is not None and after.indent == self.lines[place].indent

    def _take_item(self, line: Line, why: Why) -> None:
        growing = self.sections.current or self.sections.without_heading()
        under = self._under(line, growing)
        growing.items.append(Item(_entry_text(line.text), (line.number,), Reason(why), under=under))
        self.last, self.last_list = line, growing

    def _under(self, line: Line, growing: Growing) -> str:
        """Return the entry that a line stands below, in a list within a list."""
        if self.last is None or self.last_list is not growing or not growing.items:
            return ""
        if line.place > self.last.place and line.is_marked:
            return growing.items[-1].verbatim
        if line.place == self.last.place:
            return growing.items[-1].under
        return ""

    def _has_room(self, line: Line) -> bool:
        assert self.last_list is not None
        return len(self.last_list.items[-1].verbatim) + len(line.text) < LONGEST_WORDING

    def _go_on(self, line: Line) -> None:
        assert self.last_list is not None
        item = self.last_list.items.pop()
        text = f"{item.verbatim} {_entry_text(line.text)}"
        self.last_list.items.append(replace(item, verbatim=text, lines=(*item.lines, line.number)))

    def _text(self, line: Line) -> Piece:
        why = Why.TOO_LONG if line.is_marked and len(line.text) > LONGEST_WORDING else Why.RUNNING_TEXT
        return Piece(line.text, (line.number,), Reason(why))

    def _take_text(self, line: Line) -> None:
        """Take a line as running text; lines without a blank one between them are one paragraph."""
        place = self.introduction if not self.sections.all else self.texts
        piece = self._text(line)
        if place and not line.gap and self.last_list is None and place[-1].lines[-1] == line.number - 1:
            self.goes_on.add(line.number)
        place.append(piece)
        self.last, self.last_list = line, None

    def _table(self, place: int) -> int:
        """Take the table that begins here. Returns the place after it, or 0 where it can't be read as one."""
        end = place
        while end < len(self.lines) and self.lines[end].cells and (end == place or not self.lines[end].gap):
            end += 1
        rows = self.lines[place:end]
        table = read_table(rows, self.headings)
        if table is None or not table.cells:
            self.lines[place:end] = [replace(row, cells=()) for row in rows]
            return 0
        head = list(table.head)
        for cell in table.cells:
            growing = self.sections.of_cell(cell.kind, cell.parties, cell.unknown, cell.shared)
            growing.lines += head
            head = []
            growing.items.append(Item(cell.wording, (cell.line,), Reason(Why.ROW), note=cell.note))
        by_number = {row.number: row for row in rows}
        for number in table.empty:
            self.texts.append(self._text(by_number[number]))
        self.last, self.last_list = rows[-1], None
        return end


def _joined(pieces: Iterable[Piece], goes_on: set[int]) -> Iterator[Piece]:
    """Yield the pieces; those whose first line goes on with the one before are joined to it."""
    together: list[Piece] = []
    for piece in pieces:
        if together and piece.lines[0] not in goes_on:
            yield _one(together)
            together = []
        together.append(piece)
    if together:
        yield _one(together)


def _one(pieces: list[Piece]) -> Piece:
    lines = tuple(line for piece in pieces for line in piece.lines)
    return Piece("\n".join(piece.text for piece in pieces), lines, pieces[0].reason)


def _entry_text(text: str) -> str:
    """Return an entry's words, without the comma or semicolon that parts it from the next."""
    return _LIST_END.sub("", text) or text


def _closed_up(lines: list[Line]) -> list[Line]:
    """Return the lines; the first of them has nothing to be apart from."""
    return [replace(lines[0], gap=False), *lines[1:]] if lines else []
