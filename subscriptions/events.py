"""What happened, and who is to be told of it: each event becomes one delivery for each person, once."""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from home.following import News, Subject, entries_of, followables, sources
from mail import outbox
from mail.models import OutgoingMail
from subscriptions.models import Delivery, Event, Subscriber, Subscription
from subscriptions.periods import next_due
from subscriptions.preferences import following_settings
from subscriptions.recalling import recall

logger = logging.getLogger(__name__)

# What nobody could read for so long after it happened is no news any more.
NEWS_FOR = timedelta(days=14)
BATCH = 1000

State = Event.State


def wait_of(source: str) -> timedelta:
    """Return how long mails about news of a source wait."""
    waits = source in sources and sources[source].waits
    return timedelta(minutes=following_settings().wait_minutes) if waits else timedelta(0)


@transaction.atomic(savepoint=False)
def happened(news: News, quietly: bool = False, now: datetime | None = None) -> None:
    """Note that something can be read, to tell its followers of it once its wait is over.

    What is told already is not told again. What an editor held back is told when she publishes it anew and no
    longer holds it back; what was taken back begins its wait again.
    """
    now = now or timezone.now()
    due = now + wait_of(news.source)
    state = State.HELD if quietly else State.WAITING
    _event, made = Event.objects.get_or_create(
        source=news.source, key=news.key, edition=0, defaults={"state": state, "happened_at": now, "due_at": due}
    )
    if made:
        return
    # A change that was taken back with what it is about goes with it when it is there again.
    of_it = Event.objects.filter(source=news.source, key=news.key)
    of_it.filter(edition__gt=0, state=State.WAITING, taken_back_at__isnull=False).update(
        happened_at=now, due_at=due, taken_back_at=None
    )
    untold = of_it.filter(edition=0, state__in=[State.WAITING, State.HELD])
    if quietly:
        untold.update(state=State.HELD, taken_back_at=None)
    else:
        untold.filter(Q(state=State.HELD) | Q(taken_back_at__isnull=False)).update(
            state=State.WAITING, happened_at=now, due_at=due, taken_back_at=None
        )


@transaction.atomic
def taken_back(news: News, now: datetime | None = None) -> None:
    """Note that something can't be read any more: mails about it that have not been sent are taken back."""
    now = now or timezone.now()
    of_it = Event.objects.filter(source=news.source, key=news.key)
    of_it.filter(state=State.WAITING).update(taken_back_at=now)
    recall(Delivery.objects.filter(event__in=of_it), now)


@transaction.atomic
def tell_of_change(*, news: News, note: str, now: datetime | None = None) -> Event:
    """Tell the followers of something again, because of an important change; `note` says what it is.

    Raises ValidationError where the note is empty, where nobody may read it, or where the last mail about it
    still waits.
    """
    now = now or timezone.now()
    note = note.strip()
    if not note:
        raise ValidationError({"note": _("Say in a sentence what has changed.")})
    if not _is_public(news):
        raise ValidationError(_("Only what everybody can read can be mailed."))
    events = Event.objects.filter(source=news.source, key=news.key).select_for_update(of=("self",))
    if events.filter(state=State.WAITING).exists():
        raise ValidationError(_("A mail about this is about to be sent. Wait until it has gone."))
    last = events.aggregate(last=Max("edition"))["last"]
    event: Event = Event.objects.create(
        source=news.source,
        key=news.key,
        edition=1 if last is None else last + 1,
        note=note,
        happened_at=now,
        due_at=now + wait_of(news.source),
    )
    return event


@transaction.atomic
def call_off(news: News) -> bool:
    """Keep a mail about an important change from going, while it waits; return whether one did."""
    waiting = Event.objects.filter(source=news.source, key=news.key, edition__gt=0, state=State.WAITING)
    return bool(waiting.update(state=State.HELD))


def _matching(news: News) -> list[Subject]:
    """Return what people follow that news can't say of itself that it is about."""
    found = []
    for followable in followables:
        if followable.matching:
            followed = Subscription.objects.filter(kind=followable.name).order_by()
            keys = list(followed.values_list("key", flat=True).distinct())
            found += [Subject(followable.name, key) for key in (followable.matching(keys, news) if keys else ())]
    return found


def _is_public(news: News) -> bool:
    return news in entries_of([news], settings.LANGUAGE_CODE)


def followers_of(subjects, happened_at: datetime | None = None, not_to: Collection[str] = ()):
    """Return those who are mailed of news about any of these subjects; of those only who followed it by then.

    `not_to` are addresses that know of it already.
    """
    keys: dict[str, set[str]] = {}
    for subject in subjects:
        keys.setdefault(subject.kind, set()).add(subject.key)
    about = Q(pk__in=[])
    for kind, of_kind in keys.items():
        about |= Q(kind=kind, key__in=of_kind)
    following = Subscription.objects.filter(about)
    if happened_at:
        following = following.filter(since__lte=happened_at)
    return Subscriber.objects.active().filter(pk__in=following.values("subscriber")).exclude(email__in=not_to)


def hand_over_due(now: datetime | None = None) -> int:
    """Make deliveries of the events whose wait is over; return how many deliveries."""
    now = now or timezone.now()
    recall_closed(now)
    waiting = Event.objects.filter(state=State.WAITING)
    waiting.filter(happened_at__lt=now - NEWS_FOR).update(state=State.LAPSED)
    made = 0
    for event in waiting.filter(due_at__lte=now, taken_back_at=None).order_by("due_at", "pk"):
        try:
            made += _hand_over(event, now)
        except Exception:
            # One source's trouble keeps no other's news; it is tried again in a minute.
            logger.exception("News %s could not be handed over.", event)
    if made:
        outbox.deliver_soon()
    return made


@transaction.atomic
def recall_closed(now: datetime) -> int:
    """Take back mails that wait for a server, of what has been closed since they were written; return how many.

    A page can be closed in ways that say nothing: by a password on a page above it, or by a move.
    """
    unsent = Delivery.objects.filter(mail__state=OutgoingMail.State.WAITING)
    events = list(Event.objects.filter(pk__in=unsent.values("event")))
    public = entries_of({event.news for event in events}, settings.LANGUAGE_CODE) if events else {}
    closed = [event.pk for event in events if event.news not in public]
    return recall(Delivery.objects.filter(event__in=closed), now) if closed else 0


def _hand_over(event: Event, now: datetime) -> int:
    """Make one event's deliveries, a batch in each transaction: begun again after a crash, nobody gets two.

    What is due is counted from when the event was, so that a worker that slept until nine still sends the mails
    of seven.
    """
    if event.source not in sources or not _is_public(event.news):
        # Its turn comes when it can be read: mornings are counted from then.
        Event.objects.filter(pk=event.pk, state=State.WAITING).update(due_at=now)
        return 0
    subjects = [*sources[event.source].subjects(event.key), *_matching(event.news)]
    event.subjects = [str(subject) for subject in subjects]
    Event.objects.filter(pk=event.pk, state=State.WAITING).update(subjects=event.subjects)
    tell_not = sources[event.source].not_to
    not_to = tell_not(event.key) if tell_not else ()
    zone = timezone.get_default_timezone()
    last, made = 0, 0
    while True:
        with transaction.atomic():
            # Held back or taken back in the meantime?
            still = Event.objects.select_for_update(of=("self",)).filter(
                pk=event.pk, state=State.WAITING, taken_back_at=None
            )
            if not still.exists():
                return made
            people = followers_of(subjects, event.happened_at, not_to).filter(pk__gt=last).order_by("pk")
            # Locked, so that whoever stops at this moment waits, and then finds what was made for her.
            locked = people.select_for_update(of=("self",))
            batch = list(locked.values_list("pk", "rhythm", "weekday")[:BATCH])
            Delivery.objects.bulk_create(
                [
                    Delivery(subscriber_id=pk, event=event, due_at=next_due(rhythm, weekday, event.due_at, zone))
                    for pk, rhythm, weekday in batch
                ],
                ignore_conflicts=True,
            )
            made += len(batch)
            if len(batch) < BATCH:
                Event.objects.filter(pk=event.pk).update(state=State.DONE)
                return made
            last = batch[-1][0]
