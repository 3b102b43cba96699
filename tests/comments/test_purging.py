"""What is no longer needed goes when its time has come, and only then; a thread stands all the same."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments import purging, reactions
from comments.models import CommentEvent, Discussion, Like, ModeratedComment, Report, Writer
from comments.moves import MoveRefused
from comments.states import State
from tests import factories as make
from tests.comments import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    making.settings(keep_spam_days=30, keep_unconfirmed_days=7, keep_addresses_months=24)
    return making.post()


def left():
    return set(ModeratedComment.objects.values_list("pk", flat=True))


def test_spam_and_unconfirmed_comments_go_when_their_time_has_come_with_all_that_hangs_on_them(post):
    root = making.published(post)
    spam = making.in_state(State.SPAM, post, answers=root)
    waiting = making.in_state(State.UNCONFIRMED, post, answers=root)
    fresh_spam = making.in_state(State.SPAM, post, answers=root)
    fresh_waiting = making.in_state(State.UNCONFIRMED, post, answers=root)
    making.older(spam, days=31)
    making.older(waiting, days=8)
    making.older(fresh_spam, days=29)
    making.older(fresh_waiting, days=6)
    done = purging.purge()
    assert (done.spam, done.unconfirmed) == (1, 1)
    assert left() == {root.pk, fresh_spam.pk, fresh_waiting.pk}
    assert not CommentEvent.objects.filter(comment__in=[spam.pk, waiting.pk]).exists()
    making.check_everything()
    again = purging.purge()
    assert (again.spam, again.unconfirmed, again.addresses) == (0, 0, 0)


@pytest.mark.parametrize("state", [State.PUBLISHED, State.PENDING, State.REJECTED, State.REMOVED])
def test_nothing_else_goes(post, state):
    comment = making.older(making.in_state(state, post), days=4000)
    purging.purge()
    assert left() == {comment.pk}


def test_spam_that_was_answered_stays_as_a_place_without_a_word(post):
    hers = making.writer("spam@example.com")
    spam = making.published(post, by=hers, name="Billige Sko", text="Kjøp sko!")
    answer = making.published(post, answers=spam)
    user = making.moderator()
    making.decide(spam, State.SPAM, user)
    making.older(spam, days=31)
    purging.purge()
    place = making.fresh(spam)
    assert (place.comment, place.html, place.user_name, place.user_email) == ("", "", "", "")
    assert left() == {spam.pk, answer.pk}
    assert answer.comment in making.browser().get(post.url).content.decode()
    with pytest.raises(MoveRefused):
        making.decide(spam, State.PUBLISHED, user)
    making.check_everything()


def test_addresses_go_two_years_after_the_last_word_and_what_was_said_stays(post):
    silent, busy, young = making.writer(name="Stille"), making.writer(), making.writer()
    Writer.objects.exclude(pk=young.pk).update(created_at=timezone.now() - timedelta(days=900))
    old = [making.older(making.published(post, by=who, followup=True), days=800) for who in (silent, busy)]
    making.published(post, by=busy)
    address = silent.email
    assert purging.purge().addresses == 1
    silent.refresh_from_db()
    assert silent.email is None
    comment = making.fresh(old[0])
    assert (comment.user_email, comment.user_name, comment.followup) == ("", "Stille", False)
    assert comment.fingerprint is None, "whoever knows the text could try addresses against it"
    assert comment.comment in making.browser().get(post.url).content.decode()
    assert making.fresh(old[1]).user_email == busy.email
    # She begins anew, and is not taken for who she was.
    assert Writer.objects.for_address(address).pk != silent.pk
    assert making.browser(of=silent).get(post.url).context["talk"].writer is None


def test_a_like_keeps_an_address_as_a_comment_does(post):
    hers = making.writer()
    Writer.objects.update(created_at=timezone.now() - timedelta(days=900))
    reactions.like(comment=making.published(post), writer=hers, confirmed=True)
    purging.purge()
    hers.refresh_from_db()
    assert hers.email


def test_likes_and_addresses_that_nobody_confirmed_go(post):
    comment = making.published(post)
    forgotten = making.writer(confirmed=False)
    reactions.like(comment=comment, writer=forgotten, confirmed=False)
    Like.objects.update(created_at=timezone.now() - timedelta(days=8))
    Writer.objects.filter(pk=forgotten.pk).update(created_at=timezone.now() - timedelta(days=8))
    purging.purge()
    assert not Like.objects.exists()
    assert not Writer.objects.filter(pk=forgotten.pk).exists()
    assert Writer.objects.filter(pk=comment.writer_id).exists()


def test_what_will_go_can_be_asked_beforehand(post):
    making.older(making.in_state(State.SPAM, post), days=31)
    assert purging.due(timezone.now()).spam == 1
    assert len(left()) == 1


def test_a_discussion_goes_with_the_last_face_of_its_post_and_not_before(post):
    comment = making.published(post)
    making.published(post, answers=comment)
    reactions.report(comment=comment, reason="rude")
    nynorsk = post.copy_for_translation(make.locale("nn"), copy_parents=True)
    nynorsk.save_revision().publish()
    post.delete()
    assert ModeratedComment.objects.count() == 2
    nynorsk.delete()
    for model in (ModeratedComment, Discussion, CommentEvent, Report):
        assert not model.objects.exists()


def test_a_discussion_goes_with_the_page_above_its_post(post):
    making.published(post)
    make.blog().delete()
    assert not Discussion.objects.exists()
    assert not ModeratedComment.objects.exists()


def test_a_comment_outlives_the_account_that_wrote_or_decided_it(post):
    user = making.moderator()
    comment = making.sent(post, by=making.writer(email=user.email), user=user)
    other = making.in_state(State.PENDING, post)
    making.decide(other, State.PUBLISHED, user)
    user.delete()
    assert left() == {comment.pk, other.pk}
    making.check_everything()
