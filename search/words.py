"""The words of a text as the index keeps them and as a search asks for them: the same on every database.

A word is kept as its stem, beside it the parts that it is made of, and its letters as they are typed without those that
a keyboard may lack. What stands in the title or is another name weighs more than what stands in the text; what is only
a part of a word weighs less.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from home.text.compounds import Lexicon, parts
from home.text.stemming import ALGORITHMS, base_language, stem
from home.text.words import words
from search.stop_words import BY_LANGUAGE

WEIGHTS = "ABCD"
LONGEST = 60
# Beyond this a text is searched no further: a book.
MOST_WORDS = 40_000
# Parts shorter than this are anything.
SHORTEST_PART = 3
# Where only one part of a word is known, both must be long enough to mean something.
SHORTEST_KNOWN, SHORTEST_REST = 5, 4
# Texts have as many different words as they please, and processes run for weeks.
MOST_REMEMBERED = 200_000
# What follows a word that is not part of a compound but inflected, or made into another word.
ENDINGS = tuple("ar er en et an ing isk lig leg het heit else sk dom skap sjon".split())  # noqa: SIM905
SHORTEST_OF_PEOPLE = 7
_NOT_OF_PEOPLE = tuple("stjerne hjerne kjerne fjerne gjerne interne eksterne moderne lanterne kaserne taverne".split())  # noqa: SIM905
# What people type who have no other keys.
_KEYS = str.maketrans(dict(zip("øåöäüđŋŧščžáéòóôð", "oaoaudntsczaeoood", strict=True)) | {"æ": "ae", "ß": "ss"})


class Token(NamedTuple):
    """One word as it is kept: where, and how much it weighs."""

    text: str
    weight: str
    position: int


def family_of(language: str) -> str:
    """Return what languages have in common that inflect alike: the stemmer's name, else the language itself."""
    base = base_language(language)
    return ALGORITHMS.get(base, base)


def is_stop_word(word: str, language: str) -> bool:
    return word in BY_LANGUAGE.get(base_language(language), ())


@lru_cache(maxsize=50_000)
def settled(found: str, language: str) -> str:
    """Return what the forms of a word have in common that the stemmer leaves apart: leser and lesere, ungdom and
    ungdommen."""
    if family_of(language) == "norwegian":
        if found.endswith("er"):
            found = stem(found, language)
        if found.endswith("mm"):
            found = found[:-1]
    return found[:LONGEST]


def stem_of(word: str, language: str) -> str:
    """Return what is kept of a word."""
    if family_of(language) == "norwegian" and _is_of_people(word):
        # The stemmer takes leserne, lesaren and leser for three words.
        word = word[:-2]
    return settled(stem(word, language), language)


def _is_of_people(word: str) -> bool:
    """Return whether a word is one like leserne: who does something, all of them."""
    return len(word) >= SHORTEST_OF_PEOPLE and word.endswith("erne") and not word.endswith(_NOT_OF_PEOPLE)


def other_stem(word: str, language: str) -> str:
    """Return what a word that ends in s is where that is no genitive, as in kurs and kurset; else nothing."""
    own = word.endswith("s") and len(word) >= SHORTEST_REST and stem(word, language) == word[:-1]
    return word if own and family_of(language) == "norwegian" else ""


@lru_cache(maxsize=50_000)
def plain_letters(word: str) -> str:
    """Return the word in the letters of any keyboard: ostfold for østfold."""
    return word.translate(_KEYS)


def folded(word: str) -> str:
    """Return the token of a word's plain letters, apart from those of words that are written so."""
    return f"_{plain_letters(word)}"


@dataclass(frozen=True)
class Splitter:
    """Says what words are made of, by the words of the site."""

    lexicon: Lexicon | None = None
    known: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, forms: Iterable[str], language: str) -> Splitter:
        """Return the splitter that knows these words, in the language's family; English is written apart."""
        if family_of(language) == "english":
            return cls()
        kept = frozenset(form for form in forms if not is_stop_word(form, language) and not form.isdigit())
        return cls(Lexicon(language, kept, frozenset(stem(form, language) for form in kept)))

    def parts_of(self, word: str) -> tuple[str, ...]:
        """Return the stems of the parts of a compound; none of a word that is none."""
        lexicon = self.lexicon
        if lexicon is None or len(word) < 2 * SHORTEST_PART:
            return ()
        if word not in self.known:
            if len(self.known) > MOST_REMEMBERED:
                self.known.clear()
                lexicon.known.clear()
            whole = parts(word, lexicon)
            found = whole if len(whole) > 1 else self._one_known(word, lexicon)
            stems = (settled(part, lexicon.language) for part in found if len(part) >= SHORTEST_PART)
            self.known[word] = tuple(dict.fromkeys(stems))
        return self.known[word]

    def rests_of(self, word: str) -> tuple[str, ...]:
        """Return what is left of a word beside a part that is known: likely a word too, though nobody uses it alone."""
        lexicon = self.lexicon
        if lexicon is None or len(parts(word, lexicon)) > 1:
            return ()
        found = self._one_known(word, lexicon)
        return tuple(part for part in found if part not in lexicon.stems)

    @staticmethod
    def _one_known(word: str, lexicon: Lexicon) -> tuple[str, ...]:
        """Return what a word begins or ends with, where the rest is in no other text."""
        found = []
        own = stem(word, lexicon.language)
        for end in range(len(word) - SHORTEST_REST, SHORTEST_KNOWN - 1, -1):
            if word[:end] in lexicon.forms and not word[end:].startswith(ENDINGS):
                found += [stem(word[:end], lexicon.language), *_rest(word[end:], lexicon)]
                break
        for begin in range(SHORTEST_REST, len(word) - SHORTEST_KNOWN + 1):
            tail = stem(word[begin:], lexicon.language)
            if word[begin:] in lexicon.forms or tail in lexicon.forms:
                found += [*_rest(word[:begin], lexicon), tail]
                break
        return tuple(part for part in found if part != own)


def _rest(rest: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return what is left of a word beside a known part, where that is long enough to be a word."""
    return (stem(rest, lexicon.language),) if len(rest) >= SHORTEST_KNOWN else ()


def tokens_of(
    *, title: str, names: Sequence[str], body: str, language: str, splitter: Splitter
) -> tuple[list[Token], set[str]]:
    """Return the tokens of a document, and the words in it as they are written."""
    found: list[Token] = []
    forms: set[str] = set()
    position = 0
    for texts, whole, inside in (((title,), "A", "B"), (names, "B", "B"), (body.split("\n"), "C", "D")):
        for text in texts:
            for word in words(text):
                position += 1
                if position > MOST_WORDS:
                    return found, forms
                forms.add(word)
                found += (
                    Token(token, weight, position) for token, weight in _kept(word, language, splitter, whole, inside)
                )
            position += 1
    return found, forms


def _kept(word: str, language: str, splitter: Splitter, whole: str, inside: str) -> Iterator[tuple[str, str]]:
    own = stem_of(word, language)
    yield own, whole
    kept = [own, *filter(None, [other_stem(word, language)])]
    if len(word) <= LONGEST and not is_stop_word(word, language):
        kept += [part for part in splitter.parts_of(word) if part != own]
    for token in kept:
        if token != own:
            yield token, inside
        if plain_letters(token) != token:
            yield folded(token), inside


def stems_in(word: str, languages: Iterable[str]) -> tuple[str, ...]:
    """Return what a word of a search is kept as in each of the languages."""
    faces = [face for code in languages for face in (stem_of(word, code), other_stem(word, code)) if face]
    return tuple(dict.fromkeys(faces))
