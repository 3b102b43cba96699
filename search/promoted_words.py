"""Which searches the words of a promoted answer are meant for: all of them must be there, in any form."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from search import queries
from search.words import ENDINGS, plain_letters, stems_in

# Fewer letters begin other words by chance.
SHORTEST_BEGINNING = 5
# What makes another word of one is no longer: sommerles-inga.
LONGEST_ENDING = 5
# The stemmer takes the s of kurs for an ending, and leaves it and kurs-ene apart.
SHORTEST_INFLECTED = 4
INFLECTIONS = frozenset({"a", "ane", "ar", "en", "ene", "er", "et", "s"})


@lru_cache(maxsize=2_000)
def words_of(promoted: str, language: str) -> tuple[str, ...]:
    """Return the words that tell something, as a search by a reader of the language is read."""
    return queries.read(promoted, language).all_words


def are_meant(promoted: Sequence[str], asked: Sequence[str], languages: Sequence[str]) -> bool:
    """Return whether a search with these words is one that the promoted words are for, also as a compound written
    apart or together."""
    if not promoted or not asked:
        return False
    if all(any(_is_same(word, other, tuple(languages)) for other in asked) for word in promoted):
        return True
    if len(promoted) > 1:
        return any(_is_same("".join(promoted), other, tuple(languages)) for other in asked)
    return any(_is_same(promoted[0], first + second, tuple(languages)) for first, second in pairwise(asked))


def _is_same(one: str, other: str, languages: tuple[str, ...]) -> bool:
    if not _faces(one, languages).isdisjoint(_faces(other, languages)):
        return True
    short, long = sorted((one, other), key=len)
    return long.startswith(short) and _is_ending(long[len(short) :], short)


@lru_cache(maxsize=10_000)
def _faces(word: str, languages: tuple[str, ...]) -> frozenset[str]:
    """Return the stems of a word in the languages, in the letters of any keyboard."""
    return frozenset(plain_letters(token) for token in stems_in(word, languages))


def _is_ending(rest: str, word: str) -> bool:
    """Return whether what follows a word inflects it or makes another of it."""
    if len(word) >= SHORTEST_INFLECTED and rest in INFLECTIONS:
        return True
    return len(word) >= SHORTEST_BEGINNING and len(rest) <= LONGEST_ENDING and rest.startswith(ENDINGS)
