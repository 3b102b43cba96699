"""OpenDocument text, .odt: paragraphs, headings, lists and tables. Source: OASIS OpenDocument 1.3, part 3."""

from collaboration.notes.files.growing import GrowingLines
from collaboration.notes.files.limits import Package
from collaboration.notes.lines import Line

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
# What was deleted, comments on the text, and footnotes' marks are no part of it.
_UNSEEN = {f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_TEXT}note-citation"}
_PARAGRAPHS = {f"{_TEXT}p", f"{_TEXT}h"}
MOST_SPACES = 200


def _count(value: str | None, most: int, usual: int = 1) -> int:
    return min(int(value), most) if value and value.isdecimal() and len(value) < 6 else usual


def lines_of_odt(package: Package) -> list[Line]:
    """Return the lines of a document. Raises CannotRead."""
    return _Reader().read(package)


class _Reader:
    def __init__(self) -> None:
        self.grown = GrowingLines()
        self.depth = 0
        self.unseen = 0
        self.text: list[str] = []
        self.open = 0
        self.tables: list[list[str]] = []
        self.bold: set[str] = set()
        self.titles = {"Title"}
        self._style = ""

    def read(self, package: Package) -> list[Line]:
        for event, element in package.events("content.xml"):
            if element.tag in _UNSEEN:
                self.unseen += 1 if event == "start" else -1
            if event == "start":
                self._start(element)
            else:
                self._end(element)
        return self.grown.lines

    def _start(self, element) -> None:
        tag = element.tag
        if tag == f"{_TEXT}list":
            self.depth += 1
        elif tag == f"{_TABLE}table-row":
            self.tables.append([])
        elif tag == f"{_TABLE}table-cell" and self.tables:
            self.tables[-1].append("")
        elif tag == f"{_STYLE}style":
            self._style = element.get(f"{_STYLE}name") or ""
            if element.get(f"{_STYLE}parent-style-name") == "Title":
                self.titles.add(self._style)
        elif tag == f"{_STYLE}text-properties" and element.get(f"{_FO}font-weight") == "bold":
            self.bold.add(self._style)

    def _end(self, element) -> None:
        tag = element.tag
        if tag in _PARAGRAPHS and not self.unseen:
            self._paragraph(element, tag == f"{_TEXT}h")
        elif tag == f"{_TEXT}list":
            self.depth -= 1
        elif tag == f"{_TABLE}table-row" and self.tables:
            row = [cell.strip() for cell in self.tables.pop()]
            if self.tables and self.tables[-1]:
                self.tables[-1][-1] += "\n".join(row)
            else:
                self.grown.add_row(row)
        if tag in _PARAGRAPHS or tag.startswith(_TABLE) or tag == f"{_TEXT}list-item":
            element.clear()

    def _paragraph(self, element, is_heading: bool) -> None:
        text, plain = _text_of(element, self.bold)
        if self.tables and self.tables[-1]:
            self.tables[-1][-1] += f"{text}\n"
            return
        style = element.get(f"{_TEXT}style-name") or ""
        self.grown.add(
            text,
            level=_count(element.get(f"{_TEXT}outline-level"), 9) if is_heading else 0,
            depth=0 if is_heading else self.depth,
            strong=style in self.bold or not plain,
            gap=self.depth == 0,
            is_title=style in self.titles,
        )


def _text_of(paragraph, bold: set[str]) -> tuple[str, int]:
    """Return a paragraph's text, and how many letters of it are not bold. Without recursion."""
    pieces: list[str] = []
    plain = 0
    waiting = [(paragraph, False, False)]
    while waiting:
        element, is_bold, only_tail = waiting.pop()
        if only_tail:
            pieces.append(element.tail or "")
            plain += 0 if is_bold else len((element.tail or "").strip())
            continue
        if element.tag in _UNSEEN:
            continue
        own = is_bold or element.get(f"{_TEXT}style-name") in bold
        if element.tag == f"{_TEXT}s":
            pieces.append(" " * _count(element.get(f"{_TEXT}c"), MOST_SPACES))
        elif element.tag == f"{_TEXT}tab":
            pieces.append(" ")
        elif element.tag == f"{_TEXT}line-break":
            pieces.append("\n")
        pieces.append(element.text or "")
        plain += 0 if own else len((element.text or "").strip())
        for child in reversed(element):
            waiting.append((child, own, True))
            waiting.append((child, own, False))
    return "".join(pieces), plain
