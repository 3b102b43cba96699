from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from comments import emails, moderation, notices, posting
from comments.models import ModeratedComment, ReplyNotice, Rhythm, Writer
from comments.moves import move
from comments.states import Actor, State
from home.registries import periodic_jobs
from mail.models import OutgoingMail
from tests import factories
from tests.comments import mails, making
from tests.comments.mails import comment, published

pytestmark = pytest.mark.django_db

LATER = timedelta(hours=25)


@pytest.fixture
def post():
    mails.settings_are()
    return factories.post(title="Bokbåten")


@pytest.fixture
def moderator():
    return factories.user(superuser=True, email="root@example.org")


@pytest.fixture
def asked(post):
    """Kari asks to be told, in a thread of her own."""
    return published(post, name="Kari", followup=True)


def told(name="kari"):
    return [mail for mail in mails.outbox("comment_answers") if mail.to == f"{name}@example.org"]


def hide(made):
    made = ModeratedComment.objects.select_related("discussion", "writer").get(pk=made.pk)
    move(comment=made, to=State.PENDING, actor=Actor.READERS, code="reported")
    return made


def show(made, moderator):
    made = ModeratedComment.objects.select_related("discussion", "writer").get(pk=made.pk)
    moderation.decide(comment=made, to=State.PUBLISHED, user=moderator)
    return made


# --- What she chooses ----------------------------------------------------------------------------


def test_who_has_stopped_all_mail_chooses_on_her_page_to_be_told_again(post, asked, moderator):
    browser = making.browser(of=asked.writer)

    def choose(rhythm):
        page = browser.post(reverse("comments:me"), {"name": "Kari", "reply_rhythm": rhythm})
        assert page.context["saved"]
        assert browser.get(reverse("comments:me")).context["form"].initial["reply_rhythm"] == rhythm
        asked.writer.refresh_from_db()

    choose("never")
    stopped = asked.writer.mail_stopped_at
    comment(post, name="Ola", reply_to=asked)
    assert not told()
    choose("never")
    assert asked.writer.mail_stopped_at >= stopped
    choose("at_once")
    assert asked.writer.mail_stopped_at is None
    # Of this thread she has been told for the last time; of the next one that she asks for she is told.
    again = published(post, name="Kari", followup=True)
    comment(post, name="Ola", reply_to=again)
    assert len(told()) == 1


# --- Who -----------------------------------------------------------------------------------------


def test_who_asked_is_told_of_an_answer_at_once(post, asked):
    answer = comment(post, name="Ola", reply_to=asked)
    (mail,) = told()
    assert f"/comments/{answer.pk}/" in mail.text


def test_an_answer_to_an_answer_is_told_of_too(post, asked):
    answer = comment(post, name="Ola", reply_to=asked)
    comment(post, name="Per", reply_to=answer)
    assert len(told()) == 2


def test_who_did_not_ask_is_not_told(post):
    root = published(post, name="Kari")
    comment(post, name="Ola", reply_to=root)
    assert mails.outbox() == []


def test_nobody_is_told_of_her_own(post, asked):
    comment(post, name="Kari", reply_to=asked)
    assert told() == []


def test_another_thread_is_not_hers(post, asked):
    other = published(post, name="Per")
    comment(post, name="Ola", reply_to=other)
    assert told() == []


def test_one_who_asked_twice_is_told_once(post, asked):
    published(post, name="Kari", reply_to=asked, followup=True)
    comment(post, name="Ola", reply_to=asked)
    assert len(told()) == 1


def test_what_stood_there_when_she_asked_is_no_answer_though_it_is_hidden_and_shown_again(post, moderator):
    root = published(post, name="Ola")
    published(post, name="Kari", reply_to=root, followup=True)
    show(hide(root), moderator)
    assert told() == []


def test_what_waited_when_she_asked_is_told_of_once_it_can_be_read(post, moderator):
    root = published(post, name="Ola")
    mails.settings_are(hold="all")
    waits = comment(post, name="Per", reply_to=root)
    asked = comment(post, name="Kari", reply_to=root, followup=True)
    show(asked, moderator)
    show(waits, moderator)
    assert len(told()) == 1


def test_an_address_that_somebody_typed_follows_nothing_until_it_is_confirmed(post, asked):
    root = published(post, name="Ola")
    victim = published(post, name="Siri")
    claimed = comment(post, name="Kvalm", email=victim.user_email, reply_to=root, followup=True, confirmed=False)
    comment(post, name="Per", reply_to=root)
    assert told("siri") == []
    posting.confirm(comment=claimed)
    comment(post, name="Per", reply_to=root)
    assert len(told("siri")) == 1


def test_a_spammer_is_told_nothing(post, asked, moderator):
    moderation.decide(
        comment=published(post, name="Spam", reply_to=asked, followup=True), to=State.SPAM, user=moderator
    )
    comment(post, name="Ola", reply_to=asked)
    assert told("spam") == []


def test_an_answer_that_waits_is_not_told_of_until_it_is_approved(post, asked, moderator):
    mails.settings_are(hold="all")
    answer = comment(post, name="Ola", reply_to=asked)
    assert told() == []
    show(answer, moderator)
    assert len(told()) == 1


def test_what_is_on_a_page_that_is_no_longer_public_is_told_to_nobody(post, asked, moderator):
    mails.settings_are(hold="all")
    answer = comment(post, name="Ola", reply_to=asked)
    post.unpublish()
    show(answer, moderator)
    assert told() == []
    post.get_latest_revision().publish()
    assert notices.send_daily() == 1
    assert len(told()) == 1


# --- Once ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("rhythm", Rhythm.values)
def test_an_answer_that_is_hidden_and_shown_again_is_told_of_once(post, asked, moderator, rhythm):
    Writer.objects.filter(email="kari@example.org").update(reply_rhythm=rhythm)
    answer = comment(post, name="Ola", reply_to=asked)
    notices.send_daily(timezone.now() + LATER)
    show(hide(answer), moderator)
    notices.send_daily(timezone.now() + LATER)
    show(hide(answer), moderator)
    notices.send_daily(timezone.now() + LATER)
    assert len(told()) == 1


def test_once_a_day_is_one_mail_for_all_that_came(post, asked):
    Writer.objects.update(reply_rhythm=Rhythm.DAILY)
    other = published(post, name="Kari", followup=True)
    for number in range(3):
        comment(post, name=f"N{number}", reply_to=asked)
    comment(post, name="Ola", reply_to=other)
    assert told() == []
    assert notices.send_daily(timezone.now() + timedelta(hours=23)) == 0
    assert notices.send_daily(timezone.now() + LATER) == 1
    (mail,) = told()
    assert mail.text.count("/comments/stop/") == 3
    assert mail.text.count("/thread/") == 2
    assert notices.send_daily(timezone.now() + 2 * LATER) == 0


def test_a_digest_leaves_out_what_is_hidden_and_brings_it_when_it_is_back(post, asked, moderator):
    Writer.objects.update(reply_rhythm=Rhythm.DAILY)
    stays, goes = (comment(post, name=name, reply_to=asked) for name in ("Ola", "Per"))
    hide(goes)
    assert notices.send_daily(timezone.now() + LATER) == 1
    assert f"/comments/{goes.pk}/" not in told()[0].text
    assert f"/comments/{stays.pk}/" in told()[0].text
    assert notices.send_daily(timezone.now() + LATER) == 0
    show(goes, moderator)
    assert notices.send_daily(timezone.now() + LATER) == 1
    assert f"/comments/{goes.pk}/" in told()[1].text


def test_what_was_hidden_for_weeks_is_no_news(post, asked, moderator):
    Writer.objects.update(reply_rhythm=Rhythm.DAILY)
    answer = comment(post, name="Ola", reply_to=asked)
    hide(answer)
    assert notices.send_daily(timezone.now() + timedelta(days=20)) == 0
    show(answer, moderator)
    assert notices.send_daily(timezone.now() + timedelta(days=21)) == 0


def test_who_changes_from_daily_to_at_once_is_sent_what_waits(post, asked):
    Writer.objects.update(reply_rhythm=Rhythm.DAILY)
    comment(post, name="Ola", reply_to=asked)
    Writer.objects.update(reply_rhythm=Rhythm.AT_ONCE)
    assert notices.send_daily() == 1


def test_one_mail_that_cannot_be_written_keeps_no_other_from_going(post, asked, monkeypatch, caplog):
    published(post, name="Per", followup=True, reply_to=asked)
    Writer.objects.update(reply_rhythm=Rhythm.DAILY)
    comment(post, name="Ola", reply_to=asked)
    tell = emails.tell_of_answers

    def fail_for_kari(writer, comments, desk=None):
        if writer.email.startswith("kari"):
            raise RuntimeError("no paper")
        tell(writer, comments, desk)

    with monkeypatch.context() as patch:
        patch.setattr(emails, "tell_of_answers", fail_for_kari)
        assert notices.send_daily(timezone.now() + LATER) == 1
    assert "could not be told" in caplog.text
    assert notices.send_daily(timezone.now() + LATER) == 1
    assert len(told()) == len(told("per")) == 1


def test_the_clock_tells_followers_every_hour_and_moderators_every_day():
    assert periodic_jobs["tell_of_answers"].every == timedelta(hours=1)
    assert periodic_jobs["tell_moderators"].every == timedelta(days=1)


def test_the_clock_sends_moderators_their_digest(post):
    mails.settings_are(hold="all", moderator_rhythm="daily")
    mails.moderator(email="mod@example.org")
    comment(post)
    assert periodic_jobs["tell_moderators"].run() == 1
    assert [mail.to for mail in mails.outbox("moderation_digest")] == ["mod@example.org"]


def test_many_followers_cost_no_more_than_a_mail_each(post, asked, moderator):
    def asked_for(followers):
        for _number in range(followers):
            published(post, name=f"F{next(mails.numbers)}", reply_to=asked, followup=True)
        answer = published(post, name="Ola", reply_to=asked)
        ReplyNotice.objects.all().delete()
        OutgoingMail.objects.all().delete()
        with CaptureQueriesContext(connection) as queries:
            notices.published(answer)
        sent = len(mails.outbox())
        return sent, len([query for query in queries if "mail_outgoingmail" not in query["sql"]])

    asked_for(0)
    (few, cost_of_few), (many, cost_of_many) = asked_for(1), asked_for(15)
    assert (few, many) == (2, 17)
    assert cost_of_few == cost_of_many


# --- Stopping ------------------------------------------------------------------------------------


def test_a_stopped_thread_is_silent_and_the_other_is_not(post, asked):
    other = published(post, name="Kari", followup=True)
    notices.stop_thread(writer=asked.writer, thread_id=asked.thread_id)
    comment(post, name="Ola", reply_to=asked)
    assert told() == []
    comment(post, name="Ola", reply_to=other)
    assert len(told()) == 1


@pytest.mark.parametrize("everything", [True, False])
def test_what_waits_for_the_day_is_stopped_too(post, asked, everything):
    Writer.objects.update(reply_rhythm=Rhythm.DAILY)
    comment(post, name="Ola", reply_to=asked)
    if everything:
        notices.stop_all(writer=asked.writer)
    else:
        notices.stop_thread(writer=asked.writer, thread_id=asked.thread_id)
    assert notices.send_daily(timezone.now() + LATER) == 0


def test_who_has_stopped_everything_and_asks_anew_is_told_of_that(post, asked):
    notices.stop_all(writer=asked.writer)
    comment(post, name="Ola", reply_to=asked)
    assert told() == []
    again = published(post, name="Kari", followup=True)
    comment(post, name="Ola", reply_to=again)
    comment(post, name="Per", reply_to=asked)
    assert len(told()) == 1


def test_who_asked_anew_is_shown_so_on_her_page_and_not_at_all_holds_then_too(post, asked):
    browser = making.browser(of=asked.writer)
    notices.stop_all(writer=asked.writer)
    shown = browser.get(reverse("comments:me")).context["form"].initial["reply_rhythm"]
    assert shown == "never"
    again = published(post, name="Kari", followup=True)
    shown = browser.get(reverse("comments:me")).context["form"].initial["reply_rhythm"]
    assert shown == "at_once"
    browser.post(reverse("comments:me"), {"name": "Kari", "reply_rhythm": "never"})
    comment(post, name="Ola", reply_to=again)
    assert told() == []


def test_stopping_is_no_bar_to_hearing_what_became_of_ones_own(post, moderator):
    mails.settings_are(hold="all")
    made = comment(post, name="Kari")
    notices.stop_all(writer=made.writer)
    show(made, moderator)
    assert len(mails.outbox("comment_published")) == 1
