"""News of a kind of its own, those who follow it, and deliveries in every state: for tests of the admin."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from home.following import Entry, Followable, Followed, News, Source, Subject, followables, sources
from mail import outbox
from mail.models import OutgoingMail, SuspendedAddress
from subscriptions.models import Delivery, Event, Subscriber, Subscription

PILE = Subject("pile", "all")
AT = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def entry(key, language="nb", title=""):
    return Entry(
        id=f"urn:thing:{key}",
        title=title or f"Ting {key}",
        url=f"/ting/{key}/",
        published=AT,
        updated=AT,
        language=language,
        html=f'<p>Om <a href="/ting/{key}/">ting {key}</a>.</p>',
        summary=f"Om ting {key}.",
    )


class Shelf:
    """What can be read, and who may do what."""

    def __init__(self):
        self.public = {str(number) for number in range(100)}
        self.drafts = {}
        self.may_edit = self.may_publish = lambda user, key: True

    def entries(self, keys, language):
        return {key: entry(key, language) for key in keys if key in self.public}

    def draft(self, key, language):
        return entry(key, language, self.drafts[key]) if key in self.drafts else None


@contextmanager
def registered(registry, thing):
    registry.register(thing)
    try:
        yield
    finally:
        del registry._entries[thing.name]


@pytest.fixture
def shelf():
    """Register a source and a kind of subject that no room has."""
    shelf = Shelf()
    source = Source(
        name="thing",
        label="ting",
        entries=shelf.entries,
        subjects=lambda key: {PILE},
        draft=shelf.draft,
        may_edit=lambda user, key: shelf.may_edit(user, key),
        may_publish=lambda user, key: shelf.may_publish(user, key),
    )
    kind = Followable(
        name="pile",
        label="haug",
        plural="Hauger",
        describe=lambda keys, language: {key: Followed(title="Alt i haugen", url="/haug/") for key in keys},
        newest=lambda key, language, most: [News("thing", "1")],
        offered=lambda language: [("all", "Alt i haugen")],
    )
    with registered(sources, source), registered(followables, kind):
        yield shelf


def follower(email="kari@example.org", *, state="active", follows=True, **fields):
    now = timezone.now()
    times = {
        "active": {"confirmed_at": now},
        "stopped": {"confirmed_at": now, "stopped_at": now},
        "unconfirmed": {},
    }[state]
    made = Subscriber.objects.create(email=email, state=state, language="nb", **times | fields)
    if follows and state == "active":
        Subscription.objects.create(
            subscriber=made, kind=PILE.kind, key=PILE.key, since=timezone.now() - timedelta(days=1)
        )
    return made


def event(key="1", **fields):
    return Event.objects.create(source="thing", key=key, **{"state": "done", "subjects": [str(PILE)]} | fields)


def delivery(person, about, fate="sent"):
    """Make a delivery of which this has become; "purged" is one whose mail was let go of."""
    now = timezone.now()
    if fate in {"waiting", "lapsed", "stopped"}:
        return Delivery.objects.create(subscriber=person, event=about, state=fate)
    made = Delivery.objects.create(subscriber=person, event=about, state="mailed", mailed_at=now)
    if fate != "purged":
        mail = outbox.enqueue(to=person.email, subject="Nytt", text="Nytt.", event="news")
        states = {
            "sent": {"state": "sent", "sent_at": now, "text": ""},
            "given_up": {"state": "given_up", "last_error": "550 No such user"},
            "doubtful": {"state": "doubtful", "last_error": "Avbrutt"},
            "outbox": {},
        }[fate]
        if states:
            OutgoingMail.objects.filter(pk=mail.pk).update(next_attempt_at=None, **states)
        Delivery.objects.filter(pk=made.pk).update(mail=mail)
    return Delivery.objects.get(pk=made.pk)


def suspend(person, reason="bounced"):
    return SuspendedAddress.objects.create(address=person.email, reason=reason, detail="550 Gone")
