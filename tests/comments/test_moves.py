"""Who may move a comment from which state to which: all states, all moves, all roles."""

import itertools

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from comments import moderation, posting, reactions
from comments.models import AppendOnly, CommentEvent, ModeratedComment
from comments.moves import AlreadyDecided, ChangedMeanwhile, MoveRefused, move
from comments.queue.selecting import mark_of
from comments.states import MOVES, Actor, State, may_move
from comments.tokens import confirm_token
from tests import factories as make
from tests.comments import making

pytestmark = pytest.mark.django_db

U, P, PUB, REJ, SPAM, REM = State
# What a moderator may do, written out once more by hand: the table in comments.states must not change unnoticed.
BY_MODERATORS = {
    U: {REJ, SPAM},
    P: {PUB, REJ, SPAM, REM},
    PUB: {P, REJ, SPAM, REM},
    REJ: {P, PUB, SPAM},
    SPAM: {P, PUB, REJ},
    REM: {P, PUB},
}
ROLES = ["nobody", "writer", "other writer", "editor", "moderator", "other moderator", "administrator"]
MAY_DECIDE = {"moderator", "administrator"}
MAY_WITHDRAW = {U, P, PUB, REJ}
MAY_EDIT = {U, P, PUB}


@pytest.fixture
def post():
    making.settings()
    return making.post()


def person(role, post):
    """Return the user that a role is, None for readers."""
    if role == "other moderator":
        return making.moderator(make.standard_page())
    if role in {"editor", "moderator", "administrator"}:
        return make.user(role)
    return None


@pytest.mark.parametrize("role", ROLES)
def test_a_moderator_of_the_place_decides_as_the_table_says_and_nobody_else_does(post, role):
    user = person(role, post)
    comment = None
    for before, after in itertools.product(State, State):
        if comment is None or comment.state != before:
            comment = making.in_state(before, post)
        allowed = role in MAY_DECIDE and after in BY_MODERATORS[before]
        if allowed:
            event = moderation.decide(comment=comment, to=after, user=user, code="other")
            assert (event.before, event.after, event.user) == (before, after, user)
        else:
            wanted = MoveRefused if role in MAY_DECIDE else PermissionDenied
            with pytest.raises(wanted):
                moderation.decide(comment=comment, to=after, user=user, code="other")
        comment = making.fresh(comment)
        assert comment.state == (after if allowed else before)
        making.check_log(comment)
        making.check_package(comment)


@pytest.mark.parametrize("role", ROLES)
def test_the_addresses_of_the_queue_hold_the_same_table(post, role):
    browser = making.browser(user=person(role, post))
    for before in State:
        refused = next(after for after in State if after not in BY_MODERATORS[before])
        for after in (refused, max(BY_MODERATORS[before])):
            comment = making.in_state(before, post)
            address = reverse("comment_queue:decide", args=[comment.pk])
            data = {"to": after, "code": "off_topic", "seen": mark_of(comment)}
            assert browser.get(address).status_code in {302, 403, 404, 405}
            assert making.fresh(comment).state == before
            answer = browser.post(address, data, HTTP_ACCEPT="application/json")
            allowed = role in MAY_DECIDE and after != refused
            if role in MAY_DECIDE:
                assert answer.status_code == (200 if allowed else 422)
            else:
                assert answer.status_code in {302, 403, 404}
            assert making.fresh(comment).state == (after if allowed else before)


@pytest.mark.parametrize("role", ROLES)
def test_only_its_writer_changes_and_takes_back_a_comment_and_only_while_it_stands(post, role):
    hers = making.writer()
    who = {"writer": hers, "other writer": making.writer()}.get(role)
    browser = making.browser(of=who, user=person(role, post))
    for state in State:
        comment = making.in_state(state, post, by=hers)
        answer = browser.post(reverse("comments:edit", args=[comment.pk]), {"comment": f"Noe annet, {state}."})
        may = role == "writer" and state in MAY_EDIT
        assert answer.status_code == ((303 if may else 422) if role == "writer" else 403)
        assert making.fresh(comment).comment == (f"Noe annet, {state}." if may else comment.comment)
        answer = browser.post(reverse("comments:withdraw", args=[comment.pk]))
        may = role == "writer" and state in MAY_WITHDRAW
        assert answer.status_code == ((303 if may else 409) if role == "writer" else 403)
        left = making.fresh(comment)
        assert (left.state, left.comment == "") == (REM if may else state, may)
        making.check_log(left)


@pytest.mark.parametrize("role", ROLES)
def test_anybody_reports_what_is_published_and_nothing_else(post, role):
    making.settings(reports_to_hide=1)
    browser = making.browser(user=person(role, post))
    for state in State:
        comment = making.in_state(state, post)
        answer = browser.post(reverse("comments:report", args=[comment.pk]), {"reason": "rude"})
        assert answer.status_code == (200 if state == PUB else 404)
        assert making.fresh(comment).state == (P if state == PUB else state)


def test_confirming_moves_what_waits_for_it_and_nothing_else(post):
    for state in State:
        comment = making.in_state(state, post)
        answer = making.browser().post(reverse("comments:confirm", args=[confirm_token(comment)]))
        assert answer.status_code in {302, 303}
        assert making.fresh(comment).state == (PUB if state == U else state)


def test_the_table_says_of_moderators_what_is_written_here():
    for before, after in itertools.product(State, State):
        assert may_move(Actor.MODERATOR, before, after) == (after in BY_MODERATORS[before])
    assert all(before != after for before, after in MOVES)


def test_a_move_that_is_in_no_table_is_refused_whoever_asks(post):
    for before in State:
        comment = making.in_state(before, post)
        for actor, after in itertools.product(Actor, State):
            if actor not in MOVES.get((before, after), ()):
                with pytest.raises(MoveRefused):
                    move(comment=comment, to=after, actor=actor)
                assert making.fresh(comment).state == before
        making.check_log(comment)


def test_of_two_moderators_who_decide_the_second_is_told_who_was_first(post):
    first, second = making.moderator(), making.moderator()
    seen_by_one = making.in_state(P, post)
    seen_by_other = making.fresh(seen_by_one)
    moderation.decide(comment=seen_by_one, to=PUB, user=first)
    with pytest.raises(AlreadyDecided) as told:
        moderation.decide(comment=seen_by_other, to=SPAM, user=second)
    assert str(first) in told.value.messages[0]
    assert making.fresh(seen_by_one).state == PUB
    assert CommentEvent.objects.filter(comment=seen_by_one.pk, user=second).count() == 0


def test_nobody_publishes_a_text_that_was_changed_after_it_was_read(post):
    hers, user = making.writer(), making.moderator()
    comment = making.in_state(P, post, by=hers, text="Et vennlig ord.")
    read = making.fresh(comment)
    posting.edit(comment=comment, writer=hers, text="Noe ganske annet.")
    with pytest.raises(ChangedMeanwhile):
        moderation.decide(comment=read, to=PUB, user=user)
    assert making.fresh(comment).state == P
    moderation.decide(comment=making.fresh(comment), to=PUB, user=user)


def test_a_rejection_says_why(post):
    comment = making.in_state(P, post)
    with pytest.raises(ValidationError):
        moderation.decide(comment=comment, to=REJ, user=making.moderator(), note="  ")
    assert making.fresh(comment).state == P


def test_a_moderator_takes_back_her_own_last_decision_and_no_other(post):
    first, second = making.moderator(), making.moderator()
    comment = making.in_state(P, post)
    making.decide(comment, PUB, first)
    with pytest.raises(ValidationError):
        moderation.undo(comment=making.fresh(comment), user=second)
    moderation.undo(comment=making.fresh(comment), user=first)
    assert making.fresh(comment).state == P
    making.decide(comment, PUB, first)
    posting.withdraw(comment=comment, writer=comment.writer)
    with pytest.raises(ValidationError):
        moderation.undo(comment=making.fresh(comment), user=first)
    assert making.fresh(comment).state == REM


def test_every_decision_can_be_taken_back(post):
    user = making.moderator()
    for before in set(State) - {U}:
        for after in BY_MODERATORS[before]:
            comment = making.in_state(before, post)
            making.decide(comment, after, user)
            moderation.undo(comment=making.fresh(comment), user=user)
            assert making.fresh(comment).state == before
    making.check_everything()


def test_what_was_never_confirmed_is_not_published_by_taking_a_decision_back(post):
    user = making.moderator()
    comment = making.in_state(U, post)
    making.decide(comment, SPAM, user)
    with pytest.raises(ValidationError):
        moderation.undo(comment=making.fresh(comment), user=user)


def test_what_its_writer_took_back_is_shown_by_nobody_again(post):
    user = making.moderator()
    comment = making.published(post)
    posting.withdraw(comment=comment, writer=comment.writer)
    for state in (P, PUB):
        with pytest.raises(MoveRefused):
            making.decide(comment, state, user)
    assert making.fresh(comment).state == REM


def test_many_are_decided_about_each_by_itself(post):
    elsewhere = make.standard_page()
    user = making.moderator(make.blog())
    other = making.moderator(elsewhere)
    one, two = making.in_state(P, post), making.in_state(REM, post)
    result = moderation.decide_many(comments=[one, two], to=SPAM, user=user)
    assert result.moved == [one]
    assert [comment for comment, _why in result.refused] == [two]
    result = moderation.decide_many(comments=[making.fresh(one)], to=PUB, user=other)
    assert result.moved == []
    assert making.fresh(one).state == SPAM


def test_the_log_is_only_added_to(post):
    comment = making.published(post)
    event = CommentEvent.objects.filter(comment=comment.pk).last()
    event.note = "Skrevet om."
    for change in (
        event.save,
        event.delete,
        CommentEvent.objects.all().delete,
        lambda: CommentEvent.objects.update(note="x"),
    ):
        with pytest.raises(AppendOnly):
            change()
    assert CommentEvent.objects.filter(note="").count() == CommentEvent.objects.count()


def test_readers_hide_what_enough_of_them_report_until_it_was_looked_at(post):
    making.settings(reports_to_hide=2)
    comment = making.published(post)
    reactions.report(comment=comment, reason="rude")
    assert making.fresh(comment).state == PUB
    reactions.report(comment=making.fresh(comment), reason="spam")
    assert making.fresh(comment).state == P
    making.decide(comment, PUB, making.moderator())
    # What was looked at is not counted again.
    reactions.report(comment=making.fresh(comment), reason="rude")
    assert making.fresh(comment).state == PUB
    assert ModeratedComment.objects.get().reports.open().count() == 1
