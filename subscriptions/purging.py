"""Let go of what is no longer needed: requests that nobody confirmed, those who stopped, records of what was sent."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from subscriptions.events import NEWS_FOR
from subscriptions.models import Delivery, Event, Subscriber, SubscriptionRequest
from subscriptions.uninvited import do_not_invite

KEEP_STOPPED = timedelta(days=30)
KEEP_RECORDS = timedelta(days=365)
# Whoever was asked in vain is remembered for as long as she is not to be asked again.
KEEP_ASKED = timedelta(days=1)
A_WEEK = timedelta(days=7)

State = Subscriber.State


def purge(now: datetime | None = None) -> int:
    """Delete what has run out; return how many addresses were let go of."""
    now = now or timezone.now()
    SubscriptionRequest.objects.filter(expires_at__lte=now).delete()
    unconfirmed = Subscriber.objects.filter(state=State.UNCONFIRMED, request=None).exclude(
        asked_at__gt=now - KEEP_ASKED
    )
    stopped = Subscriber.objects.filter(state=State.STOPPED, request=None, stopped_at__lte=now - KEEP_STOPPED)
    gone = 0
    for people in (unconfirmed, stopped):
        rows = dict(people.values_list("pk", "email"))
        # Nor are those who stopped, or did not answer an invitation, invited once more.
        do_not_invite(people.exclude(confirmed_at=None, origin=Subscriber.Origin.FORM).values_list("email", flat=True))
        Subscriber.objects.filter(pk__in=rows).delete()
        gone += len(rows)
    # What has waited so long, as for somebody whose address was suspended, is no news any more.
    stale = Delivery.objects.waiting().filter(event__happened_at__lt=now - NEWS_FOR - A_WEEK)
    stale.update(state=Delivery.State.LAPSED)
    old = now - KEEP_RECORDS
    Delivery.objects.exclude(state=Delivery.State.WAITING).filter(event__happened_at__lt=old).delete()
    # An event stays, so that what it was about is never told of again; whom it went to is forgotten.
    Event.objects.filter(happened_at__lt=old).exclude(subjects=[]).update(subjects=[])
    return gone
