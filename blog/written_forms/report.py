"""How much has been published in each written form of Norwegian, in Wagtail's reports menu."""

from __future__ import annotations

from django.conf import settings
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import page_permission_policy

from blog.models import PublishedWords
from blog.written_forms.counting import uncounted
from blog.written_forms.filters import WrittenFormsFilterSet
from blog.written_forms.picture import picture_of
from blog.written_forms.sharing import FORMS
from blog.written_forms.table import table_of
from home.text.cells import guarded

# Whoever writes, translates or publishes pages.
RIGHTS = ["add", "change", "publish"]


class WrittenFormsView(ReportView):
    """Words and shares, as a table, a picture and a file: all of them from the same rows."""

    model = PublishedWords
    page_title = _("Written forms")
    header_icon = "globe"
    template_name = "blog/written_forms/report.html"
    results_template_name = "blog/written_forms/report_results.html"
    index_url_name = "written_forms"
    index_results_url_name = "written_forms_results"
    permission_policy = page_permission_policy
    any_permission_required = RIGHTS
    filterset_class = WrittenFormsFilterSet
    # The table, its sum and its picture are about the same lines.
    paginate_by = None

    def get_base_queryset(self):
        return PublishedWords.objects.counting().of_pages_of(self.request.user)

    def get_filtered_queryset(self):
        self.table = table_of(self.get_queryset(), self.filters.lines)
        return self.table.rows

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if not self.is_export:
            context["forms"] = self.table
            context["picture"] = picture_of(self.table.rows, dict(settings.LANGUAGES))
            context["uncounted"] = uncounted().count()
        return context

    # --- As a file -----------------------------------------------------------------------------------

    @property
    def list_export(self):
        return list(self.table.headings)

    @property
    def export_headings(self):
        return self.table.headings

    def to_row_dict(self, row):
        values = self.table.values(row)
        return {**values, "label": guarded(values["label"])}

    def get_filename(self):
        return f"written-forms-{timezone.localdate():%Y-%m-%d}"


class WrittenFormsMenuItem(MenuItem):
    """Shown to those who work with pages, on a site that has both forms."""

    def is_shown(self, request):
        languages = dict(settings.LANGUAGES)
        return all(form in languages for form in FORMS) and page_permission_policy.user_has_any_permission(
            request.user, RIGHTS
        )


def report_menu_item():
    """Return the way to the report (a `register_reports_menu_item` hook)."""
    return WrittenFormsMenuItem(
        _("Written forms"), reverse("written_forms"), name="written-forms", icon_name="globe", order=860
    )


urls = [
    path("reports/written-forms/", WrittenFormsView.as_view(), name="written_forms"),
    path("reports/written-forms/results/", WrittenFormsView.as_view(results_only=True), name="written_forms_results"),
]
