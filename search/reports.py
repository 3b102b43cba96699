"""What readers searched for and did not find, in Wagtail's reports menu. Who they were is not known to anybody."""

from __future__ import annotations

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
from search.promotion_admin import may_promote, promote_url

SEE = "search.view_missedsearch"


def _language_of(row: MissedSearch) -> str:
    return dict(settings.LANGUAGES).get(row.language, row.language)


def _search_again(row: MissedSearch) -> str:
    known = dict(settings.LANGUAGES)
    language = row.language if row.language in known else settings.LANGUAGE_CODE
    return search_url(language, [("q", row.words)])


class PromoteColumn(Column):
    """One press to the form that promotes an answer for the words."""

    cell_template_name = "search/admin/promote_cell.html"

    def get_value(self, instance):
        return promote_url(instance.words)


class MissedSearchesView(ReportView):
    """The words, the most wanted first, as a page and as a file; they lead to what the search answers today,
    and to promoting an answer."""

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
    shown_columns = (
        TitleColumn("words", label=gettext_lazy("Words"), get_url=_search_again, sort_key="words"),
        Column("language", label=gettext_lazy("Language"), accessor=_language_of, sort_key="language"),
        Column("count", label=gettext_lazy("Times"), sort_key="count"),
        Column("last_day", label=gettext_lazy("Last day"), sort_key="last_day"),
    )
    promote = PromoteColumn("promote", label=gettext_lazy("Answer"))
    list_export = ("words", "language", "count", "last_day")
    export_headings = {
        "words": gettext_lazy("Words"),
        "language": gettext_lazy("Language"),
        "count": gettext_lazy("Times"),
        "last_day": gettext_lazy("Last day"),
    }

    @cached_property
    def columns(self):
        """The list's columns; the last for those who may promote."""
        return [*self.shown_columns, *([self.promote] if may_promote(self.request.user) else [])]

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
