"""The block editor's blocks, as it stores them: HTML between comments. Plain values in, text out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any


def words(text: str) -> str:
    """Return a text as HTML; a bracket would begin one of WordPress's shortcodes."""
    return escape(text).replace("[", "&#91;")


def lines(text: str) -> str:
    return words(text).replace("\n", "<br>")


def block(kind: str, html: str, **attributes: Any) -> str:
    """Return a block with its comments."""
    said = {key: value for key, value in attributes.items() if value not in (None, "")}
    return f"<!-- wp:{kind} {_json(said)}-->\n{html}\n<!-- /wp:{kind} -->"


def _json(attributes: dict[str, Any]) -> str:
    if not attributes:
        return ""
    text = json.dumps(attributes, ensure_ascii=False, separators=(",", ":"))
    # As WordPress does, so that nothing in a value ends the comment.
    for sign, written in (("--", "\\u002d\\u002d"), ("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        text = text.replace(sign, written)
    return f"{text} "


def paragraph(html: str) -> str:
    return block("paragraph", f"<p>{html}</p>")


def heading(html: str, level: int) -> str:
    told = {} if level == 2 else {"level": level}
    return block("heading", f'<h{level} class="wp-block-heading">{html}</h{level}>', **told)


def listed(items: Iterable[str], *, ordered: bool = False) -> str:
    """Return a list of items that are HTML already; one may hold a list."""
    tag = "ol" if ordered else "ul"
    inner = "\n\n".join(block("list-item", f"<li>{item}</li>") for item in items)
    return block("list", f'<{tag} class="wp-block-list">{inner}</{tag}>', ordered=ordered or None)


def quote(text: str, source: str) -> str:
    said = "\n\n".join(paragraph(lines(part)) for part in text.split("\n\n") if part.strip())
    cite = f"<cite>{words(source)}</cite>" if source else ""
    return block("quote", f'<blockquote class="wp-block-quote">{said}{cite}</blockquote>')


def image(*, number: str, url: str, alt: str, caption: str) -> str:
    below = _caption(caption)
    picture = f'<img src="{escape(url)}" alt="{words(alt)}" class="wp-image-{number}"/>'
    return block(
        "image",
        f'<figure class="wp-block-image size-full">{picture}{below}</figure>',
        id=int(number),
        sizeSlug="full",
        linkDestination="none",
    )


def file(*, number: str, url: str, title: str) -> str:
    link = f'<a href="{escape(url)}">{words(title)}</a>'
    html = f'<div class="wp-block-file">{link}</div>'
    return block("file", html, id=int(number), href=url, showDownloadButton=False)


def embed(url: str, title: str) -> str:
    html = f'<div class="wp-block-embed__wrapper">\n{escape(url)}\n</div>{_caption(title)}'
    return block("embed", f'<figure class="wp-block-embed">{html}</figure>', url=url)


def table(rows: Sequence[Sequence[str]], *, caption: str, head: bool, first_column: bool) -> str:
    def row(cells: Sequence[str], all_heads: bool) -> str:
        tags = ["th" if all_heads or (first_column and not at) else "td" for at in range(len(cells))]
        inner = "".join(f"<{tag}>{lines(cell)}</{tag}>" for tag, cell in zip(tags, cells, strict=True))
        return f"<tr>{inner}</tr>"

    top = f"<thead>{row(rows[0], True)}</thead>" if head else ""
    rest = "".join(row(cells, False) for cells in (rows[1:] if head else rows))
    html = f'<table class="has-fixed-layout">{top}<tbody>{rest}</tbody></table>{_caption(caption)}'
    return block("table", f'<figure class="wp-block-table">{html}</figure>')


def preformatted(text: str) -> str:
    # A line break right after the tag is none, in HTML.
    begin = "\n" if text.startswith("\n") else ""
    return block("preformatted", f'<pre class="wp-block-preformatted">{begin}{words(text)}</pre>')


def _caption(text: str) -> str:
    return f'<figcaption class="wp-element-caption">{words(text)}</figcaption>' if text else ""
