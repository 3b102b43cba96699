"""Many comments at once: those ticked, or all that the filters select, on however many pages."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from comments.models import ModeratedComment
from comments.queue.listing import QueueView
from comments.queue.selecting import mark_of
from comments.states import State
from tests import factories
from tests.comments import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def about(db):
    making.settings(hold="all")
    return making.post()


@pytest.fixture(autouse=True)
def moderator(client, about):
    user = factories.user("moderator", language="en")
    client.force_login(user)
    return user


def bulk(client, **data):
    return client.post(reverse("comment_queue:bulk"), {"shown_at": timezone.now().isoformat(), **data})


def picked(*comments):
    return [f"{comment.pk}.{mark_of(comment)}" for comment in comments]


def states(*comments):
    return [making.fresh(comment).state for comment in comments]


def test_those_ticked_are_decided_about_and_no_other(client, about):
    one, two, three = (making.sent(about) for _number in range(3))
    response = bulk(client, pick=picked(one, two), to="published")
    assert states(one, two, three) == [State.PUBLISHED, State.PUBLISHED, State.PENDING]
    assert "2 comments are now: published." in " ".join(response.content.decode().split())


def test_all_that_match_are_asked_about_once_more_and_then_decided_on_every_page(client, about, monkeypatch):
    monkeypatch.setattr(QueueView, "paginate_by", 5)
    for _number in range(8):
        making.sent(about)
    kept = making.in_state(State.REJECTED, about)
    asked = bulk(client, all="1", to="spam", query="")
    assert "all 8 comments that match?" in " ".join(asked.content.decode().split())
    assert ModeratedComment.objects.filter(state=State.SPAM).count() == 0
    bulk(client, all="1", sure="1", to="spam", query="")
    assert ModeratedComment.objects.filter(state=State.SPAM).count() == 8
    assert states(kept) == [State.REJECTED]


def test_all_that_match_are_those_of_the_filter_in_the_address(client, about):
    mine, other = making.sent(about, text="Bokbåten."), making.sent(about, text="Noe annet.")
    bulk(client, all="1", sure="1", to="published", query="q=Bokbåten")
    assert states(mine, other) == [State.PUBLISHED, State.PENDING]


def test_a_filter_that_makes_no_sense_selects_nothing(client, about):
    comment = making.sent(about)
    bulk(client, all="1", sure="1", to="spam", query="state=nonsense")
    assert states(comment) == [State.PENDING]


def test_what_came_after_the_list_was_shown_is_left_and_told(client, about):
    seen = making.older(making.sent(about), hours=1)
    new = making.sent(about)
    shown_at = (timezone.now() - timedelta(minutes=10)).isoformat()
    response = bulk(client, all="1", sure="1", to="published", query="", shown_at=shown_at)
    assert states(seen, new) == [State.PUBLISHED, State.PENDING]
    assert "after the list was shown" in response.content.decode()


def test_those_refused_are_told_each_with_its_reason(client, about):
    taken, changed, done = (making.sent(about) for _number in range(3))
    marks = picked(taken, changed, done)
    making.posting.write_text(changed, "Noe helt annet.")
    other = factories.user("moderator", first_name="Åse")
    making.decide(done, State.SPAM, other)
    response = bulk(client, pick=marks, to="published").content.decode()
    assert states(taken, changed, done) == [State.PUBLISHED, State.PENDING, State.SPAM]
    assert "The text was changed after you read it." in response
    assert f"Somebody was before you: {other}." in response


@pytest.mark.parametrize("why", [{}, {"code": "other"}])
def test_many_are_not_rejected_without_a_reason(client, about, why):
    comment = making.sent(about)
    bulk(client, pick=picked(comment), to="rejected", **why)
    assert states(comment) == [State.PENDING]
    bulk(client, pick=picked(comment), to="rejected", code="off_topic")
    assert states(comment) == [State.REJECTED]


def test_all_of_it_can_be_taken_back(client, about):
    comments = [making.sent(about) for _number in range(3)]
    bulk(client, pick=picked(*comments), to="spam")
    client.post(reverse("comment_queue:undo_last"), {"pk": [comment.pk for comment in comments]})
    assert states(*comments) == [State.PENDING] * 3


def test_what_another_moderates_is_not_touched(client, about):
    here, there = making.sent(about), making.sent(making.post())
    user = making.moderator(about)
    from django.contrib.auth.models import Permission

    user.groups.first().permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    bulk(client, pick=picked(here, there), to="spam")
    bulk(client, all="1", sure="1", to="spam", query="")
    assert states(here, there) == [State.SPAM, State.PENDING]


@pytest.mark.parametrize("data", [{"pick": ["x", "1.y", "99999999999999999999.z", "-1"]}, {}, {"to": "nonsense"}])
def test_nonsense_is_answered_and_changes_nothing(client, about, data):
    comment = making.sent(about)
    assert bulk(client, **{"to": "spam", **data}).status_code in {200, 302}
    assert states(comment) == [State.PENDING]
