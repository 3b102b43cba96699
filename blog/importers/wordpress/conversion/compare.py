"""Compare two texts word by word: what WordPress showed, and what arrived."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from unicodedata import normalize

from rapidfuzz.distance import LCSseq

from blog.importers.wordpress.conversion.shown import plain, tree
from blog.importers.wordpress.conversion.sound import legible, sound
from blog.importers.wordpress.pieces import (
    Embed,
    File,
    Gallery,
    Heading,
    Image,
    Piece,
    Preformatted,
    Quote,
    Table,
    Text,
)

# The longest common sequence takes a bit for each pair of words: up to 50 MB.
_MOST_PAIRS = 400_000_000


def visible_words(html: str) -> list[str]:
    """Return the words that readers of HTML see, in order."""
    return words(plain(tree(sound(legible(html)))))


def words(text: str) -> list[str]:
    """Return words as they are compared: ligatures, superscripts and the like as the signs they stand for."""
    return [word if word.isascii() else normalize("NFKC", word) for word in text.split()]


def words_of(pieces: Iterable[Piece]) -> list[str]:
    """Return the words that readers of the pieces see, in order."""
    return [word for piece in pieces for word in _words_of(piece)]


def _words_of(piece: Piece) -> list[str]:
    match piece:
        case Text():
            return visible_words(piece.html)
        case Heading() | Preformatted():
            return words(piece.text)
        case Quote():
            return words(f"{piece.text} {piece.source}")
        case Image():
            return words(piece.caption)
        case File() | Embed():
            return words(piece.title)
        case Table():
            return words(" ".join([piece.caption, *(cell for row in piece.rows for cell in row)]))
        case Gallery():
            return []


def compared(old: Sequence[str], new: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the words that are missing of the old, and those added in the new, both in order."""
    if list(old) == list(new):
        return [], []
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    old, new = old[first : len(old) - last], new[first : len(new) - last]
    if len(old) * len(new) > _MOST_PAIRS:
        return _roughly_compared(old, new)
    changes = LCSseq.editops(old, new)
    return (
        [old[change.src_pos] for change in changes if change.tag == "delete"],
        [new[change.dest_pos] for change in changes if change.tag == "insert"],
    )


def _roughly_compared(old: Sequence[str], new: Sequence[str]) -> tuple[list[str], list[str]]:
    missing: list[str] = []
    added: list[str] = []
    for tag, old_start, old_end, new_start, new_end in SequenceMatcher(None, old, new).get_opcodes():
        if tag != "equal":
            missing += old[old_start:old_end]
            added += new[new_start:new_end]
    return missing, added
