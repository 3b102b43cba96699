"""Likes count once for each confirmed address; reports come from anybody and name nobody."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from comments import reactions
from comments.models import Like, Report, Writer
from comments.posting import MOST_CONFIRMATIONS
from comments.recognition import COOKIE
from comments.states import State
from comments.tokens import like_token
from mail.models import OutgoingMail
from tests.comments import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    making.settings()
    return making.post()


@pytest.fixture
def comment(post):
    return making.published(post)


def shown_likes(post):
    return [one.likes for one in making.browser().get(post.url).context["talk"].page.comments]


def test_a_like_counts_once_however_often_it_is_given(post, comment):
    hers = making.writer()
    for _time in range(3):
        reactions.like(comment=comment, writer=hers, confirmed=True)
    assert shown_likes(post) == [1]
    reactions.unlike(comment=comment, writer=hers)
    assert shown_likes(post) == [0]


def test_a_like_from_an_address_counts_when_it_is_confirmed(post, comment):
    browser = making.browser()
    address = reverse("comments:like", args=[comment.pk])
    assert browser.post(address).status_code == 200
    assert browser.post(address, {"email": "Ola@Example.org "}).status_code == 200
    made = Like.objects.get()
    assert made.writer.email == "ola@example.org"
    assert shown_likes(post) == [0]
    assert OutgoingMail.objects.filter(to="ola@example.org").count() == 1
    link = reverse("comments:confirm_like", args=[like_token(made)])
    for look in (browser.get, browser.head):
        assert look(link).status_code == 200
    assert shown_likes(post) == [0]
    assert COOKIE not in browser.cookies
    assert browser.post(link).status_code == 303
    assert shown_likes(post) == [1]
    assert browser.cookies[COOKIE]["httponly"]
    assert browser.post(link).status_code == 303
    assert shown_likes(post) == [1]
    # And from now on without a mail.
    assert browser.post(address, {"take_back": ""}).status_code == 303
    assert shown_likes(post) == [0]
    assert browser.post(link).status_code == 404
    assert browser.post(address).status_code == 303
    assert shown_likes(post) == [1]


def test_the_page_of_a_like_offers_what_is_left_to_do(post, comment):
    hers = making.writer()
    address = reverse("comments:like", args=[comment.pk])
    for liked in (False, True, False):
        page = making.browser(of=hers).get(address).content.decode()
        assert ('name="take_back"' in page) is liked
        if liked:
            reactions.unlike(comment=comment, writer=hers)
        else:
            reactions.like(comment=comment, writer=hers, confirmed=True)


def test_a_cookie_alone_is_no_like(post, comment):
    browser = making.browser()
    browser.cookies[COOKIE] = "1.abc"
    browser.post(reverse("comments:like", args=[comment.pk]))
    assert Like.objects.count() == 0


def test_nobody_likes_her_own_comment_or_one_that_is_not_there(post, comment):
    with pytest.raises(ValidationError):
        reactions.like(comment=comment, writer=comment.writer, confirmed=True)
    hidden = making.in_state(State.PENDING, post)
    with pytest.raises(ValidationError):
        reactions.like(comment=hidden, writer=making.writer(), confirmed=True)
    answer = making.browser(of=comment.writer).post(reverse("comments:like", args=[comment.pk]))
    assert answer.status_code == 422
    assert Like.objects.count() == 0


def test_an_address_is_not_flooded_by_likes(post):
    browser = making.browser()
    for _number in range(MOST_CONFIRMATIONS + 3):
        browser.post(reverse("comments:like", args=[making.published(post).pk]), {"email": "ola@example.org"})
    assert OutgoingMail.objects.filter(to="ola@example.org").count() == MOST_CONFIRMATIONS


def test_a_machine_that_fills_in_the_trap_leaves_no_like_and_no_report(comment):
    browser = making.browser()
    trap = {"honeypot": "x"}
    assert (
        browser.post(reverse("comments:like", args=[comment.pk]), {"email": "a@example.org", **trap}).status_code == 200
    )
    assert browser.post(reverse("comments:report", args=[comment.pk]), {"reason": "spam", **trap}).status_code == 200
    assert not Like.objects.exists()
    assert not Report.objects.exists()
    assert not Writer.objects.filter(email="a@example.org").exists()


def test_a_report_gives_a_reason(comment):
    browser = making.browser()
    for data in ({}, {"reason": "nothing we know"}, {"reason": "rude", "note": "x" * 1001}):
        assert browser.post(reverse("comments:report", args=[comment.pk]), data).status_code == 422
    assert not Report.objects.exists()
    browser.post(reverse("comments:report", args=[comment.pk]), {"reason": "rude", "note": "Slik snakker vi ikke."})
    assert Report.objects.get().note == "Slik snakker vi ikke."


def test_one_network_alone_hides_nothing(comment):
    making.settings(reports_to_hide=2)
    for _time in range(5):
        making.browser(REMOTE_ADDR="203.0.113.9").post(
            reverse("comments:report", args=[comment.pk]), {"reason": "rude"}
        )
    assert Report.objects.count() == 1
    assert making.fresh(comment).state == State.PUBLISHED
    making.browser(REMOTE_ADDR="203.0.113.10").post(reverse("comments:report", args=[comment.pk]), {"reason": "rude"})
    assert making.fresh(comment).state == State.PENDING


def test_a_report_reaches_the_moderators(comment):
    mona = making.moderator()
    reactions.report(comment=comment, reason="private", note="Dette er telefonnummeret mitt.")
    assert "telefonnummeret" in OutgoingMail.objects.get(to=mona.email).text
