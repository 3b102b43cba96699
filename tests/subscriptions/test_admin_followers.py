"""Followers in the admin: who sees them, and what may be done about them."""

import pytest
from django.urls import NoReverseMatch, reverse
from wagtail.models import ModelLogEntry

from mail.models import OutgoingMail, SuspendedAddress
from subscriptions.models import Delivery, Subscriber, SubscriptionRequest
from tests import factories
from tests.subscriptions.admin_things import delivery, event, follower, shelf, suspend  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]

ROLES = ["administrator", "editor", "moderator", "translator"]
SEES = {"administrator", "editor", "moderator"}
LOOKS_AFTER = {"administrator", "editor"}


def url(name, *args):
    return reverse(f"followers:{name}", args=args)


def sign_in(client, role="administrator"):
    user = factories.user(role, language="en")
    client.force_login(user)
    return user


def page(client, address, **data):
    response = client.get(address, data)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("role", ROLES)
def test_the_list_and_its_pages_are_for_those_who_may_see_them(client, role):
    person = follower()
    sign_in(client, role)
    for address in (url("index"), url("index_results"), url("inspect", person.pk)):
        response = client.get(address)
        if role in SEES:
            assert response.status_code == 200
            assert person.email in response.content.decode()
        else:
            assert response.status_code == 302


@pytest.mark.parametrize("role", ROLES)
def test_the_menu_leads_where_the_role_may_go(client, role):
    sign_in(client, role)
    home = page(client, reverse("wagtailadmin_home"))
    assert (url("index") in home) is (role in SEES)
    assert (reverse("followers_exchange:import") in home) is (role == "administrator")


@pytest.mark.parametrize("role", ROLES)
def test_mail_is_stopped_by_those_who_answer_followers(client, role):
    person = follower()
    sign_in(client, role)
    if role in SEES:
        assert (url("stop", person.pk) in page(client, url("inspect", person.pk))) is (role in LOOKS_AFTER)
    client.post(url("stop", person.pk))
    person.refresh_from_db()
    assert (person.state == "stopped") is (role in LOOKS_AFTER)
    assert ModelLogEntry.objects.filter(action="subscriptions.stop").count() == int(role in LOOKS_AFTER)


@pytest.mark.parametrize("role", ROLES)
def test_a_follower_is_erased_by_an_administrator_alone(client, role):
    person = follower()
    delivery(person, event())
    sign_in(client, role)
    if role in SEES:
        assert (url("erase", person.pk) in page(client, url("inspect", person.pk))) is (role == "administrator")
    client.post(url("erase", person.pk))
    gone = not Subscriber.objects.exists() and not OutgoingMail.objects.exists()
    assert gone is (role == "administrator")


def test_the_log_keeps_no_address_of_who_was_erased(client):
    person = follower()
    sign_in(client)
    client.post(url("stop", person.pk))
    client.post(url("erase", person.pk))
    assert ModelLogEntry.objects.filter(action__startswith="subscriptions.").count() == 2
    for line in ModelLogEntry.objects.all():
        assert "kari@example.org" not in f"{line.label} {line.data}"


@pytest.mark.parametrize("role", ROLES)
def test_a_suspension_is_lifted_by_those_who_look_after_followers(client, role):
    person = follower()
    suspend(person)
    sign_in(client, role)
    if role in SEES:
        shown = page(client, url("inspect", person.pk))
        assert "550 Gone" in shown
        assert (url("lift", person.pk) in shown) is (role in LOOKS_AFTER)
    client.post(url("lift", person.pk))
    assert SuspendedAddress.objects.exists() is (role not in LOOKS_AFTER)


@pytest.mark.parametrize("role", ROLES)
def test_a_delivery_is_mailed_again_by_those_who_look_after_followers(client, role):
    sent = delivery(follower(), event())
    sign_in(client, role)
    if role in SEES:
        shown = page(client, url("inspect", sent.subscriber_id))
        assert (url("resend", sent.pk) in shown) is (role in LOOKS_AFTER)
    client.post(url("resend", sent.pk))
    sent.refresh_from_db()
    assert (sent.state == "waiting") is (role in LOOKS_AFTER)


@pytest.mark.parametrize("action", ["stop", "erase", "lift", "resend"])
def test_a_link_alone_changes_nothing(client, action):
    sent = delivery(follower(), event())
    suspend(sent.subscriber)
    sign_in(client)
    response = client.get(url(action, sent.pk if action == "resend" else sent.subscriber_id))
    assert response.status_code == (200 if action in {"stop", "erase"} else 405)
    assert Subscriber.objects.get().state == "active"
    assert SuspendedAddress.objects.exists()
    assert Delivery.objects.get().state == "mailed"
    assert not ModelLogEntry.objects.filter(action__startswith="subscriptions.").exists()


@pytest.mark.parametrize("view", ["add", "edit", "delete", "copy", "history", "usage"])
def test_nobody_is_made_or_changed_by_hand(client, view):
    client.force_login(factories.user(superuser=True, language="en"))
    with pytest.raises(NoReverseMatch):
        url(view, follower().pk)
    assert "Add follower" not in page(client, url("index"))


def test_a_page_tells_what_is_followed_what_was_sent_and_what_waits(client):
    person = follower(rhythm="weekly", weekday=2)
    given_up, lapsed = delivery(person, event("1"), "given_up"), delivery(person, event("2", edition=1), "lapsed")
    delivery(person, event("3"), "purged")
    SubscriptionRequest.objects.create(
        subscriber=person, subjects=["pile:other"], expires_at=person.created_at.replace(year=2100)
    )
    sign_in(client)
    shown = page(client, url("inspect", person.pk))
    for words in (
        "Alt i haugen",
        "once a week (Wednesday)",
        "given up: 550 No such user",
        "not public in time",
        "Ting 1",
        "Changed: Ting 2",
        "sent",
        "Asked for, and not confirmed",
    ):
        assert words in shown
    assert url("resend", given_up.pk) in shown
    assert url("resend", lapsed.pk) in shown


def test_what_readers_cannot_see_now_is_named_by_its_kind(client):
    person = follower()
    delivery(person, event("hidden"))
    sign_in(client)
    assert "Ting that readers can&#x27;t see now" in page(client, url("inspect", person.pk))


FILTERS = [
    ({"state": "stopped"}, {"stopped@example.org"}),
    ({"suspended": "any"}, {"bounced@example.org", "refused@example.org"}),
    ({"suspended": "refused"}, {"refused@example.org"}),
    ({"suspended": "none"}, {"stopped@example.org", "weekly@example.org"}),
    ({"kind": "pile"}, {"bounced@example.org", "refused@example.org", "weekly@example.org"}),
    ({"rhythm": "weekly"}, {"weekly@example.org"}),
    ({"language": "nn"}, {"weekly@example.org"}),
    ({"q": "WEEK"}, {"weekly@example.org"}),
]


@pytest.mark.parametrize(("data", "found"), FILTERS, ids=[str(data) for data, _found in FILTERS])
def test_the_list_is_narrowed_as_asked(client, data, found):
    follower("stopped@example.org", state="stopped")
    suspend(follower("bounced@example.org"))
    suspend(follower("refused@example.org"), "refused")
    weekly = follower("weekly@example.org", rhythm="weekly")
    Subscriber.objects.filter(pk=weekly.pk).update(language="nn")
    sign_in(client)
    shown = page(client, url("index"), **data)
    for email in Subscriber.objects.values_list("email", flat=True):
        assert (email in shown) is (email in found), email


def test_the_list_says_why_no_mail_goes_to_an_address(client):
    suspend(follower(), "complained")
    sign_in(client)
    assert "follows; suspended: its owner reported our mail as spam" in page(client, url("index"))


def test_the_list_and_a_page_cost_the_same_whatever_their_length(client, django_assert_max_num_queries):
    person = follower("first@example.org")
    delivery(person, event("1"))
    sign_in(client)
    for address in (url("index"), url("inspect", person.pk)):
        client.get(address)
    counts = []
    for size in (3, 15):
        for number in range(size):
            someone = follower(f"{size}-{number}@example.org")
            suspend(someone)
            delivery(person, event(f"{size + number}", edition=size))
        with django_assert_max_num_queries(25) as listed:
            client.get(url("index"))
        with django_assert_max_num_queries(25) as inspected:
            client.get(url("inspect", person.pk))
        counts.append((len(listed), len(inspected)))
    assert counts[0] == counts[1]
