"""Tables as files: .xlsx, and text with commas, semicolons or tabs between the cells."""

import csv
import io
from collections import Counter

from openpyxl import load_workbook

from collaboration.notes.files.growing import GrowingLines
from collaboration.notes.files.limits import MOST_LINES, CannotRead, Package, Trouble
from collaboration.notes.lines import Line, wording_of

MOST_COLUMNS = 50
_DELIMITERS = ";\t,|"


def lines_of_xlsx(package: Package) -> list[Line]:
    """Return a line for each row of every sheet that is shown. Formulas are not calculated. Raises CannotRead."""
    # The library opens the archive itself, so that nothing in it may be larger than it looks.
    package.check_all()
    grown = GrowingLines()
    try:
        book = load_workbook(io.BytesIO(package.data), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                continue
            # What a sheet says of its own size need not be true.
            sheet.reset_dimensions()
            begins = True
            for number, row in enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS), start=1):
                if number > MOST_LINES:
                    raise CannotRead(Trouble.TOO_LONG)
                cells = ["" if cell is None else str(cell) for cell in row]
                while cells and not cells[-1].strip():
                    cells.pop()
                if cells:
                    grown.add_row(cells, gap=begins)
                    begins = False
    except CannotRead:
        raise
    except Exception as error:
        # The library raises whatever it stumbles over in a file that is not what it says.
        raise CannotRead(Trouble.DAMAGED) from error
    return grown.lines


def lines_of_csv(text: str) -> list[Line]:
    """Return a line for each row, numbered by the line of the file that it begins in. Raises CannotRead."""
    counted = Counter(sign for sign in text[:20_000] if sign in _DELIMITERS)
    first = text.lstrip().split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=lambda sign: (first.count(sign) > 0, counted[sign]))
    lines: list[Line] = []
    gap = False
    # As an editor counts lines: a blank one, and one within quotation marks, is a line too.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    number = 1
    try:
        for row in reader:
            begins, number = number, reader.line_num + 1
            cells = tuple(cell.strip() for cell in row[:MOST_COLUMNS])
            if not any(cells):
                gap = bool(lines)
                continue
            shown = " | ".join(wording_of(" ".join(cell.split())) for cell in cells if cell)
            lines.append(Line(begins, shown, gap=gap, cells=cells if len(cells) > 1 else ()))
            gap = False
    except csv.Error as error:
        raise CannotRead(Trouble.DAMAGED) from error
    return lines
