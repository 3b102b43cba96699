"""What a post's text consists of, once it is taken out of HTML: the pieces that become blocks of a body.

`conversion` makes them from what WordPress stored, without a database; `loading` finds the pictures, files and
pages that they name. Addresses are as the text has them.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Heading:
    text: str
    # 2 to 4, as it is to stand in a body whose own title is 1.
    level: int = 2


@dataclass(frozen=True, kw_only=True)
class Text:
    """Running text: p, ul, ol, li, b, i, a, br, h3, h4 and no other elements; no attributes but a's href."""

    html: str


@dataclass(frozen=True, kw_only=True)
class Quote:
    text: str
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Image:
    url: str
    # WordPress's number of the attachment, where the text says it; "" elsewhere.
    attachment: str = ""
    alt: str = ""
    caption: str = ""
    # Where a click leads, if not to the picture itself.
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class File:
    """A file to download, play or see: audio and video in the site's own files too."""

    url: str
    title: str = ""
    attachment: str = ""


@dataclass(frozen=True, kw_only=True)
class Embed:
    url: str
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class Table:
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    first_row_is_header: bool = False
    first_column_is_header: bool = False


@dataclass(frozen=True, kw_only=True)
class Preformatted:
    """Code, verse: where spaces and line breaks are part of it."""

    text: str
    # "code", "verse", "pre"
    kind: str = "pre"


@dataclass(frozen=True, kw_only=True)
class Gallery:
    """The pictures of a gallery by their numbers; empty means those attached to the post (`[gallery]`)."""

    attachments: tuple[str, ...] = ()


Piece = Heading | Text | Quote | Image | File | Embed | Table | Preformatted | Gallery


@dataclass(frozen=True, kw_only=True)
class Converted:
    """The pieces of a text, in order, and what of it has no place here: (name, the visible text that was kept)."""

    pieces: tuple[Piece, ...]
    unknown: tuple[tuple[str, str], ...] = ()
    # Where `<!--nextpage-->` parted the text: the number of pages.
    pages: int = 1
    # The visible text as WordPress would show it, for comparing.
    words: tuple[str, ...] = field(default=())
