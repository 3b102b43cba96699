"""What arrives at a real mail server is taken apart, and its links are followed."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from comments import purging
from comments.models import Like, ModeratedComment, Writer
from comments.recognition import COOKIE
from comments.states import State
from mail import outbox
from mail.models import OutgoingMail
from tests import factories
from tests.comments import mails
from tests.comments.mails import comment, published
from tests.mail.conftest import smtp  # noqa: F401  (a fixture)
from tests.mail.test_delivery import all_defects

pytestmark = pytest.mark.django_db
OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def post():
    factories.SiteTextFactory(name="Samspill på Ås")
    mails.settings_are()
    return factories.post(title="Hva er vi gode på?")


def arrived(server, to=""):
    """Deliver what waits and return what arrived, parsed and found whole."""
    outbox.deliver_due()
    messages = server.parsed()
    for message in messages:
        assert list(all_defects(message)) == []
    return [message for message in messages if not to or message["To"] == to]


def links_of(message):
    text = message.get_body(("plain",)).get_content()
    _words, in_html, _foreign = mails.read_html(message.get_body(("html",)).get_content())
    assert mails.addresses(text) == in_html
    return [link.removeprefix("http://testserver") for link in in_html]


def link_to(message, part):
    return next(link for link in links_of(message) if f"/comments/{part}/" in link)


def one_click(message):
    return "".join(message["List-Unsubscribe"].split()).strip("<>").removeprefix("http://testserver")


def write(about, **fields):
    fields = {"name": "Kari Ås", "email": "kari@example.org", "comment": "Bokbåten, ikke bokbussen.", **fields}
    return Client().post(f"/comments/on/post/{about.translation_key}/", fields, headers=OURS)


# --- Confirming ----------------------------------------------------------------------------------


def test_a_comment_is_confirmed_through_the_mail_that_asks(post, smtp):  # noqa: F811
    assert write(post).status_code == 303
    (message,) = arrived(smtp, "kari@example.org")
    assert message["From"].addresses[0].display_name == "Samspill på Ås"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe"] is None
    made = ModeratedComment.objects.get()
    confirm = link_to(message, "confirm")
    reader = Client()
    page = reader.get(confirm)
    assert page.status_code == 200
    assert b"Bokb\xc3\xa5ten" in page.content
    assert reader.head(confirm).status_code == 200
    made.refresh_from_db()
    assert made.state == State.UNCONFIRMED
    assert COOKIE not in reader.cookies
    assert reader.get(link_to(message, "state")).status_code == 200
    answer = reader.post(confirm, headers=OURS)
    assert answer.status_code == 303
    made.refresh_from_db()
    assert made.state == State.PUBLISHED
    assert made.writer.confirmed_at
    assert reader.cookies[COOKIE]["httponly"]


def test_a_confirmation_from_another_site_confirms_nothing(post, smtp):  # noqa: F811
    write(post)
    (message,) = arrived(smtp)
    answer = Client().post(link_to(message, "confirm"), headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert ModeratedComment.objects.get().state == State.UNCONFIRMED


def test_a_replayed_confirmation_does_nothing_again(post, smtp):  # noqa: F811
    write(post)
    (message,) = arrived(smtp)
    confirm = link_to(message, "confirm")
    Client().post(confirm, headers=OURS)
    made = ModeratedComment.objects.get()
    again = Client()
    assert again.post(confirm, headers=OURS).status_code == 302
    assert COOKIE not in again.cookies
    assert made.events.count() == ModeratedComment.objects.get().events.count() == 2


def test_who_did_not_write_it_deletes_it_from_the_same_mail(post, smtp):  # noqa: F811
    write(post)
    (message,) = arrived(smtp)
    Client().post(link_to(message, "confirm"), {"disown": ""}, headers=OURS)
    made = ModeratedComment.objects.get()
    assert (made.state, made.comment) == (State.REMOVED, "")


def test_a_link_to_confirm_works_for_seven_days(post, smtp):  # noqa: F811
    write(post)
    (message,) = arrived(smtp)
    confirm, status = link_to(message, "confirm"), link_to(message, "state")
    with time_machine.travel(timezone.now() + timedelta(days=6, hours=23)):
        assert Client().get(confirm).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        assert Client().post(confirm, headers=OURS).status_code == 410
        assert Client().get(status).status_code == 200
    assert ModeratedComment.objects.get().state == State.UNCONFIRMED


def test_a_like_is_confirmed_through_its_mail(post, smtp):  # noqa: F811
    liked = published(post, name="Ola")
    Client().post(f"/comments/{liked.pk}/like/", {"email": "leser@example.org"}, headers=OURS)
    (message,) = arrived(smtp, "leser@example.org")
    confirm = link_to(message, "confirm-like")
    assert Client().get(confirm).status_code == 200
    assert Client().head(confirm).status_code == 200
    assert not Like.objects.confirmed().exists()
    assert Client().post(confirm, headers=OURS).status_code == 303
    assert Like.objects.confirmed().count() == 1


# --- Moderators ----------------------------------------------------------------------------------


def test_a_moderators_link_leads_her_alone_to_the_buttons(post, smtp):  # noqa: F811
    mails.settings_are(hold="all")
    mod, other = mails.moderator(email="mod@example.org"), mails.moderator(email="other@example.org")
    made = comment(post)
    (message,) = arrived(smtp, "mod@example.org")
    link = next(link for link in links_of(message) if "/admin/comments/decide/" in link)
    assert "moderation" in message["List-Id"]
    assert Client().get(link).status_code == 302
    for user, status in ((mod, 200), (other, 403)):
        browser = Client()
        browser.force_login(user)
        assert browser.get(link).status_code == status
        browser.head(link)
    made.refresh_from_db()
    assert made.state == State.PENDING


def test_what_the_moderator_decides_reaches_the_writer(post, smtp):  # noqa: F811
    from comments import moderation

    mails.settings_are(hold="all")
    made = comment(post, name="Kari")
    moderation.decide(
        comment=made, to=State.REJECTED, user=factories.user(superuser=True), code="off_topic", note="Prøv igjen."
    )
    (message,) = arrived(smtp, "kari@example.org")
    page = Client().get(link_to(message, "state"))
    assert page.status_code == 200
    assert "Prøv igjen." in page.content.decode()


# --- Stopping ------------------------------------------------------------------------------------


@pytest.fixture
def answered(post, smtp):  # noqa: F811
    """Return the mail that told Kari of an answer, and what she wrote."""
    asked = published(post, name="Kari", followup=True)
    comment(post, name="Ola", reply_to=asked)
    (message,) = arrived(smtp, "kari@example.org")
    return message, asked


def test_a_mail_program_stops_at_one_click_without_a_cookie_or_a_page_of_ours(answered, post, smtp):  # noqa: F811
    message, asked = answered
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["List-Id"] == "<answers.testserver>"
    address = one_click(message)
    program = Client(enforce_csrf_checks=True)
    for method in (program.get, program.head):
        assert method(address).status_code == 405
    comment(post, name="Per", reply_to=asked)
    assert len(arrived(smtp, "kari@example.org")) == 2
    answer = program.post(address, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert program.cookies == {}
    comment(post, name="Siri", reply_to=asked)
    assert len(arrived(smtp, "kari@example.org")) == 2


def test_a_link_stops_one_thread_or_all_by_a_button_and_not_by_opening_it(answered, post, smtp):  # noqa: F811
    message, asked = answered
    other = published(post, name="Kari", followup=True)
    this_thread, everything = (link for link in links_of(message) if "/comments/stop/" in link)
    for link in (this_thread, everything):
        assert Client().get(link).status_code == 200
        assert Client().head(link).status_code == 200
    assert Writer.objects.get(email="kari@example.org").mail_stopped_at is None
    assert Client().post(this_thread, headers=OURS).status_code == 200
    comment(post, name="Per", reply_to=asked)
    assert len(arrived(smtp, "kari@example.org")) == 1
    comment(post, name="Per", reply_to=other)
    assert len(arrived(smtp, "kari@example.org")) == 2
    Client().post(everything, headers=OURS)
    comment(post, name="Siri", reply_to=other)
    assert len(arrived(smtp, "kari@example.org")) == 2


def test_a_link_to_stop_works_for_ever_and_when_the_address_is_gone(answered, post, smtp):  # noqa: F811
    message, asked = answered
    links = [link for link in links_of(message) if "/comments/stop/" in link]
    with time_machine.travel(timezone.now() + timedelta(days=3650)):
        purging.purge()
        assert Writer.objects.get(pk=asked.writer_id).email is None
        for link in links:
            assert Client().get(link).status_code == 200
            assert Client().post(link, headers=OURS).status_code == 200
        assert Client().post(one_click(message)).status_code == 200
        Writer.objects.all().delete()
        assert Client().get(links[0]).status_code == 200
        assert Client().post(one_click(message)).status_code == 200


def test_what_is_sent_is_not_kept(answered):
    sent = OutgoingMail.objects.get(event="comment_answers")
    assert (sent.text, sent.html, sent.headers) == ("", "", {})
