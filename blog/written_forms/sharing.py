"""Add up words by written form, and say how large a share each has: plain values in, frozen dataclasses out."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

BOKMAL, NYNORSK = "nb", "nn"
# Between these the share is reckoned; other languages stand apart.
FORMS = (BOKMAL, NYNORSK)


class Step(enum.Enum):
    """How long a period is, in months."""

    YEAR = 12
    QUARTER = 3
    MONTH = 1


@dataclass(frozen=True)
class Counted:
    """The words of one text: its language, the day it was first published, and whose it is (nobody's: empty)."""

    language: str
    words: int
    day: date
    groups: frozenset[Hashable] = frozenset()


@dataclass(frozen=True)
class Sum:
    """Words by language, and the two forms' shares of what is in either."""

    words: Mapping[str, int]

    def of(self, language: str) -> int:
        return self.words.get(language, 0)

    @property
    def of_both(self) -> int:
        return sum(self.of(form) for form in FORMS)

    @property
    def shares(self) -> Mapping[str, float] | None:
        """Per cent with one decimal, together 100; None where there is nothing to share."""
        if not self.of_both:
            return None
        # In tenths, so that the two are 100 together also as they are written.
        tenths = round(1000 * self.of(NYNORSK) / self.of_both)
        return {BOKMAL: (1000 - tenths) / 10, NYNORSK: tenths / 10}


def add_up(texts: Iterable[Counted]) -> Sum:
    """Return the sum of texts, each counted once."""
    words: Counter[str] = Counter()
    for text in texts:
        words[text.language] += text.words
    return Sum(words)


def beginning(day: date, step: Step) -> date:
    """Return the first day of the period in which a day lies."""
    return date(day.year, (day.month - 1) // step.value * step.value + 1, 1)


def following(start: date, step: Step) -> date:
    """Return the first day of the next period."""
    months = start.year * 12 + start.month - 1 + step.value
    return date(months // 12, months % 12 + 1, 1)


def by_period(texts: Iterable[Counted], step: Step) -> list[tuple[date, Sum]]:
    """Return a sum for each period from the first text to the last, the newest first; empty periods are among them."""
    within: dict[date, list[Counted]] = {}
    for text in texts:
        within.setdefault(beginning(text.day, step), []).append(text)
    sums, start = [], min(within, default=None)
    while start is not None and start <= max(within):
        sums.append((start, add_up(within.get(start, ()))))
        start = following(start, step)
    return sums[::-1]


def by_group(texts: Iterable[Counted]) -> dict[Hashable | None, Sum]:
    """Return a sum for each group; a text of several counts in full for each, one of nobody for None."""
    whose: dict[Hashable | None, list[Counted]] = {}
    for text in texts:
        for group in text.groups or (None,):
            whose.setdefault(group, []).append(text)
    return {group: add_up(theirs) for group, theirs in whose.items()}
