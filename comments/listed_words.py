"""Find listed words in a text, also where somebody has tried to hide them; and the list that a new site starts with."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from comments.text import clean
from home.text.normalise import without_invisible

# Abuse and advertisement that nobody at work means well. Left out on purpose: mild swearing, what groups of people are
# or have been called (libraries discuss those words), medicines and money in general, and whatever is also an ordinary
# word, such as "pikk" (pikk og pakk), "horunge" (a printer's term), "rape" (to burp), "slut" (Swedish: end).
_NORWEGIAN = (
    "fitte, fitta, fittetryne*, hore, horer, jævla hore*, kuk, kuken, kukhue*, kuksuger*, rasshøl*, rasshol*, "
    "rasshull*, rævhål*, rævhøl*, rævhull*, drittsekk*, jødesvin*, muslimsvin*, hold kjeft, hald kjeft, drep deg, "
    "heng deg, dra til helvete, ryk og reis, nettcasino*, nettkasino*, casinobonus*, kasinobonus*, gratisspinn*, "
    "eskortepike*, eskortejente*, forbrukslån uten sikkerhet, tjen penger hjemmefra, kjøp følgere"
)
_ENGLISH = (
    "fuck*, motherfuck*, cunt, cunts, asshole*, arsehole*, bitches, cocksuck*, whores, dickhead*, nigger, niggers, "
    "faggots, kill yourself, go to hell, viagra*, cialis, levitra, kamagra*, penis enlargement, male enhancement, "
    "weight loss pill*, online casino*, casino online, casino bonus*, free spins, sports betting tips, slot gacor, "
    "judi online, porn videos, free porn, xxx videos, live sex, sex cams, escort service*, escort girl*, "
    "buy backlinks, quality backlinks, seo expert*, buy followers, cheap jerseys, replica watch*, payday loan*, "
    "binary options, forex signal*, forex trading, bitcoin investment*, crypto investment*, crypto recovery, "
    "hire a hacker, make money online, essay writing service*, write my essay, love spell*"
)
STARTER = (*_NORWEGIAN.split(", "), *_ENGLISH.split(", "))

_WORD = re.compile(r"[^\W_]+(?:[@$]+[^\W_]+)*")
_PIECE = re.compile(r"(?:[^\W_]|\*)+")
# Four letters or more, each on its own, with the same sign between them: v.i.a.g.r.a
_SPELLED = re.compile(r"(?<![^\W_])[^\W_]([ .\-_*·])[^\W_](?:\1[^\W_]){2,}(?![^\W_])")
# Greek and Cyrillic letters that nobody can tell from Latin ones. Only where they stand in a word with Latin ones: no
# Greek or Russian word is read as Latin.
_LOOK_ALIKES = str.maketrans("авекмнорстухіѕјԁαεικνορτυχ", "abekmhopctyxisjdaeikvoptyx")
_FOREIGN = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_LATIN = re.compile("[a-zæøåäö]")
# Digits and signs that stand for letters, in words that have letters as well.
_LEET = (str.maketrans("013457@$", "oieastas"), str.maketrans("013457@$", "oleastas"))
_LEET_SIGN = re.compile("[013457@$]")

Parts = tuple[str, ...]  # what stands between the stars of one word


def find(text: str, entries: Sequence[str]) -> tuple[str, ...]:
    """Return the entries that are in the text, in the list's order.

    An entry is a word or some words in a row; a star in it stands for any letters or none, on its own for any one word.
    Only whole words are found, whatever their case. An entry without a letter finds nothing.
    """
    folded = fold(text)
    row = re.findall(r"[^\W_]+", folded)
    single = {*row, *_disguised(folded)}
    places: dict[str, list[int]] = {}
    for place, word in enumerate(row):
        places.setdefault(word, []).append(place)
    return tuple(
        written
        for written, pieces in _prepared(tuple(entries))
        if (_is_among(pieces[0], single) if len(pieces) == 1 else _is_in_row(pieces, row, places))
    )


def _is_among(parts: Parts, words: set[str]) -> bool:
    return parts[0] in words if len(parts) == 1 else any(_fits(parts, word) for word in words)


def _is_in_row(pieces: tuple[Parts, ...], row: list[str], places: dict[str, list[int]]) -> bool:
    """Return whether the words stand one after another: looked for around the rarest of those that have no star."""
    known = [(places.get(parts[0], []), offset) for offset, parts in enumerate(pieces) if len(parts) == 1]
    at, offset = min(known, key=lambda one: len(one[0]), default=(range(len(row)), 0))
    return any(
        0 <= place - offset <= len(row) - len(pieces)
        and all(_fits(parts, row[place - offset + further]) for further, parts in enumerate(pieces))
        for place in at
    )


def fold(text: str) -> str:
    """Return the form in which words are compared: no capitals, no variants of letters, nothing invisible."""
    folded = unicodedata.normalize("NFKC", without_invisible(clean(text))).casefold()
    if folded.isascii():
        return folded
    return "".join(sign for sign in unicodedata.normalize("NFC", folded) if unicodedata.category(sign) != "Mn")


def _disguised(folded: str) -> set[str]:
    """Return what a reader sees in words that are spelled with foreign letters, with digits, or letter by letter."""
    found = {re.sub(r"[^\w]|_", "", spelled[0]) for spelled in _SPELLED.finditer(folded)}
    for word in {*_WORD.findall(folded), *found}:
        if _FOREIGN.search(word) and _LATIN.search(word):
            word = word.translate(_LOOK_ALIKES)
            found.add(word)
        if _LEET_SIGN.search(word) and _LATIN.search(word):
            found.update(word.translate(letters) for letters in _LEET)
    return found


@lru_cache(maxsize=16)
def _prepared(entries: tuple[str, ...]) -> tuple[tuple[str, tuple[Parts, ...]], ...]:
    return tuple(
        (entry, tuple(tuple(piece.split("*")) for piece in pieces))
        for entry in entries
        if (pieces := _PIECE.findall(fold(entry))) and any(piece.strip("*") for piece in pieces)
    )


def _fits(parts: Parts, word: str) -> bool:
    """Return whether a word is the parts with any letters between. Many stars would make a regular expression crawl."""
    if len(parts) == 1:
        return word == parts[0]
    first, *middle, last = parts
    if len(word) < len(first) + len(last) or not word.startswith(first) or not word.endswith(last):
        return False
    place, end = len(first), len(word) - len(last)
    for part in middle:
        found = word.find(part, place, end)
        if found < 0:
            return False
        place = found + len(part)
    return True
