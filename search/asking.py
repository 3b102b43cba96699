"""Ask what the site says of something: words in, what was found out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.conf import settings
from django.db.models import Case, IntegerField, Value, When

from home.once import once
from home.searching import in_order
from search import misses, promotions, queries, widening
from search.engines import engine
from search.excerpts import Marker
from search.expressions import Expression, Prefix, Term
from search.indexing import title_key
from search.matching import Matched, finds_anything, match, readable, score, sources_with
from search.models import Document
from search.queries import Asked, expression_of
from search.results import (
    ALL_WORDS,
    ANY_WORD,
    CLOSE,
    NEWEST,
    NOTHING,
    RELEVANCE,
    Facet,
    Filters,
    Hit,
    Promoted,
    Results,
    Suggestion,
)
from search.results import (
    Value as FacetValue,
)
from search.showing import facets_shown, hits_shown, suggestions_shown
from search.words import family_of, folded, plain_letters, stems_in

__all__ = [
    "NEWEST",
    "RELEVANCE",
    "Facet",
    "FacetValue",
    "Filters",
    "Hit",
    "Promoted",
    "Results",
    "Suggestion",
    "search",
    "suggest",
]

MOST_PER_PAGE = 100
SHORTEST_PREFIX = 2
MOST_SUGGESTED = 20
MOST_CLOSEST = 5


def languages() -> tuple[str, ...]:
    """Return the languages in which words are looked for: all of the site's."""
    return tuple(code for code, _name in settings.LANGUAGES)


def search(
    query: str,
    language: str,
    filters: Filters = Filters(),  # noqa: B008 - it never changes
    order: str = RELEVANCE,
    page: int = 1,
    per_page: int = 10,
    *,
    remember: bool = False,
) -> Results:
    """Return what answers a search, for a reader of the language; any text at all is one.

    Where no text has all the words, those are tried that are spelt or put together otherwise, then any of the words.
    What the editors promote for the words stands on the first page, and is not listed there again.
    With `remember`, words that found nothing are noted for the editors.
    """
    asked = queries.read(query, language)
    said = Results(used_words=asked.all_words, left_out=asked.left_out, excluded=tuple(map(" ".join, asked.excluded)))
    if not asked:
        return replace(said, is_empty_query=True)
    with once(), engine().ready():
        is_first = page <= 1 and not filters.as_items()
        promoted = promotions.promoted(asked, language, languages()) if is_first else ()
        said = replace(said, promoted=promoted)
        how, expression, matched, instead = _understood(asked, language, filters, order)
        # What the editors have answered is not missed.
        if how == NOTHING and remember and is_first and not promoted:
            misses.note(query, asked, language)
        if how == NOTHING:
            return replace(said, did_you_mean=instead, closest=_closest(asked, language))
        per_page = min(max(1, per_page), MOST_PER_PAGE)
        pages = max(1, -(-len(matched.documents) // per_page))
        page = min(max(1, page), pages)
        marker = Marker(widening.marked_words(asked, expression), languages())
        hits = hits_shown(matched.documents[(page - 1) * per_page : page * per_page], language, marker)
        above = {address for one in promoted for address in one.addresses}
        return replace(
            said,
            hits=tuple(hit for hit in hits if hit.url not in above),
            total=matched.total,
            page=page,
            pages=pages,
            facets=facets_shown(matched, filters, language),
            match=how,
            did_you_mean=instead,
        )


def _understood(asked: Asked, language: str, filters: Filters, order: str) -> tuple[str, Expression, Matched, str]:
    """Return how the words were understood, what is looked for, what answers it, and what else may be meant."""
    title = title_key(" ".join(asked.all_words))

    def tried(expression: Expression) -> Matched:
        return match(expression, filters, order, language, title)

    expression = expression_of(asked, languages())
    matched = tried(expression)
    if matched.unfiltered and not _is_foreign(matched, language):
        return ALL_WORDS, expression, matched, ""
    wider = widening.widened(asked, expression, language, languages())
    near = tried(wider) if wider != expression else matched
    # An English “plan” is no reason to keep “bibliotekplan” from her who reads Norwegian.
    if matched.unfiltered and _is_foreign(near, language):
        return ALL_WORDS, expression, matched, ""
    if near.unfiltered:
        return CLOSE, wider, near, ""
    matched = near
    others = widening.corrections(asked, language)
    instead = next((one.text for one in others if finds_anything(expression_of(one, languages()))), "")
    if len(expression.groups) > 1:
        matched = tried(wider.any)
        if matched.unfiltered:
            return ANY_WORD, wider.any, matched, instead
    return NOTHING, expression, matched, instead


def _is_foreign(matched: Matched, language: str) -> bool:
    """Return whether all that was found is in languages that inflect otherwise than the reader's."""
    found = {family_of(value) for value, _count in matched.facets["language"] if value}
    return bool(found) and family_of(language) not in found


def _closest(asked: Asked, language: str) -> tuple[Suggestion, ...]:
    """Return titles that are near to words that are in no text."""
    expression = widening.nearest(asked, language, languages())
    return _named(expression, language, MOST_CLOSEST) if expression.groups else ()


def suggest(prefix: str, language: str, limit: int = 8) -> tuple[Suggestion, ...]:
    """Return what may be meant by the beginning of a title, terms first; only what anybody may read."""
    asked = queries.read(prefix, language)
    if not asked.all_words or len(asked.all_words[-1]) < SHORTEST_PREFIX:
        return ()
    *whole, last = asked.all_words
    groups: list[tuple[Term | Prefix, ...]] = [
        tuple(Term(token) for token in stems_in(word, languages())) for word in whole
    ]
    plain = plain_letters(last)
    begun: Sequence[Term | Prefix] = (Prefix(last), Prefix(folded(last)), Prefix(plain))
    groups.append(tuple(dict.fromkeys([*begun, *(Term(token) for token in stems_in(last, languages()))])))
    return _named(Expression(tuple(groups)), language, min(max(0, limit), MOST_SUGGESTED))


def _named(expression: Expression, language: str, limit: int) -> tuple[Suggestion, ...]:
    """Return what has a name that answers, in the order in which the sources stand."""
    offered = [source.name for source in in_order() if source.suggested]
    place = Case(
        *(When(source=name, then=Value(number)) for number, name in enumerate(offered)), output_field=IntegerField()
    )
    found_in = sources_with(expression, names_only=True)
    if found_in.isdisjoint(offered):
        return ()
    documents = engine().matching(readable(found_in.intersection(offered)), expression, names_only=True)
    documents = documents.annotate(score=score(expression, language, "", names_only=True), place=place)
    found: dict[str, Document] = {}
    with engine().ready():
        for document in documents.defer("text", "names").order_by("place", "-score", "pk")[: 4 * limit]:
            found.setdefault(document.thing, document)
    with once():
        return suggestions_shown(list(found.values())[:limit], language)
