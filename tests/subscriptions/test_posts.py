"""What editors do with posts, and who is mailed of it."""

from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.core.management import call_command
from django.utils import timezone
from time_machine import travel
from wagtail.models import PageViewRestriction

from collaboration.models import Attribution, Kind
from home.following import Subject
from subscriptions import events
from subscriptions.models import Event
from tests import factories as make
from tests.comments import making
from tests.subscriptions.world import BLOG, follower, pass_time

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    make.ground()
    make.SiteTextFactory(name="Samspill på Ås")
    start = timezone.now()
    with travel(start) as clock:
        yield clock


def later(**delta):
    pass_time(timezone.now() + timedelta(**delta))


def told(person):
    return [message.subject for message in django_mail.outbox if person.email in message.to]


def old():
    return timezone.now() - timedelta(days=1)


def test_a_post_is_mailed_once_ten_minutes_after_it_was_published(now):
    kari = follower(since=old())
    post = make.post(title="Bokbåten")
    later(minutes=9)
    assert told(kari) == []
    later(minutes=11)
    assert told(kari) == ["Bokbåten"]
    make.revise(post, publish=True, introduction="Mer.")
    later(days=1)
    assert told(kari) == ["Bokbåten"]


def test_a_post_that_is_taken_back_within_ten_minutes_is_not_mailed(now):
    kari = follower(since=old())
    make.post(title="Feil").unpublish()
    later(days=1)
    assert told(kari) == []


def test_a_post_that_is_published_without_mailing_is_not_mailed(now):
    kari = follower(since=old())
    post = make.post(title="Stille", mail_followers=False)
    later(days=1)
    make.revise(post, publish=True, introduction="Fortsatt stille.")
    later(days=1)
    assert told(kari) == []
    assert Event.objects.get().state == Event.State.HELD


def test_a_translation_published_quietly_holds_back_nothing_and_a_loud_one_lets_nothing_go(now):
    make.blog("nn")
    kari = follower(since=old())
    loud, quiet = make.post(title="Høyt"), make.post(title="Stille", mail_followers=False)
    for post, mailed in ((loud, False), (quiet, True)):
        make.revise(post.copy_for_translation(make.locale("nn")), publish=True, mail_followers=mailed)
    later(minutes=11)
    assert told(kari) == ["Høyt"]


def test_a_scheduled_post_is_mailed_when_it_goes_live(now):
    kari = follower(since=old())
    post = make.post(title="Senere", live=False)
    make.revise(post, scheduled=timezone.now() + timedelta(days=2))
    later(days=1)
    assert told(kari) == []
    with travel(timezone.now() + timedelta(days=2, minutes=1)):
        call_command("publish_scheduled")
        later(minutes=11)
    assert told(kari) == ["Senere"]


def test_a_draft_is_not_mailed(now):
    kari = follower(since=old())
    make.post(title="Utkast", live=False)
    later(days=1)
    assert told(kari) == []


def test_a_post_behind_a_password_is_mailed_when_it_is_opened(now):
    kari = follower(since=old())
    restriction = PageViewRestriction.objects.create(
        page=make.blog(), restriction_type=PageViewRestriction.PASSWORD, password="x"
    )
    make.post(title="Lukket")
    later(days=1)
    assert told(kari) == []
    restriction.delete()
    later(days=2)
    assert told(kari) == ["Lukket"]


def test_each_reads_it_in_her_language_and_a_translation_is_not_mailed_again(now):
    nynorsk, bokmaal = follower(since=old(), language="nn"), follower(since=old())
    post = make.post(title="Bøker")
    make.blog("nn")
    copy = post.copy_for_translation(make.locale("nn"))
    make.revise(copy, publish=True, title="Bøker på nynorsk")
    later(minutes=11)
    assert (told(nynorsk), told(bokmaal)) == (["Bøker på nynorsk"], ["Bøker"])
    english = follower(since=old(), language="en")
    make.blog("en")
    make.revise(post.copy_for_translation(make.locale("en")), publish=True, title="Books")
    later(days=1)
    assert len(told(nynorsk)) == len(told(bokmaal)) == 1
    assert told(english) == []


def test_who_follows_a_term_an_organisation_or_a_session_hears_of_the_post_that_says_it(now):
    organisation, session = make.OrganisationFactory(name="Akershus"), make.SessionFactory()
    term = make.term(Kind.COMPETENCY, "bokbuss")
    people = [
        follower(Subject("term", str(term.concept.uuid)), since=old()),
        follower(Subject("organisation", str(organisation.translation_key)), since=old()),
        follower(Subject("session", str(session.translation_key)), since=old()),
    ]
    nobody = follower(Subject("term", str(make.term(Kind.GOAL, "lese").concept.uuid)), since=old())
    make.post(
        [(Kind.COMPETENCY, Attribution.ORGANISATIONS, [organisation], ["bokbuss"])], title="Sagt", session=session
    )
    later(minutes=11)
    assert [told(person) for person in people] == [["Sagt"]] * 3
    assert told(nobody) == []


def test_comments_are_mailed_to_those_who_follow_them_at_once(now):
    post = making.post(title="Båten")
    making.settings()
    of_comments = follower(Subject("comments", f"post.{post.translation_key}"), since=old())
    of_blog = follower(BLOG, since=timezone.now())
    making.published(post, text="Jeg så den.")
    later(seconds=1)
    assert len(told(of_comments)) == 1
    assert "Jeg så den." in django_mail.outbox[-1].body
    later(minutes=11)
    assert told(of_blog) == []


def test_a_hidden_comment_is_not_mailed(now):
    post = making.post(title="Båten")
    kari = follower(Subject("comments", f"post.{post.translation_key}"), since=old())
    making.sent(post, text="Venter.")
    later(days=1)
    assert told(kari) == []


def test_an_important_change_is_mailed_with_its_note_to_all_who_follow(now):
    kari = follower(since=old())
    post = make.post(title="Samling")
    later(minutes=11)
    from blog.following import news_of

    events.tell_of_change(news=news_of(post), note="Samlingen er flyttet til Drammen.")
    later(minutes=30)
    assert told(kari) == ["Samling", "Endret: Samling"]
    assert "flyttet til Drammen" in django_mail.outbox[-1].body


def test_what_the_mail_says_of_a_post_is_what_the_page_says(now):
    kari = follower(since=old())
    make.post(
        [(Kind.COMPETENCY, Attribution.UNATTRIBUTED, [], ["uforming", "lån"])], title="Sagt", introduction="Vi sa:"
    )
    later(minutes=11)
    (message,) = [message for message in django_mail.outbox if kari.email in message.to]
    html = message.alternatives[0][0]
    for words in ("Vi sa:", "uforming", "lån"):
        assert words in message.body
        assert words in html


def test_nobody_is_mailed_her_own_comment(now):
    post = making.post(title="Båten")
    making.settings()
    everything = Subject("comments", f"post.{post.translation_key}")
    kari, ola = follower(everything, email="kari@example.org", since=old()), follower(everything, since=old())
    making.published(post, by=making.writer("kari@example.org"), text="Jeg så den.")
    later(seconds=1)
    assert len(told(ola)) == 1
    assert not set(told(ola)) & set(told(kari)), "she was asked to confirm it, and no more"


def test_posts_stand_before_comments_in_a_mail_though_they_came_later(now):
    making.settings()
    first = making.post(title="Båten", mail_followers=False)
    kari = follower(BLOG, Subject("comments", f"post.{first.translation_key}"), since=old(), rhythm="daily")
    making.published(first, text="Jeg så den.")
    now.shift(timedelta(minutes=1))
    make.post(title="Ny rute", introduction="Hver torsdag.")
    later(minutes=20)
    later(days=2)
    body = next(message.body for message in django_mail.outbox if kari.email in message.to)
    assert 0 < body.index("Hver torsdag.") < body.index("Jeg så den.")
