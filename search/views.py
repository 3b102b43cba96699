"""The page where readers search, and what is suggested while they type. Nothing is kept of who asked."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from home.following import Subject, followables
from search.addresses import search_url, word_of
from search.asking import NEWEST, RELEVANCE, Filters, search, suggest
from search.shown_results import MOST_ASKED, ShownResults

# A visitor who types the same again soon is answered by her own browser.
SUGGESTIONS_KEPT = 60
# The followable that is made of words.
SEARCHES = "search"


@require_safe
def results(request: HttpRequest, word: str) -> HttpResponse:
    """Show what answers a search."""
    language = get_language()
    if word != word_of(language):
        return HttpResponsePermanentRedirect(search_url(language, request.GET.items()))
    query = _asked(request)
    filters = Filters.read(request.GET)
    order = NEWEST if request.GET.get("order") == NEWEST else RELEVANCE
    number = request.GET.get("page", "1")
    page = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 1
    first = page == 1 and not filters.as_items()
    found = search(query, language, filters, order, page, remember=first and request.method == "GET")
    context = {
        "query": query,
        "found": found,
        "shown": ShownResults(query=query, found=found, filters=filters, order=order, address=search_url(language)),
        # The page in the other languages asks them the same.
        "alternates": {code: search_url(code, [("q", query)]) for code, _name in settings.LANGUAGES},
        **_following(" ".join(found.used_words)),
    }
    return render(request, "search/results.html", context)


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Answer with titles that begin as what is typed."""
    found = suggest(_asked(request), get_language())
    rows = [
        {"title": one.title, "kind": str(one.kind_label), "url": one.url, "language": one.language} for one in found
    ]
    said = ngettext("%(number)d suggestion", "%(number)d suggestions", len(rows)) % {"number": len(rows)}
    response = JsonResponse({"suggestions": rows, "said": said})
    patch_cache_control(response, max_age=SUGGESTIONS_KEPT)
    response["X-Robots-Tag"] = "noindex"
    return response


def _asked(request: HttpRequest) -> str:
    """Return what was typed, as far as anybody types; a byte of zero is no letter."""
    return request.GET.get("q", "").replace("\0", " ")[:MOST_ASKED]


def _following(words: str) -> dict[str, object]:
    """Return the search as something to follow, where it can be."""
    searches = next((one for one in followables if one.name == SEARCHES), None)
    key = searches.from_words(words) if searches and searches.from_words and words else ""
    if not key:
        return {}
    return {"following": Subject(SEARCHES, key), "following_title": _("Posts with “%(words)s”") % {"words": words}}
