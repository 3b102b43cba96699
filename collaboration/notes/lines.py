"""The lines of notes: what stands in each, and what its form says."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from collaboration.notes.reasons import Why
from home.text.normalise import clean_wording

TAB = 4


class Sign(StrEnum):
    """What a list's line begins with."""

    NONE = ""
    BULLET = "bullet"
    NUMBER = "number"
    LETTER = "letter"


@dataclass(frozen=True)
class Line:
    """One line that is not blank.

    `text` is without the list's sign and the space around; `indent` counts columns. What comes from a
    document has the `level` of its headings (1 is the highest), the `depth` of its lists and the `cells` of its
    tables; `strong` is bold, underlined or in capitals. `gap`: a blank line stands before it. `aside`: it is no
    part of the notes, and why.
    """

    number: int
    text: str
    indent: int = 0
    sign: Sign = Sign.NONE
    level: int = 0
    depth: int = 0
    strong: bool = False
    gap: bool = False
    cells: tuple[str, ...] = ()
    is_title: bool = False
    aside: Why | None = None

    @property
    def is_marked(self) -> bool:
        """Whether it says by itself that it stands in a list."""
        return self.sign is not Sign.NONE or self.depth > 0

    @property
    def place(self) -> tuple[int, int]:
        """How deep it stands: in the document's lists, then by its indent."""
        return self.depth, self.indent


# Bullets that are never letters of a word, those that must have a space after them, numbers and letters.
_BULLET = re.compile(r"[•·‣⁃∙◦▪▫●○■□◆◇►▶➢➤✓✔☐☑☒★→»\uf0a7\uf0b7\uf0d8\uf0fc]\s*|[-*+–—−o]\s+|\[[ xX]?\]\s+")
_TIGHT = re.compile(r"[-*–](?=[^\W\d_])")
_NUMBER = re.compile(r"\(?\d{1,3}(?:\.\d{1,3})*[.)]\s+|\d{1,3}(?:\.\d{1,3})+\s+|\(\d{1,3}\)\s*|[ivxIVX]{1,5}[.)]\s+")
_LETTER = re.compile(r"\(?[a-zæøåäöA-ZÆØÅÄÖ]\)\s+|[a-zæøåäö]\.\s+")
# A number that is a date: “12. mars”, “3. May 2011”.
_MONTH = re.compile(
    r"(?:jan|feb|mar|apr|mai|may|maj|jun|jul|aug|sep|okt|oct|nov|des|dec)[a-zé]*\b(?:\s+\d{4})?", re.IGNORECASE
)
_QUOTED = re.compile(r"^(?:>[ \u00a0]?)+")
_RULE = re.compile(r"^[\W_]+$")
_UNDERLINE = re.compile(r"^(=+|-{3,}|~{3,}|_{3,})$")
_MARKDOWN_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_BOLD = re.compile(r"^(\*\*|__)(?=\S)(.+?)(?<=\S)\1(:?)$")
# Signs without width that only a word processor or a byte order mark leaves behind; joiners stay, scripts need them.
_LEFT_BEHIND = re.compile("[\u00ad\u200b\u2060\ufeff]")
_SPACES = re.compile("[\u00a0\u2007\u202f]")
_EMPHASIS = re.compile(r"^(\*\*|__|\*|_)(?=\S)(.+?)(?<=\S)\1$")


def wording_of(text: str) -> str:
    """Return a text on one line, letter for letter, without what can't be seen and the space around it."""
    return clean_wording(_SPACES.sub(" ", _LEFT_BEHIND.sub("", text)))


def lines_of_text(text: str) -> list[Line]:
    """Return the lines of a plain text, or of Markdown, numbered as `str.splitlines` parts them."""
    raw = text.splitlines()
    tight = sum(1 for line in raw if _TIGHT.match(line.strip())) > 1
    found: list[Line] = []
    gap = False
    for number, written in enumerate(raw, start=1):
        if not written.strip():
            gap = bool(found)
            continue
        line = replace(_line(number, written, tight), gap=gap)
        gap = False
        if _underlines(line, written, found):
            found[-1] = replace(found[-1], strong=True, level=_level_of_rule(written))
        found.append(line)
    return found


def _underlines(line: Line, written: str, before: list[Line]) -> bool:
    return bool(
        line.aside is Why.RULE
        and not line.gap
        and _UNDERLINE.match(written.strip())
        and before
        and not before[-1].aside
        and not before[-1].is_marked
        and before[-1].number == line.number - 1
        and len(before[-1].text) <= 2 * len(written.strip()) + 20
    )


def _level_of_rule(written: str) -> int:
    return 1 if written.strip().startswith("=") else 2


def _columns(space: str) -> int:
    return sum(TAB if sign == "\t" else 1 for sign in space)


def _line(number: int, written: str, tight: bool) -> Line:
    unquoted = _LEFT_BEHIND.sub("", _QUOTED.sub("", written))
    body = unquoted.strip()
    indent = _columns(unquoted[: len(unquoted) - len(unquoted.lstrip())])
    if heading := _MARKDOWN_HEADING.match(body):
        inner = _EMPHASIS.sub(r"\2", heading[2])
        if text := wording_of(inner):
            return Line(number, text, indent, level=len(heading[1]))
    if not any(unicodedata.category(sign)[0] in "LN" for sign in body):
        seen = any(unicodedata.category(sign)[0] in "PS" for sign in body)
        symbols = any(unicodedata.category(sign) == "So" for sign in body)
        if not symbols or _BULLET.fullmatch(body):
            return Line(number, wording_of(body), indent, aside=Why.RULE if seen else Why.UNREADABLE)
    sign, rest = _sign(body, tight)
    strong = False
    if bold := _BOLD.match(rest):
        strong, rest = True, bold[2] + bold[3]
    text = wording_of(rest)
    if not text:
        return Line(number, wording_of(body), indent, aside=Why.UNREADABLE)
    return Line(number, text, indent, sign, strong=strong or is_in_capitals(text), cells=_cells(rest))


def _cells(text: str) -> tuple[str, ...]:
    """Return the cells of a line copied from a table, or written as one in Markdown."""
    if text.startswith("|") and text.endswith("|") and text.count("|") > 2:
        return tuple(wording_of(cell) for cell in text[1:-1].split("|"))
    return tuple(wording_of(cell) for cell in text.split("\t")) if "\t" in text else ()


def formed_line(
    number: int, written: str, *, level: int, depth: int, strong: bool, gap: bool, is_title: bool, aside: Why | None
) -> Line:
    """Return a line of a document, which says itself what is a heading and what stands in a list."""
    line = _line(number, written, tight=False)
    if level or is_title:
        # A heading's number is its own, not a list's.
        line = replace(line, level=level, depth=0, is_title=is_title, sign=Sign.NONE, cells=())
    return replace(line, depth=depth, strong=strong or line.strong, gap=gap, aside=aside or line.aside)


def is_in_capitals(text: str) -> bool:
    """Return whether a text of some length has capitals only."""
    letters = [sign for sign in text if sign.isalpha()]
    return len(letters) >= 5 and all(sign.isupper() for sign in letters)


def _sign(body: str, tight: bool) -> tuple[Sign, str]:
    """Split a list's sign off a line; a box to tick may follow it."""
    for sign, pattern in ((Sign.BULLET, _BULLET), (Sign.NUMBER, _NUMBER), (Sign.LETTER, _LETTER)):
        if (match := pattern.match(body)) and (rest := body[match.end() :]):
            if sign is Sign.NUMBER and _MONTH.match(rest):
                return Sign.NONE, body
            box = re.match(r"\[[ xX]?\]\s+|[☐☑☒]\s*", rest)
            return sign, rest[box.end() :] if box and rest[box.end() :] else rest
    if tight and (match := _TIGHT.match(body)):
        return Sign.BULLET, body[match.end() :]
    return Sign.NONE, body


def as_text(lines: Iterable[Line]) -> str:
    """Return the lines as a text that can be kept and shown, each on the line of its number."""
    rows: dict[int, str] = {line.number: line.text for line in lines}
    return "\n".join(rows.get(number, "") for number in range(1, max(rows, default=0) + 1))
