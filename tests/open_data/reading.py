"""Read files of open data as those who fetch them would."""

import csv
import io
import json

from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from home.text.cells import unguarded


def csv_rows(content, separator=";"):
    """Return the rows of a CSV file as dicts, apostrophes that were put in front taken away."""
    text = content.decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    return [{name: unguarded(value) for name, value in row.items()} for row in rows]


def xlsx_sheets(content):
    """Return {sheet: rows as dicts} of a workbook, as Excel shows them."""
    book = load_workbook(io.BytesIO(content))
    found = {}
    for sheet in book.worksheets[1:]:
        head, *rows = sheet.iter_rows(values_only=True)
        found[sheet.title] = [
            {name: unescape(value) if isinstance(value, str) else value for name, value in zip(head, row, strict=True)}
            for row in rows
        ]
    return found


def everything(client, address):
    """Return all items of a list of the API, page by page."""
    found = []
    while address:
        answer = json.loads(client.get(address).content)
        found += answer["items"]
        address = answer["meta"]["next"]
    return found
