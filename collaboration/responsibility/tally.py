"""How much of each theme was named, and by whom. Plain values in and out; no database, no Django."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

from collaboration.overview.matrix import Group, Row


@dataclass
class ThemeTally:
    """Of one theme: how many of its terms were named, by which organisations, and how many by one alone."""

    named: int = 0
    by_organisation: Counter[Hashable] = field(default_factory=Counter)
    alone: int = 0
    # Something here was said of several without saying which: others than those named have named it.
    is_shared: bool = False

    @property
    def only(self) -> Hashable | None:
        """The one organisation that has named anything here, or None where there are several, or none."""
        return next(iter(self.by_organisation)) if len(self.by_organisation) == 1 and not self.is_shared else None


def tally_themes(rows: Iterable[Row]) -> dict[str, ThemeTally]:
    """Return {theme's slug: its tally} of what was named. What is shared says not by whom, so it is nobody's alone."""
    found: dict[str, ThemeTally] = {}
    for row in rows:
        if not row.by_column:
            continue
        tally = found.setdefault(row.named.theme, ThemeTally())
        tally.named += 1
        tally.by_organisation.update(row.organisations)
        tally.alone += row.group == Group.ONE
        tally.is_shared |= row.group == Group.SHARED
    return found
