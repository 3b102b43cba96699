"""Which text was before what stands there now: old and new texts of one place paired by what they share."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

# A text that shares less than this with an old one is a new text, not the old one changed.
ALIKE = 0.4
# Of more pairs than these only the words are counted, not their order: a page must not wait for it.
MOST_IN_ORDER = 400


def words_of(text: str) -> list[str]:
    """Return the words, tags, spaces and signs of a text, which together are the text."""
    return re.findall(r"<[^>]*>|&\w+;|\s+|\w+|[^\w\s<]|<", text)


def _told_apart(text: str) -> list[str]:
    return [word for word in words_of(text.casefold()) if not word.isspace()]


def likeness(one: Sequence[str], other: Sequence[str], *, in_order: bool = True) -> float:
    """Return how much two texts, given as words, share: 0 to 1."""
    if in_order:
        return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()
    shared = (Counter(one) & Counter(other)).total()
    return 2 * shared / (len(one) + len(other) or 1)


def pair(new: Sequence[str], old: Sequence[str], *, only_one: bool = False) -> dict[int, int]:
    """Return {place among the new: place among the old} for what is alike, the most alike first.

    `only_one`: the place holds one text, as a title's does, so that whatever stood there is what was before. Of old
    texts that are equally alike the first is taken: give the newest first.
    """
    found: dict[int, int] = {}
    now, before = [_told_apart(text) for text in new], [_told_apart(text) for text in old]
    in_order = len(now) * len(before) <= MOST_IN_ORDER

    def share(at: int, there: int) -> float:
        return likeness(now[at], before[there], in_order=in_order)

    if only_one and len(new) == 1 and old:
        return {0: max(range(len(old)), key=lambda there: (share(0, there), -there))}
    places = ((at, there) for at in range(len(new)) for there in range(len(old)))
    scores = sorted(((share(at, there), -at, -there) for at, there in places), reverse=True)
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
