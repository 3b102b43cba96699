"""What stands as a heading among the lines, and what as a list's entry or running text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from collaboration.notes.headings import Headings, Says, is_surely_a_name, name_in, without_colon
from collaboration.notes.lines import Line, Sign

LONGEST_WORDING = 1000
_LONG_LINE = 50
_LONGEST_UNKNOWN_HEADING = 80
_INLINE = re.compile(r"^(.{2,80}?)(?::\s+|\s+[–—-]\s+)(?=\S)(.+)$")
_SENTENCES = re.compile(r"[.!?]\s+[A-ZÆØÅÄÖ]")
_UNFINISHED = re.compile(r"(?:[,(/&+-]|\b(?:og|eller|och|eller|and|or|av|of|for|för|til|to|i|in|med|with|å|att|the))$")
_CLOSING = re.compile(
    r"(?:(?:med )?(?:vennlig |beste |venleg |god |vänlig |vänliga )?(?:hilsen|hilsener|helsing|hälsning|hälsningar)|"
    r"mvh|(?:best|kind|warm) (?:regards|wishes)|regards|cheers)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Found:
    """A heading: what it says, its text, and what was said on the same line after it."""

    says: Says
    text: str
    inline: str = ""
    looks_like_name: bool = False


def is_prose(line: Line) -> bool:
    """Return whether a line reads as running text and not as a catchword."""
    count = len(line.text.split())
    ended = line.text.endswith((".", "!", ".”", '."'))
    return len(line.text) > 240 or (count > 12 and ended) or (count > 8 and bool(_SENTENCES.search(line.text)))


def is_closing(line: Line) -> bool:
    """Return whether a letter's end begins here."""
    return not line.is_marked and len(line.text) < 60 and bool(_CLOSING.match(line.text))


class Outline:
    """The lines of the notes, without what was set aside, seen with their neighbours."""

    def __init__(self, lines: Sequence[Line], headings: Headings) -> None:
        self.lines = lines
        self.headings = headings
        self.base = min((line.indent for line in lines), default=0)
        self._names_are_headings = self._counts_names()
        self._no_run_before = 0

    def after(self, place: int) -> Line | None:
        return self.lines[place + 1] if place + 1 < len(self.lines) else None

    def has_below(self, place: int) -> bool:
        """Return whether the next line stands below this one, as an entry below its heading."""
        line, after = self.lines[place], self.after(place)
        if after is None or after.level:
            return False
        if not line.is_marked:
            return after.is_marked or after.indent > line.indent
        if after.place > line.place:
            return after.is_marked
        return line.sign in {Sign.NUMBER, Sign.LETTER} and after.is_marked and after.sign is not line.sign

    def _counts_names(self) -> bool:
        """Return whether names are what lists stand below here: a known one, or two that look like it."""
        alike = set()
        for place, line in enumerate(self.lines):
            if line.is_marked and not self.has_below(place):
                continue
            says = self.headings.read(line.text)
            if says.parties and says.whole:
                return True
            if says.alike and self._is_set_off(place):
                alike.add(says.alike)
        return len(alike) > 1

    def _is_set_off(self, place: int) -> bool:
        """Return whether a line has a heading's form, whatever it says."""
        line = self.lines[place]
        colon = line.text.endswith(":")
        if line.level:
            return True
        if line.is_marked:
            return colon and self.has_below(place)
        after = self.after(place)
        if after is None or (line.indent > self.base and not (colon and self.has_below(place))):
            return False
        return colon or line.strong or self.has_below(place) or self._stands_above_kind(place)

    def _stands_above_kind(self, place: int) -> bool:
        """Return whether the next line is the heading of a kind of list: an organisation with its lists."""
        after = self.after(place)
        says = self.headings.read(after.text) if after and not after.is_marked and not after.cells else Says()
        return bool(says.kind and says.whole and not says.parties)

    def heading_at(self, place: int) -> Found | None:
        """Return the heading that a line is, or None."""
        line = self.lines[place]
        if line.cells:
            return None
        says = self.headings.read(line.text)
        named = self._is_named(place, says)
        if line.level:
            return Found(says, line.text, looks_like_name=named)
        below = self.has_below(place)
        if found := (below and not says.parties and self._of_named(line)) or self._inline(line, says):
            return found
        formed = line.text.endswith(":") or line.strong or (line.text.endswith("?") and bool(says.kind))
        if line.is_marked:
            plain_below = (
                line.sign in {Sign.NUMBER, Sign.LETTER}
                and (after := self.after(place)) is not None
                and not after.is_marked
                and not after.gap
            )
            said = (says.whole and (below or plain_below or line.strong)) or (says.anything and formed and below)
            return Found(says, line.text, looks_like_name=named) if said or (named and below) else None
        if line.indent > self.base and not (formed and (below or says.whole)) and not (below and says.whole):
            # Among indented lines some stand a little deeper than others.
            return None
        sentence = line.text.endswith(".") and len(line.text.split()) > 6
        if says.whole or (says.anything and (formed or (below and not sentence))):
            return Found(says, line.text)
        if named and self._stands_above_kind(place):
            return Found(says, line.text, looks_like_name=True)
        unknown = len(line.text) <= _LONGEST_UNKNOWN_HEADING and not line.text.endswith((".", "!", ";", ","))
        after = self.after(place)
        if unknown and after is not None and (formed or below) and (below or not is_prose(after)):
            return Found(says, line.text, looks_like_name=named)
        return None

    def _is_named(self, place: int, says: Says) -> bool:
        if not says.alike or not self._is_set_off(place):
            return False
        return is_surely_a_name(says.alike) or self._names_are_headings

    def _inline(self, line: Line, says: Says) -> Found | None:
        """Return a heading with what is said on its own line: “Strengths: music, book bus”."""
        match = _INLINE.match(line.text)
        if match is None or (says.whole and not says.parties) or len(match[2]) > LONGEST_WORDING:
            return None
        first, rest = self.headings.read(match[1]), self.headings.read(match[2])
        if first.alike and is_surely_a_name(first.alike) and ":" in line.text:
            return Found(first, match[1].strip(), inline=match[2].strip(), looks_like_name=True)
        if not first.whole or first.two_kinds or (rest.whole and (rest.kind or rest.parties)):
            return None
        return Found(first, match[1].strip(), inline=match[2].strip())

    def _of_named(self, line: Line) -> Found | None:
        """Return the heading of a kind of list and of an organisation not known yet: “Strengths – Anno museum”."""
        match = _INLINE.match(without_colon(line.text))
        first = self.headings.read(match[1]) if match else Says()
        name = name_in(match[2]) if match else ""
        if not (first.whole and first.kind and name and (is_surely_a_name(name) or self._names_are_headings)):
            return None
        return Found(replace(first, alike=name), line.text, looks_like_name=True)

    def goes_on(self, place: int, last: Line) -> bool:
        """Return whether a line only goes on with the entry of the last line, which was too long for it."""
        line = self.lines[place]
        if line.gap or line.is_marked or line.level or line.cells or line.strong or line.text.endswith(":"):
            return False
        small = line.text[:1].islower() or line.text[:1] in "(/&"
        if last.is_marked:
            hangs = line.indent > last.indent or (line.depth == last.depth > 0)
            return hangs or (small and (len(last.text) >= _LONG_LINE or bool(_UNFINISHED.search(last.text))))
        return small and bool(_UNFINISHED.search(last.text)) and len(last.text) >= _LONG_LINE

    def short_run(self, place: int) -> int:
        """Return how many short lines without signs follow one another here, as in a list without a heading."""
        if place < self._no_run_before:
            return 0
        for end in range(place, len(self.lines)):
            line = self.lines[end]
            if line.is_marked or line.level or line.cells or (end > place and line.gap):
                return end - place
            if len(line.text) > 60 or ":" in line.text or line.text.endswith((".", "!", "?", ",")):
                self._no_run_before = end
                return 0
        return len(self.lines) - place
