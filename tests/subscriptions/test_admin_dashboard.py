"""What the admin's first page says of following and of the mail."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone, translation

from home.registries import to_dos_of
from mail import outbox
from mail.models import OutgoingMail
from subscriptions.health import following
from subscriptions.models import Event, FollowingSettings
from tests import factories
from tests.subscriptions.admin_things import delivery, event, follower, shelf, suspend  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]

ROLES = ["administrator", "editor", "moderator", "translator"]
LONG_AGO = timezone.now() - timedelta(hours=1)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def told(role):
    return {thing.words: thing for thing in to_dos_of(factories.user(role))}


@pytest.mark.parametrize("role", ROLES)
def test_who_looks_after_followers_is_told_of_those_who_get_no_mail(client, role):
    suspend(follower())
    suspend(follower("ola@example.org", state="stopped"))
    thing = told(role).get("1 follower gets no mail: it came back")
    assert bool(thing) is (role in {"administrator", "editor"})
    if thing:
        client.force_login(factories.user(role))
        page = client.get(thing.url).content.decode()
        assert "kari@example.org" in page
        assert "ola@example.org" not in page


@pytest.mark.parametrize("role", ROLES)
def test_who_sets_where_answers_go_is_told_while_they_go_to_nobody(client, role):
    words = "Answers to the mails go to the address that sends them: choose one that somebody reads"
    assert words not in told(role), "nobody follows"
    follower()
    thing = told(role).get(words)
    assert bool(thing) is (role == "administrator")
    if thing:
        client.force_login(factories.user(role))
        assert 'name="reply_to"' in client.get(thing.url, follow=True).content.decode()
    FollowingSettings.objects.update_or_create(defaults={"reply_to": "redaksjon@example.org"})
    cache.clear()
    assert words not in told(role)


@pytest.mark.parametrize("role", ROLES)
def test_news_that_nobody_was_told_of_in_time_is_told(role):
    words = "1 news item could not be mailed to its followers"
    event("1", state="waiting", due_at=timezone.now() - timedelta(minutes=20))
    event("hidden", state="waiting", due_at=LONG_AGO)
    event("2", state="waiting", due_at=LONG_AGO, taken_back_at=LONG_AGO)
    event("3", state="held", due_at=LONG_AGO)
    assert words not in told(role)
    assert following().ok
    late = event("4", state="waiting", due_at=LONG_AGO)
    assert (words in told(role)) is (role in {"administrator", "editor"})
    assert not following().ok
    Event.objects.filter(pk=late.pk).update(state="done")
    assert following().ok


def test_deliveries_that_wait_for_nobody_are_not_counted():
    person = follower()
    delivery(person, event("1"), "waiting")
    assert following().numbers == {"followers": 1, "due_deliveries": 1, "late_news": 0}
    suspend(person)
    assert following().numbers["due_deliveries"] == 0


@pytest.mark.parametrize("role", ROLES)
def test_how_the_queue_is_stands_on_the_first_page_for_who_looks_after_it(client, role):
    outbox.enqueue(to="kari@example.org", subject="Hei", text="Hei.")
    client.force_login(factories.user(role, language="en"))
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    assert ("1 mail waits" in page) is (role == "administrator")
    OutgoingMail.objects.update(next_attempt_at=LONG_AGO, last_error="451 Later")
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    assert ("1 mail waits, 1 has failed before, the oldest for" in page) is (role == "administrator")
    assert ("1 mail has waited for more than half an hour" in page) is (role == "administrator")
