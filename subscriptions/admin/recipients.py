"""How many get a mail about something, and whether they have had it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Q
from django.utils import timezone

from home.following import News, entries_of, sources
from subscriptions.events import followers_of
from subscriptions.models import Delivery, Event
from subscriptions.purging import KEEP_RECORDS


def recipients_of(news: News) -> int:
    """Return how many would be mailed about something now; by its latest draft, where nobody can read it yet.

    Who follows words that it has is not among them: what they find is known once it is published.
    """
    source = sources[news.source]
    subjects = source.subjects(news.key)
    if not subjects and source.draft_subjects:
        subjects = source.draft_subjects(news.key)
    return followers_of(subjects).count()


@dataclass(frozen=True)
class Standing:
    """How far the mail about something has come; of the last mail, where there were several."""

    # One of Event's states, or "" where it was never published.
    state: str = ""
    edition: int = 0
    at: datetime | None = None
    # How many it was mailed to, as long as that is remembered, and how many wait for their morning.
    number: int | None = None
    waiting: int = 0
    # Whether anybody may read it; what waits goes to nobody before that.
    is_public: bool = True

    @property
    def is_today(self) -> bool:
        """Say whether it is enough to name the hour."""
        return self.at is not None and timezone.localdate(self.at) == timezone.localdate()

    @property
    def can_be_told_again(self) -> bool:
        """Say whether an important change can be mailed."""
        return self.state == Event.State.DONE or (self.state == Event.State.HELD and self.edition > 0)

    @property
    def can_be_called_off(self) -> bool:
        """Say whether an important change waits, and can still be kept from going."""
        return self.state == Event.State.WAITING and self.edition > 0


def standing_of(news: News, now: datetime | None = None) -> Standing:
    """Return how far the mail about something has come; in one query, and those of its source while it waits."""
    now = now or timezone.now()
    events = Event.objects.filter(source=news.source, key=news.key).annotate(
        number=Count("deliveries", filter=Q(deliveries__state=Delivery.State.MAILED)),
        waiting=Count("deliveries", filter=Q(deliveries__state=Delivery.State.WAITING)),
    )
    event = events.order_by("-edition").first()
    if event is None or event.taken_back_at:
        return Standing()
    remembered = event.state == Event.State.DONE and event.happened_at > now - KEEP_RECORDS + timedelta(days=1)
    is_public = event.state != Event.State.WAITING or news in entries_of([news], settings.LANGUAGE_CODE)
    number = event.number if remembered else None
    return Standing(event.state, event.edition, event.due_at, number, event.waiting, is_public)
