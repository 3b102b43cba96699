"""Which of many searches a text answers, without the index: by the rule by which the index finds it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.conf import settings
from django.db.models import F

from home.searching import Text
from search import queries
from search.engines import engine
from search.matching import readable
from search.vocabulary import vocabulary
from search.words import stems_in, tokens_of


def answered(texts: Iterable[Text], searches: Collection[str]) -> list[str]:
    """Return those of the searches, plain words all of which must be there, that one of the texts answers.

    The texts are read once, however many searches there are.
    """
    faces = []
    for text in texts:
        language = text.language or settings.LANGUAGE_CODE
        tokens, _forms = tokens_of(
            title=text.title,
            names=text.names,
            body=text.body,
            language=language,
            splitter=vocabulary(language).splitter,
        )
        faces.append((language, {token.text for token in tokens}))
    return [search for search in searches if any(_answers(search, language, tokens) for language, tokens in faces)]


def _answers(search: str, language: str, tokens: set[str]) -> bool:
    words = queries.read(search, language).words
    languages = [code for code, _name in settings.LANGUAGES]
    return bool(words) and all(not tokens.isdisjoint(stems_in(word, languages)) for word in words)


def newest_rows(source: str, search: str, language: str, most: int) -> list[int]:
    """Return the numbers of a source's newest rows in a language that have all the words, the newest day first."""
    asked = queries.read(search, language)
    if not asked:
        return []
    expression = queries.expression_of(asked, [code for code, _name in settings.LANGUAGES])
    documents = engine().matching(readable([source]).filter(language=language), expression)
    with engine().ready():
        newest = documents.order_by(F("dated").desc(nulls_last=True), "-object_id")
        return list(newest.values_list("object_id", flat=True)[:most])
