"""From the block editor's blocks to HTML: what each shows, with the numbers that stand only in its attributes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

from blog.importers.wordpress.conversion.compare import visible_words
from blog.importers.wordpress.conversion.grammar import Closed, Opened, events
from blog.importers.wordpress.conversion.names import names
from blog.importers.wordpress.conversion.paragraphs import autop
from blog.importers.wordpress.conversion.shortcodes import embed_html, embedded
from blog.importers.wordpress.conversion.sound import sound

Attributes = dict[str, Any]
# Deeper than anybody nests blocks: the HTML in them comes through, and is no longer looked at block by block.
_DEEPEST = 50
# So that blocks that use each other do not grow without end.
_MOST_REUSED = 200
# Those whose own HTML is what they show.
_SAVED = names(
    "accordion accordion-heading accordion-item accordion-panel audio button buttons classic code column columns",
    "comment-template cover details embed file freeform gallery group heading html image list list-item math",
    "media-text missing more nextpage paragraph post-content preformatted pullquote quote separator shortcode",
    "social-links spacer subhead table text-columns verse video",
)
_MEDIA = re.compile(r"<(img|audio|video)\b(?![^<>]*\bdata-wp-id=)")
_LINK = re.compile(r"<(a)\b")
_LEADS_TO = re.compile(r"""\bsrc=|data-wp-gallery""")


@dataclass
class Rendering:
    """What is needed from outside the text, and what was met in it."""

    reusable: Mapping[str, str] = field(default_factory=dict)
    footnotes: Mapping[str, str] = field(default_factory=dict)
    unknown: list[tuple[str, str]] = field(default_factory=list)
    within: tuple[str, ...] = ()
    reused: int = 0

    def html(self, content: str) -> str:
        """Return the HTML that a text of blocks shows."""
        frames: list[tuple[Opened, list[str]]] = []
        shown: list[str] = []
        deeper = 0
        for event in events(content):
            into = frames[-1][1] if frames else shown
            if isinstance(event, str):
                into.append(event if frames else _freeform(event))
            elif isinstance(event, Closed):
                if deeper:
                    deeper -= 1
                    continue
                opened, parts = frames.pop()
                (frames[-1][1] if frames else shown).append(self._block(opened, "".join(parts)))
            elif event.void:
                into.append(self._block(event, ""))
            elif len(frames) >= _DEEPEST:
                deeper += 1
            else:
                frames.append((event, []))
        return "".join(shown)

    def _block(self, opened: Opened, inner: str) -> str:
        name, attributes = opened.name, opened.attributes
        if name == "core/block":
            return self._reused(str(attributes.get("ref", "")), inner)
        if name == "core/footnotes" and self.footnotes:
            items = "".join(f"<li>{text}</li>" for text in self.footnotes.values())
            return f"<ol>{items}</ol>"
        if name.startswith("core-embed/"):
            return _embed(attributes, inner)
        if name in _RENDERED:
            return _RENDERED[name](attributes, inner)
        if name.removeprefix("core/") not in _SAVED:
            self.unknown.append((name, " ".join(visible_words(inner))))
        return inner

    def _reused(self, number: str, inner: str) -> str:
        content = self.reusable.get(number)
        if content is None or number in self.within or self.reused >= _MOST_REUSED:
            self.unknown.append((f"core/block {number}".rstrip(), ""))
            return inner
        self.reused += 1
        outside, self.within = self.within, (*self.within, number)
        html = self.html(content)
        self.within = outside
        return html


def _freeform(html: str) -> str:
    """Return what stands between blocks with paragraphs, as people see it while they write."""
    return autop(embedded(sound(html))) if html.strip() else html


def _text(attributes: Attributes, *names: str) -> str:
    return next((value for name in names if isinstance(value := attributes.get(name), str) and value), "")


def _number(attributes: Attributes, *names: str) -> str:
    return next((str(attributes[name]) for name in names if str(attributes.get(name, "")).isdecimal()), "")


def _media(attributes: Attributes, inner: str) -> str:
    """Say the attachment's number at the picture, sound, film or link; show a background that only attributes name."""
    address, number = _text(attributes, "url", "mediaUrl", "src", "href"), _number(attributes, "id", "mediaId")
    if address and not _LEADS_TO.search(inner) and "href=" not in inner:
        kind = "video" if _text(attributes, "backgroundType", "mediaType") == "video" else "img"
        alt = escape(_text(attributes, "alt"))
        inner = f'<{kind} src="{escape(address)}" alt="{alt}"></{kind}>{inner}'
    return _numbered(_MEDIA, number, inner)


def _player(attributes: Attributes, inner: str) -> str:
    return _numbered(_MEDIA, _number(attributes, "id"), inner)


def _file(attributes: Attributes, inner: str) -> str:
    return _numbered(_LINK, _number(attributes, "id"), inner)


def _numbered(pattern: re.Pattern[str], number: str, inner: str) -> str:
    return pattern.sub(rf'<\1 data-wp-id="{number}"', inner, count=1) if number else inner


def _gallery(attributes: Attributes, inner: str) -> str:
    numbers = attributes.get("ids")
    if "<img" in inner or not isinstance(numbers, list):
        return inner
    listed = ",".join(str(number) for number in numbers if str(number).isdecimal())
    return f'<div data-wp-gallery="{listed}"></div>{inner}' if listed else inner


def _embed(attributes: Attributes, inner: str) -> str:
    address = _text(attributes, "url")
    if not address:
        return inner
    for written in (address, escape(address), escape(address, quote=False), address.replace("&", "&#038;")):
        before, found, after = inner.partition(written)
        if found and not before.rstrip().endswith(("=", '"', "'")):
            return f"{before}{embed_html(address)}{after}"
    return f"{embed_html(address)}{inner}"


def _link(attributes: Attributes, inner: str) -> str:
    address = _text(attributes, "url")
    label = _text(attributes, "label") or _text(attributes, "service").replace("-", " ").title()
    if not label:
        return inner
    link = f'<a href="{escape(address)}">{label}</a>' if address else label
    return f"<li>{link}{inner}</li>"


def _paragraphs(attributes: Attributes, inner: str) -> str:
    return _freeform(inner)


def _labelled(attributes: Attributes, inner: str) -> str:
    return f"<p>{escape(_text(attributes, 'label'), quote=False)}</p>{inner}"


_RENDERED: dict[str, Callable[[Attributes, str], str]] = {
    **dict.fromkeys(("core/image", "core/cover", "core/cover-image", "core/media-text"), _media),
    **dict.fromkeys(("core/audio", "core/video"), _player),
    "core/file": _file,
    "core/gallery": _gallery,
    "core/embed": _embed,
    **dict.fromkeys(("core/social-link", "core/navigation-link", "core/navigation-submenu"), _link),
    **dict.fromkeys(("core/shortcode", "core/freeform", "core/classic"), _paragraphs),
    **{f"jetpack/field-{kind}": _labelled for kind in ("text", "name", "email", "textarea", "telephone", "url")},
}
