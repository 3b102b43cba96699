"""Lay out pictures of numbers: where each bar, letter and number stands. Plain values in, frozen dataclasses out.

Across, a place is a share of the picture's width in per cent, so that it fits a phone and a wall with letters of
one size; down, and within a square, it is in pixels.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

# The longest bar leaves room for its number.
LONGEST_BAR = 84.0
# What fits a phone of 320 px, at 15 px a letter; a name in the admin is at most 255 long.
LETTERS_A_LINE, LINES_OF_A_NAME = 34, 3
LINE_HEIGHT, BAR_HEIGHT, GAP = 20, 20, 18

COLUMN, ROW_HEIGHT, HIGHEST_SPINE, SIGN = 64, 116, 60, 24


@dataclass(frozen=True)
class Ink:
    """How a part is drawn: a class for pages, where the reader's scheme decides, and a colour for a file by itself."""

    name: str
    colour: str
    # The colour of what stands on it.
    on: str = "#ffffff"
    # Filled; only its edge; or only a broken edge. So that no part is told by its colour alone.
    style: str = "filled"


@dataclass(frozen=True)
class Amount:
    """So much of something."""

    value: int
    ink: Ink


@dataclass(frozen=True)
class Entry:
    """A line of a chart: its name, and what it is made of."""

    name: str
    amounts: tuple[Amount, ...]

    @property
    def total(self) -> int:
        return sum(amount.value for amount in self.amounts)


@dataclass(frozen=True)
class Text:
    """Words, and how far down their foot stands."""

    words: str
    y: int


@dataclass(frozen=True)
class Bar:
    """A part of a line: from where, and how long, in per cent of the width."""

    x: str
    width: str
    ink: Ink


@dataclass(frozen=True)
class Line:
    """A line of a chart, laid out."""

    name: tuple[Text, ...]
    bars: tuple[Bar, ...]
    top: int
    total: int
    end: str

    @property
    def foot(self) -> int:
        """Where the number stands."""
        return self.top + 16


@dataclass(frozen=True)
class Chart:
    """Lines below each other; the key, if more than one sort of part is in it, stands above."""

    lines: tuple[Line, ...]
    key: tuple[tuple[Text, Ink], ...]
    height: int


def share(value: float) -> str:
    """Return per cent as SVG takes it, in any language."""
    return f"{value:.2f}%"


def name_lines(name: str, first_foot: int) -> tuple[Text, ...]:
    """Return a name in as many lines as it needs; the longest are cut, since a table has them whole."""
    lines = textwrap.wrap(
        name, LETTERS_A_LINE, max_lines=LINES_OF_A_NAME, placeholder=" …", break_on_hyphens=False
    ) or [""]
    return tuple(Text(words, first_foot + number * LINE_HEIGHT) for number, words in enumerate(lines))


def chart(entries: Sequence[Entry], key: Sequence[tuple[str, Ink]] = ()) -> Chart:
    """Lay out a line for each entry, the longest bar as long as can be. Values are 0 or more."""
    most = max((entry.total for entry in entries), default=0) or 1
    shown_key, y = [], 0
    for words, ink in key:
        shown_key.append((Text(words, y + 15), ink))
        y += LINE_HEIGHT + 4
    y += GAP if shown_key else 0
    lines = []
    for entry in entries:
        name = name_lines(entry.name, y + 15)
        top = name[-1].y + 8
        bars, at = [], 0.0
        for amount in entry.amounts:
            width = amount.value / most * LONGEST_BAR
            if amount.value:
                bars.append(Bar(share(at), share(width), amount.ink))
            at += width
        lines.append(Line(name, tuple(bars), top, entry.total, share(at)))
        y = top + BAR_HEIGHT + GAP
    return Chart(tuple(lines), tuple(shown_key), max(y - GAP, LINE_HEIGHT) + 4)


@dataclass(frozen=True)
class Side:
    """One of those who stand along both sides of a square."""

    name: str
    letter: str
    ink: Ink


@dataclass(frozen=True)
class Spine:
    """A cell of a square: a spine, with its number beside it; `height` 0 where a side meets itself."""

    x: int
    y: int
    height: int
    value: int
    is_self: bool = False


@dataclass(frozen=True)
class Rank:
    """A row of a square."""

    side: Side
    name: str
    foot: int
    spines: tuple[Spine, ...]


@dataclass(frozen=True)
class Square:
    """Who gives along the side, who takes along the top."""

    sides: tuple[tuple[Side, int], ...]
    ranks: tuple[Rank, ...]
    width: int
    height: int


def square(sides: Sequence[Side], values: Sequence[Sequence[int]]) -> Square:
    """Lay out a square of numbers as spines, the highest as high as can be."""
    others = [value for row, line in enumerate(values) for column, value in enumerate(line) if row != column]
    most = max(others, default=0) or 1
    ranks = []
    for row, (side, line) in enumerate(zip(sides, values, strict=True)):
        foot = SIGN + 8 + (row + 1) * ROW_HEIGHT
        spines = tuple(
            Spine(
                x=column * COLUMN,
                y=foot - round(value / most * HIGHEST_SPINE),
                height=round(value / most * HIGHEST_SPINE),
                value=value,
                is_self=row == column,
            )
            for column, value in enumerate(line)
        )
        ranks.append(Rank(side, textwrap.shorten(side.name, LETTERS_A_LINE, placeholder=" …"), foot, spines))
    return Square(
        sides=tuple((side, number * COLUMN) for number, side in enumerate(sides)),
        ranks=tuple(ranks),
        width=max(len(sides) * COLUMN, 5 * COLUMN),
        height=SIGN + 8 + len(sides) * ROW_HEIGHT + 4,
    )
