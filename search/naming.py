"""Which of some names a search means, by the rule by which the index finds texts, but without the index.

For those who choose among rows that are not all published: what may be offered is the caller's to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.conf import settings

from search import queries, widening
from search.expressions import All, Alternative, Expression, Phrase, Prefix, Term
from search.vocabulary import vocabulary
from search.words import tokens_of


class Named(NamedTuple):
    """A row with its names in a language, the one it is known by first."""

    pk: int
    language: str
    names: Sequence[str]


def meant(rows: Iterable[Named], search: str, language: str) -> list[int]:
    """Return the numbers of the rows in whose names all words of the search are, in any form or within a compound.

    Where there are none, those whose words are spelt or put together otherwise.
    """
    asked = queries.read(search, language)
    if not asked:
        return []
    languages = [code for code, _name in settings.LANGUAGES]
    tokens = {row.pk: _tokens(row) for row in rows}
    strict = queries.expression_of(asked, languages)
    found = [pk for pk, some in tokens.items() if _is_true(strict, some)]
    if found:
        return found
    wider = widening.widened(asked, strict, language, languages)
    return [pk for pk, some in tokens.items() if _is_true(wider, some)]


def _tokens(row: Named) -> set[str]:
    title, *others = row.names
    splitter = vocabulary(row.language).splitter
    found, _forms = tokens_of(title=title, names=others, body="", language=row.language, splitter=splitter)
    return {token.text for token in found}


def _is_true(expression: Expression, tokens: set[str]) -> bool:
    if any(_holds(one, tokens) for one in expression.without):
        return False
    return all(any(_holds(one, tokens) for one in group) for group in expression.groups)


def _holds(one: Alternative, tokens: set[str]) -> bool:
    """Return whether a name has what is looked for; names are short, so words of a phrase may stand apart."""
    match one:
        case Term(token):
            return token in tokens
        case Prefix(begun):
            return any(token.startswith(begun) for token in tokens)
        case Phrase(parts):
            return tokens.issuperset(parts)
        case All(terms):
            return tokens.issuperset(term.token for term in terms)
