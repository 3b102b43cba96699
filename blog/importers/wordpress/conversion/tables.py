"""Tables: rows of words. What was laid out by means of a table is running text."""

from __future__ import annotations

from lxml.html import HtmlElement

from blog.importers.wordpress.conversion.lines import PLAIN, Style
from blog.importers.wordpress.conversion.media import picture
from blog.importers.wordpress.conversion.quotes import report_links
from blog.importers.wordpress.conversion.shown import plain, shown_children
from blog.importers.wordpress.conversion.surroundings import Surroundings
from blog.importers.wordpress.pieces import Piece, Table

# More columns are a mistake in a `colspan`.
_WIDEST = 60
# What a cell of words cannot hold.
_LAYOUT = (
    "table",
    "figure",
    "blockquote",
    "pre",
    "iframe",
    "audio",
    "video",
    "object",
    "embed",
    "form",
    "div[@data-wp-embed]",
)


def table(around: Surroundings, element: HtmlElement, style: Style) -> list[Piece]:
    """Return a table, and the pictures that were in its cells after it."""
    rows = [row for row in _rows(element) if len(row)]
    captions = element.findall("caption")
    texts = [[" ".join(plain(cell).split()) for cell in row] for row in rows]
    caption = " ".join(" ".join(plain(each).split()) for each in captions)
    if not rows or (max(map(len, rows)) < 2 and len(rows) < 2) or _is_layout(element, caption, texts):
        return around.inside(element, style)
    report_links(around, element)
    filled = _filled(rows, texts)
    pieces: list[Piece] = []
    if any(any(row) for row in filled):
        pieces.append(
            Table(
                rows=filled,
                caption=caption,
                first_row_is_header=_is_header(rows[0]),
                first_column_is_header=len(rows) > 1 and all(row[0].tag == "th" for row in rows[1:]),
            )
        )
    pictures = (picture(image, PLAIN) for image in element.iter("img"))
    return [*pieces, *filter(None, pictures)]


def _rows(element: HtmlElement) -> list[list[HtmlElement]]:
    return [
        [cell for cell in row if cell.tag in ("td", "th")]
        for part in shown_children(element)
        for row in ([part] if part.tag == "tr" else part if part.tag in ("thead", "tbody", "tfoot") else [])
        if row.tag == "tr"
    ]


def _is_layout(element: HtmlElement, caption: str, texts: list[list[str]]) -> bool:
    """Return whether more than words is in the cells, or words are beside them."""
    if any(element.find(f".//{tag}") is not None for tag in _LAYOUT):
        return True
    return " ".join([caption, *(text for row in texts for text in row)]).split() != plain(element).split()


def _is_header(row: list[HtmlElement]) -> bool:
    return all(cell.tag == "th" for cell in row) or row[0].getparent().getparent().tag == "thead"


def _filled(rows: list[list[HtmlElement]], texts: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    """Return rows of one length, with empty cells where a cell reached over several."""
    filled: list[list[str]] = []
    # Column: in how many rows more it is taken from above.
    taken: dict[int, int] = {}
    for row, words in zip(rows, texts, strict=True):
        line: list[str] = []
        for cell, text in zip(row, words, strict=True):
            while taken.get(len(line), 0) > 0:
                taken[len(line)] -= 1
                line.append("")
            down, across = _span(cell, "rowspan"), _span(cell, "colspan")
            for place in range(across):
                taken[len(line)] = down - 1
                line.append("" if place else text)
        while taken.get(len(line), 0) > 0:
            taken[len(line)] -= 1
            line.append("")
        filled.append(line)
    width = max(map(len, filled))
    return tuple((*line, *[""] * (width - len(line))) for line in filled)


def _span(cell: HtmlElement, name: str) -> int:
    written = cell.get(name, "")
    return max(1, min(int(written), _WIDEST)) if written.isascii() and written.isdecimal() and len(written) < 6 else 1
