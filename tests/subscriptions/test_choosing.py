"""What a follower does from the links in her mails."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import travel

from mail import outbox
from mail.models import OutgoingMail
from subscriptions import choosing, events, mailing, purging
from subscriptions.csv_files import import_followers
from subscriptions.models import Delivery, Rhythm, Subscriber, Subscription
from subscriptions.tokens import change_token, move_token
from tests.subscriptions.world import BEGAN, BLOG, LAKE, RIVER, browser, follower, link_in, now, pass_time

pytestmark = pytest.mark.django_db
State = Delivery.State


def address(name, person):
    return reverse(f"subscriptions:{name}", args=[change_token(person)])


def save(person, *subjects, rhythm="at_once", weekday=0, language="nb"):
    data = {"subject": [str(subject) for subject in subjects], "rhythm": rhythm, "weekday": weekday}
    return browser().post(address("change", person), {**data, "language": language})


def follows(person):
    return {row.subject for row in Subscription.objects.filter(subscriber=person)}


def test_the_page_shows_what_is_followed_and_how_often(world):
    kari = follower(RIVER, rhythm=Rhythm.WEEKLY, weekday=2, language="en")
    page = browser().get(address("change", kari)).content.decode()
    assert f'value="{RIVER}" checked' in page
    assert f'value="{LAKE}" checked' not in page
    assert kari.email not in page, "whoever gets hold of a link learns no address from it"
    assert kari.shown_address in page


def test_what_is_saved_is_what_is_followed(world):
    kari = follower(RIVER)
    answer = save(kari, LAKE, rhythm="weekly", weekday=4, language="nn")
    assert answer.status_code == 303
    kari.refresh_from_db()
    assert follows(kari) == {LAKE}
    assert (kari.rhythm, kari.weekday, kari.language) == (Rhythm.WEEKLY, 4, "nn")


def test_unticking_everything_stops_all(world):
    kari = follower(RIVER)
    assert save(kari).status_code == 200
    kari.refresh_from_db()
    assert kari.state == Subscriber.State.STOPPED
    assert not follows(kari)


def test_what_is_not_public_just_now_is_kept_though_it_is_not_on_the_page(world):
    kari = follower(RIVER, LAKE)
    world.hidden_subjects.add(LAKE)
    save(kari, RIVER)
    assert follows(kari) == {RIVER, LAKE}


@pytest.mark.parametrize(
    "wrong", [{"rhythm": "hourly"}, {"weekday": "9"}, {"language": "tlh"}, {"weekday": "x"}, {"rhythm": ""}]
)
def test_choices_that_are_none_are_told_and_change_nothing(world, wrong):
    kari = follower(RIVER)
    assert save(kari, LAKE, **wrong).status_code == 422
    assert follows(kari) == {RIVER}


def test_one_press_on_the_page_stops_all_mail(world):
    kari = follower()
    page = browser().get(address("stop", kari))
    assert page.status_code == 200
    kari.refresh_from_db()
    assert kari.state == Subscriber.State.ACTIVE, "opening the link does nothing: scanners do it"
    assert browser().post(address("stop", kari)).status_code == 200
    kari.refresh_from_db()
    assert kari.state == Subscriber.State.STOPPED


def test_the_button_of_mail_programs_stops_all_mail_without_cookie_or_page_before(world):
    kari = follower()
    other = Client(enforce_csrf_checks=True)
    body = "List-Unsubscribe=One-Click"
    answer = other.post(address("stop_at_once", kari), body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200
    kari.refresh_from_db()
    assert kari.state == Subscriber.State.STOPPED
    shown = other.get(address("stop_at_once", kari))
    assert (shown.status_code, shown["Location"]) == (302, address("stop", kari)), "opened in a browser, it asks first"


def test_stopping_takes_back_what_is_written_and_not_sent(world):
    kari, ola = follower(), follower()
    world.publish("a", RIVER, now=BEGAN)
    events.hand_over_due(BEGAN + timedelta(minutes=11))
    mailing.write_due(50, BEGAN + timedelta(minutes=11))
    world.publish("b", RIVER, now=BEGAN)
    events.hand_over_due(BEGAN + timedelta(minutes=11))
    choosing.stop(subscriber=kari)
    assert [mail.to for mail in OutgoingMail.objects.all()] == [ola.email]
    assert set(kari.deliveries.values_list("state", flat=True)) == {State.STOPPED}


def test_stopping_twice_and_changing_after_that_work(world):
    kari = follower()
    for _time in range(2):
        assert browser().post(address("stop", kari)).status_code == 200
    save(kari, LAKE)
    kari.refresh_from_db()
    assert kari.state == Subscriber.State.ACTIVE
    assert follows(kari) == {LAKE}


def test_what_waits_follows_the_new_rhythm(world):
    kari = follower(rhythm=Rhythm.WEEKLY, weekday=6)
    world.publish("a", now=BEGAN)
    events.hand_over_due(BEGAN + timedelta(minutes=11))
    with travel(BEGAN + timedelta(hours=1)):
        save(kari, BLOG)
        assert mailing.write_due(50) == 1


def test_what_is_no_longer_followed_is_not_mailed_though_it_waits(world):
    kari = follower(RIVER, LAKE, rhythm=Rhythm.DAILY)
    world.publish("wet", RIVER, now=BEGAN)
    world.publish("deep", LAKE, now=BEGAN)
    events.hand_over_due(BEGAN + timedelta(minutes=11))
    save(kari, LAKE, rhythm="daily")
    pass_time(now() + timedelta(days=2))
    told = OutgoingMail.objects.get(to=kari.email)
    assert "deep" in told.subject
    assert set(kari.deliveries.values_list("event__key", "state")) == {("wet", State.STOPPED), ("deep", State.MAILED)}


def test_a_new_address_is_asked_first_and_then_has_the_mail(world):
    kari = follower(RIVER, email="old@example.org")
    old_link = address("change", kari)
    browser().post(address("ask_to_move", kari), {"move-email": "new@example.org"})
    kari.refresh_from_db()
    assert kari.email == "old@example.org"
    mail = OutgoingMail.objects.get(to="new@example.org")
    assert "old@example.org" not in mail.text
    path = link_in(mail.text, "move")
    assert browser().get(path).status_code == 200
    assert browser().post(path).status_code == 303
    kari.refresh_from_db()
    assert kari.email == "new@example.org"
    assert follows(kari) == {RIVER}
    assert OutgoingMail.objects.filter(to="old@example.org", event="follow_moved").count() == 1
    assert browser().get(old_link).status_code == 404, "what was sent to the old address opens nothing any more"
    assert browser().post(path).status_code in {404, 410}


def test_only_the_address_asked_for_last_can_be_moved_to(world):
    kari = follower()
    kari.new_email = "first@example.org"
    first = move_token(kari)
    choosing.ask_to_move(subscriber=kari, email="second@example.org")
    assert browser().post(f"/follow/move/{first}/").status_code == 410


def test_moving_to_an_address_that_follows_already_joins_the_two(world):
    kari, there = follower(RIVER, email="old@example.org"), follower(LAKE, email="new@example.org")
    world.publish("a", RIVER, LAKE, now=BEGAN)
    pass_time(BEGAN + timedelta(minutes=11))
    assert OutgoingMail.objects.filter(to=there.email, state="sent").count() == 1
    kari.new_email = there.email
    kari.save()
    assert choosing.move(subscriber=kari, email=there.email)
    assert Subscriber.objects.count() == 1
    assert follows(kari) == {RIVER, LAKE}
    pass_time(BEGAN + timedelta(minutes=30))
    assert OutgoingMail.objects.filter(event="news").count() == 2, "nobody is told twice"


def test_asking_to_move_floods_no_address(world):
    people = [follower() for _number in range(5)]
    for person in people:
        choosing.ask_to_move(subscriber=person, email="victim@example.org")
    assert OutgoingMail.objects.filter(to="victim@example.org").count() == 1


def test_a_wrong_new_address_is_told(world):
    kari = follower()
    answer = browser().post(address("ask_to_move", kari), {"move-email": "nonsense"})
    assert answer.status_code == 422
    assert 'value="nonsense"' in answer.content.decode()


def test_erasing_leaves_nothing(world):
    kari = follower(RIVER, email="kari@example.org")
    world.publish("a", RIVER, now=BEGAN)
    pass_time(BEGAN + timedelta(minutes=11))
    world.publish("b", RIVER, now=BEGAN)
    events.hand_over_due(BEGAN + timedelta(minutes=11))
    assert browser().get(address("erase", kari)).status_code == 405
    assert browser().post(address("erase", kari)).status_code == 200
    assert not Subscriber.objects.exists()
    assert not Delivery.objects.exists()
    assert not OutgoingMail.objects.filter(to="kari@example.org").exists()


def test_one_persons_link_touches_nobody_else(world):
    kari, ola = follower(RIVER), follower(LAKE)
    browser().post(address("stop", kari))
    save(kari)
    browser().post(address("erase", kari))
    ola.refresh_from_db()
    assert ola.state == Subscriber.State.ACTIVE
    assert follows(ola) == {LAKE}


def test_whoever_stopped_is_forgotten_after_a_month(world):
    kari = follower()
    choosing.stop(subscriber=kari)
    purging.purge(now() + timedelta(days=29))
    assert Subscriber.objects.exists()
    purging.purge(now() + timedelta(days=31))
    assert not Subscriber.objects.exists()


def test_whoever_follows_is_kept(world):
    follower()
    purging.purge(now() + timedelta(days=4000))
    assert Subscriber.objects.count() == 1


def test_what_is_not_public_is_kept_also_where_nothing_else_is_followed(world):
    kari = follower(LAKE)
    world.hidden_subjects.add(LAKE)
    assert save(kari, rhythm="daily").status_code == 303
    kari.refresh_from_db()
    assert (kari.state, kari.rhythm) == (Subscriber.State.ACTIVE, Rhythm.DAILY)
    assert follows(kari) == {LAKE}


def test_a_mail_that_is_written_waits_for_the_new_rhythm_as_well(world):
    kari = follower()
    world.publish("a", now=BEGAN)
    with travel(BEGAN + timedelta(minutes=11), tick=False):
        events.hand_over_due()
        mailing.write_due(50)
        save(kari, BLOG, rhythm="weekly", weekday=3)
        assert mailing.write_due(50) == 0
    assert kari.deliveries.get().due_at > BEGAN + timedelta(days=2)


def test_erasing_touches_no_mail_of_other_rooms(world):
    kari = follower(email="kari@example.org")
    outbox.enqueue(to="kari@example.org", subject="Nytt passord", text="Lenke")
    choosing.erase(subscriber=kari)
    assert OutgoingMail.objects.get().subject == "Nytt passord"


def test_whoever_was_erased_or_stopped_is_not_invited_by_an_old_list_and_may_ask_herself(world):
    erased, stopped = follower(email="erased@example.org"), follower(email="stopped@example.org")
    choosing.erase(subscriber=erased)
    choosing.stop(subscriber=stopped)
    purging.purge(now() + timedelta(days=31))
    assert not Subscriber.objects.exists()
    addresses = ["erased@example.org", "stopped@example.org", "new@example.org"]
    done = import_followers(addresses=addresses, subjects=[BLOG], language="nb")
    assert (done.invited, done.known) == (1, 2)
    again = follower(email="erased@example.org")
    assert again.state == Subscriber.State.ACTIVE
