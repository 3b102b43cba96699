"""From the pieces of a text to the blocks of a body."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any
from urllib.parse import urljoin, urlsplit
from uuid import NAMESPACE_URL, uuid5

from ..conversion.compare import visible_words, words
from ..pieces import Embed, File, Gallery, Heading, Image, Piece, Preformatted, Quote, Table, Text
from .files import DOCUMENT, IMAGE, Files
from .index import Index
from .links import Own
from .paths import path_of

Block = tuple[str, Any]


class Bodies:
    """Makes bodies for one blog. Links are left as they are: what they lead to may not be here yet."""

    def __init__(self, *, index: Index, files: Files, own: Own) -> None:
        self.index, self.files, self.own = index, files, own

    def raw(self, pieces: tuple[Piece, ...], item: Any) -> list[dict[str, Any]]:
        """Return a body as it is stored; the same text gets the same blocks, with the same names, in every run."""
        blocks = [block for piece in pieces for block in self._blocks(piece, item)]
        name = f"{self.files.things.source} {item.type} {item.id}"
        return [
            {"type": kind, "value": value, "id": str(uuid5(NAMESPACE_URL, f"{name} {number}"))}
            for number, (kind, value) in enumerate(blocks)
        ]

    def _blocks(self, piece: Piece, item: Any) -> Iterator[Block]:
        match piece:
            case Heading(text=text, level=level):
                if level <= 3 and len(text) <= 200:
                    yield "heading", {"text": text, "level": f"h{max(2, level)}"}
                else:
                    yield "text", f"<h4>{escape(text)}</h4>"
            case Text(html=html):
                yield "text", html
            case Quote(text=text, source=source):
                yield "quote", {"text": text, "source": source[:200]}
                if len(source) > 200:
                    yield "text", _line(source[200:])
            case Preformatted(text=text):
                yield "preformatted", {"text": text, "label": ""}
            case Table():
                yield "table", _table(piece)
            case Embed(url=url, title=title):
                yield _embed(self._whole(url), title)
            case File():
                yield from self._file(piece, item)
            case Image():
                yield from self._image(piece, item)
            case Gallery(attachments=numbers):
                for number in numbers or tuple(self.index.attached.get(item.id, ())):
                    shown = self.index.attachments.get(number)
                    if shown and (numbers or _is_picture(shown.attachment_url)):
                        caption = " ".join(visible_words(shown.excerpt))
                        yield from self._image(
                            Image(url=shown.attachment_url, attachment=number, caption=caption), item
                        )

    def _whole(self, url: str) -> str:
        return urljoin(f"{self.index.site.link}/", url)

    def _image(self, piece: Image, item: Any) -> Iterator[Block]:
        url = self._whole(piece.url)
        found = self.files.at(self.own.bare(url), piece.attachment, item.id) if self._is_own(piece) else None
        if found is None or found[0] != IMAGE:
            if not self._is_own(piece):
                self.files.report.note("A picture on another's host: linked to, not shown", f"{item.id}: {url}")
            label = piece.alt or path_of(url).rpartition("/")[2] or url
            yield "text", f'<p><a href="{escape(url)}">{escape(label)}</a></p>'
            if piece.caption:
                yield "text", _line(piece.caption)
            return
        known = self.index.attachments.get(piece.attachment)
        alt = piece.alt or next(iter(known.meta_values("_wp_attachment_image_alt") if known else []), "")
        if not alt:
            self.files.report.note("A picture without an alternative text", f"{item.id}: {url}")
        picture = {"image": found[1], "alt_text": alt, "decorative": not alt}
        yield "image", {"image": picture, "caption": piece.caption[:400]}
        if len(piece.caption) > 400:
            yield "text", _line(piece.caption[400:])
        # A click on a picture that led elsewhere than to the picture.
        if piece.href and not self.own.number(piece.href) and path_of(piece.href) != path_of(piece.url):
            where = self._whole(piece.href)
            if where not in self.own or "/uploads/" not in where:
                yield "text", f'<p><a href="{escape(where)}">{escape(urlsplit(where).hostname or where)}</a></p>'

    def _is_own(self, piece: Image | File) -> bool:
        return piece.attachment in self.index.attachments or self._whole(piece.url) in self.own

    def _file(self, piece: File, item: Any) -> Iterator[Block]:
        url = self._whole(piece.url)
        found = self.files.at(self.own.bare(url), piece.attachment, item.id) if self._is_own(piece) else None
        if found and found[0] == DOCUMENT:
            yield "document", {"document": found[1], "title": piece.title[:200]}
        else:
            yield _embed(url, piece.title or path_of(url).rpartition("/")[2])


def _embed(url: str, title: str) -> Block:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return "text", _line(title or url)
    return "embed", {"url": url, "title": (title or parts.hostname)[:200]}


def _line(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _is_picture(address: str) -> bool:
    return address.rpartition(".")[2].lower() in {"gif", "jpg", "jpeg", "png", "webp", "avif", "heic"}


def _table(piece: Table) -> dict[str, Any]:
    width = max((len(row) for row in piece.rows), default=0)
    head, first = piece.first_row_is_header, piece.first_column_is_header
    return {
        "data": [[*row, *[""] * (width - len(row))] for row in piece.rows],
        "cell": [],
        "mergeCells": [],
        "first_row_is_table_header": head,
        "first_col_is_header": first,
        "table_header_choice": {(True, True): "both", (True, False): "row", (False, True): "column"}.get(
            (head, first), "neither"
        ),
        "table_caption": piece.caption,
    }


def words_of(raw: list[dict[str, Any]]) -> list[str]:
    """Return the words that readers see of a body, for comparing with those of the old text."""
    found: list[str] = []
    for block in raw:
        value = block["value"]
        match block["type"]:
            case "text":
                found += visible_words(value)
            case "heading" | "preformatted":
                found += words(value["text"])
            case "quote":
                found += words(f"{value['text']} {value['source']}")
            case "image":
                found += words(value["caption"])
            case "document" | "embed":
                found += words(value["title"])
            case "table":
                cells = [cell or "" for row in value["data"] for cell in row]
                found += words(" ".join([value["table_caption"], *cells]))
    return found
