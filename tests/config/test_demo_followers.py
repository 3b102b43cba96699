"""Those who follow the demo, and what they were told."""

import io
import itertools
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone

from home.following import describe_all
from mail.models import OutgoingMail, SuspendedAddress
from subscriptions import events, purging
from subscriptions.models import Delivery, Event, Subscriber, Subscription
from tests.demo_site import demo_site
from tests.subscriptions.world import pass_time

__all__ = ["demo_site"]

pytestmark = pytest.mark.django_db


def confirmed():
    return Subscriber.objects.exclude(state=Subscriber.State.UNCONFIRMED)


def test_two_dozen_follow_in_every_language_and_rhythm_since_more_than_a_year(demo_site):
    assert confirmed().count() == 24
    assert set(confirmed().values_list("language", flat=True)) == {"nb", "nn", "en"}
    assert set(confirmed().values_list("rhythm", flat=True)) == {"at_once", "daily", "weekly"}
    since = sorted(confirmed().values_list("confirmed_at", flat=True))
    assert timezone.now() - since[0] > timedelta(days=365)
    assert max(later - sooner for sooner, later in itertools.pairwise(since)) < timedelta(days=60)
    assert Subscriber.objects.filter(state=Subscriber.State.UNCONFIRMED, request__isnull=False).count() == 2


def test_every_kind_is_followed_and_all_that_is_followed_can_be_read(demo_site):
    subjects = {row.subject for row in Subscription.objects.all()}
    kinds = {"blog", "tag", "category", "author", "organisation", "session", "term", "comments"}
    assert {subject.kind for subject in subjects} == kinds
    assert describe_all(subjects, "nb").keys() == subjects


def test_no_follower_has_an_address_that_anybody_could_have(demo_site):
    assert all(email.endswith("@example.org") for email in Subscriber.objects.values_list("email", flat=True))


def test_one_address_is_suspended_with_what_its_server_said(demo_site):
    (suspended,) = SuspendedAddress.objects.all()
    assert "550" in suspended.detail
    assert not Subscriber.objects.active().filter(email=suspended.address).exists()


def test_nobody_is_mailed_because_the_demo_is_loaded(demo_site):
    assert not Event.objects.filter(state=Event.State.WAITING).exists()
    assert not Delivery.objects.waiting().exists()
    pass_time(timezone.now() + timedelta(days=8))
    assert not OutgoingMail.objects.exists()


def test_the_past_is_as_it_could_have_been(demo_site):
    told = Delivery.objects.filter(state=Delivery.State.MAILED).select_related("event", "subscriber")
    assert told.count() > 20
    now = timezone.now()
    for delivery in told:
        assert delivery.subscriber.confirmed_at < delivery.event.happened_at < delivery.mailed_at <= now
        assert delivery.subscriber.stopped_at is None or delivery.mailed_at <= delivery.subscriber.stopped_at
    assert Event.objects.exclude(note="").count() == 1
    # The worker's first night takes nothing of it away.
    assert purging.purge() == 0


def test_a_fresh_demo_has_the_same_followers_and_leaves_alone_who_else_follows():
    cache.clear()
    call_command("load_demo", stdout=io.StringIO())
    first = set(Subscriber.objects.values_list("email", flat=True))
    told = Delivery.objects.count()
    own = Subscriber.objects.create(
        email="kari@example.com", state=Subscriber.State.ACTIVE, confirmed_at=timezone.now()
    )
    call_command("load_demo", fresh=True, stdout=io.StringIO())
    assert set(Subscriber.objects.values_list("email", flat=True)) == first | {own.email}
    assert Delivery.objects.count() == told
    assert SuspendedAddress.objects.count() == 1
    assert events.hand_over_due(timezone.now() + timedelta(days=1)) == 0
    cache.clear()
