"""The list of everything that was mailed to followers."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from subscriptions.models import Delivery
from tests import factories
from tests.subscriptions.admin_things import delivery, event, follower, shelf  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]

FATES = ["waiting", "outbox", "sent", "given_up", "doubtful", "lapsed", "stopped"]


def get(client, role="moderator", **data):
    client.force_login(factories.user(role, language="en"))
    return client.get(reverse("deliveries:index"), data)


@pytest.mark.parametrize("role", ["administrator", "editor", "moderator", "translator"])
def test_the_list_is_for_those_who_may_see_it(client, role):
    delivery(follower(), event())
    response = get(client, role)
    assert (response.status_code == 200) is (role != "translator")


@pytest.fixture
def one_of_each():
    for number, fate in enumerate([*FATES, "purged"]):
        delivery(follower(f"{fate}@example.org"), event(str(number)), fate)


WORDS = {
    "waiting": "waiting for its time",
    "outbox": "waiting in the outbox",
    "given_up": "given up: 550 No such user",
    "doubtful": "in doubt",
    "lapsed": "not public in time",
    "stopped": "no longer wanted",
}


@pytest.mark.usefixtures("one_of_each")
def test_each_says_what_became_of_it(client):
    page = get(client).content.decode()
    for words in WORDS.values():
        assert words in page
    assert "Ting 0" in page


@pytest.mark.usefixtures("one_of_each")
@pytest.mark.parametrize("fate", FATES)
def test_the_list_is_narrowed_to_one_state(client, fate):
    page = get(client, fate=fate).content.decode()
    found = {name for name in [*FATES, "purged"] if f"{name}@example.org" in page}
    assert found == ({"sent", "purged"} if fate == "sent" else {fate})


@pytest.mark.usefixtures("one_of_each")
def test_the_list_is_narrowed_to_one_thing_or_one_person(client):
    about = Delivery.objects.get(subscriber__email="lapsed@example.org").event
    for data in ({"event": about.pk}, {"q": "lapsed@"}):
        page = get(client, **data).content.decode()
        assert "lapsed@example.org" in page
        assert "doubtful@example.org" not in page


@pytest.mark.usefixtures("one_of_each")
def test_the_list_is_a_file_too_in_which_nothing_is_a_formula(client):
    delivery(follower("=cmd@example.org"), event("9"))
    response = get(client, "administrator", export="csv")
    file = response.content.decode()
    assert file.startswith('\ufeff"When";"To";')
    assert '"given up";"550 No such user"' in file
    assert "'=cmd@example.org" in file
    assert "Ting 9" in file
    assert "no-store" in response["Cache-Control"]
    book = get(client, "administrator", export="xlsx")
    assert book.status_code == 200
    assert "no-store" in book["Cache-Control"]
    assert ModelLogEntry.objects.filter(action="subscriptions.export_deliveries").count() == 2


def test_times_in_the_file_are_those_of_the_clock_on_the_wall(client):
    made = delivery(follower(), event(), "waiting")
    Delivery.objects.filter(pk=made.pk).update(due_at=datetime(2026, 7, 1, 10, 30, tzinfo=UTC))
    assert '"2026-07-01 12:30"' in get(client, "administrator", export="csv").content.decode()


@pytest.mark.usefixtures("one_of_each")
@pytest.mark.parametrize("role", ["editor", "moderator"])
@pytest.mark.parametrize("file", ["csv", "xlsx"])
def test_only_those_who_may_have_all_addresses_have_the_list_as_a_file(client, role, file):
    assert "export=csv" not in get(client, role).content.decode()
    refused = get(client, role, export=file)
    assert refused.status_code == 302
    assert not ModelLogEntry.objects.filter(action="subscriptions.export_deliveries").exists()
    assert "export=csv" in get(client, "administrator").content.decode()


def test_the_list_costs_the_same_whatever_its_length(client, django_assert_max_num_queries):
    delivery(follower("first@example.org"), event("0"))
    get(client)
    counts = []
    for size in (3, 15):
        for number in range(size):
            delivery(follower(f"{size}-{number}@example.org"), event(f"{number}", edition=size))
        with django_assert_max_num_queries(25) as captured:
            client.get(reverse("deliveries:index"))
        counts.append(len(captured))
    assert counts[0] == counts[1]
