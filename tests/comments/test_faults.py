"""What django-comments-xtd 2.10 does wrong as it ships, and this site does not.

Each test runs the package's own model, form, views or templates first and sees the fault, so that it is known
to look at the right thing, and so that we hear of it when the package is put right; then it runs ours.
"""

import base64
import itertools
import re
import time
import zlib
from contextlib import contextmanager
from datetime import timedelta

import django_comments_xtd.templatetags.comments_xtd as their_tags
import django_comments_xtd.views as their_views
import pytest
from django.conf import settings as django_settings
from django.contrib.contenttypes.models import ContentType
from django.core import mail as django_mail
from django.core import signing
from django.db import connection
from django.db.models.signals import pre_save
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_comments.forms import CommentSecurityForm
from django_comments_xtd import signed
from django_comments_xtd.conf import settings as their_settings
from django_comments_xtd.forms import XtdCommentForm
from django_comments_xtd.models import (
    MaxThreadLevelExceededException,
    TmpXtdComment,
    XtdComment,
    publish_or_unpublish_on_pre_save,
)
from django_comments_xtd.moderation import XtdCommentModerator, moderator

from comments.models import Discussion, ModeratedComment
from comments.posting import MOST_CONFIRMATIONS
from comments.states import State
from comments.tokens import confirm_token, status_token
from mail.models import OutgoingMail
from tests import factories as make
from tests.comments import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    making.settings()
    return making.post()


@pytest.fixture
def theirs(settings, monkeypatch, post):
    """Run the package as it ships, beside us; returns what its comments are about."""
    settings.ROOT_URLCONF = "tests.comments.package_urls"
    shipped = {
        "COMMENTS_XTD_MODEL": "django_comments_xtd.models.XtdComment",
        "COMMENTS_XTD_FORM_CLASS": "django_comments_xtd.forms.XtdCommentForm",
        "COMMENTS_XTD_CONFIRM_EMAIL": True,
        "COMMENTS_XTD_MAX_THREAD_LEVEL": 3,
        "COMMENTS_XTD_THREADED_EMAILS": False,
    }
    assert their_settings.COMMENTS_XTD_MODEL == "comments.models.ModeratedComment"
    shipped_settings = their_settings._wrapped
    for name, value in shipped.items():
        monkeypatch.setattr(shipped_settings, name, value)
    monkeypatch.setattr(their_views, "XtdComment", XtdComment)
    monkeypatch.setattr(their_tags, "XtdComment", XtdComment)
    return Discussion.objects.create(subject="post", key=post.translation_key)


def their_comment(about, *, answers=None, **fields):
    values = {"user_name": "Kari", "user_email": "kari@example.org", "comment": "Bokbåten.", "is_public": True}
    comment = XtdComment(
        content_type=ContentType.objects.get_for_model(Discussion),
        object_pk=str(about.pk),
        site_id=1,
        submit_date=timezone.now(),
        parent_id=answers.pk if answers else 0,
        **{**values, **fields},
    )
    comment.save()
    return XtdComment.objects.get(pk=comment.pk)


def their_form(about, *, age=0, **fields):
    """Return what the package's form sends when it was shown `age` seconds ago."""
    mark = {"content_type": "comments.discussion", "object_pk": str(about.pk), "timestamp": str(int(time.time()) - age)}
    checked = CommentSecurityForm(about).generate_security_hash(**mark)
    return {**mark, "security_hash": checked, "honeypot": "", "reply_to": 0, **making.GOOD, **fields}


def our_form(post, *, age=0, **fields):
    mark = {"content_type": "comments.discussion", "object_pk": "None", "timestamp": str(int(time.time()) - age)}
    checked = CommentSecurityForm(Discussion()).generate_security_hash(**mark)
    return {**mark, "security_hash": checked, **making.form(**fields)}


@contextmanager
def their_signal():
    pre_save.connect(publish_or_unpublish_on_pre_save, sender=XtdComment)
    try:
        yield
    finally:
        pre_save.disconnect(publish_or_unpublish_on_pre_save, sender=XtdComment)


def test_fault_1_saving_a_published_comment_publishes_no_answer_and_counts_none_twice(theirs, post):
    def save_twice(parent):
        parent.save()
        parent.save()

    with their_signal():
        root = their_comment(theirs)
        middle = their_comment(theirs, answers=root)
        held = their_comment(theirs, answers=middle, is_public=False)
        save_twice(XtdComment.objects.get(pk=middle.pk))
    held.refresh_from_db()
    root.refresh_from_db()
    assert held.is_public
    assert root.nested_count > 2

    root = making.published(post)
    middle = making.published(post, answers=root)
    held = making.in_state(State.PENDING, post, answers=middle)
    rejected = making.in_state(State.REJECTED, post, answers=middle)
    save_twice(making.fresh(middle))
    for left, state in ((held, State.PENDING), (rejected, State.REJECTED)):
        assert making.fresh(left).state == state
        assert not making.fresh(left).is_public
    assert making.fresh(root).nested_count == 3
    user = making.moderator()
    making.decide(middle, State.REMOVED, user)
    making.decide(middle, State.PUBLISHED, user)
    assert not making.fresh(held).is_public
    making.check_everything()


def test_fault_2_a_link_in_a_mail_holds_nothing_of_anybody_runs_out_and_does_nothing_when_opened(
    theirs, post, client, time_machine
):
    time_machine.move_to(timezone.now())
    client.post("/theirs/post/", their_form(theirs))
    (letter,) = django_mail.outbox
    key = re.search(r"/theirs/confirm/([^/]+)/", letter.body)[1]
    packed = key.rsplit(".", 1)[0].lstrip(".").encode()
    inside = zlib.decompress(base64.urlsafe_b64decode(packed + b"=" * (-len(packed) % 4)))
    assert b"kari@example.org" in inside
    assert b"Bokb" in inside
    assert client.head(f"/theirs/confirm/{key}/").status_code == 302
    assert XtdComment.objects.count() == 1, "a mail scanner's HEAD has published it"
    XtdComment.objects.all().delete()
    time_machine.shift(timedelta(days=1000))
    client.get(f"/theirs/confirm/{key}/")
    assert XtdComment.objects.count() == 1, "years later the link makes again what was deleted"
    XtdComment.objects.all().delete()
    django_mail.outbox.clear()

    browser = making.browser()
    browser.post(making.write_url(post), making.form())
    comment = ModeratedComment.objects.get()
    for token in (confirm_token(comment), status_token(comment)):
        assert token.split(":")[0] == str(comment.pk)
        assert len(token) < 80
    address = reverse("comments:confirm", args=[confirm_token(comment)])
    for look in (browser.get, browser.head):
        assert look(address).status_code == 200
        assert making.fresh(comment).state == State.UNCONFIRMED
    time_machine.shift(timedelta(days=8))
    assert browser.post(address).status_code == 410
    assert making.fresh(comment).state == State.UNCONFIRMED
    time_machine.shift(timedelta(days=-8))
    assert browser.post(address).status_code == 303
    ModeratedComment.objects.all().delete()
    assert browser.post(address).status_code == 404
    assert ModeratedComment.objects.count() == 0


def test_fault_3_no_page_shows_what_is_not_published(theirs, post, client):
    hidden = their_comment(theirs, comment="Bare for moderatorene.", is_public=False)
    removed = their_comment(theirs, comment="Fjernet for lenge siden.", is_removed=True)
    assert "Bare for moderatorene." in client.get(f"/theirs/reply/{hidden.pk}/").content.decode()
    assert "Fjernet for lenge siden." in client.get(f"/theirs/reply/{removed.pk}/").content.decode()

    names = ("reply", "like", "report", "comment", "thread", "edit", "withdraw")
    readers = (making.browser(), making.browser(of=making.writer()))
    for state in set(State) - {State.PUBLISHED}:
        comment = making.in_state(state, post, text="Bare for moderatorene.")
        for name, browser in itertools.product(names, readers):
            answer = browser.get(reverse(f"comments:{name}", args=[comment.pk]), follow=True)
            assert answer.status_code in {403, 404}
            assert "Bare for moderatorene." not in answer.content.decode()
    assert "Bare for moderatorene." not in making.browser().get(post.url).content.decode()


def test_fault_4_what_is_answered_is_looked_at_before_anything_is_stored(theirs, post, client):
    client.raise_request_exception = False
    their_settings._wrapped.COMMENTS_XTD_CONFIRM_EMAIL = False
    assert client.post("/theirs/post/", their_form(theirs, reply_to=999_999)).status_code == 500
    assert XtdComment.objects.get().is_public, "the answer to nothing is there all the same"
    elsewhere = Discussion.objects.create(subject="post", key=making.post().translation_key)
    foreign = their_comment(elsewhere)
    client.post("/theirs/post/", their_form(theirs, reply_to=foreign.pk))
    assert XtdComment.objects.filter(object_pk=theirs.pk, parent_id=foreign.pk).exists()
    XtdComment.objects.all().delete()

    here, other = making.published(post), making.published(making.post())
    hidden = making.in_state(State.PENDING, post)
    before = ModeratedComment.objects.count()
    for number in (999_999, other.pk, hidden.pk, 10**17):
        answer = making.browser().post(making.write_url(post), making.form(reply_to=number, comment="Står her ennå."))
        assert answer.status_code == 409
        assert "Står her ennå." in answer.content.decode()
        assert ModeratedComment.objects.count() == before
    answered = making.browser().post(making.write_url(post), making.form(reply_to=here.pk))
    assert answered.status_code == 303
    assert ModeratedComment.objects.get(parent_id=here.pk, level=1).thread_id == here.pk


def test_fault_4_a_page_that_nobody_may_read_takes_no_comment(theirs, post, client):
    their_settings._wrapped.COMMENTS_XTD_CONFIRM_EMAIL = False
    post.unpublish()
    assert client.post("/theirs/post/", their_form(theirs)).status_code == 302
    assert XtdComment.objects.count() == 1
    XtdComment.objects.all().delete()
    answer = making.browser().post(making.write_url(post), making.form(comment="Står her ennå."))
    assert answer.status_code == 404
    assert "Står her ennå." in answer.content.decode()
    assert ModeratedComment.objects.count() == 0


def test_fault_4_nobody_is_flooded_with_mails_that_ask_for_confirmation(theirs, post, client):
    for _time in range(30):
        client.post("/theirs/post/", their_form(theirs))
    assert len(django_mail.outbox) == 30
    for number in range(30):
        making.browser().post(making.write_url(post), making.form(comment=f"Innlegg {number}"))
    to_victim = OutgoingMail.objects.filter(to="kari@example.org")
    assert ModeratedComment.objects.count() == 30
    assert to_victim.count() == MOST_CONFIRMATIONS


def test_fault_5_the_tree_is_right_whatever_the_order_says(theirs, post, monkeypatch):
    root = their_comment(theirs)
    calculate = XtdComment._calculate_thread_data

    def meanwhile(comment):
        # As in two processes at once: the other has not yet written when this one asks.
        calculate(comment)
        if not XtdComment.objects.filter(comment="to").exists():
            their_comment(theirs, answers=root, comment="to")

    monkeypatch.setattr(XtdComment, "_calculate_thread_data", meanwhile)
    one = their_comment(theirs, answers=root, comment="en")
    assert one.order == XtdComment.objects.get(comment="to").order
    monkeypatch.undo()

    root = making.published(post, text="rot")
    first = making.published(post, answers=root, text="først")
    making.published(post, answers=root, text="sist")
    making.published(post, answers=first, text="under")
    XtdComment.norel_objects.filter(thread_id=root.pk).update(order=2, level=1)
    shown = making.browser().get(post.url).context["talk"].page.comments
    assert [(one.comment.comment, one.place.depth) for one in shown] == [
        ("rot", 1),
        ("først", 2),
        ("under", 3),
        ("sist", 2),
    ]


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
