"""Tables as CSV, for spreadsheets and for programs.

UTF-8 with a byte order mark, without which Excel takes æ, ø and å for something else; between the cells
a semicolon where the language writes decimals with a comma, as Excel then expects, else a comma.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from collaboration.open_data.rows import Row, cells_of, columns_of
from home.text.cells import guarded

BYTE_ORDER_MARK = "\ufeff"
# Between several values in one cell.
BETWEEN = " | "
COMMA_LANGUAGES = {"en"}


def separator_of(language: str) -> str:
    """Return what stands between cells for readers of a language."""
    return "," if language.partition("-")[0] in COMMA_LANGUAGES else ";"


def _cell(value: Any) -> str | int:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return guarded(BETWEEN.join(value))
    return guarded(value) if isinstance(value, str) else int(value)


def write(table: str, rows: Iterable[Row], language: str) -> bytes:
    """Return a table as a file."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=separator_of(language), quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(columns_of(table))
    writer.writerows([_cell(value) for value in cells] for cells in cells_of(table, rows))
    return (BYTE_ORDER_MARK + file.getvalue()).encode()
