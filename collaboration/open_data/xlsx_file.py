"""Tables as an Excel workbook: a sheet that says what it is, and a sheet for each table.

Texts are written as texts, whatever they begin with: Excel never takes one for a formula or an error.
Characters that the format has no place for are written as it says (ECMA-376, ST_Xstring: `_x0001_`);
Excel and LibreOffice show them as they were.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from collaboration.open_data.csv_file import BETWEEN
from collaboration.open_data.rows import DataSet, cells_of, columns_of

MOST_CHARACTERS = 32_767  # in a cell, by the format
_NARROW, _WIDE = 16, 48
_WIDE_COLUMNS = {
    "wording",
    "name",
    "term",
    "description",
    "note",
    "post",
    "organisation",
    "aliases",
    "source",
    "target",
}
_ESCAPED = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def _escaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: f"_x{ord(found.group()):04X}_", text)


def _text(sheet: Any, text: str, **style: Any) -> Any:
    safe = _escaped(text)
    if len(safe) > MOST_CHARACTERS:
        # Longer texts are whole in the other formats.
        safe = safe[: MOST_CHARACTERS - 1] + "…"
    cell = WriteOnlyCell(sheet, value=safe)
    # Whatever openpyxl has taken it for.
    cell.data_type = "s"
    for name, value in style.items():
        setattr(cell, name, value)
    return cell


def _cell(sheet: Any, value: Any) -> Any:
    if isinstance(value, tuple):
        value = BETWEEN.join(value)
    return _text(sheet, value) if isinstance(value, str) else value


def write(data: DataSet, names: dict[str, str], words: dict[str, dict[str, str]], facts: Iterable[tuple[str, str]]):
    """Return the tables as a file.

    `names` are what the tables are called, `words` what their columns mean ({table: {column: meaning}}),
    `facts` what the first sheet says of the whole; the sheet of `""` is called `names[""]`.
    """
    book = Workbook(write_only=True)
    bold, top = Font(bold=True), Alignment(vertical="top", wrap_text=True)
    first = book.create_sheet(_sheet_name(names[""]))
    first.column_dimensions["A"].width = first.column_dimensions["B"].width = 24
    first.column_dimensions["C"].width = 90
    for name, value in facts:
        first.append([_text(first, name, font=bold), _text(first, value)])
    for table in data.tables:
        first.append([])
        first.append([_text(first, names[table], font=bold)])
        for column in columns_of(table):
            first.append([None, _text(first, column), _text(first, words[table][column], alignment=top)])
    for table, rows in data.tables.items():
        sheet = book.create_sheet(_sheet_name(names[table]))
        sheet.freeze_panes = "A2"
        columns = columns_of(table)
        for number, column in enumerate(columns, 1):
            width = _WIDE if column in _WIDE_COLUMNS else _NARROW
            sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.append([_text(sheet, column, font=bold) for column in columns])
        for cells in cells_of(table, rows):
            sheet.append([_cell(sheet, value) for value in cells])
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _sheet_name(name: str) -> str:
    return re.sub(r"[\[\]:*?/\\]", " ", name)[:31]
