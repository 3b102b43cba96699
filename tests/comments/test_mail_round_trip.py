"""What arrives at a real mail server is taken apart, and its links are followed."""

import signal
import sqlite3
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from comments import notices, purging
from comments.models import Like, ModeratedComment, Writer
from comments.recognition import COOKIE
from comments.states import State
from comments.tokens import confirm_token, decide_token, like_token, status_token, stop_token
from mail import outbox
from mail.models import OutgoingMail
from tests import factories
from tests.comments import mails, processes
from tests.comments.mails import comment, published
from tests.mail.conftest import Answers, LocalController, free_port, smtp  # noqa: F401  (a fixture)
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


# --- Tokens --------------------------------------------------------------------------------------


def test_a_token_serves_no_other_purpose(post):
    made = published(post, followup=True)
    like = Like.objects.create(comment=made, writer=made.writer)
    tokens = {
        "confirm": confirm_token(made),
        "confirm-like": like_token(like),
        "state": status_token(made),
        "stop": stop_token(made.writer),
        "decide": decide_token(made, 1),
    }
    for purpose, token in tokens.items():
        for page in ("confirm", "confirm-like", "state", "stop"):
            if page != purpose:
                assert Client().get(f"/comments/{page}/{token}/").status_code == 404, (purpose, page)
    for purpose in ("confirm", "confirm-like", "state", "decide"):
        assert Client().post(f"/comments/stop/{tokens[purpose]}/at-once/").status_code == 404
    assert not Like.objects.confirmed().exists()


@hypothesis_settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(min_value=0), sign=st.sampled_from("aZ09:-_.~%"))
def test_a_token_with_one_sign_changed_opens_nothing(post, place, sign):
    made = comment(post, confirmed=False, text="Den samme")
    token = confirm_token(made)
    place %= len(token)
    changed = token[:place] + sign + token[place + 1 :]
    if changed == token:
        return
    assert Client().post(f"/comments/confirm/{changed}/", headers=OURS).status_code == 404
    assert Client().post(f"/comments/stop/{changed}/at-once/").status_code == 404
    made.refresh_from_db()
    assert made.state == State.UNCONFIRMED


def test_a_link_tells_nothing_about_anybody(post):
    made = published(post, name="Kari", followup=True)
    for token in (confirm_token(made), status_token(made), stop_token(made.writer, made.thread_id)):
        assert "kari" not in token.lower()
        assert len(token) < 80


# --- Hostile -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "email",
    [
        "kari@example.org\r\nBcc: all@example.org",
        "kari@example.org, all@example.org",
        "Kari <kari@example.org>",
        "k" * 288 + "@example.org",
        "kari@" + "e" * 70 + ".org",
        "kari@exa mple.org",
        "kari@example.org\x00",
    ],
)
def test_an_address_that_is_none_is_refused_and_no_mail_is_made(post, email):
    answer = write(post, email=email)
    assert answer.status_code == 422
    assert b"Bokb\xc3\xa5ten, ikke bokbussen." in answer.content
    assert mails.outbox() == []


@pytest.mark.parametrize("email", ["Kari@EXAMPLE.org", "kari+test@example.org", "kari@blåbær.example"])
def test_an_unusual_address_gets_its_mail(post, smtp, email):  # noqa: F811
    assert write(post, email=email).status_code == 303
    (message,) = arrived(smtp)
    assert smtp.received[0].rcpt_tos[0].lower() in {email.lower(), "kari@xn--blbr-roah.example"}
    assert Client().get(link_to(message, "confirm")).status_code == 200


def test_a_name_cannot_write_a_header(post, smtp):  # noqa: F811
    mails.settings_are(hold="all")
    mails.moderator(email="mod@example.org")
    write(post, name="Kari\r\nBcc: all@example.org\r\nX: ")
    (message,) = arrived(smtp)
    Client().post(link_to(message, "confirm"), headers=OURS)
    for message in arrived(smtp):
        assert message["Bcc"] is None
        assert message["X"] is None
    assert {address for envelope in smtp.received for address in envelope.rcpt_tos} == {
        "kari@example.org",
        "mod@example.org",
    }


# --- When things die -----------------------------------------------------------------------------


@pytest.fixture
def server():
    """A mail server for processes of their own."""
    answers = Answers()
    controller = LocalController(answers, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield answers, controller.port
    controller.stop(no_assert=True)


def test_a_comment_whose_server_and_worker_are_killed_is_still_asked_about_after_a_restart(tmp_path, server):
    answers, port = server
    processes.database_in(tmp_path)
    code, said = processes.run("begin", tmp_path, port)
    assert code == 0, said
    running = [processes.start("work", tmp_path, port)]
    try:
        # The worker is in the middle of something long when the comment comes.
        assert processes.until((tmp_path / "busy").exists), running[0].communicate(timeout=5)
        code, said = processes.run("post", tmp_path, port)
        assert code == -signal.SIGKILL, said
        running[0].kill()
        running[0].wait(timeout=10)
        before = [message["To"] for message in answers.parsed()]
        assert "per@example.org" not in before
        running.append(processes.start("work", tmp_path, port))
        assert processes.until(lambda: "per@example.org" in [message["To"] for message in answers.parsed()])
        running[1].send_signal(signal.SIGTERM)
        running[1].communicate(timeout=60)
    finally:
        for process in running:
            if process.poll() is None:
                process.kill()
                process.wait()
    (message,) = [message for message in answers.parsed() if message["To"] == "per@example.org"]
    assert "Skrevet like før slutten." in message.get_body(("plain",)).get_content()
    database = sqlite3.connect(tmp_path / "db.sqlite3")
    states = database.execute("SELECT state FROM mail_outgoingmail WHERE \"to\" = 'per@example.org'").fetchall()
    database.close()
    assert states == [("sent",)]


def test_an_answer_that_no_server_takes_waits_and_goes_later(post, smtp, settings):  # noqa: F811
    asked = published(post, name="Kari", followup=True)
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, free_port()
    comment(post, name="Ola", reply_to=asked)
    outbox.deliver_due()
    assert smtp.received == []
    settings.EMAIL_PORT = port
    OutgoingMail.objects.update(next_attempt_at=timezone.now())
    assert len(arrived(smtp, "kari@example.org")) == 1
    assert notices.send_daily(timezone.now() + timedelta(days=2)) == 0
