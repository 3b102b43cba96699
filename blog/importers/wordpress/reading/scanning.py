"""From text to elements, in one pass and little memory, mending on the way what exports are known to break.

A parser of XML would have to be fed a mended text, and who mends must know where each text begins and ends: then
nothing is left for the parser to do. What is well-formed comes out as a parser of XML reads it (tests hold it against
lxml). Nothing that XML can do beyond elements and texts is understood: no entities, no DTD, nothing outside the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import Enum
from functools import cache
from typing import NamedTuple

from ..records import Troubles
from .characters import resolved
from .elements import CONTAINERS, OURS, Names, is_text
from .kinds import Kind
from .refusing import NotAnExport, Reason
from .texts import Texts
from .windows import Window

ATTRIBUTES = r"""((?:[^<>"']|"[^"<]*"|'[^'<]*')*+)"""
TAG = re.compile(rf"<(/?)([A-Za-z_][\w.\-]*+(?::[\w.\-]+)?){ATTRIBUTES}>")
ATTRIBUTE = re.compile(r"""([\w:.\-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
# What nearly every text of an export looks like: one CDATA, or no markup.
WHOLE = re.compile(
    rf"<([A-Za-z_][\w.\-]*+(?::[\w.\-]+)?){ATTRIBUTES}>"
    r"(?:<!\[CDATA\[([^\]]*+(?:\](?!\]>)[^\]]*+)*+)\]\]>|([^<]*+))</\1\s*>"
)
DOCTYPE = re.compile(r"<!\s*(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)\b", re.IGNORECASE)
MOST_DEPTH = 200
MOST_FAILED = 50
LONGEST_TAG = 64 * 1024
LONGEST_COMMENT = 4 * 1024 * 1024


class What(Enum):
    START = 1
    TEXT = 2
    END = 3


class Element(NamedTuple):
    """That an element begins, or ends, or a whole one that holds a text."""

    what: What
    name: str
    attributes: dict[str, str]
    text: str = ""


TEXT = What.TEXT
NOTHING: dict[str, str] = {}
# Many elements begin and end, and each name does so alike.
starting = cache(lambda name: Element(What.START, name, NOTHING))
ending = cache(lambda name: Element(What.END, name, NOTHING))


class Scanner:
    """The elements of one file in their order. After them, `open` tells which were never ended."""

    def __init__(self, pieces: Iterator[str], name: str, troubles: Troubles) -> None:
        self.window = Window(pieces)
        self.name = name
        self.troubles = troubles
        self.names = Names()
        self.open: list[tuple[str, str]] = []
        self.place = name
        self.texts = Texts(self.window, name, troubles)
        # Up to where in the whole an end is known not to be: not looked for again before that.
        self._missing: dict[str, int] = {}
        self._failed = 0
        self._known: dict[str, tuple[str, bool]] = {}

    def __iter__(self) -> Iterator[Element]:
        window, known = self.window, self._known
        since = 0
        while True:
            start = window.text.find("<", window.at)
            if start < 0:
                window.at = len(window.text)
                if not window.more():
                    return
                continue
            window.at = start
            # To try this on texts that end nowhere near takes long: then no more, until other text is held.
            if window.before != since:
                since, self._failed = window.before, 0
            whole = WHOLE.match(window.text, start) if self._failed < MOST_FAILED else None
            if whole:
                raw, attributes, text, unmarked = whole.groups()
                name, is_text = known.get(raw) or self._look_up(raw)
                if is_text and not attributes.endswith("/"):
                    window.at = whole.end()
                    if text is None:
                        text = resolved(unmarked, self.place, self.troubles)
                    if self._is_placed():
                        yield Element(TEXT, name, self._attributes(attributes) if attributes else NOTHING, text)
                    else:
                        yield from self._text(name, attributes, text)
                    continue
            yield from self._other()

    def _trouble(self, kind: Kind, what: str = "") -> None:
        self.troubles.add(self.place, kind, what)

    def _look_up(self, raw: str) -> tuple[str, bool]:
        if raw not in self._known:
            # Names without end are an attack, and are not remembered.
            if len(self._known) > 1000:
                self._known.clear()
            name = self.names.canonical(raw)
            self._known[raw] = (name, is_text(name))
        return self._known[raw]

    def _is_placed(self) -> bool:
        """Whether a text stands where it says something of what it stands in."""
        return not self.open or self.open[-1][1] in CONTAINERS

    def _attributes(self, written: str) -> dict[str, str]:
        if "=" not in written:
            return NOTHING
        return {
            found[1]: resolved(re.sub(r"[\t\n]", " ", found[2] or found[3] or ""), self.place, self.troubles)
            for found in ATTRIBUTE.finditer(written)
        }

    def _text(self, name: str, attributes: str, text: str) -> Iterator[Element]:
        if not self._is_placed():
            if not name.startswith(OURS):
                return
            # Nobody puts WordPress's elements into others: those were not ended.
            yield from self._close_while(lambda inner: inner not in CONTAINERS)
        yield Element(TEXT, name, self._attributes(attributes), text)

    def _other(self) -> Iterator[Element]:
        window = self.window
        if window.held < 16:
            window.more()
        text, at = window.text, window.at
        if text.startswith("<!--", at):
            self._skip("-->", 4, LONGEST_COMMENT)
        elif text.startswith("<![CDATA[", at):
            self._skip("]]>", 9, LONGEST_COMMENT)
        elif text.startswith("<?", at):
            self._skip("?>", 2, LONGEST_TAG)
        elif DOCTYPE.match(text, at):
            raise NotAnExport(Reason.DTD, self.name)
        else:
            yield from self._tag()

    def _skip(self, end: str, begun: int, most: int) -> None:
        """Move behind an end, or, where there is none near, behind what promised it."""
        window = self.window
        here = window.before + window.at
        found = window.find(end, max(begun, self._missing.get(end, 0) - here), most)
        if found < 0:
            self._missing[end] = here + window.held - len(end) + 1
        window.at += found + len(end) if found >= 0 else begun

    def _tag(self) -> Iterator[Element]:
        window = self.window
        while not (found := TAG.match(window.text, window.at)):
            if window.held >= LONGEST_TAG or not window.more():
                window.at += 1
                return
        raw, written = found[2], found[3]
        empty = written.endswith("/")
        if found[1]:
            window.at = found.end()
            yield from self._end(self._look_up(raw)[0])
            return
        if "xmlns:" in written:
            self.names.declare(self._attributes(written))
            self._known.clear()
        name, is_text = self._look_up(raw)
        if is_text and empty:
            window.at = found.end()
            yield from self._text(name, written, "")
        elif is_text:
            self._failed += 1
            text = self.texts.read(raw, found.end() - window.at, self.place)
            if text is not None:
                yield from self._text(name, written, text)
        else:
            window.at = found.end()
            yield from self._start(raw, name, empty)

    def _start(self, raw: str, name: str, empty: bool) -> Iterator[Element]:
        prefix = raw.partition(":")[0] if ":" in raw else ""
        if prefix and prefix not in self.names.prefixes:
            self._trouble(Kind.UNDECLARED, prefix)
            self.names.prefixes[prefix] = prefix
        if name in CONTAINERS:
            around = CONTAINERS[name]
            if any(outer in around for _, outer in self.open):
                yield from self._close_while(lambda inner: inner not in around)
            yield starting(name)
        if empty:
            if name in CONTAINERS:
                yield ending(name)
            return
        if len(self.open) >= MOST_DEPTH:
            raise NotAnExport(Reason.DEPTH, self.name)
        self.open.append((raw, name))

    def _end(self, name: str) -> Iterator[Element]:
        if not any(name == opened for _, opened in self.open):
            self._trouble(Kind.STRAY, name)
            return
        yield from self._close_while(lambda inner: inner != name)
        self.open.pop()
        if name in CONTAINERS:
            yield ending(name)

    def _close_while(self, inner_than: Callable[[str], bool]) -> Iterator[Element]:
        while self.open and inner_than(self.open[-1][1]):
            name = self.open.pop()[1]
            self._trouble(Kind.UNCLOSED, name)
            if name in CONTAINERS:
                yield ending(name)
