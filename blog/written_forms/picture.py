"""The shares drawn: a bar for each line of the table, all of one length, nynorsk filled and bokmål as an edge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from blog.written_forms.sharing import BOKMAL, NYNORSK
from blog.written_forms.table import Row
from collaboration.pictures.drawing import Amount, Chart, Entry, Ink, chart

# A page of the printed report, about; the table has all of them.
MOST_LINES = 24
INKS = {NYNORSK: Ink("form", "#14201d"), BOKMAL: Ink("form", "#14201d", style="edge")}


@dataclass(frozen=True)
class Picture:
    """A chart, with nynorsk's share for each of its lines."""

    drawn: Chart
    shares: Sequence[float | None]
    left_out: int

    @property
    def lines(self) -> list[tuple[Any, float | None]]:
        return list(zip(self.drawn.lines, self.shares, strict=True))


def picture_of(rows: Sequence[Row], names: dict[str, str]) -> Picture:
    """Return the picture of a table's rows: all together first, then the first lines of the table."""
    shown = [*[row for row in rows if row.is_total], *[row for row in rows if not row.is_total][:MOST_LINES]]
    entries = [Entry(row.label, tuple(_amounts(row))) for row in shown]
    key = [(names.get(form, form), ink) for form, ink in INKS.items()]
    return Picture(chart(entries, key), [row.share(NYNORSK) for row in shown], len(rows) - len(shown))


def _amounts(row: Row) -> list[Amount]:
    # In tenths of a per cent: every bar is as long as any other.
    return [Amount(round(10 * share), ink) for form, ink in INKS.items() if (share := row.share(form)) is not None]
