"""Where readers search, in each language's own word."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language, override

from home.addresses import RouteWords

SEARCH = "search"
WORDS = RouteWords({SEARCH: {"nb": "sok", "nn": "sok", "en": "search", "sv": "sok", "da": "soeg", "se": "oza"}})


def word_of(language: str | None = None) -> str:
    """Return the word for the page where one searches, in a language's addresses."""
    return WORDS.word(SEARCH, language or get_language() or "")


def search_url(language: str | None = None, asked: Iterable[tuple[str, str]] = ()) -> str:
    """Return the address of the search in a language, with what is asked."""
    language = language or get_language()
    with override(language):
        address = reverse(f"search:results-{word_of(language)}")
    query = urlencode([(name, value) for name, value in asked if value])
    return f"{address}?{query}" if query else address


def suggest_url() -> str:
    """Return the address that answers with suggestions in the active language."""
    return reverse(f"search:suggest-{word_of()}")
