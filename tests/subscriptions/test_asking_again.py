"""Who has asked before asks again: links that are used up, other rhythms, other languages."""

from datetime import timedelta

import pytest
from time_machine import travel

from mail.models import OutgoingMail
from subscriptions.models import Rhythm, Subscription
from tests.subscriptions.test_asking import KARI, ask, mail_to, press
from tests.subscriptions.world import LAKE, RIVER, follower, link_in, now

pytestmark = pytest.mark.django_db


def test_who_has_confirmed_may_ask_for_something_else_the_same_day(world):
    ask(KARI, RIVER)
    press(link_in(mail_to().text, "confirm"), subject=[str(RIVER)])
    ask(KARI, LAKE)
    assert OutgoingMail.objects.filter(to=KARI).count() == 2
    press(link_in(mail_to().text, "confirm"), subject=[str(LAKE)])
    assert {row.subject for row in Subscription.objects.all()} == {RIVER, LAKE}


def test_a_link_that_was_used_confirms_nothing_that_is_asked_for_later(world):
    ask(KARI, RIVER)
    used = link_in(mail_to().text, "confirm")
    press(used, subject=[str(RIVER)])
    ask(KARI, LAKE)
    answer = press(used, subject=[str(LAKE)])
    assert "Location" not in answer
    assert [row.subject for row in Subscription.objects.all()] == [RIVER]


def test_a_link_that_has_run_out_confirms_nothing_that_is_asked_for_later(world):
    ask(KARI, RIVER)
    old = link_in(mail_to().text, "confirm")
    with travel(now() + timedelta(days=8)):
        ask(KARI, LAKE)
        press(old, subject=[str(LAKE)])
    assert not Subscription.objects.exists()


def test_asking_for_the_same_in_another_rhythm_is_asked_about(world):
    kari = follower(RIVER, email=KARI)
    ask(KARI, RIVER, rhythm="weekly", weekday="3", language="nn")
    press(link_in(mail_to().text, "confirm"), subject=[str(RIVER)])
    kari.refresh_from_db()
    assert (kari.rhythm, kari.weekday, kari.language) == (Rhythm.WEEKLY, 3, "nn")


def test_the_line_at_the_foot_of_a_page_in_another_language_keeps_the_language_of_who_follows(world):
    kari = follower(RIVER, email=KARI, language="en")
    ask(KARI, LAKE)
    press(link_in(mail_to().text, "confirm"), subject=[str(LAKE)])
    kari.refresh_from_db()
    assert kari.language == "en"
