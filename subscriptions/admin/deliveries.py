"""Everything that was mailed to followers, or is to be, in a list: to whom, about what, and what became of it."""

from __future__ import annotations

from datetime import datetime

from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permissions import ModelPermissionPolicy

from home.text.cells import guarded
from subscriptions.admin.fates import fate_of, reason_of
from subscriptions.admin.filters import DeliveryFilterSet
from subscriptions.admin.menu import item_for
from subscriptions.admin.rights import SEE_DELIVERIES
from subscriptions.admin.titles import titles_of
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
    list_export = ("at", "subscriber.email", "about", "fate", "reason")
    export_headings = {
        "at": _("When"),
        "subscriber.email": _("To"),
        "about": _("About"),
        "fate": _("State"),
        "reason": _("Reason"),
    }

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
        return f"deliveries-{datetime.today():%Y-%m-%d}"

    def to_row_dict(self, row):
        values = (row.at, row.subscriber.email, row.about, str(fate_of(row).label), reason_of(row))
        return dict(zip(self.list_export, values, strict=True))

    def write_csv_response(self, queryset):
        """Write the whole while the user's language is still the one that is spoken."""
        response = HttpResponse(b"".join(self.stream_csv(queryset)), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{self.get_filename()}.csv"'
        return response

    def preprocess_field_value(self, field, value, export_format):
        """Let no cell be a formula: Wagtail sees to that in XLSX alone."""
        value = super().preprocess_field_value(field, value, export_format)
        return guarded(value) if export_format == self.FORMAT_CSV and isinstance(value, str) else value


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
