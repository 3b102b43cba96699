"""Which lines of a page are its editor's own words, and how many words that is: stored values in, numbers out.

What groups said, what is quoted, and verse or code are kept letter for letter in every language: they are nobody's
to translate, and count for no language.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup

from home.text.readability import WORD

# Block type -> what of it the editor wrote.
WRITTEN = {
    "heading": ("text",),
    "image": ("caption",),
    "document": ("title",),
    "embed": ("title",),
    **dict.fromkeys(("competencies", "challenges", "goals", "means"), ("heading",)),
    **dict.fromkeys(("live_matrix", "live_list", "live_picture", "live_organisation", "live_changes"), ("heading",)),
    "live_picture": ("heading", "caption"),
}
KEPT_AS_THEY_ARE = ("quote", "preformatted")
# Rich text's elements that begin on a line of their own.
OWN_LINE = ("p", "h2", "h3", "h4", "li", "ul", "ol", "br", "hr")


def html_lines(html: str) -> list[str]:
    """Return a line for each paragraph, heading or list item of rich text."""
    soup = BeautifulSoup(html, "html.parser")
    for piece in soup.find_all(OWN_LINE):
        piece.insert_before("\n")
        piece.insert_after("\n")
    return soup.get_text().splitlines()


def body_lines(stored: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the lines of a body as it is stored that its editor wrote."""
    for block in stored:
        kind, value = block["type"], block["value"]
        if kind == "text":
            yield from html_lines(value or "")
        elif kind == "table":
            yield from _table_lines(value or {})
        elif kind in WRITTEN and value:
            yield from (value.get(name) or "" for name in WRITTEN[kind])
            yield from (item["value"].get("note") or "" for item in value.get("items") or ())
            picture = value.get("image")
            if isinstance(picture, Mapping) and not picture.get("decorative"):
                yield picture.get("alt_text") or ""


def _table_lines(value: Mapping[str, Any]) -> Iterator[str]:
    yield value.get("table_caption") or ""
    for row in value.get("data") or ():
        yield from (str(cell or "") for cell in row)


def line_key(line: str) -> str:
    """Return the form in which two lines are the same line: whitespace does not count, each letter does."""
    return " ".join(unicodedata.normalize("NFC", line).split())


@dataclass(frozen=True)
class Words:
    """The words of a page that are in its language, and those that still are in the one it was translated from."""

    own: int
    untranslated: int


def count(lines: Iterable[str], untranslated: Collection[str] = ()) -> Words:
    """Count the words of lines; `untranslated` holds the keys of lines that are still as they were first written."""
    own = left = 0
    for line in lines:
        number = len(WORD.findall(line.replace("\u00ad", "")))
        if number and line_key(line) in untranslated:
            left += number
        else:
            own += number
    return Words(own, left)
