"""Pictures, sound, films, files and what is shown from elsewhere, with what is said below them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from lxml.html import HtmlElement

from blog.importers.wordpress.conversion.addresses import on_the_web, same_picture, source
from blog.importers.wordpress.conversion.lines import Style
from blog.importers.wordpress.conversion.quotes import report_links
from blog.importers.wordpress.conversion.shown import is_caption, is_figure, plain
from blog.importers.wordpress.conversion.surroundings import Surroundings
from blog.importers.wordpress.pieces import Embed, File, Image, Piece, Quote, Table

# What the blocks for pictures, and for files and films, take.
MOST_IN_CAPTION, MOST_IN_TITLE = 400, 200
_NUMBER_IN_CLASS = re.compile(r"\bwp-image-(\d+)\b")
_NUMBER_IN_REL = re.compile(r"\bwp-att-(\d+)\b")
# Where a picture waits to be loaded, its address is beside the one that is shown until then.
_SOURCES = ("src", "data-src", "data-lazy-src", "data-orig-file", "data-full-url")


def picture(element: HtmlElement, style: Style) -> Image | None:
    """Return a picture; those that only count readers are none."""
    url = next(filter(None, (source(element.get(name)) for name in _SOURCES)), "")
    if not url or (element.get("width") == "1" and element.get("height") == "1"):
        return None
    href = style.href
    return Image(
        url=url,
        attachment=_number(element),
        alt=" ".join((element.get("alt") or "").split()),
        href="" if not href or same_picture(href, url) else href,
    )


def _number(element: HtmlElement) -> str:
    """Return WordPress's number of the attachment, where something says it."""
    for written in (element.get("data-wp-id", ""), element.get("data-id", "")):
        if written.isdecimal():
            return written
    if match := _NUMBER_IN_CLASS.search(element.get("class", "")):
        return match[1]
    parent = element.getparent()
    if parent is not None and (match := _NUMBER_IN_REL.search(parent.get("rel", ""))):
        return match[1]
    figure = next(element.iterancestors("figure"), None)
    number = figure.get("data-wp-id", "") if figure is not None else ""
    return number if number.isdecimal() else ""


def _frame(element: HtmlElement, style: Style) -> Embed | None:
    names = ("src", "data-src", "data")
    url = next(filter(None, (on_the_web(element.get(name)) for name in names)), "")
    if not url:
        params = element.iter("param", "embed")
        found = (on_the_web(param.get("src") or _value_of(param, "movie", "src", "url")) for param in params)
        url = next(filter(None, found), "")
    return Embed(url=url) if url else None


def _value_of(param: HtmlElement, *names: str) -> str:
    return param.get("value", "") if param.get("name", "").lower() in names else ""


def _player(element: HtmlElement, style: Style) -> File | None:
    addresses = [element.get("src"), *(each.get("src") for each in element.iter("source"))]
    url = next(filter(None, map(source, addresses)), "")
    return File(url=url, attachment=_number(element)) if url else None


def _nothing(element: HtmlElement, style: Style) -> None:
    return None


ELEMENTS: dict[str, Callable[[HtmlElement, Style], Piece | None]] = {
    "img": picture,
    "iframe": _frame,
    "embed": _frame,
    "object": _frame,
    "audio": _player,
    "video": _player,
    "input": _nothing,
    "param": _nothing,
}


def figure(around: Surroundings, element: HtmlElement, style: Style) -> list[Piece]:
    """Return what a figure shows; where it shows one thing, with the caption as its own."""
    captions = [child for child in element.iter() if child is not element and isinstance(child.tag, str)]
    caption = next((child for child in captions if is_caption(child) and _owner(child) is element), None)
    if caption is None:
        return around.inside(element, style, in_figure=True)
    known = len(around.unknown)
    text = " ".join(plain(caption).split())
    if text and caption.find(".//img") is None:
        pieces = around.inside(element, style, without=caption, in_figure=True)
        if len(pieces) == 1 and (captioned := _captioned(pieces[0], text, plain(element).split())):
            report_links(around, caption)
            return [captioned]
        del around.unknown[known:]
    return around.inside(element, style, in_figure=True)


def _owner(caption: HtmlElement) -> HtmlElement | None:
    return next((each for each in caption.iterancestors() if is_figure(each)), None)


def _captioned(piece: Piece, text: str, shown: list[str]) -> Piece | None:
    """Return a piece with what is said below it; None, if there is no place for it, or it would stand elsewhere."""
    words = text.split()
    match piece:
        case Image(caption="") if len(text) <= MOST_IN_CAPTION:
            return replace(piece, caption=text)
        case Table(caption="") if len(text) <= MOST_IN_CAPTION and shown[: len(words)] == words:
            return replace(piece, caption=text)
        case File(title="") | Embed(title="") if len(text) <= MOST_IN_TITLE:
            return replace(piece, title=text)
        case Quote(source="") if len(text) <= MOST_IN_TITLE and shown[-len(words) :] == words:
            return replace(piece, source=text)
        case Table(caption=""):
            return replace(piece, caption=text)
    return None


def file_block(around: Surroundings, element: HtmlElement, style: Style) -> list[Piece]:
    """Return a file to download: its name is a link, and so is the button that says no more."""
    links = [link for link in element.iter("a") if source(link.get("href"))]
    named = next((link for link in links if plain(link).strip()), None)
    title = " ".join(plain(named).split()) if named is not None else ""
    if named is None or len(title) > MOST_IN_TITLE:
        return around.inside(element, style)
    number = next((number for link in links if (number := _number(link))), "")
    return [File(url=source(named.get("href")), title=title, attachment=number)]
