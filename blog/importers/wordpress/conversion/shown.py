"""The tree of a text's HTML, and what of it readers see: shared by those who convert and those who compare."""

from __future__ import annotations

import re
from functools import lru_cache

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

from blog.importers.wordpress.conversion.names import names

# Deeper, a parser has made of unclosed tags what nobody wrote.
_DEEPEST = 150
BLOCKS = names(
    "address article aside blockquote caption center dd details dialog dir div dl dt fieldset figcaption figure",
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p pre section summary table tbody td",
    "tfoot th thead tr ul",
)
# What stands by itself within a line, and parts the words before it from those after.
_APART = names("audio br button embed iframe img input object optgroup option select video")
_TAG = re.compile(r"<[^<>]*>")
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_LOWERED = str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋")
_NUMBER = re.compile(r"[0-9+−-]+")


def tree(html: str) -> HtmlElement:
    """Return the tree of sound HTML."""
    root = _parsed(html)
    if html.count("<") > _DEEPEST and _depth(root) > _DEEPEST:
        return _parsed(_TAG.sub(" ", html))
    return root


def _parsed(html: str) -> HtmlElement:
    # A parser's limits are its own; what it makes of 256 levels is cut off.
    parser = lxml.html.HTMLParser(huge_tree=True, remove_comments=False)
    return lxml.html.document_fromstring(f"<html><body>{html}</body></html>", parser=parser)


def _depth(root: HtmlElement) -> int:
    deepest = depth = 0
    for event, _element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def tag_of(element: HtmlElement) -> str:
    """Return the name of an element; "" for a comment."""
    return element.tag if isinstance(element.tag, str) else ""


def has_class(element: HtmlElement, *names: str) -> bool:
    """Return whether an element has one of the classes."""
    written = element.get("class")
    return bool(written) and not set(written.split()).isdisjoint(names)


def is_figure(element: HtmlElement) -> bool:
    """Return whether this is a picture, or the like, with what is said below it."""
    return element.tag == "figure" or has_class(element, "wp-caption", "gallery-item")


def is_caption(element: HtmlElement) -> bool:
    return element.tag == "figcaption" or has_class(element, "wp-caption-text", "gallery-caption")


def shown_children(element: HtmlElement) -> list[HtmlElement]:
    """Return the children in the order in which readers meet them: a table's caption first, its foot last."""
    children = list(element)
    if element.tag == "table":
        return sorted(children, key=lambda child: {"caption": 0, "tfoot": 2}.get(tag_of(child), 1))
    if element.tag == "figure" and any(child.tag == "table" for child in children):
        return sorted(children, key=lambda child: 0 if child.tag == "figcaption" else 1)
    return children


def plain(element: HtmlElement, *, without: HtmlElement | None = None) -> str:
    """Return the text that readers see, spaces between what stands apart."""
    parts: list[str] = []
    _collect(element, parts, without)
    return "".join(parts)


def _collect(element: HtmlElement, parts: list[str], without: HtmlElement | None) -> None:
    parts.append(element.text or "")
    for child in shown_children(element):
        tag = tag_of(child)
        apart = " " if tag in BLOCKS or tag in _APART else ""
        parts.append(apart)
        if child is without or not tag or is_embed(child):
            pass
        elif tag == "img":
            parts.append(drawn_sign(child))
        elif tag in ("sup", "sub"):
            parts.append(raised(child))
        elif tag == "q":
            parts.append("“")
            _collect(child, parts, without)
            parts.append("”")
        elif tag not in ("audio", "video", "iframe"):
            _collect(child, parts, without)
        parts.append(apart)
        parts.append(child.tail or "")


def is_embed(element: HtmlElement) -> bool:
    """Return whether this stands for something elsewhere, and its text is no more than the address."""
    return element.get("data-wp-embed") is not None


def raised(element: HtmlElement) -> str:
    """Return what is above or below the line: “10²” is not “102”."""
    text = "".join(element.itertext())
    if _NUMBER.fullmatch(text.strip()):
        return text.strip().translate(_RAISED if element.tag == "sup" else _LOWERED)
    return plain(element)


def drawn_sign(image: HtmlElement) -> str:
    """Return the sign that a small picture within a line stands for, or ""."""
    return f" {image.get('alt', '')} " if has_class(image, "wp-smiley", "emoji") else ""


@lru_cache(maxsize=256)
def _weight(style: str) -> tuple[bool, bool]:
    style = style.lower().replace(" ", "")
    return bool(re.search(r"font-weight:(?:bold|[6-9]00)", style)), "font-style:italic" in style


def emphasis_of(element: HtmlElement) -> tuple[bool, bool]:
    """Return whether an element's own style makes it bold, and italic."""
    style = element.get("style")
    return _weight(style) if style else (False, False)
