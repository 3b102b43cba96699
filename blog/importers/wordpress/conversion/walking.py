"""Walk through the tree of a text and write down the pieces that it consists of, in order."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from lxml.html import HtmlElement

from blog.importers.wordpress.conversion import media, quotes, tables
from blog.importers.wordpress.conversion.addresses import linkable, on_the_web
from blog.importers.wordpress.conversion.lines import (
    BREAK,
    PLAIN,
    Level,
    Line,
    Run,
    Style,
    html_of,
    paragraphs,
    run_of,
    text_of,
    tidied,
)
from blog.importers.wordpress.conversion.shown import (
    BLOCKS,
    drawn_sign,
    emphasis_of,
    has_class,
    is_figure,
    plain,
    raised,
    shown_children,
    tag_of,
)
from blog.importers.wordpress.pieces import Embed, Gallery, Heading, Piece, Preformatted, Text

# A heading's block holds no more; longer ones are running text that was made large.
MOST_IN_HEADING = 200
_HEADINGS = {"h1": 2, "h2": 2, "h3": 3, "h4": 4, "h5": 4, "h6": 4}
_LISTS = {"ul": "ul", "ol": "ol", "menu": "ul", "dir": "ul"}
_BOLD, _ITALIC = frozenset({"b", "strong"}), frozenset({"i", "em", "cite", "dfn", "var"})


@dataclass
class Walker:
    """What has been written so far, and where in the text we are."""

    unknown: list[tuple[str, str]] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    skipped: HtmlElement | None = None
    # In a figure, a picture waits for its caption, and not for the end of the list it is in.
    in_figure: bool = False
    _lines: list[Line] = field(default_factory=list)
    _runs: list[Run] = field(default_factory=list)
    _tag: str = "p"
    _levels: tuple[Level, ...] = ()
    _lists: int = 0
    _waiting: list[Piece] = field(default_factory=list)

    def pieces_of(self, element: HtmlElement, style: Style = PLAIN) -> list[Piece]:
        """Return the pieces that an element consists of."""
        self.children(element, style)
        self.end_line()
        self._end_text()
        return _joined(self.pieces)

    def inside(
        self, element: HtmlElement, style: Style, *, without: HtmlElement | None = None, in_figure: bool = False
    ) -> list[Piece]:
        """Return the pieces within an element, without writing them down."""
        walker = Walker(unknown=self.unknown, skipped=without, in_figure=in_figure)
        return walker.pieces_of(element, style)

    def children(self, element: HtmlElement, style: Style) -> None:
        """Write down what is in an element."""
        self.write(element.text, style)
        for child in shown_children(element):
            self.element(child, style)
            self.write(child.tail, style)

    def write(self, text: str | None, style: Style) -> None:
        """Write down words of running text."""
        if text:
            self._runs.append(run_of(text, style))

    def add(self, *pieces: Piece) -> None:
        """Write down pieces: what was running text before them ends."""
        self.end_line()
        for piece in pieces:
            self._end_text()
            self.pieces.append(piece)

    def add_picture(self, piece: Piece) -> None:
        """Write down a picture; one in a list comes after it, so that the list is counted through."""
        if self._levels and not self.in_figure:
            self._waiting.append(piece)
        else:
            self.add(piece)

    def end_line(self) -> None:
        """End the paragraph, heading or line of a list."""
        runs, self._runs = tidied(self._runs), []
        if not runs:
            return
        if self._tag in _HEADINGS:
            self._heading(runs)
        elif self._levels:
            self._lines.append(Line(runs=tuple(runs), levels=self._levels))
        else:
            for part in paragraphs(runs):
                self._lines.append(Line(runs=tuple(part)))

    def _heading(self, runs: list[Run]) -> None:
        level = _HEADINGS[self._tag]
        runs = [Run(" ", run.style) if run.text == BREAK else run for run in runs]
        text = text_of(runs)
        if level == 4 or len(text) > MOST_IN_HEADING or any(run.style.href for run in runs):
            # A heading with a link in it stays text, where it can lead somewhere.
            self._lines.append(Line(runs=tuple(runs), tag=f"h{max(level, 3)}"))
        else:
            self._end_text()
            self.pieces.append(Heading(text=text, level=level))

    def _end_text(self) -> None:
        if self._lines:
            self.pieces.append(Text(html=html_of(self._lines)))
            self._lines = []

    def element(self, element: HtmlElement, style: Style) -> None:
        """Write down an element."""
        tag = tag_of(element)
        if not tag or element is self.skipped:
            return
        if tag in BLOCKS:
            self.end_line()
            self._block(tag, element, style)
            self.end_line()
        elif tag == "br":
            self._runs.append(Run(BREAK, style))
        elif tag in ("sup", "sub"):
            self._raised(element, style)
        elif tag == "q":
            self.write("“", style)
            self.children(element, style)
            self.write("”", style)
        elif tag in media.ELEMENTS:
            self._media(tag, element, style)
        else:
            self._inline(tag, element, style)

    def _inline(self, tag: str, element: HtmlElement, style: Style) -> None:
        bold, italic = emphasis_of(element)
        if bold or tag in _BOLD:
            style = replace(style, bold=True)
        if italic or tag in _ITALIC:
            style = replace(style, italic=True)
        if tag == "a" and (address := linkable(element.get("href"))):
            style = replace(style, href=address)
        parted = tag in ("button", "option", "optgroup", "select")
        self.write(" " if parted else None, style)
        self.children(element, style)
        self.write(" " if parted else None, style)

    def _raised(self, element: HtmlElement, style: Style) -> None:
        if any(linkable(link.get("href")) for link in element.iter("a")):
            self.children(element, style)
        else:
            self.write(raised(element), style)

    def _media(self, tag: str, element: HtmlElement, style: Style) -> None:
        if sign := drawn_sign(element):
            self.write(sign, style)
            return
        piece = media.ELEMENTS[tag](element, style)
        self.write(" ", style)
        if piece and tag == "img":
            self.add_picture(piece)
        elif piece:
            self.add(piece)
        elif tag not in ("input", "param"):
            self.unknown.append((f"<{tag}>", element.get("alt") or element.get("src") or ""))
        if tag == "object":
            for embed in element.iter("embed", "param"):
                embed.attrib.clear()
            self.children(element, style)

    def _block(self, tag: str, element: HtmlElement, style: Style) -> None:
        if tag in _HEADINGS:
            self._as(tag, element, style)
        elif tag in _LISTS:
            self._list(tag, element, style)
        elif tag == "li":
            self._item(element, style)
        elif tag in ("dt", "summary"):
            self.children(element, replace(style, bold=True))
        elif tag == "blockquote":
            self.add(*quotes.quote(self, element, style))
        elif tag == "pre":
            self._preformatted(element)
        elif tag == "table":
            self.add(*tables.table(self, element, style))
        elif is_figure(element):
            self.add(*media.figure(self, element, style))
        elif has_class(element, "wp-block-file"):
            self.add(*media.file_block(self, element, style))
        elif tag == "div" and element.get("data-wp-embed") is not None:
            self._embed(element.get("data-wp-embed", ""))
        elif tag == "div" and element.get("data-wp-gallery") is not None:
            numbers = element.get("data-wp-gallery", "").split(",")
            self.add(Gallery(attachments=tuple(number for number in numbers if number.isdecimal())))
        else:
            if tag == "form":
                self.unknown.append(("<form>", " ".join(element.text_content().split())))
            self.children(element, style)

    def _embed(self, address: str) -> None:
        if url := on_the_web(address):
            self.add(Embed(url=url))
        else:
            self.unknown.append(("[embed]", address))

    def _as(self, tag: str, element: HtmlElement, style: Style) -> None:
        """Write down a heading: what is in it is neither bold nor in a list."""
        outside = self._tag, self._levels
        self._tag, self._levels = tag, ()
        self.children(element, Style(href=style.href))
        self.end_line()
        self._tag, self._levels = outside

    def _list(self, tag: str, element: HtmlElement, style: Style) -> None:
        outside, outside_tag = self._levels, self._tag
        self._lists += 1
        self._tag = "p"
        self._levels = (*outside, Level(tag=_LISTS[tag], list=self._lists, item=0))
        self.children(element, style)
        self.end_line()
        self._levels, self._tag = outside, outside_tag
        if not outside:
            waiting, self._waiting = self._waiting, []
            self.add(*waiting)

    def _item(self, element: HtmlElement, style: Style) -> None:
        if self._levels:
            last = self._levels[-1]
            self._levels = (*self._levels[:-1], replace(last, item=last.item + 1))
        self.children(element, style)

    def _preformatted(self, element: HtmlElement) -> None:
        kind = "verse" if has_class(element, "wp-block-verse") else "pre"
        if has_class(element, "wp-block-code", "code") or element.find(".//code") is not None:
            kind = "code"
        for line_break in element.iter("br"):
            line_break.tail = "\n" + (line_break.tail or "")
        text = "\n".join(line.rstrip() for line in plain(element).split("\n")).strip("\n")
        if text.strip():
            self.add(Preformatted(text=text, kind=kind))
        for picture in element.iter("img", "iframe", "audio", "video"):
            self._media(picture.tag, picture, PLAIN)


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Return pieces with running text that follows running text joined to it."""
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if isinstance(piece, Text) and isinstance(last, Text):
            joined[-1] = Text(html=last.html + piece.html)
        else:
            joined.append(piece)
    return joined
