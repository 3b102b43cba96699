"""What a writer sends is stored once, decided about at once or when it is confirmed, and never lost."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from comments import posting
from comments.forms import CommentForm, blank_discussion
from comments.models import BlockedAddress, CommentEdit, CommentEvent, Discussion, ModeratedComment, Writer
from comments.posting import MOST_CONFIRMATIONS, Closed, fingerprint_of
from comments.states import State
from mail.models import OutgoingMail
from tests import factories as make
from tests.comments import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    making.settings()
    return making.post()


def asked(email):
    return OutgoingMail.objects.filter(to=email).count()


def test_a_comment_from_an_unknown_address_is_stored_and_waits_for_its_writer(post):
    comment = making.sent(post, by=making.writer(confirmed=False), confirmed=False)
    assert comment.state == State.UNCONFIRMED
    assert asked(comment.writer.email) == 1
    assert comment.writer.confirmed_at is None


def test_what_is_confirmed_is_published_where_the_rules_find_nothing(post):
    comment = making.sent(post, by=making.writer(confirmed=False), confirmed=False)
    confirmed = posting.confirm(comment=comment)
    assert confirmed.state == State.PUBLISHED
    assert making.fresh(comment).writer.confirmed_at is not None
    assert making.fresh(comment).confirmed_at is not None
    events = CommentEvent.objects.filter(comment=comment.pk)
    assert [event.after for event in events] == [State.UNCONFIRMED, State.PUBLISHED]
    assert events.last().reasons


def test_confirming_twice_changes_nothing(post):
    making.settings(hold="all")
    comment = making.sent(post, confirmed=False)
    posting.confirm(comment=comment)
    making.decide(comment, State.REJECTED, making.moderator())
    assert posting.confirm(comment=comment).state == State.REJECTED
    assert CommentEvent.objects.filter(comment=comment.pk).count() == 3


@pytest.mark.parametrize(
    ("hold", "published_before", "state"),
    [
        ("all", True, State.PENDING),
        ("first_time", False, State.PENDING),
        ("first_time", True, State.PUBLISHED),
        ("none", False, State.PUBLISHED),
    ],
)
def test_whose_comments_wait_is_for_the_site_to_say(post, hold, published_before, state):
    hers = making.writer()
    if published_before:
        making.published(post, by=hers)
    making.settings(hold=hold)
    assert making.sent(post, by=hers).state == state


def test_a_moderator_is_held_by_no_rule_and_an_editor_is(post):
    making.settings(hold="all")
    for role, state in (("moderator", State.PUBLISHED), ("editor", State.PENDING)):
        user = make.user(role)
        comment = making.sent(post, by=making.writer(email=user.email), user=user)
        assert comment.state == state


def test_a_blocked_address_is_refused_and_gets_no_mail(post):
    BlockedAddress.objects.create(pattern="example.com")
    comment = making.sent(post, by=making.writer("kari@example.com", confirmed=False), confirmed=False)
    assert comment.state == State.REJECTED
    assert asked("kari@example.com") == 0


def test_what_a_machine_filled_in_is_spam_and_gets_no_mail(post):
    comment = making.sent(post, confirmed=False, circumstances={"honeypot": "http://spam.example"})
    assert comment.state == State.SPAM
    assert asked(comment.writer.email) == 0


def test_the_same_sent_again_is_the_same_comment(post):
    hers = making.writer()
    first = making.sent(post, by=hers, text="Bokbåten  kom.\n\nHver torsdag.")
    for text in ("Bokbåten  kom.\n\nHver torsdag.", "Bokbåten kom. Hver torsdag."):
        again = posting.post(
            subject="post",
            key=post.translation_key,
            text=text,
            name="Kari",
            email=hers.email.upper(),
            language="nn",
            confirmed=True,
        )
        assert (again.comment.pk, again.is_new) == (first.pk, False)
    assert ModeratedComment.objects.count() == 1
    assert CommentEvent.objects.count() == 2


def test_the_same_words_from_another_in_another_place_or_about_another_statement_are_another_comment(post):
    other = Discussion.objects.create(subject="post", key=making.post().translation_key)
    here = Discussion.objects.create(subject="post", key=post.translation_key)
    base = {"discussion": here, "parent_id": 0, "email": "kari@example.org", "text": "Helt enig"}
    other_ways = [
        {"discussion": other},
        {"parent_id": 1},
        {"email": "ola@example.org"},
        {"text": "Helt uenig"},
        {"proposed_wording": "bokbåt"},
        {"statement_key": post.translation_key},
        {"text": "Helt", "proposed_wording": "enig"},
    ]
    prints = [fingerprint_of(**base), *(fingerprint_of(**{**base, **way}) for way in other_ways)]
    assert len(set(prints)) == len(prints)


def test_sending_again_once_recognised_confirms_what_waited(post):
    hers = making.writer(confirmed=False)
    first = making.sent(post, by=hers, text="Bokbåten.", confirmed=False)
    again = making.sent(post, by=hers, text="Bokbåten.", confirmed=True)
    assert again.pk == first.pk
    assert again.state == State.PUBLISHED


def test_a_form_sent_again_after_the_comment_was_changed_is_still_that_comment(post):
    hers = making.writer()
    comment = making.sent(post, by=hers, text="Bokbåten.")
    posting.edit(comment=comment, writer=hers, text="Bokbåten, mente jeg.")
    again = making.sent(post, by=hers, text="Bokbåten.")
    assert again.pk == comment.pk
    assert again.comment == "Bokbåten, mente jeg."


def test_what_was_taken_back_may_be_said_again(post):
    hers = making.writer()
    comment = making.sent(post, by=hers, text="Bokbåten.")
    posting.withdraw(comment=comment, writer=hers)
    assert making.sent(post, by=hers, text="Bokbåten.").pk != comment.pk


def test_three_mails_a_day_ask_one_address_and_the_next_day_begins_anew(post):
    hers = making.writer(confirmed=False)
    for _time in range(MOST_CONFIRMATIONS + 2):
        comment = making.sent(post, by=hers, confirmed=False)
    assert asked(hers.email) == MOST_CONFIRMATIONS
    assert not posting.ask_again(comment=making.fresh(comment))
    Writer.objects.filter(pk=hers.pk).update(asked_at=timezone.now() - timedelta(hours=25))
    assert posting.ask_again(comment=making.fresh(comment))
    assert asked(hers.email) == MOST_CONFIRMATIONS + 1


def test_a_comment_can_be_changed_for_a_quarter_of_an_hour_and_what_it_said_is_kept(post):
    hers = making.writer()
    comment = making.sent(post, by=hers, text="Bokbussen.")
    changed = making.fresh(posting.edit(comment=comment, writer=hers, text="Bokbåten <b>."))
    assert (changed.comment, changed.html) == ("Bokbåten <b>.", "<p>Bokbåten &lt;b&gt;.</p>")
    assert changed.edited_at is not None
    assert CommentEdit.objects.get(comment=comment.pk).text_before == "Bokbussen."
    making.older(comment, minutes=16)
    with pytest.raises(ValidationError):
        posting.edit(comment=comment, writer=hers, text="For sent.")
    with pytest.raises(ValidationError):
        posting.edit(comment=comment, writer=making.writer(), text="Ikke min.")


def test_a_change_that_breaks_a_rule_hides_the_comment_until_a_moderator_has_looked(post):
    making.settings(most_links=0)
    hers = making.writer()
    comment = making.sent(post, by=hers)
    changed = posting.edit(comment=comment, writer=hers, text="Kjøp på https://spam.example/")
    assert making.fresh(changed).state == State.PENDING
    making.check_everything()


def test_taking_a_comment_back_deletes_what_it_says_and_said_and_leaves_the_answers(post):
    hers = making.writer()
    comment = making.sent(post, by=hers, text="Hemmelig.", followup=True)
    posting.edit(comment=comment, writer=hers, text="Mer hemmelig.")
    answer = making.published(post, answers=comment)
    posting.withdraw(comment=comment, writer=hers)
    gone = making.fresh(comment)
    assert (gone.state, gone.comment, gone.html, gone.followup) == (State.REMOVED, "", "", False)
    assert not CommentEdit.objects.exists()
    assert making.fresh(answer).state == State.PUBLISHED
    with pytest.raises(ValidationError):
        posting.withdraw(comment=comment, writer=hers)


def test_a_closed_post_takes_no_comment_and_says_why(post):
    making.settings(close_after_days=7)
    post.date = timezone.now() - timedelta(days=8)
    post.save()
    with pytest.raises(Closed, match="7"):
        making.sent(post)
    making.settings(close_after_days=9)
    assert making.sent(post)
    post.comments_open = False
    post.save()
    with pytest.raises(Closed):
        making.sent(post)


def test_an_account_is_tied_to_its_address_when_it_first_writes(post):
    user = make.user("editor")
    comment = making.sent(post, by=making.writer(email=user.email), user=user)
    assert making.fresh(comment).writer.user == user


def test_what_comes_from_elsewhere_has_its_own_date_and_sends_no_mail(post):
    then = timezone.now() - timedelta(days=4000)
    making.published(post, followup=True)
    OutgoingMail.objects.all().delete()
    comment = making.sent(post, sent_at=then, tell=False)
    assert comment.submit_date == then
    assert not OutgoingMail.objects.exists()


ANYTHING = st.text(st.characters(codec=None), max_size=60)


@given(name=ANYTHING, email=st.one_of(ANYTHING, st.emails()), text=ANYTHING, reply_to=ANYTHING, honeypot=ANYTHING)
def test_whatever_the_form_holds_is_an_error_or_can_be_stored(name, email, text, reply_to, honeypot):
    data = {"name": name, "email": email, "comment": text, "reply_to": reply_to, "honeypot": honeypot}
    form = CommentForm(blank_discussion("post", make.uuid.uuid4()), data)
    if form.is_valid():
        sent = form.cleaned_data
        assert 0 < len(sent["name"]) <= 50
        assert len(sent["email"]) <= 254
        assert "\n" not in sent["name"] + sent["email"]
        assert sent["comment"].strip()
        for value in (sent["name"], sent["email"], sent["comment"]):
            value.encode()
            assert "\0" not in value
    assert form.seconds_to_write() is None
    str(form["comment"])
