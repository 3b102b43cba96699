"""How moderating goes, in Wagtail's reports menu.

It counts comments, not moderators: who decided what stands in each comment's log, and nobody's work is measured here.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import ModelPermissionPolicy

from comments.models import CommentEvent, ModeratedComment, Report, ReportReason
from comments.queue.selecting import count_waiting
from comments.reasons import words_for
from comments.rights import MODERATE, discussions_of
from comments.states import State
from comments.waiting_times import Month, Move, by_month

# So far back, by months of thirty days: the log is read for it each time.
MONTHS = 24


def months_for(user) -> list[Month]:
    """Return how it went with what this user moderates, the newest month first."""
    since = timezone.now() - timedelta(days=30 * MONTHS)
    events = CommentEvent.objects.filter(at__gte=since, comment__discussion__in=_discussions(user)).order_by("pk")
    rows = events.values_list("comment", "at", "actor", "before", "after", "code")
    return by_month((Move(*row) for row in rows.iterator()), timezone.get_current_timezone())


def _discussions(user):
    from comments.models import Discussion

    return Discussion.objects.filter(discussions_of(user))


def in_words(time: timedelta | None) -> str:
    """Return a time as one says it: in minutes, hours or days."""
    if time is None:
        return "–"
    minutes = round(time.total_seconds() / 60)
    if minutes < 60:
        return ngettext("%(number)d minute", "%(number)d minutes", minutes) % {"number": minutes}
    hours = round(minutes / 60)
    if hours < 48:
        return ngettext("%(number)d hour", "%(number)d hours", hours) % {"number": hours}
    days = round(hours / 24)
    return ngettext("%(number)d day", "%(number)d days", days) % {"number": days}


class Row:
    """One month, as it is shown and exported."""

    def __init__(self, month: Month) -> None:
        self.month = date_format(date(month.year, month.month, 1), "YEAR_MONTH_FORMAT")
        self.came = month.came
        self.decided = len(month.decisions)
        self.median, self.ninety = in_words(month.median), in_words(month.ninety)
        self.median_hours, self.ninety_hours = _hours(month.median), _hours(month.ninety)
        self.published = month.states[State.PUBLISHED]
        self.rejected = month.states[State.REJECTED]
        self.spam = month.states[State.SPAM]
        self.removed = month.states[State.REMOVED]


def _hours(time: timedelta | None) -> float | str:
    return round(time.total_seconds() / 3600, 1) if time is not None else ""


class ModerationReportView(ReportView):
    """Waiting times and decisions by month, decisions by reason, and what readers have reported."""

    page_title = gettext_lazy("Moderation of comments")
    header_icon = "comment"
    template_name = "comments/admin/report.html"
    results_template_name = "comments/admin/report_results.html"
    index_url_name = "comment_report"
    index_results_url_name = "comment_report_results"
    permission_policy = ModelPermissionPolicy(ModeratedComment)
    permission_required = "moderate"
    export_headings = {
        "month": gettext_lazy("Month"),
        "came": gettext_lazy("Came before a moderator"),
        "decided": gettext_lazy("Decided"),
        "median_hours": gettext_lazy("Half waited at most, hours"),
        "ninety_hours": gettext_lazy("Nine of ten waited at most, hours"),
        "published": gettext_lazy("Published"),
        "rejected": gettext_lazy("Rejected"),
        "spam": gettext_lazy("Spam"),
        "removed": gettext_lazy("Removed"),
    }
    list_export = list(export_headings)

    def get_filename(self):
        return f"comments-{datetime.today():%Y-%m-%d}"

    def get_filtered_queryset(self):
        self.months = months_for(self.request.user)
        return [Row(month) for month in self.months]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        user = self.request.user
        codes = sum((month.codes for month in self.months), Counter())
        reports = Report.objects.open().filter(comment__discussion__in=_discussions(user)).order_by()
        context["reasons"] = [(words_for(code), number) for code, number in codes.most_common()]
        context["reports"] = [
            (ReportReason(reason).label, number)
            for reason, number in reports.values_list("reason").annotate(number=Count("pk")).order_by("-number")
        ]
        context["waiting"] = count_waiting(user)
        return context


class ReportMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(MODERATE)


def report_menu_item():
    """Return the way to the report (a `register_reports_menu_item` hook)."""
    label = gettext_lazy("Moderation of comments")
    return ReportMenuItem(label, reverse("comment_report"), name="comment-report", icon_name="comment", order=850)
