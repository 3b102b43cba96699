"""Following in figures, in Wagtail's admin: how many, of what, and over time. It counts people; it names nobody."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.reports import ReportView
from wagtail.admin.viewsets.base import ViewSet

from home.following import Subject, describe_all, followables
from mail.letters import site_language
from subscriptions.admin.chart import at_the_end_of, draw, months_until
from subscriptions.admin.menu import item_for
from subscriptions.admin.rights import SEE, FollowingPolicy
from subscriptions.models import Subscriber, Subscription

MOST_SUBJECTS = 50
LATELY = timedelta(days=30)


class Row:
    """One month, as it is shown and exported."""

    def __init__(self, month: date, number: int) -> None:
        self.month, self.number = date_format(month, "YEAR_MONTH_FORMAT"), number


def by_month(now: datetime) -> tuple[list[date], list[int]]:
    """Return (months, how many followed at the end of each), in two queries."""
    confirmed = Subscriber.objects.filter(confirmed_at__isnull=False).order_by()
    came = _count(confirmed, "confirmed_at")
    went = _count(confirmed.filter(state=Subscriber.State.STOPPED), "stopped_at")
    months = months_until(timezone.localdate(now))
    return months, at_the_end_of(months, came, went)


def _count(people, field: str) -> dict[date, int]:
    rows = people.annotate(month=TruncMonth(field)).values_list("month").annotate(number=Count("pk"))
    return {month.date(): number for month, number in rows}


def by_subject(language: str) -> list[tuple[str, str, int]]:
    """Return (kind, title, followers) of what is followed most; what readers can't see is not named."""
    active = Subscription.objects.filter(subscriber__in=Subscriber.objects.active()).order_by()
    rows = active.values_list("kind", "key").annotate(number=Count("pk")).order_by("-number", "kind", "key")
    counted = [(Subject(kind, key), number) for kind, key, number in rows[:MOST_SUBJECTS]]
    found = describe_all([subject for subject, _number in counted], language)
    return [
        (str(followables[subject.kind].label), found[subject].title, number)
        for subject, number in counted
        if subject in found
    ]


def totals(now: datetime) -> dict[str, int]:
    """Return how many follow, how many wait or get no mail, and what changed lately; in two queries."""
    state, since = Subscriber.State, now - LATELY
    counted = Subscriber.objects.aggregate(
        follow=Count("pk", filter=Q(state=state.ACTIVE)),
        unconfirmed=Count("pk", filter=Q(state=state.UNCONFIRMED)),
        came=Count("pk", filter=Q(confirmed_at__gte=since)),
        stopped=Count("pk", filter=Q(state=state.STOPPED, stopped_at__gte=since)),
    )
    return {**counted, "suspended": counted["follow"] - Subscriber.objects.active().count()}


class FiguresView(ReportView):
    """The report."""

    page_title = _("Following in figures")
    header_icon = "mail"
    template_name = "subscriptions/admin/figures.html"
    results_template_name = "subscriptions/admin/figures_results.html"
    index_url_name = "following_figures:index"
    index_results_url_name = "following_figures:index_results"
    permission_policy = FollowingPolicy(Subscriber)
    permission_required = "view"
    export_headings = {"month": _("Month"), "number": _("Followers")}
    list_export = ("month", "number")

    def get_filename(self):
        return f"following-{datetime.today():%Y-%m-%d}"

    def get_filtered_queryset(self):
        self.now = timezone.now()
        self.months = by_month(self.now)
        return [Row(month, number) for month, number in zip(*self.months, strict=True)]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if not self.is_export:
            context["chart"] = draw(*self.months)
            context["totals"] = totals(self.now)
            context["subjects"] = by_subject(site_language(get_language() or ""))
        return context


class FiguresViewSet(ViewSet):
    """How many follow what."""

    name = "following_figures"
    url_prefix = "following/figures"
    icon = "view"
    menu_label = _("Figures")
    menu_item_class = item_for(SEE)

    def get_urlpatterns(self):
        return [
            path("", FiguresView.as_view(), name="index"),
            path("results/", FiguresView.as_view(results_only=True), name="index_results"),
        ]
