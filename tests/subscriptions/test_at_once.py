"""Two workers at once, eight requests at once, a reader who stops in the middle: on a database with real locks."""

import threading
import time
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection

from home.following import News
from mail import outbox
from mail.models import OutgoingMail
from subscriptions import asking, choosing, events, mailing
from subscriptions.models import Delivery, Event, Subscriber, Subscription, SubscriptionRequest
from tests.comments.crowding import at_once
from tests.subscriptions.world import BEGAN, BLOG, LAKE, RIVER, follower

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 300
LATER = BEGAN + timedelta(minutes=11)


@pytest.fixture(autouse=True)
def locks(transactional_db, settings):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite's test database lives in memory, which threads cannot lock; test_killing holds there.")
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


def crowd(number):
    """Make so many who follow everything."""
    since = BEGAN - timedelta(days=1)
    people = Subscriber.objects.bulk_create(
        Subscriber(email=f"f{n}@example.org", language="nb", state="active", confirmed_at=since) for n in range(number)
    )
    Subscription.objects.bulk_create(
        Subscription(subscriber=person, kind=BLOG.kind, key=BLOG.key, since=since) for person in people
    )


def write_all():
    total = 0
    while made := mailing.write_due(40, LATER):
        total += made
    return total


def test_workers_that_write_at_once_write_one_mail_to_each(world):
    crowd(PEOPLE)
    world.publish("a", now=BEGAN)
    world.publish("b", now=BEGAN)
    events.hand_over_due(LATER)
    assert sum(at_once([write_all] * 4)) == PEOPLE
    assert Counter(OutgoingMail.objects.values_list("to", flat=True)) == {f"f{n}@example.org": 1 for n in range(PEOPLE)}
    told = Delivery.objects.filter(state=Delivery.State.MAILED, mail__isnull=False)
    assert told.count() == 2 * PEOPLE
    assert mailing.write_due(PEOPLE, LATER) == 0


def test_workers_that_hand_over_at_once_make_one_delivery_for_each(world, monkeypatch):
    monkeypatch.setattr(events, "BATCH", 50)
    crowd(PEOPLE)
    for key in "abc":
        world.publish(key, now=BEGAN)
    at_once([lambda: events.hand_over_due(LATER)] * 4)
    per_event = Counter(Delivery.objects.values_list("event__key", flat=True))
    assert per_event == dict.fromkeys("abc", PEOPLE)
    assert set(Event.objects.values_list("state", flat=True)) == {Event.State.DONE}


def test_a_worker_that_comes_late_to_an_event_makes_nothing_anew(world):
    crowd(20)
    world.publish("a", now=BEGAN)
    at_once([lambda: events.hand_over_due(LATER), write_all, lambda: events.hand_over_due(LATER), write_all])
    write_all()
    assert OutgoingMail.objects.count() == Delivery.objects.count() == 20


def test_who_stops_while_her_mail_is_written_is_sent_nothing(world, monkeypatch):
    kari, ola = follower(), follower()
    world.publish("a", now=BEGAN)
    events.hand_over_due(LATER)
    written = threading.Event()
    enqueue_all = outbox.enqueue_all

    def slowly(mails):
        enqueue_all(mails)
        written.set()
        # She has pressed the button, and her request waits for the row that this worker holds.
        deadline = time.monotonic() + 10
        while not somebody_waits_for_a_lock() and time.monotonic() < deadline:
            time.sleep(0.01)

    def stop():
        written.wait(10)
        choosing.stop(subscriber=kari)

    monkeypatch.setattr(outbox, "enqueue_all", slowly)
    made, _nothing = at_once([lambda: mailing.write_due(50, LATER), stop])
    assert made == 2
    assert list(OutgoingMail.objects.values_list("to", flat=True)) == [ola.email]
    assert kari.deliveries.get().state == Delivery.State.STOPPED


def somebody_waits_for_a_lock():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0] > 0


def test_who_is_stopping_is_passed_over_by_those_who_write(world):
    kari, ola = follower(), follower()
    world.publish("a", now=BEGAN)
    events.hand_over_due(LATER)
    at_once([lambda: choosing.stop(subscriber=kari), write_all, write_all])
    write_all()
    assert list(OutgoingMail.objects.values_list("to", flat=True)) == [ola.email]


def test_many_who_stop_and_choose_while_two_workers_write_and_send(world):
    crowd(60)
    world.publish("a", RIVER, now=BEGAN)
    events.hand_over_due(LATER)
    people = list(Subscriber.objects.order_by("pk"))

    def stop():
        for person in people[:20]:
            choosing.stop(subscriber=person)

    def choose():
        for person in people[20:40]:
            choosing.choose(
                subscriber=person, keep=[LAKE], add=[LAKE], rhythm=person.rhythm, weekday=0, language="nb", now=LATER
            )

    def send():
        return sum(outbox.deliver_due(limit=10).sent for _round in range(8))

    at_once([stop, choose, write_all, write_all, send, send])
    write_all()
    outbox.deliver_due(limit=100)
    sent = Counter(OutgoingMail.objects.values_list("to", flat=True))
    assert set(sent.values()) == {1}, "nobody twice"
    assert {person.email for person in people[40:]} <= sent.keys(), "nobody forgotten"
    assert not OutgoingMail.objects.exclude(state=OutgoingMail.State.SENT).exists()
    assert not Delivery.objects.waiting().exists()


def test_an_address_typed_in_eight_times_at_once_is_asked_once(world):
    wish = asking.Wish(subjects=[BLOG], language="nb")
    asked = at_once([lambda: asking.ask(email="Kari@example.org", wish=wish)] * 8)
    assert sorted(asked) == [False] * 7 + [True]
    assert Subscriber.objects.count() == SubscriptionRequest.objects.count() == OutgoingMail.objects.count() == 1


def test_a_confirmation_pressed_many_times_at_once_counts_once(world):
    asking.ask(email="kari@example.org", wish=asking.Wish(subjects=[BLOG, RIVER], language="nb"))
    kari = Subscriber.objects.get()
    assert sorted(at_once([lambda: asking.confirm(subscriber=kari)] * 6)) == [False] * 5 + [True]
    assert kari.subscriptions.count() == 2


def test_what_is_announced_many_times_at_once_is_one_event(world):
    news = News("story", "a")
    world.write("a")
    at_once([lambda: events.happened(news, now=BEGAN)] * 6)
    assert Event.objects.count() == 1
