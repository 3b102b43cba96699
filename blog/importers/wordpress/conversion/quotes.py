"""Quotations: what was said, and who said it."""

from __future__ import annotations

import re
from html import unescape

from lxml.html import HtmlElement

from blog.importers.wordpress.conversion.addresses import linkable
from blog.importers.wordpress.conversion.lines import Style
from blog.importers.wordpress.conversion.shown import plain
from blog.importers.wordpress.conversion.surroundings import Surroundings
from blog.importers.wordpress.pieces import Piece, Quote, Text

# The block that holds who said it takes no more.
MOST_IN_SOURCE = 200
_MORE_THAN_PARAGRAPHS = re.compile(r"<(?:ul|ol|h3|h4)>")
_TAG = re.compile(r"<[^>]*>")


def quote(around: Surroundings, element: HtmlElement, style: Style) -> list[Piece]:
    """Return a quotation; what is more than paragraphs stays running text, so that none of it is lost."""
    source = _source(element)
    said = around.inside(element, style, without=source)
    if len(said) != 1 or not isinstance(said[0], Text) or _MORE_THAN_PARAGRAPHS.search(said[0].html):
        return said if source is None else [*said, *around.inside(source, style)]
    report_links(around, element)
    return [Quote(text=_paragraphs(said[0].html), source="" if source is None else " ".join(plain(source).split()))]


def report_links(around: Surroundings, element: HtmlElement) -> None:
    """Tell which links stand where only words have a place."""
    for link in element.iter("a"):
        if (address := linkable(link.get("href"))) and (text := " ".join(plain(link).split())):
            around.unknown.append(("<a>", f"{text} ({address})"))


def _source(element: HtmlElement) -> HtmlElement | None:
    """Return the element that says who said it: the last, if it is after all that was said."""
    named = list(element.iter("cite", "footer"))
    if not named:
        return None
    words = plain(named[-1]).split()
    everything = plain(element).split()
    fits = words and len(" ".join(words)) <= MOST_IN_SOURCE and len(words) < len(everything)
    return named[-1] if fits and everything[-len(words) :] == words else None


def _paragraphs(html: str) -> str:
    text = html.replace("<br/>", "\n").replace("</p><p>", "\n\n")
    return unescape(_TAG.sub("", text))
