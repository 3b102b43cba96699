"""What django-comments-xtd 2.10 does wrong as it ships, and this site does not.

Each test runs the package's own model, form, views or templates first and sees the fault, so that it is known
to look at the right thing, and so that we hear of it when the package is put right; then it runs ours.
"""

import base64
import itertools
import re
import zlib
from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.urls import reverse
from django.utils import timezone
from django_comments_xtd.conf import settings as their_settings
from django_comments_xtd.models import (
    XtdComment,
)

from comments.models import Discussion, ModeratedComment
from comments.posting import MOST_CONFIRMATIONS
from comments.states import State
from comments.tokens import confirm_token, status_token
from mail.models import OutgoingMail
from tests.comments import making
from tests.comments.theirs import as_shipped, their_comment, their_form, their_signal

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    making.settings()
    return making.post()


@pytest.fixture
def theirs(settings, monkeypatch, post):
    return as_shipped(settings, monkeypatch, post)


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
