"""News that should have been handed over long ago: something is wrong where it comes from."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from home.following import entries_of
from subscriptions.models import Event

LATE_AFTER = timedelta(minutes=30)
# Many at once have one cause, and looking at all would cost more than it tells.
LOOKED_AT = 50


def late_news(now: datetime | None = None) -> list[Event]:
    """Return what anybody may read and nobody has been told of. What is not public yet is not late."""
    due = (now or timezone.now()) - LATE_AFTER
    waiting = Event.objects.filter(state=Event.State.WAITING, due_at__lte=due, taken_back_at=None)
    events = list(waiting.order_by("due_at", "pk")[:LOOKED_AT])
    public = entries_of({event.news for event in events}, settings.LANGUAGE_CODE)
    return [event for event in events if event.news in public]
