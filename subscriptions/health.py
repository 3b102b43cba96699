"""Whether followers are told of what is new, for `/health/`."""

from __future__ import annotations

from django.db.models import Count, Q
from django.utils import timezone

from home.registries import HealthResult
from subscriptions.lateness import late_news
from subscriptions.models import Delivery, Subscriber


def following() -> HealthResult:
    """Look whether news is handed over in time. Mails that are due may be many, and take their time."""
    now = timezone.now()
    people = Subscriber.objects.aggregate(followers=Count("pk", filter=Q(state=Subscriber.State.ACTIVE)))
    late = len(late_news(now))
    due = Delivery.objects.due(now).filter(subscriber__in=Subscriber.objects.active())
    numbers = {**people, "due_deliveries": due.count(), "late_news": late}
    return HealthResult(ok=not late, numbers=numbers)
