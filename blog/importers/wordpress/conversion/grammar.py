"""Take apart what WordPress's block editor stored: HTML with comments that open and close blocks.

`<!-- wp:name {json} -->…<!-- /wp:name -->` or `<!-- wp:name {json} /-->`. Whatever is written, everything outside
the comments comes out again, in order.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

_NAME = r"(?:[a-z][a-z0-9_-]*/)?[a-z][a-z0-9_-]*"
_START = re.compile(rf"<!--\s+(?P<closer>/)?wp:(?P<name>{_NAME})(?=[\s/{{]|-->)\s*")
_END = re.compile(r"\s*(?P<void>/)?\s*-->")
_CUT = re.compile(r"<!--\s+/?wp:[a-z0-9_/-]*\s*\Z|<!--\s*\Z")
_WHERE_HTML_GOES_ON = re.compile(r"[<\n]|\Z")
# What is longer is looked for by its end, so that broken ones do not take long.
_MOST_IN_ATTRIBUTES = 1 << 17
_DECODER = json.JSONDecoder()


@dataclass(frozen=True, kw_only=True)
class Opened:
    name: str
    attributes: dict[str, Any] = field(default_factory=dict)
    # Closed at once: `/-->`.
    void: bool = False


@dataclass(frozen=True, kw_only=True)
class Closed:
    name: str


Event = str | Opened | Closed


def has_blocks(content: str) -> bool:
    """Return whether the block editor wrote this, as WordPress itself decides it."""
    return "<!-- wp:" in content


def events(content: str) -> Iterator[Event]:
    """Yield HTML, openings and closings in order; every opening has its closing."""
    open_names: list[str] = []
    for event in _delimited(content):
        if isinstance(event, Closed):
            # A closing that closes nothing is ignored; one further out closes what is open within.
            while event.name in open_names:
                closed = open_names.pop()
                yield Closed(name=closed)
                if closed == event.name:
                    break
            continue
        if isinstance(event, Opened) and not event.void:
            open_names.append(event.name)
        yield event
    yield from (Closed(name=name) for name in reversed(open_names))


def _delimited(content: str) -> Iterator[Event]:
    position = 0
    while match := _START.search(content, position):
        if match.start() > position:
            yield content[position : match.start()]
        attributes, position, void = _rest(content, match.end())
        name = match["name"] if "/" in match["name"] else f"core/{match['name']}"
        if match["closer"]:
            yield Closed(name=name)
        else:
            yield Opened(name=name, attributes=attributes, void=void)
    if rest := _CUT.sub("", content[position:]):
        yield rest


def _rest(content: str, position: int) -> tuple[dict[str, Any], int, bool]:
    """Return the attributes, where the comment ends, and whether it closes itself."""
    attributes: Any = {}
    after = position
    if content.startswith("{", position):
        try:
            # Read as JSON, so that a `-->` within a value does not end it.
            attributes, length = _DECODER.raw_decode(content[position : position + _MOST_IN_ATTRIBUTES])
            after = position + length
        except (ValueError, RecursionError):
            attributes = {}
    if match := _END.match(content, after):
        return attributes, match.end(), bool(match["void"])
    other = content.find("<!--", position)
    end = content.find("-->", position, other if other >= 0 else len(content))
    if end >= 0:
        return {}, end + len("-->"), content[position:end].rstrip().endswith("/")
    # Cut off before its end: what looks like HTML again is kept.
    goes_on = _WHERE_HTML_GOES_ON.search(content, position)
    return {}, goes_on.start() if goes_on else len(content), False
