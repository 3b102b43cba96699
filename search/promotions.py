"""What the editors want readers to see first for some words: promoted answers, of those that anybody may read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Page

from home.visibility import readable_by_all
from search.promoted_words import are_meant, words_of
from search.queries import Asked
from search.results import Promoted

# More than these would hide what was found.
MOST_SHOWN = 5


def promoted(asked: Asked, language: str, languages: Sequence[str]) -> tuple[Promoted, ...]:
    """Return the answers promoted for a search, those for most words first; as many queries for many as for one."""
    picks = _picks(asked, language, languages)
    faces = _faces({pick.page_id for pick in picks if pick.page_id})
    found: dict[str, Promoted] = {}
    for pick in picks:
        shown = _page(pick, faces[pick.page_id], language) if pick.page_id else _link(pick)
        if shown:
            found.setdefault(shown.url, shown)
    return tuple(found.values())[:MOST_SHOWN]


def _picks(asked: Asked, language: str, languages: Sequence[str]) -> list[Any]:
    """Return the editors' rows for a search. All words are read: hundreds, where the texts have many thousands."""
    meant = {}
    rows = SearchPromotion.objects.order_by().values_list("query_id", "query__query_string").distinct()
    for number, text in rows:
        words = words_of(text, language)
        if are_meant(words, asked.all_words, languages):
            meant[number] = len(words)
    if not meant:
        return []
    picks = SearchPromotion.objects.filter(query__in=meant)
    return sorted(picks, key=lambda pick: (-meant[pick.query_id], pick.query_id, pick.sort_order or 0, pick.pk))


def _faces(pks: Collection[int]) -> dict[int, list[Any]]:
    """Return {number of a page: it and its translations}, each with whether anybody may read it. One query."""
    faces: dict[int, list[Any]] = defaultdict(list)
    if not pks:
        return faces
    keys = Page.objects.filter(pk__in=pks).values("translation_key")
    is_readable = ExpressionWrapper(readable_by_all(), output_field=BooleanField())
    rows = Page.objects.filter(Q(pk__in=pks) | Q(translation_key__in=keys)).order_by("pk")
    pages = list(rows.select_related("locale", "alias_of__locale").annotate(is_readable=is_readable))
    keys_of = {page.pk: page.translation_key for page in pages}
    return {pk: [page for page in pages if page.translation_key == keys_of.get(pk)] for pk in pks}


def _page(pick: Any, faces: Iterable[Any], language: str) -> Promoted | None:
    """Return the page in the reader's language where there is one, else the one that was chosen."""
    readable = [page for page in faces if page.is_readable]
    own = next((page for page in readable if page.locale.language_code == language), None)
    page = own or next((page for page in readable if page.pk == pick.page_id), None)
    if page is None or not (url := page.get_url()):
        return None
    return Promoted(
        title=page.title,
        url=url,
        language=(page.alias_of or page).locale.language_code,
        description=pick.description,
        addresses=frozenset(address for one in readable if (address := one.get_url())),
    )


def _link(pick: Any) -> Promoted | None:
    if not pick.external_link_url:
        return None
    return Promoted(
        title=pick.external_link_text or pick.external_link_url,
        url=pick.external_link_url,
        description=pick.description,
        is_elsewhere=True,
    )
