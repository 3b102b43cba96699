"""Write the mails that are due: one for each person, with everything that waits for her.

The outbox asks for them when it has room. Those who are to be mailed are locked while their mails are written,
and mails and deliveries change in one transaction: of two workers neither writes what the other does, and a
crash leaves nothing half done.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from home.following import Subject, sources
from mail import outbox
from mail.letters import site_language
from subscriptions.events import NEWS_FOR
from subscriptions.letters import Desk
from subscriptions.models import Delivery, Subscriber, Subscription
from subscriptions.periods import next_due

# What is not public when its turn comes is looked at again then.
LOOK_AGAIN_AFTER = timedelta(hours=1)

State = Delivery.State


@transaction.atomic
def write_due(limit: int, now: datetime | None = None) -> int:
    """Write the mails of at most `limit` people into the outbox; return how many mails."""
    now = now or timezone.now()
    people = _claim(limit, now)
    if not people:
        return 0
    waiting: dict[int, list[Delivery]] = defaultdict(list)
    for delivery in Delivery.objects.due(now).filter(subscriber__in=people).select_related("event").order_by("pk"):
        waiting[delivery.subscriber_id].append(delivery)
    follows: dict[int, list[Subject]] = defaultdict(list)
    for row in Subscription.objects.filter(subscriber__in=people):
        follows[row.subscriber_id].append(row.subject)
    desk = Desk()
    desk.look_up(_wanted(people, waiting, follows))
    mails, written, postponed, lapsed = [], [], [], []
    # The rooms from the top down: posts stand before comments.
    places = {source.name: place for place, source in enumerate(sources)}
    for person in people:
        ready = []
        for delivery in waiting[person.pk]:
            if desk.is_public(delivery.event.news, person.language):
                ready.append(delivery)
            elif delivery.event.happened_at < now - NEWS_FOR:
                lapsed.append(delivery.pk)
            else:
                delivery.due_at = max(_again(person, now), now + LOOK_AGAIN_AFTER)
                postponed.append(delivery)
        if not ready:
            continue
        ready.sort(key=lambda delivery: (places[delivery.event.source], delivery.event.happened_at, delivery.pk))
        mail = desk.write(person, [delivery.event for delivery in ready], follows[person.pk])
        if mail is None:
            lapsed += [delivery.pk for delivery in ready]
            continue
        mails.append(mail)
        for delivery in ready:
            delivery.mail = mail
            written.append(delivery)
    outbox.enqueue_all(mails)
    Delivery.objects.bulk_update(written, ["mail"])
    Delivery.objects.filter(pk__in=[delivery.pk for delivery in written]).update(state=State.MAILED, mailed_at=now)
    Delivery.objects.bulk_update(postponed, ["due_at"])
    Delivery.objects.filter(pk__in=lapsed).update(state=State.LAPSED)
    return len(mails)


def _claim(limit: int, now: datetime) -> list[Subscriber]:
    """Lock some of those to whom something is due, without waiting for those whom another worker has."""
    due = Delivery.objects.due(now).filter(subscriber=OuterRef("pk"))
    people = Subscriber.objects.active().filter(Exists(due)).order_by("pk")
    return list(people.select_for_update(skip_locked=True, of=("self",))[:limit])


def _wanted(people, waiting, follows) -> dict[str, tuple[set, set]]:
    """Return {language: (news, subjects)} of all that these people's mails may be about."""
    wanted: dict[str, tuple[set, set]] = defaultdict(lambda: (set(), set()))
    for person in people:
        news, subjects = wanted[site_language(person.language)]
        news.update(delivery.event.news for delivery in waiting[person.pk])
        about = {text for delivery in waiting[person.pk] for text in delivery.event.subjects}
        subjects.update(subject for subject in follows[person.pk] if str(subject) in about)
    return wanted


def _again(person: Subscriber, now: datetime) -> datetime:
    return next_due(person.rhythm, person.weekday, now, timezone.get_default_timezone())
