"""Following in figures: how many, of what, and over time."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as some

from subscriptions.admin import chart
from subscriptions.admin.figures import by_month, totals
from subscriptions.models import Subscriber
from tests import factories
from tests.subscriptions.admin_things import follower, shelf, suspend  # noqa: F401

URL = "following_figures:index"
NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)


def test_months_go_back_over_the_turn_of_the_year():
    months = chart.months_until(date(2026, 3, 15), 4)
    assert months == [date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)]


@given(some.lists(some.integers(0, 100_000), min_size=24, max_size=24))
def test_every_bar_stands_within_the_picture(numbers):
    picture = chart.draw(chart.months_until(date(2026, 3, 1)), numbers)
    for bar in picture.bars:
        assert bar.y >= chart.TOP
        assert bar.y + bar.height == picture.base
        assert bar.x + bar.width <= picture.width
    assert picture.lines[-1][1] >= max(numbers)


@pytest.fixture
def people(shelf):  # noqa: F811
    def began(email, when, stopped=None):
        state = "stopped" if stopped else "active"
        person = follower(email, state=state)
        Subscriber.objects.filter(pk=person.pk).update(confirmed_at=when, stopped_at=stopped)

    began("long@example.org", datetime(2019, 1, 1, tzinfo=UTC))
    began("winter@example.org", datetime(2026, 1, 10, tzinfo=UTC), datetime(2026, 3, 1, 12, tzinfo=UTC))
    # By the site's clock it is March already.
    began("border@example.org", datetime(2026, 2, 28, 23, 30, tzinfo=UTC))
    follower("unconfirmed@example.org", state="unconfirmed")


@pytest.mark.django_db
@pytest.mark.usefixtures("people")
def test_each_month_counts_those_who_followed_at_its_end():
    months, numbers = by_month(NOW)
    assert (months[-1], len(months)) == (date(2026, 3, 1), 24)
    assert numbers[-4:] == [1, 2, 2, 2]


@pytest.mark.django_db
@pytest.mark.usefixtures("people")
def test_the_totals_say_who_is_new_and_who_has_stopped():
    suspend(Subscriber.objects.get(email="long@example.org"))
    assert totals(NOW) == {"follow": 2, "unconfirmed": 1, "came": 1, "stopped": 1, "suspended": 1}


@pytest.mark.django_db
@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("role", ["administrator", "editor", "moderator", "translator"])
def test_the_report_is_for_those_who_may_see_followers_and_names_nobody(client, role):
    follower()
    client.force_login(factories.user(role, language="en"))
    response = client.get(reverse(URL))
    assert (response.status_code == 200) is (role != "translator")
    if role != "translator":
        page = response.content.decode()
        for words in ('role="img"', "<desc", "1 person follows", "Alt i haugen"):
            assert words in page
        assert "kari@example.org" not in page
        assert " 1,1" not in page.partition("<svg")[2].partition("</svg>")[0]
        assert client.get(reverse(URL), {"export": "csv"}).status_code == 200


@pytest.mark.django_db
@pytest.mark.usefixtures("shelf")
def test_the_report_is_there_before_anybody_follows(client):
    client.force_login(factories.user("editor", language="en"))
    assert "Nobody follows anything yet." in client.get(reverse(URL)).content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("shelf")
def test_the_report_costs_the_same_for_many(client, django_assert_max_num_queries):
    client.force_login(factories.user("editor", language="en"))
    follower()
    client.get(reverse(URL))
    counts = []
    for size in (3, 20):
        for number in range(size):
            person = follower(f"{size}-{number}@example.org")
            Subscriber.objects.filter(pk=person.pk).update(confirmed_at=timezone.now() - timedelta(days=40 * number))
        with django_assert_max_num_queries(25) as captured:
            client.get(reverse(URL))
        counts.append(len(captured))
    assert counts[0] == counts[1]
