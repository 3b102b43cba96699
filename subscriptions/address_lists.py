"""Read the addresses in a file from elsewhere: a blog's list of followers, or one address a line.

The column with the addresses is known by its heading, or by what stands in it. Whatever is no address is kept,
with its line and the reason.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mail.validation import normal_address

MOST_BYTES = 10 * 1024 * 1024
MOST_LINES = 100_000
LONGEST = 254
# Without spaces, hyphens and the like, in small letters.
HEADINGS = {
    "email",
    "emailaddress",
    "useremail",
    "subscriberemail",
    "epost",
    "epostadresse",
    "mail",
    "mailaddress",
}
NO_ADDRESS = gettext_lazy("There is no address on this line.")
NOT_ONE = gettext_lazy("This is not an e-mail address.")
TOO_LONG = gettext_lazy("This address is too long.")


@dataclass(frozen=True)
class Refused:
    """A line that holds no address that could be used."""

    line: int
    text: str
    reason: Any


@dataclass
class Found:
    """What is in a file: addresses in their normal form, each once and in order, and the rest."""

    addresses: list[str] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    duplicates: int = 0


def read(data: bytes) -> Found:
    """Return what is in a file; raises ValidationError where it is too large, or holds no column of addresses."""
    if len(data) > MOST_BYTES:
        raise ValidationError(_("The file is larger than 10 MB. Divide it."))
    lines = list(_rows(_decoded(data)))
    if len(lines) > MOST_LINES:
        raise ValidationError(_("The file has more than 100,000 lines. Divide it."))
    if not lines:
        raise ValidationError(_("The file is empty."))
    column, has_heading = _column(lines)
    found, seen = Found(), set()
    for line, cells in lines[1 if has_heading else 0 :]:
        text = cells[column].strip() if column < len(cells) else ""
        address = normal_address(text.removeprefix("mailto:"))
        if reason := _why_not(address):
            found.refused.append(Refused(line, (text or " ".join(cells))[:100], reason))
        elif address in seen:
            found.duplicates += 1
        else:
            seen.add(address)
            found.addresses.append(address)
    return found


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("latin-1")
    return text.replace("\x00", "\ufffd")


def _rows(text: str):
    """Yield (number of the line, cells) of each line that is not empty."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            cells = ["…"]
        if any(cell.strip() for cell in cells):
            yield line, cells


def _column(lines: list[tuple[int, list[str]]]) -> tuple[int, bool]:
    """Return which column holds the addresses, and whether the first line is a heading."""
    heading = [re.sub(r"[^a-z]", "", cell.casefold()) for cell in lines[0][1]]
    for number, name in enumerate(heading):
        if name in HEADINGS:
            return number, True
    for row, (_line, cells) in enumerate(lines[:2]):
        for number, cell in enumerate(cells):
            if "@" in cell:
                return number, row > 0
    raise ValidationError(_("There is no column with e-mail addresses. Call it “Email”."))


def _why_not(address: str) -> Any:
    if "@" not in address:
        return NOT_ONE if address else NO_ADDRESS
    if len(address) > LONGEST:
        return TOO_LONG
    try:
        validate_email(address)
    except ValidationError:
        return NOT_ONE
    return None
