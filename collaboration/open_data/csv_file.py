"""Tables as CSV, for spreadsheets and for programs.

UTF-8 with a byte order mark, without which Excel takes æ, ø and å for something else; between the cells
a semicolon where the language writes decimals with a comma, as Excel then expects, else a comma.

Spreadsheets take a cell that begins with = + - @, a tab or a line break for a formula, and a formula may
fetch from elsewhere what it shows, or send what it has read (OWASP: CSV injection). Such a cell is given
an apostrophe in front. So is one that has apostrophes before such a sign already, so that there is one
way back: `unguarded`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from typing import Any

from collaboration.open_data.rows import Row, cells_of, columns_of

BYTE_ORDER_MARK = "\ufeff"
# Between several values in one cell.
BETWEEN = " | "
COMMA_LANGUAGES = {"en"}
# Full-width signs are formulas too, where the spreadsheet speaks Chinese or Japanese.
_FORMULA = re.compile(r"'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])")
_GUARDED = re.compile(r"''*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])")


def guarded(text: str) -> str:
    """Return a text as a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """Return the text that a cell was made of."""
    return cell[1:] if _GUARDED.match(cell) else cell


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
