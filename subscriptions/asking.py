"""Somebody asks to follow: nothing happens until it is confirmed from the address itself."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from home.following import Subject, describe_all
from mail import suspension
from mail.letters import site_language
from mail.validation import normal_address
from subscriptions import emails
from subscriptions.choosing import may_be_asked, set_rhythm
from subscriptions.models import CONFIRM_WITHIN, NotToInvite, Rhythm, Subscriber, Subscription, SubscriptionRequest
from subscriptions.subjects import parse_all
from subscriptions.uninvited import digest_of

MOST_SUBJECTS = 200

State = Subscriber.State


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What somebody asks for; None or empty where she was not asked."""

    subjects: Sequence[Subject]
    language: str
    rhythm: str = ""
    weekday: int | None = None


def ask(*, email: str, wish: Wish, now: datetime | None = None) -> bool:
    """Note what is wanted in the name of an address, and ask there whether it is; return whether a mail went.

    Whether the address is known is not to be told from anything but that mail.
    """
    now = now or timezone.now()
    email = normal_address(email)
    # Made by itself: two who ask for one address at once both find it.
    subscriber, _made = Subscriber.objects.get_or_create(
        email=email, defaults={"language": site_language(wish.language), "created_at": now}
    )
    with transaction.atomic():
        subscriber = Subscriber.objects.select_for_update(of=("self",)).get(pk=subscriber.pk)
        request = note(subscriber=subscriber, wish=wish, expires_at=now + CONFIRM_WITHIN, now=now)
        if not may_be_asked(subscriber, now):
            return False
        emails.ask_to_confirm(request)
    return True


def note(
    *, subscriber: Subscriber, wish: Wish, expires_at: datetime, now: datetime | None = None
) -> SubscriptionRequest:
    """Write down what is wanted, beside what was wanted already and waits to be confirmed. Within a transaction."""
    now = now or timezone.now()
    # One that has run out is another one: its link is not to open this.
    SubscriptionRequest.objects.filter(subscriber=subscriber, expires_at__lte=now).delete()
    request = SubscriptionRequest.objects.filter(subscriber=subscriber).first()
    earlier = request.subjects if request else []
    wanted = list(dict.fromkeys([*earlier, *(str(subject) for subject in wish.subjects)]))[:MOST_SUBJECTS]
    values = {
        "subjects": wanted,
        "rhythm": wish.rhythm or (request.rhythm if request else ""),
        "weekday": wish.weekday if wish.weekday is not None else (request.weekday if request else None),
        "language": site_language(wish.language),
        "asked_at": now,
        "expires_at": expires_at,
    }
    request, _made = SubscriptionRequest.objects.update_or_create(subscriber=subscriber, defaults=values)
    return request


def waiting_request(
    subscriber: Subscriber, number: int | None = None, now: datetime | None = None
) -> SubscriptionRequest | None:
    """Return what she may confirm, or None where there is nothing, it has run out, or it is not the one asked about."""
    now = now or timezone.now()
    found = SubscriptionRequest.objects.filter(subscriber=subscriber, expires_at__gt=now).first()
    return None if found is None or (number is not None and found.pk != number) else found


def requested_subjects(request: SubscriptionRequest, language: str) -> dict[Subject, str]:
    """Return {subject: what it is called} of a request, without what readers can't see (any more)."""
    subjects = parse_all(request.subjects)
    found = describe_all(subjects, language)
    return {subject: found[subject].title for subject in subjects if subject in found}


@transaction.atomic
def confirm(*, subscriber: Subscriber, chosen: Collection[str] | None = None, now: datetime | None = None) -> bool:
    """Let somebody follow what she asked for, or of it what she has `chosen`; return whether anything waited.

    Her address is known to work from now on.
    """
    now = now or timezone.now()
    subscriber = Subscriber.objects.select_for_update(of=("self",)).get(pk=subscriber.pk)
    request = waiting_request(subscriber, now=now)
    if request is None:
        return False
    for subject in parse_all(request.subjects):
        if chosen is None or str(subject) in chosen:
            Subscription.objects.get_or_create(
                subscriber=subscriber, kind=subject.kind, key=subject.key, defaults={"since": now}
            )
    if request.rhythm or subscriber.state != State.ACTIVE:
        # The line at a page's foot asks for no language: who follows already keeps her own.
        subscriber.language = request.language or subscriber.language
    subscriber.state, subscriber.stopped_at = State.ACTIVE, None
    subscriber.confirmed_at = subscriber.confirmed_at or now
    # It was she: she may be asked again today, about something else.
    subscriber.asked_at = None
    subscriber.save(update_fields=["language", "state", "stopped_at", "confirmed_at", "asked_at"])
    NotToInvite.objects.filter(digest=digest_of(subscriber.email)).delete()
    if request.rhythm:
        weekday = subscriber.weekday if request.weekday is None else request.weekday
        set_rhythm(subscriber=subscriber, rhythm=Rhythm(request.rhythm), weekday=weekday, now=now)
    request.delete()
    suspension.lift(address=subscriber.email)
    return True


@transaction.atomic
def disown(*, subscriber: Subscriber) -> None:
    """Forget a request that was not hers, and the address with it where nothing was ever confirmed from it."""
    SubscriptionRequest.objects.filter(subscriber=subscriber).delete()
    # The row that counts how often she is asked stays for the day; purging takes it.
