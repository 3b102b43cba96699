"""What happens becomes one delivery for each person it concerns, once, and not before its time."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from time_machine import travel

from home.following import News
from mail.models import SuspendedAddress
from subscriptions import choosing, events, mailing, purging
from subscriptions.models import Delivery, Event, FollowingSettings, Rhythm
from tests.subscriptions.world import BEGAN, BLOG, LAKE, RIVER, follower, pass_time, waiting_mails

pytestmark = pytest.mark.django_db
LATER = BEGAN + timedelta(minutes=11)


def told(person):
    return list(Delivery.objects.filter(subscriber=person).values_list("event__key", flat=True).order_by("pk"))


def test_those_who_follow_any_of_its_subjects_are_told_once(world):
    of_river, of_both, of_blog, of_lake = follower(RIVER), follower(RIVER, BLOG), follower(BLOG), follower(LAKE)
    world.publish("a", RIVER, now=BEGAN)
    events.hand_over_due(LATER)
    assert [told(person) for person in (of_river, of_both, of_blog, of_lake)] == [["a"], ["a"], ["a"], []]


def test_nothing_is_handed_over_before_the_wait_is_over(world):
    kari = follower()
    world.publish("a", now=BEGAN)
    assert events.hand_over_due(BEGAN + timedelta(minutes=9, seconds=59)) == 0
    assert told(kari) == []
    assert events.hand_over_due(BEGAN + timedelta(minutes=10)) == 1


def test_the_wait_is_the_sites_setting(world):
    chosen = FollowingSettings.load()
    chosen.wait_minutes = 60
    chosen.save()
    follower()
    world.publish("a", now=BEGAN)
    assert events.hand_over_due(BEGAN + timedelta(minutes=59)) == 0
    assert events.hand_over_due(BEGAN + timedelta(minutes=60)) == 1


def test_what_is_unpublished_within_the_wait_is_told_to_nobody(world):
    kari = follower()
    world.publish("a", now=BEGAN)
    world.unpublish("a", now=BEGAN + timedelta(minutes=5))
    pass_time(BEGAN + timedelta(hours=1))
    assert told(kari) == []


def test_what_is_published_again_waits_anew_and_is_told_once(world):
    kari = follower()
    world.publish("a", now=BEGAN)
    world.unpublish("a", now=BEGAN + timedelta(minutes=5))
    world.publish("a", now=BEGAN + timedelta(minutes=8))
    assert events.hand_over_due(BEGAN + timedelta(minutes=17)) == 0
    events.hand_over_due(BEGAN + timedelta(minutes=18))
    world.unpublish("a", now=BEGAN + timedelta(minutes=20))
    world.publish("a", now=BEGAN + timedelta(minutes=25))
    events.hand_over_due(BEGAN + timedelta(days=1))
    assert told(kari) == ["a"]


def test_publishing_again_tells_nobody_again(world):
    kari = follower()
    for minutes in (0, 3, 12, 600):
        world.publish("a", now=BEGAN + timedelta(minutes=minutes))
        events.hand_over_due(BEGAN + timedelta(minutes=minutes + 11))
    assert told(kari) == ["a"]
    assert Event.objects.get().happened_at == BEGAN


def test_what_is_held_back_is_told_to_nobody_until_it_no_longer_is(world):
    kari = follower()
    world.publish("a", quietly=True, now=BEGAN)
    events.hand_over_due(BEGAN + timedelta(days=1))
    assert told(kari) == []
    world.publish("a", now=BEGAN + timedelta(days=1))
    events.hand_over_due(BEGAN + timedelta(days=1, minutes=11))
    assert told(kari) == ["a"]


def test_holding_back_within_the_wait_works_and_after_it_changes_nothing(world):
    kari = follower()
    world.publish("a", now=BEGAN)
    world.publish("a", quietly=True, now=BEGAN + timedelta(minutes=5))
    events.hand_over_due(LATER)
    assert told(kari) == []
    world.publish("b", now=BEGAN)
    events.hand_over_due(LATER)
    world.publish("b", quietly=True, now=LATER)
    assert Event.objects.get(key="b").state == Event.State.DONE


def test_what_nobody_may_read_waits_until_they_may(world):
    kari = follower()
    world.write("a", public=False)
    events.happened(News("story", "a"), now=BEGAN)
    assert events.hand_over_due(LATER) == 0
    world.stories["a"]["public"] = True
    assert events.hand_over_due(BEGAN + timedelta(days=3)) == 1
    assert told(kari) == ["a"]


def test_what_nobody_may_read_for_a_fortnight_is_no_news(world):
    kari = follower()
    world.write("a", public=False)
    events.happened(News("story", "a"), now=BEGAN)
    events.hand_over_due(BEGAN + timedelta(days=14, minutes=1))
    world.stories["a"]["public"] = True
    events.hand_over_due(BEGAN + timedelta(days=15))
    assert Event.objects.get().state == Event.State.LAPSED
    assert told(kari) == []


def test_what_happened_before_somebody_followed_is_not_told_to_her(world):
    world.publish("a", now=BEGAN)
    new = follower(since=BEGAN + timedelta(minutes=1))
    old = follower(since=BEGAN)
    events.hand_over_due(LATER)
    assert (told(new), told(old)) == ([], ["a"])


def test_neither_stopped_nor_suspended_nor_unconfirmed_people_are_told(world):
    stopped, suspended = follower(), follower()
    choosing.stop(subscriber=stopped)
    SuspendedAddress.objects.create(address=suspended.email, reason="refused")
    world.publish("a", now=BEGAN)
    assert events.hand_over_due(LATER) == 0


def test_each_gets_it_when_her_rhythm_says(world):
    people = [follower(), follower(rhythm=Rhythm.DAILY), follower(rhythm=Rhythm.WEEKLY, weekday=4)]
    world.publish("a", now=BEGAN)
    events.hand_over_due(LATER)
    due = [person.deliveries.get().due_at.strftime("%a %H:%M") for person in people]
    # In UTC: seven in the morning in Oslo, in winter.
    assert due == ["Mon 12:10", "Tue 06:00", "Fri 06:00"]


def test_a_crash_halfway_leaves_no_one_out_and_tells_nobody_twice(world, monkeypatch):
    people = [follower() for _number in range(7)]
    monkeypatch.setattr(events, "BATCH", 2)
    world.publish("a", now=BEGAN)
    real, calls = events.next_due, []

    def dies(*args):
        calls.append(args)
        if len(calls) == 5:
            raise RuntimeError("power cut")
        return real(*args)

    monkeypatch.setattr(events, "next_due", dies)
    events.hand_over_due(LATER)
    assert 0 < Delivery.objects.count() < 7
    events.hand_over_due(LATER)
    assert [told(person) for person in people] == [["a"]] * 7
    assert Event.objects.get().state == Event.State.DONE


def test_one_sources_trouble_keeps_no_other_news(world):
    kari = follower()
    world.publish("bad", now=BEGAN)
    world.stories["bad"]["subjects"] = None
    world.publish("good", now=BEGAN)
    events.hand_over_due(LATER)
    assert told(kari) == ["good"]


def test_news_of_a_source_that_is_no_more_does_no_harm(world):
    follower()
    events.happened(News("gone", "x"), now=BEGAN)
    assert events.hand_over_due(LATER) == 0


def test_an_important_change_is_told_again_with_its_note(world):
    kari = follower()
    news = world.publish("a", now=BEGAN)
    pass_time(LATER)
    events.tell_of_change(news=news, note="The date is another.", now=LATER)
    pass_time(LATER + timedelta(minutes=11))
    assert told(kari) == ["a", "a"]
    assert set(kari.deliveries.values_list("event__edition", "event__note")) == {(0, ""), (1, "The date is another.")}


@pytest.mark.parametrize("note", ["", "   ", "\n"])
def test_an_important_change_needs_words(world, note):
    news = world.publish("a", now=BEGAN)
    pass_time(LATER)
    with pytest.raises(ValidationError) as refused:
        events.tell_of_change(news=news, note=note)
    assert "note" in refused.value.message_dict


def test_a_change_is_not_told_while_the_last_mail_waits_nor_of_what_nobody_may_read(world):
    news = world.publish("a", now=BEGAN)
    with pytest.raises(ValidationError):
        events.tell_of_change(news=news, note="x", now=BEGAN)
    pass_time(LATER)
    world.unpublish("a", now=LATER)
    with pytest.raises(ValidationError):
        events.tell_of_change(news=news, note="x", now=LATER)


def test_what_is_taken_back_is_not_sent_though_its_mail_is_written(world, settings):
    kari = follower()
    world.publish("a", now=BEGAN)
    world.publish("b", now=BEGAN)
    events.hand_over_due(LATER)
    mailing.write_due(50, LATER)
    assert len(waiting_mails()) == 1
    world.unpublish("a", now=LATER)
    assert waiting_mails() == []
    pass_time(LATER + timedelta(minutes=1))
    from django.core import mail as django_mail

    assert [message.subject for message in django_mail.outbox if kari.email in message.to] == ["Story b (nb)"]


def test_as_many_queries_for_many_followers_as_for_few(world, django_assert_num_queries):
    def handed_over(key, followers):
        for _number in range(followers):
            follower()
        world.publish(key, now=BEGAN)
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(
            connection,
        ) as asked:
            events.hand_over_due(LATER)
        return len(asked)

    assert handed_over("a", 2) == handed_over("b", 40)


def test_an_important_change_that_was_taken_back_goes_when_the_post_is_there_again(world):
    kari = follower()
    news = world.publish("a", now=BEGAN)
    pass_time(LATER)
    events.tell_of_change(news=news, note="Nytt sted.", now=LATER)
    world.unpublish("a", now=LATER + timedelta(minutes=5))
    pass_time(LATER + timedelta(hours=1))
    assert told(kari) == ["a"]
    world.publish("a", now=LATER + timedelta(hours=1))
    pass_time(LATER + timedelta(hours=2))
    assert told(kari) == ["a", "a"]
    events.tell_of_change(news=news, note="Enda et.", now=LATER + timedelta(hours=3))


def test_what_is_closed_after_its_mail_was_written_is_not_sent(world):
    follower()
    world.publish("a", now=BEGAN)
    with travel(LATER, tick=False):
        events.hand_over_due()
        mailing.write_due(50)
        assert len(waiting_mails()) == 1
        # As by a password on a page above it: nothing says so.
        world.stories["a"]["public"] = False
        events.hand_over_due()
        assert waiting_mails() == []


def test_what_waits_for_somebody_whose_address_is_suspended_lapses(world):
    kari = follower(rhythm=Rhythm.DAILY)
    world.publish("a", now=BEGAN)
    events.hand_over_due(LATER)
    SuspendedAddress.objects.create(address=kari.email, reason="bounced")
    purging.purge(BEGAN + timedelta(days=20))
    assert kari.deliveries.get().state == Delivery.State.WAITING
    purging.purge(BEGAN + timedelta(days=22))
    assert kari.deliveries.get().state == Delivery.State.LAPSED
