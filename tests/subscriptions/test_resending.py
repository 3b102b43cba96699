"""Mailing somebody again what she was told of, or should have been."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from mail.models import OutgoingMail
from subscriptions.mailing import write_due
from subscriptions.models import Delivery, Subscription
from subscriptions.resending import resend
from tests.subscriptions.admin_things import delivery, event, follower, shelf, suspend  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.mark.parametrize("fate", ["sent", "purged", "given_up", "doubtful", "lapsed"])
def test_what_was_sent_or_could_not_be_is_written_anew_once(fate):
    one = delivery(follower(), event(), fate)
    resend(one)
    assert write_due(10) == 1
    assert OutgoingMail.objects.filter(state="waiting").count() == 1
    assert not OutgoingMail.objects.needing_a_person().exists()
    with pytest.raises(ValidationError, match="on its way"):
        resend(one)


@pytest.mark.parametrize("fate", ["waiting", "outbox"])
def test_what_waits_is_not_written_a_second_time(fate):
    one = delivery(follower(), event(), fate)
    with pytest.raises(ValidationError, match="on its way"):
        resend(one)


def test_all_that_stood_in_a_mail_that_failed_is_written_anew_together():
    person = follower()
    one, other = delivery(person, event("1"), "given_up"), delivery(person, event("2"), "lapsed")
    Delivery.objects.filter(pk=other.pk).update(state="mailed", mailed_at=one.mailed_at, mail=one.mail)
    resend(one)
    assert set(Delivery.objects.values_list("state", flat=True)) == {"waiting"}
    assert write_due(10) == 1


def test_nothing_goes_to_whom_it_must_not():
    stopped = delivery(follower("a@example.org", state="stopped"), event("1"))
    suspended = delivery(follower("b@example.org"), event("2"), "given_up")
    suspend(suspended.subscriber)
    elsewhere = delivery(follower("c@example.org"), event("3"))
    Subscription.objects.filter(subscriber=elsewhere.subscriber).update(key="other")
    unwanted = delivery(follower("d@example.org"), event("4"), "stopped")
    for one, why in ((stopped, "no longer"), (suspended, "suspension"), (elsewhere, "no longer"), (unwanted, "no lo")):
        with pytest.raises(ValidationError, match=why):
            resend(one)


def test_what_not_everybody_may_read_is_not_mailed(shelf):  # noqa: F811
    one = delivery(follower(), event("1"))
    shelf.public.clear()
    with pytest.raises(ValidationError, match="everybody"):
        resend(one)
