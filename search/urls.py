"""A word in any language finds the search, so that a link survives a change of language."""

from django.urls import path

from search.addresses import WORDS
from search.views import results, suggestions

app_name = "search"
urlpatterns = [
    route
    for word in sorted(WORDS.all())
    for route in (
        path(f"{word}/", results, {"word": word}, name=f"results-{word}"),
        path(f"{word}/suggest", suggestions, name=f"suggest-{word}"),
    )
]
