"""The list of comments as a spreadsheet, of what the list shows and no more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from comments.queue.entries import Entry, read_entries

# Read together, so that a long list costs little memory.
AT_ONCE = 500
# A spreadsheet takes what begins with these for a formula: what somebody wrote must never run.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class CommentRows:
    """The comments of a list, each as a row of plain values."""

    def __init__(self, comments: Any, *, user: Any, request: Any) -> None:
        self.comments, self.user, self.request = comments, user, request

    def __iter__(self) -> Iterator[dict[str, Any]]:
        pks = list(self.comments.values_list("pk", flat=True))
        for start in range(0, len(pks), AT_ONCE):
            found = self.comments.model.objects.filter(pk__in=pks[start : start + AT_ONCE])
            by_pk = {comment.pk: comment for comment in found.select_related("discussion")}
            part = [by_pk[pk] for pk in pks[start : start + AT_ONCE] if pk in by_pk]
            for entry in read_entries(part, user=self.user, language=get_language() or "", request=self.request):
                yield _row(entry)


def _row(entry: Entry) -> dict[str, Any]:
    comment = entry.comment
    return {
        "number": comment.pk,
        "sent": comment.submit_date,
        "state": comment.get_state_display(),
        "kind": comment.get_kind_display(),
        "about": entry.title,
        "address": entry.page_url,
        "answers": comment.parent_id if not comment.is_root else "",
        "name": comment.user_name,
        "organisation": entry.affiliation.name if entry.affiliation else "",
        "email": comment.user_email if entry.shows_address else "",
        "language": comment.language,
        "text": comment.comment,
        "suggested": comment.proposed_wording,
        "reasons": "; ".join(entry.reasons),
        "reports": len(entry.reports),
        "decided": comment.decided_at or "",
    }


class CommentExportMixin(SpreadsheetExportMixin):
    """Offer the list as CSV and XLSX."""

    export_headings = {
        "number": _("Number"),
        "sent": _("Sent"),
        "state": _("State"),
        "kind": _("Kind"),
        "about": _("About"),
        "address": _("Address"),
        "answers": _("Answer to"),
        "name": _("Name"),
        "organisation": _("Organisation"),
        "email": _("E-mail"),
        "language": _("Language"),
        "text": _("Text"),
        "suggested": _("Suggested wording"),
        "reasons": _("Reasons"),
        "reports": _("Open reports"),
        "decided": _("Decided"),
    }
    list_export = list(export_headings)
    export_filename = "comments"

    def to_row_dict(self, item):
        return item

    def preprocess_field_value(self, field, value, export_format):
        """Let no cell be a formula: Wagtail sees to that in XLSX alone."""
        value = super().preprocess_field_value(field, value, export_format)
        if export_format == self.FORMAT_CSV and isinstance(value, str) and value.startswith(FORMULA):
            return f"'{value}"
        return value

    def write_csv_response(self, queryset):
        """Write the whole while the user's language is still the one that is spoken."""
        response = HttpResponse(b"".join(self.stream_csv(queryset)), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{self.get_filename()}.csv"'
        return response
