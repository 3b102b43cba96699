"""Followers month by month, and where their bars stand in a picture: pure calculation, in whole numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

MONTHS = 24
WIDTH, HEIGHT = 720, 240
# Room for the numbers at the side and the months below.
LEFT, BOTTOM, TOP = 48, 28, 12
GAP = 4
A_LABEL_EVERY = 6


@dataclass(frozen=True)
class Bar:
    """One month: how many followed at its end, and its bar."""

    month: date
    number: int
    x: int
    y: int
    width: int
    height: int
    labelled: bool


@dataclass(frozen=True)
class Chart:
    """The bars, and the lines that say how high they are: (height in the picture, number)."""

    bars: tuple[Bar, ...]
    lines: tuple[tuple[int, int], ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    base: int = HEIGHT - BOTTOM


def months_until(last: date, number: int = MONTHS) -> list[date]:
    """Return the first days of so many months, the last one's included, in order."""
    count = last.year * 12 + last.month - 1
    return [date(one // 12, one % 12 + 1, 1) for one in range(count - number + 1, count + 1)]


def at_the_end_of(months: list[date], came: Mapping[date, int], went: Mapping[date, int]) -> list[int]:
    """Return how many were there at the end of each month, of those who came and went in which month."""
    change = {month: came.get(month, 0) - went.get(month, 0) for month in {*came, *went}}
    return [sum(number for when, number in change.items() if when <= month) for month in months]


def round_top(most: int) -> int:
    """Return the number at the top of the picture: the next of 4, 10, 20, 40, 100, 200 …, all of them halved easily."""
    top = 4
    steps = (10, 20, 40)
    scale = 1
    while True:
        if most <= top:
            return top
        for step in steps:
            if most <= step * scale:
                return step * scale
        scale *= 10


def draw(months: list[date], numbers: list[int]) -> Chart:
    """Return the picture of these numbers."""
    top = round_top(max(numbers, default=0))
    base, room = HEIGHT - BOTTOM, HEIGHT - BOTTOM - TOP
    step = (WIDTH - LEFT) // max(1, len(months))
    bars = []
    for place, (month, number) in enumerate(zip(months, numbers, strict=True)):
        height = round(room * number / top)
        labelled = (len(months) - 1 - place) % A_LABEL_EVERY == 0
        bars.append(Bar(month, number, LEFT + place * step, base - height, step - GAP, height, labelled))
    return Chart(tuple(bars), ((base, 0), (base - room // 2, top // 2), (base - room, top)))
