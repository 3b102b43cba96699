"""Cells of tables that people open in spreadsheets.

Spreadsheets take a cell that begins with = + - @, a tab or a line break for a formula, and a formula may
fetch from elsewhere what it shows, or send what it has read (OWASP: CSV injection). Such a cell is given
an apostrophe in front. So is one that has apostrophes before such a sign already, so that there is one
way back: `unguarded`.
"""

from __future__ import annotations

import re

# Full-width signs are formulas too, where the spreadsheet speaks Chinese or Japanese.
_FORMULA = re.compile(r"'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])")
_GUARDED = re.compile(r"''*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])")


def guarded(text: str) -> str:
    """Return a text as a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """Return the text that a cell was made of."""
    return cell[1:] if _GUARDED.match(cell) else cell
