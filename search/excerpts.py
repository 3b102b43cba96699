"""The place in a text that answers a search, with the words that do."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache
from typing import NamedTuple

from home.text.words import words
from search.words import plain_letters, stems_in

LETTERS = 220
# Of a very long text only the beginning is looked through.
MOST_LOOKED_AT = 40_000
BEFORE = 60
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*[+#%]*")
_SHORTEST_INSIDE = 3
_SPACE = re.compile(r"\s+")
# A line that ends without a stop, as headings and items of lists do, is kept apart from the next.
_LINE_WITHOUT_STOP = re.compile(r"(?<![\s.,:;!?…·])\s*\n\s*(?=\S)")
BETWEEN_LINES = " · "


class Part(NamedTuple):
    """A piece of a text; marked where it is what was looked for."""

    text: str
    marked: bool


class Marker:
    """Knows the words that answer a search, also as parts of others."""

    def __init__(self, looked_for: Collection[str], languages: Sequence[str]):
        self.languages = tuple(languages)
        self.stems = {token for word in looked_for for token in stems_in(word, self.languages)}
        self.plain = {plain_letters(token) for token in self.stems}
        self.inside = tuple(token for token in self.stems if len(token) >= _SHORTEST_INSIDE)
        self.answers = cache(self._answers)

    def _answers(self, text: str) -> bool:
        for word in words(text):
            own = stems_in(word, self.languages)
            if not self.stems.isdisjoint(own) or any(plain_letters(token) in self.plain for token in own):
                return True
            # As the first or the last part of a compound.
            if any(token.startswith(self.inside) or token.endswith(self.inside) for token in own) and self.inside:
                return True
        return False

    def marked(self, text: str) -> tuple[Part, ...]:
        """Return the whole text in pieces."""
        parts: list[Part] = []
        last = 0
        for match in _WORD.finditer(text):
            if self.answers(match.group()):
                if match.start() > last:
                    parts.append(Part(text[last : match.start()], False))
                parts.append(Part(match.group(), True))
                last = match.end()
        if last < len(text):
            parts.append(Part(text[last:], False))
        return tuple(parts)

    def excerpt(self, text: str) -> tuple[Part, ...]:
        """Return the piece of a text in which most of the words that answer stand, with dots where it was cut."""
        lines = _LINE_WITHOUT_STOP.sub(BETWEEN_LINES, text[:MOST_LOOKED_AT].strip())
        text = _SPACE.sub(" ", lines)
        places = [(match.start(), match.group()) for match in _WORD.finditer(text) if self.answers(match.group())]
        best, most = 0, -1
        for start, _word in places[:200]:
            inside = {word.casefold() for place, word in places if start <= place < start + LETTERS - BEFORE}
            if len(inside) > most:
                best, most = start, len(inside)
        begin = max(0, best - BEFORE)
        if begin:
            space = text.find(" ", begin, best)
            begin = space + 1 if space >= 0 else begin
        end = min(len(text), begin + LETTERS)
        if end < len(text):
            space = text.rfind(" ", best, end)
            end = space if space > best else end
        cut = text[begin:end]
        return self.marked(("… " if begin else "") + cut + (" …" if end < len(text) else ""))
