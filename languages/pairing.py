"""Which text was before what stands there now: old and new texts of one place paired by what they share."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

# A text that shares less than this with an old one is a new text, not the old one changed.
ALIKE = 0.4


def words_of(text: str) -> list[str]:
    """Return the words, tags, spaces and signs of a text, which together are the text."""
    return re.findall(r"<[^>]*>|&\w+;|\s+|\w+|[^\w\s<]|<", text)


def likeness(one: str, other: str) -> float:
    """Return how much two texts share, 0 to 1."""
    a, b = ([word for word in words_of(text.casefold()) if not word.isspace()] for text in (one, other))
    return difflib.SequenceMatcher(None, a, b, autojunk=False).ratio()


def pair(new: Sequence[str], old: Sequence[str], *, only_one: bool = False) -> dict[int, int]:
    """Return {place among the new: place among the old} for what is alike, the most alike first.

    `only_one`: the place holds one text, as a title's does, so that whatever stood there is what was before. Of old
    texts that are equally alike the first is taken: give the newest first.
    """
    found: dict[int, int] = {}
    if only_one and len(new) == 1 and old:
        return {0: max(range(len(old)), key=lambda at: (likeness(new[0], old[at]), -at))}
    scores = sorted(
        ((likeness(text, was), -at, -there) for at, text in enumerate(new) for there, was in enumerate(old)),
        reverse=True,
    )
    for score, at, there in scores:
        if score < ALIKE:
            break
        if -at not in found and -there not in found.values():
            found[-at] = -there
    return found


@dataclass(frozen=True)
class Piece:
    """A piece of a text: kept ("="), removed ("-") or added ("+")."""

    sign: str
    text: str


def differences(old: str, new: str) -> list[Piece]:
    """Return the pieces of two texts, word by word."""
    a, b = words_of(old), words_of(new)
    pieces: list[Piece] = []
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("=", "".join(a[i1:i2])))
            continue
        if i2 > i1:
            pieces.append(Piece("-", "".join(a[i1:i2])))
        if j2 > j1:
            pieces.append(Piece("+", "".join(b[j1:j2])))
    return pieces
