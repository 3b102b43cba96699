"""From what WordPress stored of a text to the pieces that it consists of. No database, no network."""

from __future__ import annotations

from collections.abc import Mapping

from blog.importers.wordpress.conversion.blocks import Rendering
from blog.importers.wordpress.conversion.compare import words
from blog.importers.wordpress.conversion.grammar import has_blocks
from blog.importers.wordpress.conversion.paragraphs import autop
from blog.importers.wordpress.conversion.shortcodes import code_kept, embedded, expanded
from blog.importers.wordpress.conversion.shown import plain, tree
from blog.importers.wordpress.conversion.sound import legible, sound
from blog.importers.wordpress.conversion.walking import Walker
from blog.importers.wordpress.pieces import Converted

_NEXT_PAGE = "<!--nextpage-->"


def convert(
    content: str, *, reusable: Mapping[str, str] | None = None, footnotes: Mapping[str, str] | None = None
) -> Converted:
    """Return the pieces of a text. Blocks that are stored elsewhere, and footnotes, are given by their numbers."""
    unknown: list[tuple[str, str]] = []
    root = tree(shown_html(content, reusable=reusable, footnotes=footnotes, unknown=unknown))
    pieces = Walker(unknown=unknown)
    shown = words(plain(root))
    return Converted(
        pieces=tuple(pieces.pieces_of(root)), unknown=tuple(unknown), pages=_pages(content), words=tuple(shown)
    )


def shown_html(
    content: str,
    *,
    reusable: Mapping[str, str] | None = None,
    footnotes: Mapping[str, str] | None = None,
    unknown: list[tuple[str, str]] | None = None,
) -> str:
    """Return sound HTML of what WordPress shows of a text: for converting, and for the old beside the new."""
    unknown = [] if unknown is None else unknown
    content = code_kept(legible(content))
    if has_blocks(content):
        rendering = Rendering(reusable=reusable or {}, footnotes=footnotes or {}, unknown=unknown)
        html = embedded(sound(rendering.html(content)))
    else:
        html = autop(embedded(sound(content)))
    return expanded(html, unknown)


def _pages(content: str) -> int:
    """Return how many pages a text has: a mark at its very start parts nothing."""
    return content.strip().removeprefix(_NEXT_PAGE).count(_NEXT_PAGE) + 1
