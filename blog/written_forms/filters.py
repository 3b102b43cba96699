"""Which texts the report on written forms is about, and what it has a line for."""

from __future__ import annotations

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from blog.models import Author, PublishedWords
from blog.written_forms.sharing import Step
from collaboration.listing import organisations

YEAR, QUARTER, MONTH, ORGANISATION, AUTHOR = "year", "quarter", "month", "organisation", "author"
STEPS = {YEAR: Step.YEAR, QUARTER: Step.QUARTER, MONTH: Step.MONTH}


class WrittenFormsFilterSet(WagtailFilterSet):
    """From when to when, by whom, and a line for each year, month or organisation."""

    line = django_filters.ChoiceFilter(
        label=_("A line for each"),
        empty_label=_("year"),
        choices=[
            (QUARTER, _("quarter")),
            (MONTH, _("month")),
            (ORGANISATION, _("organisation")),
            (AUTHOR, _("author")),
        ],
        method="all_the_same",
        widget=forms.RadioSelect,
    )
    at = django_filters.DateFromToRangeFilter(label=_("First published"), widget=DateRangePickerWidget)
    organisation = django_filters.ModelChoiceFilter(
        label=_("Organisation"), queryset=organisations, method="of_organisation"
    )
    author = django_filters.ModelChoiceFilter(label=_("Author"), queryset=Author.objects.all(), method="of_author")

    class Meta:
        model = PublishedWords
        fields = []

    @property
    def lines(self) -> str:
        """What there is a line for: years, where nothing is chosen."""
        return (self.is_valid() and self.form.cleaned_data["line"]) or YEAR

    def all_the_same(self, texts, name, value):
        return texts

    def of_organisation(self, texts, name, organisation):
        return texts.by_organisation(organisation)

    def of_author(self, texts, name, author):
        return texts.by_author(author)
