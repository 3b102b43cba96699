"""Notes as they come: a file of some kind, or what was copied from somewhere; each is read into lines.

Nothing in a file is run, and nothing is fetched: documents are unpacked within limits, and only their text is read.
"""

from collaboration.notes.files.decoding import decoded
from collaboration.notes.files.html import lines_of_html, looks_like_html
from collaboration.notes.files.limits import MOST_BYTES, MOST_LETTERS, MOST_LINES, CannotRead, Trouble, open_package
from collaboration.notes.files.odt import lines_of_odt
from collaboration.notes.files.sheets import lines_of_csv, lines_of_xlsx
from collaboration.notes.files.word import lines_of_docx
from collaboration.notes.lines import Line, lines_of_text

__all__ = ["MOST_BYTES", "CannotRead", "Trouble", "lines_of_file", "lines_of_paste"]

# What other programs write, by how it begins: named, so that the answer can say what to do instead.
_FOREIGN = {
    b"%PDF": "PDF",
    b"\xd0\xcf\x11\xe0": "Word 97",
    b"{\\rtf": "RTF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"\x1f\x8b": "gzip",
}
_TABLES = (".csv", ".tsv")
_PAGES = (".html", ".htm", ".xhtml")


def lines_of_file(name: str, data: bytes) -> list[Line]:
    """Return the lines of a file; what it is, is told by what stands in it more than by its name.

    Raises CannotRead.
    """
    if len(data) > MOST_BYTES:
        raise CannotRead(Trouble.TOO_LARGE)
    for beginning, program in _FOREIGN.items():
        if data.startswith(beginning):
            raise CannotRead(Trouble.FOREIGN, program)
    return _within_limits(_document(data) if data.startswith(b"PK") else _text(name.lower(), decoded(data)))


def lines_of_paste(text: str) -> list[Line]:
    """Return the lines of what was pasted: plain text, or the HTML that a browser or Word copies. Raises CannotRead."""
    if len(text) > MOST_BYTES:
        raise CannotRead(Trouble.TOO_LARGE)
    return _within_limits(lines_of_html(text) if looks_like_html(text) else lines_of_text(text))


def _text(name: str, text: str) -> list[Line]:
    if len(text) > MOST_LETTERS:
        raise CannotRead(Trouble.TOO_LONG)
    if name.endswith(_PAGES) or (not name.endswith((*_TABLES, ".md")) and looks_like_html(text)):
        return lines_of_html(text)
    return lines_of_csv(text) if name.endswith(_TABLES) else lines_of_text(text)


def _document(data: bytes) -> list[Line]:
    with open_package(data) as package:
        if package.has("word/document.xml"):
            return lines_of_docx(package)
        if package.has("xl/workbook.xml"):
            return lines_of_xlsx(package)
        if package.has("content.xml"):
            return lines_of_odt(package)
    raise CannotRead(Trouble.FOREIGN, "ZIP")


def _within_limits(lines: list[Line]) -> list[Line]:
    if len(lines) > MOST_LINES or sum(len(line.text) for line in lines) > MOST_LETTERS:
        raise CannotRead(Trouble.TOO_LONG)
    return lines
