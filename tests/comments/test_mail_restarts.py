"""Servers and workers that die: no mail is lost."""

import signal
import sqlite3
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from comments import notices
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
