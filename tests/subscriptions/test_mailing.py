"""One mail for each person with everything that is new, and what it says."""

from datetime import timedelta

import html5lib
import pytest
from django.core import mail as django_mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from time_machine import travel

from mail import outbox
from mail.delivery import build_message
from mail.models import OutgoingMail, SuspendedAddress
from subscriptions import events, mailing
from subscriptions.models import Delivery, FollowingSettings, Rhythm
from tests.mail.test_delivery import all_defects
from tests.subscriptions.world import BEGAN, BLOG, LAKE, RIVER, browser, follower, link_in, pass_time

pytestmark = pytest.mark.django_db
LATER = BEGAN + timedelta(minutes=11)


def written(person, until=LATER):
    """Write what is due and return this person's mails."""
    with travel(until, tick=False):
        events.hand_over_due()
        mailing.write_due(1000)
    return list(OutgoingMail.objects.filter(to=person.email).order_by("created_at"))


def test_one_mail_tells_of_all_that_is_new(world):
    kari = follower(RIVER, LAKE, rhythm=Rhythm.DAILY)
    for key in ("a", "b", "c"):
        world.publish(key, RIVER, LAKE, now=BEGAN)
    (mail,) = written(kari, BEGAN + timedelta(days=1))
    for part in (mail.text, mail.html):
        assert [part.count(f"Text of {key}.") for key in "abc"] == [1, 1, 1]
    assert mailing.write_due(50, BEGAN + timedelta(days=9)) == 0, "and is quiet when nothing is new"


def test_the_subject_is_the_title_of_the_only_news(world):
    kari = follower()
    world.publish("a", title="Bokbåten er her", now=BEGAN)
    assert written(kari)[0].subject == "Bokbåten er her"


def test_both_parts_say_the_same_and_hold_whole_addresses(world):
    kari = follower(RIVER)
    html = (
        '<h2>Hva sa vi?</h2><p>Se <a href="/om/">om oss</a> og <b>båten</b>.</p><ul><li>Lån</li><li>Ro</li></ul>'
        '<p><img src="/media/b.jpg" alt="En båt" width="400" height="300"></p>'
    )
    world.publish("a", RIVER, html=html, now=BEGAN)
    (mail,) = written(kari)
    for words in ("Hva sa vi?", "om oss", "båten", "Lån", "Ro", "En båt", "Kari Ås", "Elva", "Samspill på Ås"):
        assert words in mail.text, words
        assert words in mail.html, words
    assert "http://testserver/om/" in mail.text
    assert 'href="http://testserver/om/"' in mail.html
    assert 'src="http://testserver/media/b.jpg"' in mail.html
    assert 'src="/' not in mail.html
    assert 'href="/' not in mail.html


def test_the_html_is_valid_and_the_whole_mail_without_defects(world):
    kari = follower(RIVER)
    world.publish("a", RIVER, html="<table><caption>T</caption><tr><th>æ</th><td>å</td></tr></table>", now=BEGAN)
    world.publish("b", RIVER, now=BEGAN)
    (mail,) = written(kari)
    html5lib.HTMLParser(strict=True).parse(mail.html)
    import email
    from email import policy

    message = email.message_from_bytes(build_message(mail).message().as_bytes(), policy=policy.default)
    assert list(all_defects(message)) == []
    assert message.get_body(("plain",)) is not None
    assert message.get_body(("html",)) is not None


def test_headers_name_the_list_and_how_to_leave_it(world):
    chosen = FollowingSettings.load()
    chosen.reply_to = "red@example.org"
    chosen.save()
    kari = follower()
    world.publish("a", now=BEGAN)
    (mail,) = written(kari)
    message = build_message(mail).message()
    assert message["List-Id"] == "<following.testserver>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Reply-To"] == "red@example.org"
    assert '"Samspill på Ås"' in mail.from_address
    assert message["Message-ID"] == mail.message_id
    stop = message["List-Unsubscribe"].strip("<>").removeprefix("http://testserver")
    assert browser().post(stop).status_code == 200
    kari.refresh_from_db()
    assert kari.state == kari.State.STOPPED


def test_every_person_has_her_own_links(world):
    kari, ola = follower(), follower()
    world.publish("a", now=BEGAN)
    (to_kari,), (to_ola,) = written(kari), OutgoingMail.objects.filter(to=ola.email)
    for part in ("text", "html"):
        links = {link_in(getattr(mail, part), name) for mail in (to_kari, to_ola) for name in ("stop", "change")}
        assert len(links) == 4
        assert all(browser().get(link).status_code == 200 for link in links)
    assert to_kari.headers["List-Unsubscribe"] != to_ola.headers["List-Unsubscribe"]
    browser().post(link_in(to_kari.text, "stop"))
    ola.refresh_from_db()
    assert ola.state == ola.State.ACTIVE


def test_no_mail_watches_its_reader(world):
    kari = follower()
    world.publish("a", html='<p><a href="http://other.example/x?y=1">x</a></p>', now=BEGAN)
    (mail,) = written(kari)
    assert "<img" not in mail.html
    assert "http://other.example/x?y=1" in mail.html, "links are as the editor wrote them"
    assert "<script" not in mail.html


@pytest.mark.parametrize(("language", "words"), [("nb", "(nb)"), ("nn", "(nn)"), ("en", "(en)")])
def test_the_whole_mail_is_in_the_readers_language(world, language, words):
    kari = follower(language=language)
    world.publish("a", now=BEGAN)
    (mail,) = written(kari)
    assert words in mail.subject
    assert f'<html lang="{language}">' in mail.html
    assert mail.language == language
    prefix = "" if language == "nb" else f"/{language}"
    assert f"http://testserver{prefix}/follow/stop/" in mail.text


def test_with_summaries_the_mail_has_the_beginning_and_a_link(world):
    chosen = FollowingSettings.load()
    chosen.feed_content = "summary"
    chosen.save()
    kari = follower()
    world.publish("a", now=BEGAN)
    (mail,) = written(kari)
    for part in (mail.text, mail.html):
        assert "Beginning of a." in part
        assert "Text of a." not in part
        assert "http://testserver/nb/story/a/" in part


def test_a_note_of_an_important_change_stands_in_the_mail(world):
    kari = follower()
    news = world.publish("a", now=BEGAN)
    pass_time(LATER)
    events.tell_of_change(news=news, note="Nytt <b>sted</b>.", now=LATER)
    mail = written(kari, LATER + timedelta(minutes=11))[-1]
    assert "Nytt <b>sted</b>." in mail.text
    assert "Nytt &lt;b&gt;sted&lt;/b&gt;." in mail.html
    assert "Story a" in mail.subject


@pytest.mark.parametrize("title", ["Linje\r\nBcc: alle@example.org", "x" * 3000, "\u202egnp.exe", "%s {{ x }} <b>"])
def test_no_title_can_break_a_header_or_the_mail(world, title):
    kari = follower()
    world.publish("a", title=title, now=BEGAN)
    (mail,) = written(kari)
    message = build_message(mail).message()
    assert message["Bcc"] is None
    assert len(mail.subject) <= 200
    html5lib.HTMLParser(strict=True).parse(mail.html)
    pass_time(LATER)
    assert OutgoingMail.objects.get().state == OutgoingMail.State.SENT


def test_what_is_not_public_any_more_is_left_out_and_told_when_it_is(world):
    kari = follower(rhythm=Rhythm.DAILY)
    world.publish("a", now=BEGAN)
    world.publish("b", now=BEGAN)
    events.hand_over_due(LATER)
    world.stories["a"]["public"] = False
    pass_time(BEGAN + timedelta(days=1))
    assert [message.subject for message in django_mail.outbox] == ["Story b (nb)"]
    world.stories["a"]["public"] = True
    pass_time(BEGAN + timedelta(days=2))
    assert [message.subject for message in django_mail.outbox] == ["Story b (nb)", "Story a (nb)"]
    assert not kari.deliveries.waiting().exists()


def test_what_stays_closed_lapses(world):
    kari = follower()
    world.publish("a", now=BEGAN)
    events.hand_over_due(LATER)
    world.stories["a"]["public"] = False
    for days in range(20):
        pass_time(BEGAN + timedelta(days=days))
    assert kari.deliveries.get().state == Delivery.State.LAPSED
    assert django_mail.outbox == []


def test_whoever_is_suspended_meanwhile_is_sent_nothing(world):
    kari = follower(rhythm=Rhythm.DAILY)
    world.publish("a", now=BEGAN)
    events.hand_over_due(LATER)
    SuspendedAddress.objects.create(address=kari.email, reason="bounced")
    pass_time(BEGAN + timedelta(days=1))
    assert django_mail.outbox == []


def test_a_refused_address_is_suspended_and_gets_no_more(world, smtp):
    kari = follower(email="gone@example.org")
    smtp.recipient_answers["gone@example.org"] = "550 5.1.1 No such user"
    world.publish("a", now=BEGAN)
    pass_time(LATER)
    assert SuspendedAddress.objects.get().address == "gone@example.org"
    world.publish("b", now=LATER)
    pass_time(LATER + timedelta(minutes=11))
    assert list(kari.deliveries.values_list("event__key", flat=True)) == ["a"]


@pytest.mark.parametrize("answer", ["550 5.7.1 We do not relay", "450 4.2.1 Try later", "452 4.2.2 Mailbox full"])
def test_what_is_our_fault_or_passes_suspends_nobody(world, smtp, answer):
    follower(email="kari@example.org")
    smtp.recipient_answers["kari@example.org"] = answer
    world.publish("a", now=BEGAN)
    pass_time(LATER)
    assert not SuspendedAddress.objects.exists()


def test_many_people_cost_as_many_queries_as_few(world):
    def counted(key, people):
        for _number in range(people):
            follower(BLOG, RIVER)
        world.publish(key, RIVER, now=BEGAN)
        events.hand_over_due(LATER)
        with CaptureQueriesContext(connection) as asked:
            assert mailing.write_due(1000, LATER) >= people
        return len(asked)

    assert counted("a", 2) == counted("b", 30)


def test_the_outbox_is_filled_by_portions(world, monkeypatch):
    monkeypatch.setattr("mail.suppliers.AT_A_TIME", 7)
    monkeypatch.setattr("mail.suppliers.ENOUGH", 5)
    for _number in range(20):
        follower()
    world.publish("a", now=BEGAN)
    events.hand_over_due(LATER)
    with travel(LATER):
        done = outbox.deliver_due(limit=5)
    assert (done.sent, done.more) == (5, True)
    assert OutgoingMail.objects.count() == 7
    pass_time(LATER + timedelta(minutes=1))
    assert OutgoingMail.objects.filter(state="sent").count() == 20


def test_a_mail_somebody_waits_for_does_not_stand_behind_thousands(world, monkeypatch):
    monkeypatch.setattr("mail.suppliers.AT_A_TIME", 10)
    for _number in range(60):
        follower()
    world.publish("a", now=BEGAN)
    events.hand_over_due(LATER)
    with travel(LATER):
        outbox.deliver_due(limit=5)
        outbox.enqueue(to="kari@example.org", subject="Reset", text="Link")
        for _round in range(3):
            outbox.deliver_due(limit=5)
    assert OutgoingMail.objects.get(to="kari@example.org").state == OutgoingMail.State.SENT
