"""Comments as news: told when they can be read, taken back when they can't, and found by all who follow."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from collaboration.merging import merge
from comments import following, moderation, notices, posting, reactions
from comments.models import Kind, ReplyNotice
from comments.states import State
from config.demo.comments import _publish
from home.following import News, Subject
from tests import factories as make
from tests.comments import making as discussing
from tests.full_site import close

pytestmark = pytest.mark.django_db


def news(comment):
    return News("comment", str(comment.pk))


def entry_of(comment, language="nb"):
    return following.entries([str(comment.pk)], language).get(str(comment.pk))


def term(name="lesing", **fields):
    make.collaboration_page()
    return make.term("goal", name, **fields)


# --- What is told --------------------------------------------------------------------------------


def test_a_comment_is_told_of_when_it_is_published_and_no_sooner(heard):
    post = discussing.post()
    discussing.settings()
    heard.happened.clear()
    waiting = discussing.sent(post, confirmed=False)
    discussing.in_state(State.PENDING, post)
    assert heard.happened == []
    posting.confirm(comment=waiting)
    assert heard.happened == [(news(waiting), False)]


def test_a_moderator_s_decision_is_told_of_and_its_undoing_taken_back(heard):
    comment, moderator = discussing.in_state(State.PENDING, discussing.post()), discussing.moderator()
    heard.happened.clear()
    moderation.decide(comment=comment, to=State.PUBLISHED, user=moderator)
    moderation.undo(comment=discussing.fresh(comment), user=moderator)
    assert heard.happened == [(news(comment), False)]
    assert heard.taken_back == [news(comment)]


@pytest.mark.parametrize("to", [State.REJECTED, State.SPAM, State.REMOVED, State.PENDING])
def test_what_can_no_longer_be_read_is_taken_back(heard, to):
    comment = discussing.published(discussing.post())
    moderation.decide(comment=comment, to=to, user=discussing.moderator(), code="other")
    assert heard.taken_back == [news(comment)]
    assert entry_of(comment) is None


def test_what_its_writer_takes_back_is_taken_back(heard):
    comment = discussing.published(discussing.post())
    posting.withdraw(comment=comment, writer=comment.writer)
    assert heard.taken_back == [news(comment)]


def test_what_readers_hide_by_reporting_is_taken_back(heard):
    discussing.settings(reports_to_hide=1)
    comment = discussing.published(discussing.post())
    reactions.report(comment=comment, reason="rude")
    assert heard.taken_back == [news(comment)]


def test_what_was_never_published_is_not_taken_back(heard):
    comment = discussing.in_state(State.PENDING, discussing.post())
    moderation.decide(comment=comment, to=State.SPAM, user=discussing.moderator())
    assert heard.taken_back == []


def test_a_suggested_correction_is_no_news(heard):
    post = discussing.post(said=[("goal", "unattributed", [], ["lesing"])])
    heard.happened.clear()
    fields = {"kind": Kind.CORRECTION, "statement_key": uuid.uuid4(), "proposed_wording": "lesning"}
    discussing.published(post, **fields)
    assert heard.happened == []


def test_what_comes_from_elsewhere_is_told_of_quietly(heard):
    discussing.settings()
    post = discussing.post()
    heard.happened.clear()
    at_once = discussing.sent(post, tell=False)
    discussing.settings(hold="all")
    later = discussing.sent(post, tell=False)
    assert later.state == State.PENDING
    _publish(later)
    assert heard.happened == [(news(at_once), True), (news(later), True)]


# --- What it says --------------------------------------------------------------------------------


def test_an_entry_says_who_where_and_all_of_it_but_no_address():
    post = discussing.post(title="Hva er vi gode på?")
    comment = discussing.published(post, text="**Bokbåten** kom.\n\n<script>alert(1)</script>", name="Kari\u202e")
    entry = entry_of(comment)
    assert (entry.title, entry.authors) == ("Kari om «Hva er vi gode på?»", (("Kari", ""),))
    assert "<strong>Bokbåten</strong> kom." in entry.html
    assert "<script" not in entry.html
    assert entry.summary.startswith("Bokbåten kom.")
    assert str(comment.pk) in entry.url
    assert comment.user_email not in repr(entry)
    assert entry.id.startswith("urn:uuid:")
    assert entry.id == entry_of(comment, "nn").id


def test_comments_on_what_is_closed_can_t_be_read():
    post = discussing.post()
    comment = discussing.published(post)
    close(post)
    assert entry_of(comment) is None
    key = f"post.{post.translation_key}"
    assert following.describe([key], "nb") == {}
    assert following.newest(key, "nb", 10) == []


# --- What it is about ----------------------------------------------------------------------------


def test_a_comment_is_about_its_discussion_and_all_comments():
    post = discussing.post()
    comment = discussing.published(post)
    assert set(following.about(str(comment.pk))) == {
        Subject("comments", "all"),
        Subject("comments", f"post.{post.translation_key}"),
    }


def test_a_comment_on_a_term_is_about_the_term_and_all_that_it_was_merged_with():
    kept, gone = term("lesing").concept, term("lesning").concept
    comment = discussing.published(None, subject="term", key=kept.uuid)
    merge(concepts=[gone], into=kept)
    assert {Subject("term", str(one.uuid)) for one in (kept, gone)} <= set(following.about(str(comment.pk)))
    assert following.newest(f"term.{gone.uuid}", "nb", 9) == [news(comment)]


def test_what_is_not_there_is_about_nothing():
    assert following.about("4711") == () == following.about("tull")
    assert following.describe(["post.tull", "tull", f"tull.{uuid.uuid4()}", f"post.{uuid.uuid4()}"], "nb") == {}


def test_a_discussion_can_be_followed_before_anybody_has_written():
    post = discussing.post(title="Hva er vi gode på?")
    key = f"post.{post.translation_key}"
    followed = following.describe([key, "all"], "nb")
    assert (followed[key].title, followed[key].url) == ("Kommentarer til «Hva er vi gode på?»", post.url)
    assert followed["all"].url == "/"


def test_the_newest_come_first_and_only_those_that_can_be_read():
    one, other = discussing.post(), discussing.post()
    first, second = discussing.published(one), discussing.published(one)
    discussing.in_state(State.PENDING, one)
    elsewhere = discussing.published(other)
    key = f"post.{one.translation_key}"
    assert following.newest(key, "nb", 10) == [news(second), news(first)]
    assert following.newest(key, "nb", 1) == [news(second)]
    assert following.newest("all", "nb", 10) == [news(elsewhere), news(second), news(first)]


def test_nobody_is_mailed_of_her_own_comment_nor_of_what_she_is_told_of_as_an_answer():
    post = discussing.post()
    asked = discussing.published(post, followup=True)
    stopped = discussing.published(post, answers=asked, followup=True)
    discussing.published(post, answers=asked, followup=False)
    answer = discussing.published(post, answers=asked)
    for comment in (asked, stopped):
        ReplyNotice.objects.get_or_create(comment=answer, writer=comment.writer)
    notices.stop_all(writer=stopped.writer)
    assert set(following.SOURCE.not_to(str(answer.pk))) == {answer.writer.email, asked.writer.email}
    assert following.SOURCE.not_to("x") == ()


def test_many_comments_cost_as_many_queries_as_one():
    comments = [discussing.published(discussing.post()) for _n in range(12)]
    keys = [str(comment.pk) for comment in comments]

    def count(some):
        with CaptureQueriesContext(connection) as queries:
            assert len(following.entries(some, "nb")) == len(some)
        return len(queries)

    count(keys[:1])
    assert count(keys[:1]) == count(keys)


def test_a_post_s_page_says_that_its_comments_can_be_followed(client):
    post = discussing.post(title="Hva er vi gode på?")
    context = client.get(post.url).context
    assert context["following"] == Subject("comments", f"post.{post.translation_key}")
    assert context["following_title"] == "Kommentarer til «Hva er vi gode på?»"
