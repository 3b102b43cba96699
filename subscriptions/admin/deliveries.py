"""Everything that was mailed to followers, or is to be, in a list: to whom, about what, and what became of it.

Many may look somebody up in it. To have it as a file, with everybody's address, is for those who may have that.
"""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permissions import ModelPermissionPolicy

from subscriptions.admin.acting import note_in_log
from subscriptions.admin.fates import fate_of, reason_of
from subscriptions.admin.filters import DeliveryFilterSet
from subscriptions.admin.menu import item_for
from subscriptions.admin.rights import ALL_OF_THEM, SEE_DELIVERIES
from subscriptions.admin.titles import titles_of
from subscriptions.csv_files import csv_line
from subscriptions.models import Delivery


def fate_in_words(row: Delivery) -> str:
    """Return what has become of a delivery, and why, on one line."""
    fate, reason = str(fate_of(row).label), reason_of(row)
    return f"{fate}: {reason}" if reason else fate


def _follower_url(row):
    return reverse("followers:inspect", args=[row.subscriber_id])


class DeliveriesView(ReportView):
    """The list, as a page and as a file."""

    model = Delivery
    page_title = _("Deliveries")
    header_icon = "mail"
    permission_policy = ModelPermissionPolicy(Delivery)
    permission_required = "view"
    index_url_name = "deliveries:index"
    index_results_url_name = "deliveries:index_results"
    is_searchable = True
    search_fields = ("subscriber__email",)
    filterset_class = DeliveryFilterSet
    default_ordering = "-at"
    columns = (
        TitleColumn("email", label=_("To"), accessor="subscriber.email", get_url=_follower_url),
        Column("about", label=_("About"), accessor="about"),
        DateColumn("at", label=_("When"), accessor="at", sort_key="at"),
        Column("fate", label=_("State"), accessor=fate_in_words),
    )
    exported = ("at", "subscriber.email", "about", "fate", "reason")
    export_headings = {
        "at": _("When"),
        "subscriber.email": _("To"),
        "about": _("About"),
        "fate": _("State"),
        "reason": _("Reason"),
    }

    @property
    def list_export(self):
        """The columns of the file; none, and so no buttons, for those who are not to have it."""
        return self.exported if self.request.user.has_perm(ALL_OF_THEM) else ()

    def dispatch(self, request, *args, **kwargs):
        if self.is_export and not self.list_export:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self):
        rows = Delivery.objects.select_related("subscriber", "event", "mail")
        return rows.annotate(at=Coalesce("mail__sent_at", "mailed_at", "due_at"))

    def order_queryset(self, queryset):
        return super().order_queryset(queryset).order_by(self.ordering, "-pk")

    def get_filtered_queryset(self):
        return self.get_queryset()

    def get_table(self, object_list):
        return super().get_table(object_list if self.is_export else self._with_titles(object_list))

    def decorate_paginated_queryset(self, object_list):
        return self._with_titles(object_list) if self.is_export else object_list

    def _with_titles(self, object_list):
        rows = list(object_list)
        titles = titles_of({row.event_id: row.event for row in rows}.values())
        for row in rows:
            row.about = titles[row.event_id]
        return rows

    def get_filename(self):
        return f"deliveries-{timezone.localdate():%Y-%m-%d}"

    def to_row_dict(self, row):
        # Spreadsheets know no time zones.
        at = timezone.make_naive(row.at)
        values = (at, row.subscriber.email, row.about, str(fate_of(row).label), reason_of(row))
        return dict(zip(self.list_export, values, strict=True))

    def as_spreadsheet(self, queryset, spreadsheet_format):
        response = super().as_spreadsheet(queryset, spreadsheet_format)
        response["Cache-Control"] = "no-store"
        note_in_log(Delivery(pk=0), "subscriptions.export_deliveries", self.request.user)
        return response

    def write_csv_response(self, queryset):
        """Write the whole while the user's language is still the one that is spoken, as the file of followers is."""
        rows = [[str(self.get_heading(queryset, field)) for field in self.list_export]]
        rows += [[self._as_text(value) for value in self.to_row_dict(row).values()] for row in queryset]
        written = "\ufeff" + "".join(csv_line(row) for row in rows)
        response = HttpResponse(written, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{self.get_filename()}.csv"'
        return response

    def _as_text(self, value):
        return value.isoformat(" ", timespec="minutes") if isinstance(value, datetime) else str(value)


class DeliveriesViewSet(ViewSet):
    """Everything that was mailed."""

    name = "deliveries"
    url_prefix = "following/deliveries"
    icon = "mail"
    menu_label = _("Deliveries")
    menu_item_class = item_for(SEE_DELIVERIES)

    def get_urlpatterns(self):
        return [
            path("", DeliveriesView.as_view(), name="index"),
            path("results/", DeliveriesView.as_view(results_only=True), name="index_results"),
        ]
