"""Asking to follow, from the form to the button behind the link in the mail."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from time_machine import travel

from mail.models import OutgoingMail, SuspendedAddress
from subscriptions import purging
from subscriptions.models import Rhythm, Subscriber, Subscription, SubscriptionRequest
from tests.subscriptions.world import BLOG, LAKE, RIVER, browser, follower, link_in, now

pytestmark = pytest.mark.django_db
KARI = "kari@example.org"


def ask(email=KARI, *subjects, **fields):
    data = {"email": email, "subject": [str(subject) for subject in subjects or (BLOG,)], **fields}
    return browser().post(reverse("subscriptions:follow"), data)


def mail_to(email=KARI):
    return OutgoingMail.objects.filter(to=email).latest("created_at")


def press(path, **data):
    return browser().post(path, data)


def test_whoever_asks_follows_once_she_has_pressed_the_button_behind_the_link(world):
    answer = ask(KARI, RIVER, BLOG)
    assert (answer.status_code, answer["Location"]) == (303, reverse("subscriptions:asked"))
    assert not Subscription.objects.exists()
    mail = mail_to()
    assert "Elva" in mail.text
    assert "Alle innlegg" in mail.text
    path = link_in(mail.text, "confirm")
    page = browser().get(path)
    assert page.status_code == 200
    assert "Elva" in page.content.decode()
    assert not Subscription.objects.exists(), "opening the link does nothing: scanners do it"
    answer = press(path, subject=[str(RIVER), str(BLOG)])
    assert answer.status_code == 303
    kari = Subscriber.objects.get()
    assert kari.state == Subscriber.State.ACTIVE
    assert {row.subject for row in kari.subscriptions.all()} == {RIVER, BLOG}
    assert "Confirmed" in browser().get(answer["Location"]).content.decode() or kari.language == "nb"


def test_the_mail_says_what_from_whom_and_why(world):
    ask(KARI, RIVER)
    mail = mail_to()
    assert "Samspill på Ås" in mail.subject
    assert '"Samspill på Ås"' in mail.from_address
    for part in (mail.text, mail.html):
        assert "Elva" in part
        assert "Samspill på Ås" in part
        assert "7" in part
    assert mail.headers == {}, "a mail that asks is no list mail"


def test_only_what_is_ticked_on_the_page_is_followed(world):
    ask(KARI, RIVER, LAKE)
    press(link_in(mail_to().text, "confirm"), subject=[str(LAKE)])
    assert [row.subject for row in Subscription.objects.all()] == [LAKE]


def test_nothing_that_was_not_asked_for_can_be_confirmed(world):
    ask(KARI, RIVER)
    press(link_in(mail_to().text, "confirm"), subject=[str(RIVER), str(LAKE)])
    assert [row.subject for row in Subscription.objects.all()] == [RIVER]


def test_confirming_nothing_is_told_and_loses_nothing(world):
    ask(KARI, RIVER)
    path = link_in(mail_to().text, "confirm")
    assert press(path).status_code == 422
    assert SubscriptionRequest.objects.exists()


def test_a_second_press_says_that_it_is_done(world):
    ask()
    path = link_in(mail_to().text, "confirm")
    press(path, subject=[str(BLOG)])
    assert press(path, subject=[str(BLOG)]).status_code == 200
    assert browser().get(path).status_code == 200
    assert Subscription.objects.count() == 1


def test_who_did_not_ask_deletes_the_request_with_one_press(world):
    ask()
    assert press(link_in(mail_to().text, "confirm"), disown="").status_code == 200
    assert not SubscriptionRequest.objects.exists()
    assert not Subscription.objects.exists()


def test_the_answer_is_the_same_whether_or_not_the_address_is_known(world):
    follower(BLOG, email="known@example.org")
    known, unknown = ask("known@example.org"), ask("unknown@example.org")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert known.content == unknown.content
    assert known.cookies == unknown.cookies == {}


def test_who_follows_it_already_is_told_so_in_the_mail_alone(world):
    follower(BLOG, email=KARI)
    ask(KARI, BLOG)
    mail = mail_to()
    assert "/follow/confirm/" not in mail.text
    assert "/follow/change/" in mail.text


def test_who_follows_something_adds_to_it_and_keeps_her_rhythm(world):
    kari = follower(RIVER, email=KARI, rhythm=Rhythm.WEEKLY, weekday=3)
    ask(KARI, LAKE)
    press(link_in(mail_to().text, "confirm"), subject=[str(LAKE)])
    kari.refresh_from_db()
    assert {row.subject for row in kari.subscriptions.all()} == {RIVER, LAKE}
    assert (kari.rhythm, kari.weekday) == (Rhythm.WEEKLY, 3)


def test_rhythm_day_and_language_that_are_chosen_hold_after_confirming(world):
    ask(KARI, RIVER, rhythm="weekly", weekday="4", language="en")
    mail = mail_to()
    assert mail.language == "en"
    path = link_in(mail.text, "confirm")
    assert path.startswith("/en/")
    press(path, subject=[str(RIVER)])
    kari = Subscriber.objects.get()
    assert (kari.rhythm, kari.weekday, kari.language) == (Rhythm.WEEKLY, 4, "en")


def test_an_address_is_asked_once_a_day_however_often_it_is_typed(world):
    for number in range(12):
        ask(KARI, RIVER if number % 2 else LAKE)
    assert OutgoingMail.objects.count() == 1
    # The one mail's link leads to all that was asked for.
    page = browser().get(link_in(mail_to().text, "confirm")).content.decode()
    assert "Elva" in page
    assert "Vannet" in page
    with travel(now() + timedelta(days=1, minutes=1)):
        ask(KARI, RIVER)
    assert OutgoingMail.objects.count() == 2


@pytest.mark.parametrize("typed", ["KARI@Example.ORG", " kari@example.org ", "ｋａｒｉ@example.org"])
def test_one_address_is_one_however_it_is_written(world, typed):
    ask(KARI)
    ask(typed)
    assert Subscriber.objects.count() == OutgoingMail.objects.count() == 1


@pytest.mark.parametrize("typed", ["kari+blogg@example.org", "kari@blåbær.example", "k.a-r_i@sub.example.org"])
def test_unusual_addresses_are_taken(world, typed):
    assert ask(typed).status_code == 303
    assert OutgoingMail.objects.get().to == typed


def test_a_name_in_other_letters_is_the_same_name(world):
    ask("kari@blåbær.example")
    ask("kari@xn--blbr-roah.example")
    assert Subscriber.objects.count() == 1


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "kari",
        "kari@",
        "@example.org",
        "a@b@c.no",
        "kari@example.org\nBcc: all@example.org",
        f"{'k' * 290}@example.org",
        "kari@example.org, ola@example.org",
        "<kari@example.org>",
        "kåri@exa mple.org",
        "\x00@example.org",
        "=?utf-8?q?x?=@",
    ],
)
def test_what_is_no_address_is_refused_with_what_was_chosen_kept(world, typed):
    answer = ask(typed, RIVER, rhythm="daily", weekday="2", language="nn")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert f'value="{RIVER}" checked' in page
    assert 'value="daily" id="id_rhythm_1" checked' in page or "checked" in page.split('value="daily"')[1][:60]
    assert 'href="#id_email"' in page
    assert not Subscriber.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_whoever_chooses_nothing_is_told_and_keeps_her_address(world):
    answer = browser().post(reverse("subscriptions:follow"), {"email": KARI})
    assert answer.status_code == 422
    assert f'value="{KARI}"' in answer.content.decode()


@pytest.mark.parametrize("subject", ["topic:nowhere", "nothing:x", "topic", ":", "topic:" + "x" * 5000, "blog:all\x00"])
def test_subjects_that_are_not_there_can_not_be_asked_for(world, subject):
    assert browser().post(reverse("subscriptions:follow"), {"email": KARI, "subject": subject}).status_code == 422
    assert browser().get(reverse("subscriptions:follow"), {"about": subject}).status_code == 200
    assert not SubscriptionRequest.objects.exists()


def test_what_readers_may_not_see_is_neither_offered_nor_taken(world):
    world.hidden_subjects.add(LAKE)
    assert "Vannet" not in browser().get(reverse("subscriptions:follow")).content.decode()
    assert ask(KARI, LAKE).status_code == 422


def test_a_request_that_nobody_confirms_is_gone_after_seven_days(world):
    ask()
    path = link_in(mail_to().text, "confirm")
    with travel(now() + timedelta(days=7, minutes=1)):
        assert browser().get(path).status_code == 410
        assert press(path, subject=[str(BLOG)]).status_code == 410
        assert purging.purge() == 1
    assert not Subscriber.objects.exists()
    assert not SubscriptionRequest.objects.exists()


def test_a_request_holds_until_then(world):
    ask()
    with travel(now() + timedelta(days=6, hours=23)):
        assert purging.purge() == 0
        press(link_in(mail_to().text, "confirm"), subject=[str(BLOG)])
    assert Subscription.objects.count() == 1


def test_too_many_from_one_place_are_refused_with_what_was_chosen_kept(world):
    for number in range(20):
        assert ask(f"n{number}@example.org").status_code == 303
    answer = ask(KARI, RIVER)
    assert answer.status_code == 429
    assert f'value="{RIVER}" checked' in answer.content.decode()
    assert not Subscriber.objects.filter(email=KARI).exists()


def test_too_many_in_all_are_refused(world, monkeypatch):
    monkeypatch.setattr("subscriptions.views.asking.MOST_IN_ALL", 1)
    assert ask("a@example.org").status_code == 303
    assert ask("b@example.org").status_code == 429


def test_a_form_of_another_site_is_refused(world):
    answer = browser().post(
        reverse("subscriptions:follow"), {"email": KARI, "subject": str(BLOG)}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert answer.status_code == 403
    assert not Subscriber.objects.exists()


@pytest.mark.parametrize("token", ["x", "x:y:z", "%00", "é", "a" * 3000])
def test_links_that_are_not_ours_open_nothing(world, token):
    for name in ("confirm", "change", "stop", "move"):
        assert browser().get(f"/follow/{name}/{token}/").status_code == 404
        assert browser().post(f"/follow/{name}/{token}/").status_code == 404
    assert browser().post(f"/follow/stop/{token}/at-once/").status_code == 404
    assert browser().post(f"/follow/forget/{token}/").status_code == 404


def test_a_link_serves_its_own_purpose_alone(world):
    ask()
    token = link_in(mail_to().text, "confirm").split("/")[-2]
    assert browser().post(f"/follow/stop/{token}/").status_code == 404
    assert browser().get(f"/follow/change/{token}/").status_code == 404


def test_confirming_lifts_the_suspension_of_an_address_that_works_again(world):
    SuspendedAddress.objects.create(address=KARI, reason="refused")
    ask()
    assert OutgoingMail.objects.count() == 1, "what somebody has just asked for is tried all the same"
    press(link_in(mail_to().text, "confirm"), subject=[str(BLOG)])
    assert not SuspendedAddress.objects.exists()


def test_choosing_nothing_leads_to_where_one_chooses(world):
    data = {"email": KARI, "rhythm": "at_once", "language": "nb"}
    response = browser().post(reverse("subscriptions:follow"), data)
    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 422
    assert page.select_one('.summary a[href="#subjects"]')
    assert "bad" in page.select_one("fieldset#subjects")["class"]
    assert page.select_one("fieldset#subjects")["aria-describedby"] == page.select_one("#subjects .err")["id"]


def test_a_line_that_is_refused_becomes_a_form_with_something_chosen(world):
    response = browser().post(reverse("subscriptions:follow"), {"email": "kari", "subject": str(BLOG)})
    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 422
    assert page.select_one("input[name=rhythm][checked]")["value"] == "at_once"
    assert page.select_one("select[name=language] option[selected]")["value"] == "nb"
    assert page.select_one("input[name=email]")["value"] == "kari"


def test_the_line_changes_nothing_that_it_did_not_ask_about(world):
    browser().post(reverse("subscriptions:follow"), {"email": KARI, "subject": str(BLOG)})
    assert SubscriptionRequest.objects.get().rhythm == ""


def test_no_page_sets_a_cookie_before_somebody_acts(world):
    for name in ("follow", "asked"):
        assert not browser().get(reverse(f"subscriptions:{name}")).cookies


def test_nothing_of_the_machine_that_asked_is_kept(world):
    browser().post(
        reverse("subscriptions:follow"), {"email": KARI, "subject": str(BLOG)},
        REMOTE_ADDR="203.0.113.77", HTTP_USER_AGENT="Lynx recognisable",
    )  # fmt: skip
    kept = str([list(model.objects.values()) for model in (Subscriber, SubscriptionRequest, OutgoingMail)])
    assert KARI in kept
    assert "203.0.113.77" not in kept
    assert "recognisable" not in kept


def test_a_request_in_the_name_of_many_subjects_is_cut_off(world):
    ask(KARI, *[RIVER] * 500)
    assert SubscriptionRequest.objects.get().subjects == [str(RIVER)]


def test_the_page_asks_as_much_of_the_database_for_many_subjects_as_for_few(world, django_assert_max_num_queries):
    browser().get(reverse("subscriptions:follow"))
    with django_assert_max_num_queries(12):
        browser().get(reverse("subscriptions:follow"))


def test_time_is_the_sites(world):
    assert timezone.get_default_timezone_name() == "Europe/Oslo"
