"""Running text as it is stored here, as blocks of WordPress's editor."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from lxml import html
from lxml.etree import ParserError

from blog.exporters.wordpress import blocks
from blog.importers.wordpress.reading.characters import NOT_IN_XML

# Returns where an `a` leads, by its attributes; "" for nowhere.
Lead = Callable[[Mapping[str, str]], str]
_MARKS = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "code": "code", "sub": "sub", "sup": "sup"}
_HEADINGS = {"h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_LISTS = {"ul": False, "ol": True}


def tree(source: str) -> html.HtmlElement | None:
    """Return the text as a tree, in an element of its own; None where there is nothing in it."""
    source = NOT_IN_XML.sub("", source)
    if not source.strip():
        return None
    try:
        return html.fragment_fromstring(source, create_parent="div")
    except ParserError:
        return None


def blocks_of(source: str, lead: Lead) -> Iterator[str]:
    """Yield the blocks of a text."""
    root = tree(source)
    if root is None:
        return
    if root.text and root.text.strip():
        yield blocks.paragraph(blocks.words(root.text))
    for element in root:
        inner = _inline(element, lead)
        if element.tag in _LISTS:
            yield _list(element, lead)
        elif element.tag in _HEADINGS and inner.strip():
            yield blocks.heading(inner, _HEADINGS[element.tag])
        elif inner.strip():
            yield blocks.paragraph(inner)
        if element.tail and element.tail.strip():
            yield blocks.paragraph(blocks.words(element.tail))


def _list(element: html.HtmlElement, lead: Lead) -> str:
    items: list[str] = []
    for child in element:
        if child.tag in _LISTS and items:
            # A list right within a list belongs to the item before it.
            items[-1] += _list(child, lead)
        elif child.tag in _LISTS:
            items.append(_list(child, lead))
        else:
            items.append(_inline(child, lead))
    return blocks.listed(items, ordered=_LISTS[element.tag])


def _inline(element: html.HtmlElement, lead: Lead) -> str:
    """Return what stands within an element, with the marks that both sides know."""
    parts = [blocks.words(element.text or "")]
    for child in element:
        if child.tag in _LISTS:
            parts.append(_list(child, lead))
        elif child.tag == "br":
            parts.append("<br>")
        elif not isinstance(child.tag, str):
            pass
        else:
            inner = _inline(child, lead)
            address = lead(child.attrib) if child.tag == "a" else ""
            if address:
                inner = f'<a href="{blocks.words(address)}">{inner}</a>'
            elif mark := _MARKS.get(child.tag):
                inner = f"<{mark}>{inner}</{mark}>"
            parts.append(inner)
        parts.append(blocks.words(child.tail or ""))
    return "".join(parts)
