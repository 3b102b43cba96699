"""Choosing what a search is answered with, in Wagtail's admin: its own views, saying how words are understood here."""

from __future__ import annotations

from typing import Any

from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext_lazy
from wagtail.contrib.search_promotions import forms, views
from wagtail.search.utils import MAX_QUERY_STRING_LENGTH, normalise_query_string

# What the report of searches in vain hands over.
WORDS = "words"


class WordsForm(forms.QueryForm):
    """Wagtail's form; there only the whole search, letter by letter, would be answered."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["query_string"]
        field.label = gettext_lazy("Words")
        field.max_length = MAX_QUERY_STRING_LENGTH
        field.help_text = gettext_lazy(
            "Whoever searches for these words gets the answer first: in any form, and also beside other words. "
            "Several words must all be searched for."
        )
        field.widget.attrs["maxlength"] = MAX_QUERY_STRING_LENGTH


class PromotedIndexView(views.IndexView):
    """Without the number of views: nobody's searches are counted here."""

    columns = [column for column in views.IndexView.columns if column.name != "views"]


class PromotedCreateView(views.CreateView):
    form_class = WordsForm

    def get_initial(self) -> dict[str, Any]:
        words = normalise_query_string(self.request.GET.get(WORDS, "").replace("\0", ""))
        return {**super().get_initial(), "query_string": words}


class PromotedEditView(views.EditView):
    form_class = WordsForm


def to_missed_searches(request: Any) -> Any:
    """Lead to our report: Wagtail's counts searches, and here none are counted."""
    return redirect("missed_searches")


def in_front() -> list[Any]:
    """Return the addresses at which ours answer before Wagtail's, which keep the names (`register_admin_urls`)."""
    ours = {
        "": PromotedIndexView.as_view(),
        "results/": PromotedIndexView.as_view(results_only=True),
        "add/": PromotedCreateView.as_view(),
        "<int:query_id>/": PromotedEditView.as_view(),
        "queries/chooser/": to_missed_searches,
        "queries/chooser/results/": to_missed_searches,
        "reports/search-terms/": to_missed_searches,
        "reports/search-terms/results/": to_missed_searches,
    }
    return [path(f"searchpicks/{route}", view) for route, view in ours.items()]


def without_counts(request: Any, items: list[Any]) -> None:
    """Take Wagtail's report of searches out of the menu (a `construct_reports_menu` hook)."""
    items[:] = [item for item in items if item.name != "search-terms"]
