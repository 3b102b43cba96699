"""What django-comments-xtd 2.10 does wrong as it ships with its form, pages, mails and addresses; see test_faults."""

import re

import pytest
from django.conf import settings as django_settings
from django.contrib.contenttypes.models import ContentType
from django.core import mail as django_mail
from django.core import signing
from django.db import connection
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_comments_xtd import signed
from django_comments_xtd.forms import XtdCommentForm
from django_comments_xtd.models import (
    MaxThreadLevelExceededException,
    TmpXtdComment,
    XtdComment,
)
from django_comments_xtd.moderation import XtdCommentModerator, moderator

from comments.models import Discussion, ModeratedComment
from comments.states import State
from mail.models import OutgoingMail
from tests import factories as make
from tests.comments import making
from tests.comments.theirs import as_shipped, our_form, their_comment, their_form, their_signal

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    making.settings()
    return making.post()


@pytest.fixture
def theirs(settings, monkeypatch, post):
    return as_shipped(settings, monkeypatch, post)


def test_fault_6_a_form_that_was_left_open_for_days_loses_nothing(theirs, post, client):
    answer = client.post("/theirs/post/", their_form(theirs, age=3 * 3600, comment="En lang tekst."))
    assert answer.status_code == 400
    assert answer.content == b""

    for age in (3 * 3600, 40 * 24 * 3600):
        text = f"En lang tekst, {age} sekunder gammel."
        answer = making.browser().post(making.write_url(post), our_form(post, age=age, comment=text))
        assert answer.status_code == 303
        assert ModeratedComment.objects.filter(comment=text).count() == 1
    wrong = our_form(post, security_hash="x" * 40, timestamp="i går", name="", comment="En lang tekst.")
    answer = making.browser().post(making.write_url(post), wrong)
    assert answer.status_code == 422
    assert "En lang tekst." in answer.content.decode()


def test_fault_7_pages_have_no_address_of_anybody_no_foreign_picture_and_nothing_inline(theirs, post, rf):
    comment = their_comment(theirs, user_email="kari@example.org")
    their_page = render_to_string("django_comments_xtd/comment.html", {"comment": comment})
    assert 'alt="kari@example.org"' in their_page
    assert "www.gravatar.com" in their_page
    form = render_to_string("comments/form.html", {"form": XtdCommentForm(theirs)}, rf.get("/"))
    assert "onsubmit=" in form
    assert '<div style="display:none">' in form

    hers = making.writer(email="kari@example.org")
    comment = making.published(post, by=hers)
    reader = making.browser()
    pages = [post.url, making.write_url(post), reverse("comments:thread", args=[comment.pk])]
    pages += [reverse(f"comments:{name}", args=[comment.pk]) for name in ("like", "report")]
    for address in pages:
        page = reader.get(address).content.decode()
        assert "gravatar" not in page
        assert "kari@example.org" not in page
        assert not re.search(r"<[^>]+\s(?:style|on\w+)\s*=", page)
        assert not re.search(r"<style|<script(?![^>]*\ssrc=)(?![^>]*application/ld\+json)", page)
    assert 'class="trap"' in reader.get(making.write_url(post)).content.decode()


def test_fault_8_a_page_asks_as_many_questions_whoever_wrote_on_it(theirs, post, rf):
    def theirs_asks():
        request = rf.get("/")
        request.user = make.user()
        tree = Template("{% load comments_xtd %}{% render_xtdcomment_tree for about %}")
        with CaptureQueriesContext(connection) as queries:
            tree.render(Context({"about": theirs, "request": request, "user": request.user}))
        return len(queries)

    def ours_asks():
        making.browser().get(post.url)
        with CaptureQueriesContext(connection) as queries:
            making.browser().get(post.url)
        return len(queries)

    def more_of_each():
        for _number in range(5):
            their_comment(theirs, user=make.user())
            user = make.user()
            making.sent(post, by=making.writer(email=user.email), user=user)

    more_of_each()
    few = theirs_asks(), ours_asks()
    more_of_each()
    many = theirs_asks(), ours_asks()
    assert many[0] >= few[0] + 10, "two more for each author"
    assert many[1] == few[1]


def test_fault_9_moderators_are_told_of_what_is_stored_with_links_that_lead_to_it(
    theirs, post, client, monkeypatch, settings
):
    settings.MANAGERS = [("Mona", "mona@example.org")]
    told_when = []

    class ByMail(XtdCommentModerator):
        email_notification = True

        def email(self, comment, content_object, request):
            told_when.append(XtdComment.objects.count())

    moderator.register(Discussion, ByMail)
    try:
        client.post("/theirs/post/", their_form(theirs))
        key = re.search(r"/theirs/confirm/([^/]+)/", django_mail.outbox[-1].body)[1]
        client.get(f"/theirs/confirm/{key}/")
    finally:
        moderator.unregister(Discussion)
    assert told_when == [0], "told before there is anything to moderate"

    making.settings(hold="all")
    mona = making.moderator()
    comment = making.sent(post, text="<b>Mer & mindre</b>")
    assert comment.state == State.PENDING
    letter = OutgoingMail.objects.get(to=mona.email)
    assert django_settings.WAGTAILADMIN_BASE_URL in letter.text
    assert "Mer & mindre" in letter.text


def test_fault_9_a_mail_from_a_site_with_https_leads_back_by_https(theirs, post, client, settings):
    client.post("/theirs/post/", their_form(theirs), secure=True)
    assert "http://" in django_mail.outbox[-1].body
    assert "https://" not in django_mail.outbox[-1].body

    settings.BASE_URL = settings.WAGTAILADMIN_BASE_URL = "https://samspill.example"
    making.browser().post(making.write_url(post), making.form())
    letter = OutgoingMail.objects.get(to="kari@example.org")
    assert "https://samspill.example/" in letter.text
    assert "http://" not in letter.text


def test_fault_9_who_follows_a_thread_is_told_when_a_moderator_publishes_an_answer(theirs, post):
    follower = their_comment(theirs, followup=True, user_email="ola@example.org")
    held = their_comment(theirs, answers=follower, is_public=False)
    held.is_public = True
    with their_signal():
        held.save()
    assert django_mail.outbox == []

    root = making.published(post, followup=True, by=making.writer(email="ola@example.org"))
    held = making.in_state(State.PENDING, post, answers=root)
    OutgoingMail.objects.all().delete()
    making.decide(held, State.PUBLISHED, making.moderator())
    assert OutgoingMail.objects.filter(to="ola@example.org").count() == 1


def test_a_comment_too_deep_for_the_package_is_taken_and_shown(theirs, post):
    at = their_comment(theirs)
    for _level in range(3):
        at = their_comment(theirs, answers=at)
    with pytest.raises(MaxThreadLevelExceededException):
        their_comment(theirs, answers=at)

    at = making.published(post)
    for _level in range(12):
        at = making.published(post, answers=at)
    assert at.level == 12
    shown = making.browser().get(post.url).context["talk"].page.comments
    assert max(one.place.depth for one in shown) == 5
    assert len(shown) == 13
    making.check_everything()


def test_the_packages_addresses_are_not_ours(client):
    for address in ("/comments/post/", "/comments/reply/1/", "/comments/flag/1/", "/comments/api/", "/comments/sent/"):
        assert client.get(address).status_code == 404


def test_no_pickle_is_read_from_an_address(post, client):
    key = signed.dumps(TmpXtdComment(content_type=ContentType.objects.get_for_model(Discussion), object_pk="1"))
    for name in ("confirm", "status", "stop", "confirm_like"):
        for token in (key.decode(), signing.dumps({"pk": 1}), "1:2:3", "1"):
            assert making.browser().get(reverse(f"comments:{name}", args=[token])).status_code == 404
