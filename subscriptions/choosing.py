"""What a follower chooses for herself, from a link in any of her mails: no account, no log-in."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from home.following import Subject
from mail import suspension
from mail.models import OutgoingMail
from mail.validation import normal_address
from subscriptions import emails
from subscriptions.models import Delivery, Rhythm, Subscriber, Subscription, SubscriptionRequest, new_key
from subscriptions.periods import next_due
from subscriptions.recalling import recall
from subscriptions.uninvited import do_not_invite

# One address gets at most one mail that anybody could have caused by typing it in this time.
ASK_AGAIN_AFTER = timedelta(days=1)

State = Subscriber.State


def set_rhythm(*, subscriber: Subscriber, rhythm: Rhythm, weekday: int, now: datetime | None = None) -> None:
    """Mail her as often as she says from now on, what already waits for her included."""
    now = now or timezone.now()
    if (subscriber.rhythm, subscriber.weekday) == (rhythm, weekday):
        return
    subscriber.rhythm, subscriber.weekday = rhythm, weekday
    subscriber.save(update_fields=["rhythm", "weekday"])
    due = next_due(rhythm, weekday, now, timezone.get_default_timezone())
    Delivery.objects.waiting().filter(subscriber=subscriber).update(due_at=due)


@transaction.atomic
def choose(
    *,
    subscriber: Subscriber,
    keep: Collection[Subject],
    add: Collection[Subject] = (),
    rhythm: str,
    weekday: int,
    language: str,
    now: datetime | None = None,
) -> None:
    """Follow these and nothing else, this often, in this language.

    Who keeps nothing has stopped. What she no longer follows and has not been mailed yet is not mailed.
    """
    now = now or timezone.now()
    subscriber = Subscriber.objects.select_for_update(of=("self",)).get(pk=subscriber.pk)
    wanted = {*keep, *add}
    if not wanted:
        stop(subscriber=subscriber, now=now)
        return
    for subscription in Subscription.objects.filter(subscriber=subscriber):
        if subscription.subject not in wanted:
            subscription.delete()
    have = {subscription.subject for subscription in Subscription.objects.filter(subscriber=subscriber)}
    Subscription.objects.bulk_create(
        Subscription(subscriber=subscriber, kind=subject.kind, key=subject.key, since=now)
        for subject in add
        if subject not in have
    )
    subscriber.language = language
    subscriber.state, subscriber.stopped_at = State.ACTIVE, None
    subscriber.confirmed_at = subscriber.confirmed_at or now
    subscriber.save(update_fields=["language", "state", "stopped_at", "confirmed_at"])
    # First: what is taken back is due at once, if her rhythm does not say otherwise.
    recall(Delivery.objects.filter(subscriber=subscriber), now)
    set_rhythm(subscriber=subscriber, rhythm=Rhythm(rhythm), weekday=weekday, now=now)
    _drop_unwanted(subscriber, {*have, *add})


def _drop_unwanted(subscriber: Subscriber, follows: set[Subject]) -> None:
    """Mark what waits for her and is about nothing that she follows any more."""
    names = {str(subject) for subject in follows}
    waiting = Delivery.objects.waiting().filter(subscriber=subscriber).select_related("event")
    unwanted = [delivery.pk for delivery in waiting if not names & set(delivery.event.subjects)]
    Delivery.objects.filter(pk__in=unwanted).update(state=Delivery.State.STOPPED)


@transaction.atomic
def stop(*, subscriber: Subscriber, now: datetime | None = None) -> None:
    """Send no more mail: she follows nothing, and what is written but not sent is taken back."""
    now = now or timezone.now()
    Subscriber.objects.filter(~Q(state=State.STOPPED), pk=subscriber.pk).update(state=State.STOPPED, stopped_at=now)
    Subscription.objects.filter(subscriber=subscriber).delete()
    SubscriptionRequest.objects.filter(subscriber=subscriber).delete()
    recall(Delivery.objects.filter(subscriber=subscriber), now)
    Delivery.objects.waiting().filter(subscriber=subscriber).update(state=Delivery.State.STOPPED)


def ask_to_move(*, subscriber: Subscriber, email: str, now: datetime | None = None) -> bool:
    """Ask at another address whether mail is to go there instead; return whether a mail went.

    Nothing changes until it is answered there.
    """
    now = now or timezone.now()
    email = normal_address(email)
    if email == subscriber.email:
        return False
    # What counts how often an address is asked on somebody's word is the row of that address.
    there, _made = Subscriber.objects.get_or_create(email=email, defaults={"language": subscriber.language})
    with transaction.atomic():
        Subscriber.objects.filter(pk=subscriber.pk).update(new_email=email)
        subscriber.new_email = email
        if not may_be_asked(there, now):
            return False
        emails.ask_to_move(subscriber)
    return True


@transaction.atomic
def move(*, subscriber: Subscriber, email: str, now: datetime | None = None) -> bool:
    """Send a follower's mail to her new address from now on; return False where she has asked for another since.

    Links in mails to the old address do nothing any more. Whoever followed from the new address already is the
    same person: she keeps what either followed, and is not told again of what she was told there.
    """
    now = now or timezone.now()
    subscriber = Subscriber.objects.select_for_update(of=("self",)).get(pk=subscriber.pk)
    if not email or subscriber.new_email != email:
        return False
    recall(Delivery.objects.filter(subscriber=subscriber), now)
    there = Subscriber.objects.filter(email=email).first()
    if there:
        recall(Delivery.objects.filter(subscriber=there), now)
        told = there.deliveries.filter(state=Delivery.State.MAILED).values("event")
        subscriber.deliveries.waiting().filter(event__in=told).update(state=Delivery.State.STOPPED)
        have = subscriber.subscriptions.values_list("kind", "key")
        new = [row for row in there.subscriptions.all() if tuple(row.subject) not in set(have)]
        for row in new:
            Subscription.objects.filter(pk=row.pk).update(subscriber=subscriber)
        known = subscriber.deliveries.values("event")
        there.deliveries.exclude(event__in=known).update(subscriber=subscriber)
        there.delete()
    old = subscriber.email
    subscriber.email, subscriber.new_email, subscriber.key = email, "", new_key()
    subscriber.save(update_fields=["email", "new_email", "key"])
    suspension.lift(address=email)
    emails.tell_of_move(old, subscriber)
    return True


def may_be_asked(subscriber: Subscriber, now: datetime) -> bool:
    """Say whether an address may be mailed on somebody's word, and count it; the database decides for all processes."""
    rested = Q(asked_at=None) | Q(asked_at__lte=now - ASK_AGAIN_AFTER)
    return bool(Subscriber.objects.filter(rested, pk=subscriber.pk).update(asked_at=now))


@transaction.atomic
def erase(*, subscriber: Subscriber) -> None:
    """Delete all that is known of a follower: her address, what she follows, what she was sent.

    A mark without her address is kept, so that no list of old followers has her invited again.
    """
    stop(subscriber=subscriber)
    do_not_invite([subscriber.email])
    # Her other mail, such as a link to a new password, is not ours to delete.
    ours = Q(deliveries__subscriber=subscriber) | Q(to=subscriber.email, event__startswith="follow_")
    mails = OutgoingMail.objects.filter(ours).values("pk")
    OutgoingMail.objects.filter(pk__in=list(mails.values_list("pk", flat=True))).delete()
    suspension.lift(address=subscriber.email)
    Subscriber.objects.filter(pk=subscriber.pk).delete()
