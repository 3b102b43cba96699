"""What somebody typed: words, "words side by side", and -words that must not be there. Anything else is space."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from home.text.words import words
from search.expressions import Alternative, Expression, Phrase, Term
from search.words import LONGEST, is_stop_word, stems_in

MOST_LETTERS = 200
MOST_WORDS = 12
_QUOTES = str.maketrans(dict.fromkeys("“”„«»″", '"'))
_PIECE = re.compile(r'(?P<minus>(?<!\S)[-−])?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')


@dataclass(frozen=True)
class Asked:
    """The words that are looked for, as typed but in small letters."""

    words: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[tuple[str, ...], ...] = ()
    # What was typed beyond the measure.
    left_out: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words or self.phrases)

    @property
    def all_words(self) -> tuple[str, ...]:
        return (*self.words, *(word for phrase in self.phrases for word in phrase))

    @property
    def text(self) -> str:
        """The search, written so that it is read in the same way."""
        quoted = [f'"{" ".join(phrase)}"' for phrase in self.phrases]
        without = [f'-"{" ".join(phrase)}"' if len(phrase) > 1 else f"-{phrase[0]}" for phrase in self.excluded]
        return " ".join([*self.words, *quoted, *without])

    def instead(self, replacements: dict[str, str]) -> Asked:
        """Return the same search with other words for some."""
        return Asked(
            tuple(replacements.get(word, word) for word in self.words),
            tuple(tuple(replacements.get(word, word) for word in phrase) for phrase in self.phrases),
            self.excluded,
        )


def read(text: str, language: str) -> Asked:
    """Return what somebody who reads a language looks for.

    Words that only hold others together count where there are no others.
    """
    cut = text[:MOST_LETTERS]
    if len(text) > MOST_LETTERS and not text[MOST_LETTERS].isspace():
        # A word that was cut in two is none.
        cut = cut.rpartition(" ")[0] or cut
    single: list[str] = []
    phrases: list[tuple[str, ...]] = []
    excluded: list[tuple[str, ...]] = []
    left_out: list[str] = []
    count = 0
    for piece in _PIECE.finditer(cut.translate(_QUOTES)):
        found = [word[:LONGEST] for word in words(piece["phrase"] or piece["word"] or "")]
        fits, rest = found[: MOST_WORDS - count], found[MOST_WORDS - count :]
        count += len(fits)
        left_out += rest
        if not fits:
            continue
        if piece["minus"]:
            excluded.append(tuple(fits))
        elif piece["phrase"] and len(fits) > 1:
            phrases.append(tuple(fits))
        else:
            single += fits
    left_out += words(text[len(cut) : len(cut) + 2 * MOST_LETTERS])
    telling = [word for word in single if not is_stop_word(word, language)]
    if not telling and not phrases:
        telling = single
    return Asked(
        tuple(dict.fromkeys(telling)),
        tuple(dict.fromkeys(phrases)),
        tuple(dict.fromkeys(excluded)),
        tuple(left_out[:20]),
    )


def _phrase(phrase: tuple[str, ...], languages: Sequence[str]) -> tuple[Alternative, ...]:
    if len(phrase) == 1:
        return tuple(Term(token) for token in stems_in(phrase[0], languages))
    faces = dict.fromkeys(tuple(stems_in(word, [language])[0] for word in phrase) for language in languages)
    return tuple(Phrase(tokens) for tokens in faces)


def expression_of(asked: Asked, languages: Sequence[str]) -> Expression:
    """Return what must be in a document that answers: every word in some inflection, of any of the languages."""
    groups: list[tuple[Alternative, ...]]
    groups = [tuple(Term(token) for token in stems_in(word, languages)) for word in asked.words]
    groups += [_phrase(phrase, languages) for phrase in asked.phrases]
    without = [one for phrase in asked.excluded for one in _phrase(phrase, languages)]
    return Expression(tuple(groups), tuple(without))
