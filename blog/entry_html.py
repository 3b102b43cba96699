"""The whole text of a post as simple HTML that stands for itself: in a feed reader, in a mail."""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

import nh3
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from blog.blocks import LIVE
from blog.post_views import KIND_HEADINGS
from collaboration.models import Attribution
from collaboration.reading import SaidList, read_list
from home.bodies import LookedUp, stored_image

# Wide enough for a reading column; the page itself has larger ones.
PICTURE_SIZE = "width-800"

_TEXT_TAGS = {
    "a",
    "b",
    "blockquote",
    "br",
    "cite",
    "code",
    "em",
    "i",
    "li",
    "ol",
    "p",
    "pre",
    "strong",
    "sub",
    "sup",
    "ul",
}
_TABLE_TAGS = {"caption", "table", "tbody", "td", "th", "thead", "tr"}
_TAGS = {"figcaption", "figure", "h2", "h3", "h4", "hr", "img"} | _TEXT_TAGS | _TABLE_TAGS
_ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt", "width", "height"}, "th": {"scope"}}
_SCHEMES = {"http", "https", "mailto", "tel"}
# XML can't hold them, however they are written, and they mean nothing in a text.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class Known:
    """What was looked up for many posts at once."""

    bodies: LookedUp
    # (kind, pk) -> the chosen term; any organisation's pk -> the row to show.
    terms: Mapping[tuple[str, int], Any]
    organisations: Any


def lists_of(post: Any) -> list[SaidList | None]:
    """Return the statement list that each block of the body is, or None."""
    seen: Counter[str] = Counter()
    return [read_list(stored, seen) for stored in post.body.raw_data]


def html_of(post: Any, url: str, known: Known) -> str:
    """Return the post in the language that is active. No address in it leans on where it is read."""
    pieces = [
        (f"blog/entry/{template}.html", value)
        for stored, said in zip(post.body.raw_data, lists_of(post), strict=True)
        for template, value in [_said(said, known) if said else _piece(stored, post, known.bodies)]
        if value
    ]
    featured = _picture(post.featured_image, post.featured_image_alt) if post.featured_image else None
    context = {"post": post, "url": url, "featured": featured, "pieces": pieces}
    return _CONTROLS.sub("", _cleaned(render_to_string("blog/entry/entry.html", context), url)).strip()


def _cleaned(html: str, url: str) -> str:
    def complete(tag: str, name: str, value: str) -> str:
        if name not in ("href", "src"):
            return value
        # Nothing to be found by a reader's program: "#further-down" would lead to the feed.
        with contextlib.suppress(ValueError):
            return urljoin(url, value)
        return url

    return nh3.clean(
        html, tags=_TAGS, attributes=_ATTRIBUTES, attribute_filter=complete, url_schemes=_SCHEMES, link_rel=None
    )


def _piece(stored: Mapping[str, Any], post: Any, bodies: LookedUp) -> tuple[str, Any]:
    """Return (template, what it shows) for a block; nothing where what was chosen is gone."""
    kind, value = stored["type"], stored["value"]
    if kind == "text":
        return "text", mark_safe(bodies.texts[value or ""])
    if kind == "image":
        pk, alt = stored_image(value)
        image = bodies.images.get(pk)
        return "image", image and {**_picture(image, alt), "caption": value.get("caption"), "credit": image.credit}
    if kind == "document":
        document = bodies.documents.get(value.get("document"))
        return "document", document and {"document": document, "title": value.get("title") or document.title}
    if kind == "embed":
        return "embed", {**value, "host": _host(value["url"])}
    if kind == "table":
        return "table", _table(value or {})
    if kind in LIVE:
        # What it shows is not the post's own, and changes without it.
        block = post.body.stream_block.child_blocks[kind]
        return "live", {"title": value.get("heading") or str(block.label)}
    return kind, value


def _picture(image: Any, alt: str) -> dict[str, Any]:
    """Return a size of the picture for an `img`; without its file only the words are left."""
    with contextlib.suppress(OSError):
        size = image.get_rendition(PICTURE_SIZE)
        return {"src": size.url, "width": size.width, "height": size.height, "alt": alt}
    return {"src": "", "alt": alt}


def _host(address: str) -> str:
    with contextlib.suppress(ValueError):
        return urlsplit(address).hostname or ""
    return ""


def _table(value: Mapping[str, Any]) -> dict[str, Any] | None:
    rows = value.get("data") or []
    has_head = bool(rows and value.get("first_row_is_table_header"))
    return rows and {
        "caption": value.get("table_caption") or "",
        "head": rows[0] if has_head else [],
        "rows": rows[1:] if has_head else rows,
        "first_is_header": value.get("first_col_is_header", False),
    }


def _said(said: SaidList, known: Known) -> tuple[str, Any]:
    rows = (known.organisations.shown(pk) for pk in said.organisations)
    whose = ", ".join(row.name for row in rows if row)
    if said.attribution == Attribution.SHARED:
        whose = str(Attribution.SHARED.label)
    items = [
        (item.wording or term.name, item.note)
        for item in said.items
        if (term := known.terms.get((said.kind, item.term)))
    ]
    heading = said.heading or str(KIND_HEADINGS[said.kind])
    return "statement_list", items and {"heading": heading, "whose": "" if whose == heading else whose, "items": items}
