"""What the editors answer a search with, before anything that was found: Wagtail's promoted results, by our words.

Wagtail shows them where the whole search is the same, letter by letter. Here words answer as in every search: in all
their forms, and whatever else is asked beside them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from wagtail.contrib.search_promotions.models import SearchPromotion

from home.localised_pages import localised_by_number
from home.visibility import readable_by_all
from search import queries
from search.queries import Asked
from search.words import plain_letters, stems_in

# More answers than these are no help.
MOST = 5
# Words that nobody promotes any more are looked at no further.
MOST_LOOKED_AT = 2_000


@dataclass(frozen=True, kw_only=True)
class Promoted:
    """An answer that the editors have chosen: a page of the site, or an address elsewhere."""

    title: str
    url: str
    language: str = ""
    description: str = ""


def promoted(asked: Asked, language: str, languages: Sequence[str]) -> tuple[Promoted, ...]:
    """Return what the editors answer these words with, of what anybody may read. Three queries at most."""
    typed = frozenset(token for word in asked.all_words for token in _tokens(word, tuple(languages)))
    if not typed:
        return ()
    known = SearchPromotion.objects.order_by().values_list("query_id", "query__query_string").distinct()
    wanted = [pk for pk, words in known[:MOST_LOOKED_AT] if _is_asked(words, language, typed, tuple(languages))]
    if not wanted:
        return ()
    rows = SearchPromotion.objects.filter(query__in=wanted).order_by("sort_order", "pk")
    chosen = list(rows.filter(readable_by_all("page")) | rows.filter(page=None))
    pages = localised_by_number([row.page_id for row in chosen if row.page_id], language)
    answers: dict[str, Promoted] = {}
    for row in chosen:
        page = pages.get(row.page_id)
        if page is not None:
            at = page.get_url() or ""
            one = Promoted(
                title=page.title, url=at, language=page.locale.language_code, description=row.description.strip()
            )
        else:
            one = Promoted(
                title=row.external_link_text or row.external_link_url,
                url=row.external_link_url,
                description=row.description.strip(),
            )
        if one.url:
            answers.setdefault(one.url, one)
    return tuple(answers.values())[:MOST]


def _is_asked(words: str, language: str, typed: Collection[str], languages: tuple[str, ...]) -> bool:
    """Return whether each word of a promoted search is among those that were typed."""
    wanted = queries.read(words, language).all_words
    return bool(wanted) and all(not _tokens(word, languages).isdisjoint(typed) for word in wanted)


@lru_cache(maxsize=10_000)
def _tokens(word: str, languages: tuple[str, ...]) -> frozenset[str]:
    stems = stems_in(word, languages)
    return frozenset(stems) | {plain_letters(stem) for stem in stems}
