"""What else may be meant where no text has all the words: other letters, other compounds, a slip of the finger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, product

from search.expressions import All, Alternative, Expression, Phrase, Term
from search.queries import Asked
from search.vocabulary import Vocabulary, families, is_worth_correcting, vocabulary
from search.words import family_of, folded, plain_letters, stem_of, stems_in

# So many corrected searches are tried.
MOST_TRIED = 4


def _vocabularies(language: str) -> list[Vocabulary]:
    """Return the words of the reader's language, then those of the others."""
    own = family_of(language)
    return [vocabulary(language), *(vocabulary(code) for family, code in families().items() if family != own)]


def widened(asked: Asked, expression: Expression, language: str, languages: Sequence[str]) -> Expression:
    """Return the same search, where each word may also be written otherwise."""
    words = vocabulary(language)
    groups = []
    for number, group in enumerate(expression.groups):
        if number < len(asked.words):
            group = tuple(dict.fromkeys([*group, *_otherwise(asked.words[number], words, languages)]))
        else:
            group = tuple(dict.fromkeys([*group, *_loose(asked.phrases[number - len(asked.words)], languages)]))
        groups.append(group)
    return Expression(tuple(groups), expression.without)


def _loose(phrase: tuple[str, ...], languages: Sequence[str]) -> Iterator[Alternative]:
    """Yield the words of a phrase wherever they stand."""
    for language in languages:
        yield All(tuple(Term(stem_of(word, language)) for word in phrase))


def _otherwise(word: str, words: Vocabulary, languages: Sequence[str]) -> Iterator[Alternative]:
    # In the letters that a keyboard has: who types ostfold means Østfold.
    for token in stems_in(word, languages):
        yield Term(folded(token))
        if plain_letters(token) != token:
            yield Term(plain_letters(token))
    # A compound that is written apart, or otherwise put together.
    parts = words.splitter.parts_of(word)
    if len(parts) > 1:
        yield All(tuple(Term(part) for part in parts))
    for form in words.containing(word):
        yield Term(stem_of(form, words.language))


def corrections(asked: Asked, language: str) -> Iterator[Asked]:
    """Yield searches that may have been meant, the likeliest first; the caller looks whether they find anything."""
    choices = []
    for word in asked.all_words:
        near = [word]
        if is_worth_correcting(word, language):
            known = _vocabularies(language)
            if not any(word in vocabulary.counts for vocabulary in known):
                near = next((found for vocabulary in known if (found := vocabulary.nearest(word))), []) or near
        choices.append(near)
    tried = islice(product(*choices), MOST_TRIED + 1)
    for chosen in tried:
        replacements = dict(zip(asked.all_words, chosen, strict=True))
        if any(word != other for word, other in replacements.items()):
            yield asked.instead(replacements)


def nearest(asked: Asked, language: str, languages: Sequence[str]) -> Expression:
    """Return what is near to any of the words, to be looked for in names."""
    near = [
        form
        for word in asked.all_words
        if is_worth_correcting(word, language)
        for vocabulary in _vocabularies(language)
        for form in vocabulary.nearest(word)
    ]
    groups = tuple(tuple(Term(token) for token in stems_in(form, languages)) for form in dict.fromkeys(near))
    return Expression(groups, every=False)


def marked_words(asked: Asked, expression: Expression) -> list[str]:
    """Return the words to mark in what was found: those that were typed, and what was looked for in their place."""
    found = list(asked.all_words)
    for group in expression.groups:
        for one in group:
            parts = one.parts if isinstance(one, All) else (one,)
            tokens = [token for part in parts for token in (part.tokens if isinstance(part, Phrase) else (part.token,))]
            found += [token.removeprefix("_") for token in tokens]
    return list(dict.fromkeys(found))
