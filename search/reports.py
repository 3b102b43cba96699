"""What readers searched for and did not find, in Wagtail's reports menu. Who they were is not known to anybody."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import ModelPermissionPolicy

from search.addresses import search_url
from search.models import MissedSearch
from search.promoted_admin import WORDS

SEE = "search.view_missedsearch"
ANSWER = "wagtailsearchpromotions.add_searchpromotion"


def _language_of(row: MissedSearch) -> str:
    return dict(settings.LANGUAGES).get(row.language, row.language)


def _search_again(row: MissedSearch) -> str:
    known = dict(settings.LANGUAGES)
    language = row.language if row.language in known else settings.LANGUAGE_CODE
    return search_url(language, [("q", row.words)])


def _answer(row: MissedSearch) -> str:
    return f"{reverse('wagtailsearchpromotions:add')}?{urlencode({WORDS: row.words})}"


class AnswerColumn(Column):
    """Leads to where the words are answered, for whoever may."""

    cell_template_name = "search/admin/answer_column.html"

    def get_value(self, instance: MissedSearch) -> str:
        return _answer(instance)


class MissedSearchesView(ReportView):
    """The words, the most wanted first, as a page and as a file; they lead to what the search answers today."""

    model = MissedSearch
    page_title = gettext_lazy("Searches that found nothing")
    header_icon = "search"
    permission_policy = ModelPermissionPolicy(MissedSearch)
    permission_required = "view"
    index_url_name = "missed_searches"
    index_results_url_name = "missed_searches_results"
    is_searchable = True
    search_fields = ("words",)
    default_ordering = "-count"
    all_columns = (
        TitleColumn("words", label=gettext_lazy("Words"), get_url=_search_again, sort_key="words"),
        Column("language", label=gettext_lazy("Language"), accessor=_language_of, sort_key="language"),
        Column("count", label=gettext_lazy("Times"), sort_key="count"),
        Column("last_day", label=gettext_lazy("Last day"), sort_key="last_day"),
    )
    answers = AnswerColumn("answer", label=gettext_lazy("Answer"))
    list_export = ("words", "language", "count", "last_day")
    export_headings = {
        "words": gettext_lazy("Words"),
        "language": gettext_lazy("Language"),
        "count": gettext_lazy("Times"),
        "last_day": gettext_lazy("Last day"),
    }

    @cached_property
    def columns(self):
        return [*self.all_columns, self.answers] if self.request.user.has_perm(ANSWER) else list(self.all_columns)

    def get_base_queryset(self):
        return MissedSearch.objects.all()

    def order_queryset(self, queryset):
        # Words that were missed equally often keep their places from page to page.
        return super().order_queryset(queryset).order_by(self.ordering, "-last_day", "words", "language")

    def get_filename(self):
        return f"searches-{timezone.localdate():%Y-%m-%d}"


class ReportMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(SEE)


def report_menu_item():
    """Return the way to the report (a `register_reports_menu_item` hook)."""
    return ReportMenuItem(
        _("Searches that found nothing"),
        reverse("missed_searches"),
        name="missed-searches",
        icon_name="search",
        order=870,
    )
