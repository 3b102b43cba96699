"""A body, as a text of WordPress's block editor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from blog.blocks import LIVE, PostStreamBlock
from blog.post_views import KIND_HEADINGS
from collaboration.models import Attribution
from collaboration.reading import SaidList, read_list
from home.bodies import stored_image

from . import blocks
from .looking_up import Body, LookedUp
from .running_text import blocks_of

_LEVELS = {"h2": 2, "h3": 3, "h4": 4}


def content_of(body: Body, url: str, found: LookedUp, organisations: Any) -> str:
    """Return what WordPress stores of a body; `url` is where what is live here is to be read."""
    seen: Counter[str] = Counter()
    parts: list[str] = []
    for stored in body:
        said = read_list(stored, seen)
        if said:
            parts += _statements(said, found, organisations)
        else:
            parts += _block(stored["type"], stored["value"], url, found)
    return "\n\n".join(parts)


def _block(kind: str, value: Any, url: str, found: LookedUp) -> Iterator[str]:
    match kind:
        case "text":
            yield from blocks_of(value or "", found.lead)
        case "heading":
            yield blocks.heading(blocks.words(value["text"]), _LEVELS.get(value["level"], 2))
        case "quote":
            yield blocks.quote(value["text"], value.get("source") or "")
        case "preformatted":
            yield blocks.preformatted(value["text"])
        case "embed":
            yield blocks.embed(value["url"], value.get("title") or "")
        case "table" if value and value.get("data"):
            yield blocks.table(
                [[cell or "" for cell in row] for row in value["data"]],
                caption=value.get("table_caption") or "",
                head=bool(value.get("first_row_is_table_header")),
                first_column=bool(value.get("first_col_is_header")),
            )
        case "image":
            pk, alt = stored_image(value)
            caption = value.get("caption") or ""
            if image := found.images.get(pk or 0):
                yield blocks.image(number=image.number, url=image.url, alt=alt, caption=caption)
            elif caption or alt:
                yield blocks.paragraph(blocks.words(caption or alt))
        case "document":
            document, title = found.documents.get(value.get("document") or 0), value.get("title") or ""
            if document:
                yield blocks.file(number=document.number, url=document.url, title=title or document.title)
            elif title:
                yield blocks.paragraph(blocks.words(title))
        case _ if kind in LIVE:
            # What it shows is looked up when it is read, and changes without the post.
            label = PostStreamBlock.base_blocks[kind].label
            title = blocks.words(value.get("heading") or str(label))
            yield blocks.paragraph(f'<a href="{blocks.words(url)}">{title}</a>')


def _statements(said: SaidList, found: LookedUp, organisations: Any) -> Iterator[str]:
    names = [row.name for row in map(organisations.shown, said.organisations) if row]
    whose = str(Attribution.SHARED.label) if said.attribution == Attribution.SHARED else ", ".join(names)
    heading = said.heading or str(KIND_HEADINGS[said.kind])
    yield blocks.heading(blocks.words(heading), 2)
    if whose and whose != heading:
        yield blocks.paragraph(blocks.words(whose))
    items = []
    for item in said.items:
        term = found.terms.get((said.kind, item.term))
        words = item.wording or (term.name if term else "")
        if words:
            items.append(blocks.words(f"{words} – {item.note}" if item.note else words))
    if items:
        yield blocks.listed(items)
