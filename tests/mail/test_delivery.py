import datetime as dt
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mail import delivery, outbox
from mail.models import STUCK_AFTER, OutgoingMail

pytestmark = [pytest.mark.django_db, pytest.mark.tasks]

State = OutgoingMail.State
NOW = dt.datetime(2030, 5, 1, 12, 0, tzinfo=dt.UTC)


def all_defects(message):
    yield from message.defects
    for name in message:
        yield from message[name].defects
    for part in message.iter_parts() if message.is_multipart() else ():
        yield from all_defects(part)


def test_what_arrives_is_whole_and_says_that_a_machine_sent_it(smtp, enqueue):
    mail = enqueue(
        html="<p>Hei, <b>Kari</b>: ærlig talt.</p>",
        text="Hei, Kari: ærlig talt.\n" + "lang linje " * 200,
        reply_to="Ola Nordås <ola@example.org>",
        headers={
            "List-Unsubscribe": "<https://example.com/stop/" + "x" * 200 + ">",
            "X-Grunn": "Følger en økt",
        },
        from_address="Samspill på Ås <post@example.com>",
    )
    assert outbox.deliver_due().sent == 1
    (message,) = smtp.parsed()
    assert list(all_defects(message)) == []
    assert message["To"] == "kari@example.org"
    assert message["Subject"] == "Møte på Ås"
    assert message["From"].addresses[0].display_name == "Samspill på Ås"
    assert message["Reply-To"].addresses[0].addr_spec == "ola@example.org"
    assert message["Message-ID"] == mail.message_id
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"].datetime == mail.created_at.replace(microsecond=0)
    assert "".join(message["List-Unsubscribe"].split()) == "<https://example.com/stop/" + "x" * 200 + ">"
    assert message["X-Grunn"] == "Følger en økt"
    assert message.get_content_type() == "multipart/alternative"
    assert message.get_body(("plain",)).get_content().splitlines()[0] == "Hei, Kari: ærlig talt."
    assert "ærlig talt" in message.get_body(("html",)).get_content()
    (envelope,) = smtp.received
    assert (envelope.mail_from, envelope.rcpt_tos) == ("post@example.com", ["kari@example.org"])


one_line = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=120)
body_text = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), min_size=1, max_size=300)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(subject=one_line.filter(bool), text=body_text, name=one_line)
def test_whatever_is_accepted_arrives_without_defects(smtp, enqueue, subject, text, name):
    smtp.received.clear()
    OutgoingMail.objects.all().delete()
    try:
        enqueue(subject=subject, text=text, headers={"X-Reason": name})
    except ValidationError as refusal:
        raise AssertionError(f"{refusal.message_dict}") from refusal
    assert outbox.deliver_due().sent == 1
    (message,) = smtp.parsed()
    assert list(all_defects(message)) == []
    assert set(message.keys()) == {
        "Content-Type",
        "Content-Transfer-Encoding",
        "MIME-Version",
        "Subject",
        "From",
        "To",
        "Message-ID",
        "Date",
        "Auto-Submitted",
        "X-Reason",
    }
    assert " ".join(message["Subject"].split()) == " ".join(subject.split())


def test_a_mail_with_html_alone_arrives_as_html(smtp, enqueue):
    enqueue(text="", html="<p>Hei</p>")
    outbox.deliver_due()
    (message,) = smtp.parsed()
    assert message.get_content_type() == "text/html"
    assert list(all_defects(message)) == []


def test_one_connection_serves_a_whole_round(smtp, enqueue):
    for number in range(4):
        enqueue(to=f"reader{number}@example.org")
    assert outbox.deliver_due().sent == 4
    assert smtp.connections == 1


def test_what_a_mail_said_is_gone_once_it_is_sent(smtp, enqueue):
    mail = enqueue(html="<p>secret</p>", headers={"List-Unsubscribe": "<https://example.com/key>"})
    outbox.deliver_due()
    mail.refresh_from_db()
    assert mail.state == State.SENT
    assert mail.sent_at is not None
    assert (mail.text, mail.html, mail.headers, mail.attachments) == ("", "", {}, [])


@pytest.mark.parametrize("where", ["recipient", "data"])
def test_a_mail_that_is_refused_for_good_is_given_up_visibly(smtp, enqueue, where):
    answer = "550 5.1.1 No such user here"
    if where == "recipient":
        smtp.recipient_answers["kari@example.org"] = answer
    else:
        smtp.data_answer = answer
    mail = enqueue()
    other = enqueue(to="ola@example.org")
    result = outbox.deliver_due()
    mail.refresh_from_db()
    assert mail.state == State.GIVEN_UP
    assert "No such user here" in mail.last_error
    assert mail.text == "Hei, Kari.\n"
    assert mail in OutgoingMail.objects.needing_a_person()
    assert result.given_up == (1 if where == "recipient" else 2)
    other.refresh_from_db()
    assert other.state == (State.SENT if where == "recipient" else State.GIVEN_UP)


@pytest.mark.parametrize("where", ["recipient", "data"])
def test_a_mail_that_is_refused_for_now_is_tried_again_and_arrives(smtp, enqueue, where):
    answer = "451 4.7.1 Greylisted, come back later"
    if where == "recipient":
        smtp.recipient_answers["kari@example.org"] = answer
    else:
        smtp.data_answer = answer
    mail = enqueue()
    with time_machine.travel(NOW, tick=False) as clock:
        OutgoingMail.objects.update(next_attempt_at=NOW)
        assert outbox.deliver_due().postponed == 1
        mail.refresh_from_db()
        assert (mail.state, mail.next_attempt_at) == (State.WAITING, NOW + timedelta(minutes=1))
        assert "Greylisted" in mail.last_error
        assert mail in OutgoingMail.objects.failing()
        assert outbox.deliver_due().postponed == 0
        smtp.recipient_answers.clear()
        smtp.data_answer = "250 OK"
        clock.shift(timedelta(minutes=1))
        assert outbox.deliver_due().sent == 1
    mail.refresh_from_db()
    assert (mail.state, mail.last_error, mail.attempts) == (State.SENT, "", 2)


def test_the_pauses_grow_until_the_mail_is_given_up(smtp, enqueue):
    smtp.data_answer = "452 4.2.2 Mailbox full"
    mail = enqueue()
    pauses = []
    with time_machine.travel(NOW, tick=False) as clock:
        OutgoingMail.objects.update(next_attempt_at=NOW)
        for _attempt in range(6):
            assert outbox.deliver_due().postponed == 1
            mail.refresh_from_db()
            pauses.append(mail.next_attempt_at - timezone.now())
            clock.move_to(mail.next_attempt_at - timedelta(seconds=1))
            assert outbox.deliver_due().postponed == 0
            clock.move_to(mail.next_attempt_at)
        assert outbox.deliver_due().given_up == 1
    mail.refresh_from_db()
    assert pauses == [
        timedelta(minutes=1),
        timedelta(minutes=5),
        timedelta(minutes=30),
        timedelta(hours=2),
        timedelta(hours=8),
        timedelta(hours=24),
    ]
    assert (mail.state, mail.attempts) == (State.GIVEN_UP, 7)
    assert "Mailbox full" in mail.last_error


@pytest.mark.parametrize("trouble", ["gone", "nobody there"])
def test_a_server_out_of_reach_costs_one_mail_one_attempt(smtp, enqueue, trouble):
    if trouble == "gone":
        smtp.data_answer = "421 4.3.2 Closing down"
    else:
        smtp.controller.stop()
    for number in range(3):
        enqueue(to=f"reader{number}@example.org")
    result = outbox.deliver_due()
    assert (result.sent, result.postponed, result.more) == (0, 1, False)
    assert sorted(OutgoingMail.objects.values_list("attempts", flat=True)) == [0, 0, 1]
    (failing,) = OutgoingMail.objects.failing()
    assert failing.last_error


def test_what_a_server_was_given_whole_and_never_answered_is_in_doubt_and_not_sent_again(smtp, enqueue, settings):
    settings.EMAIL_TIMEOUT = 0.5
    for number in range(3):
        enqueue(to=f"reader{number}@example.org")
    smtp.hangs = True
    result = outbox.deliver_due()
    assert (result.doubtful, result.postponed, result.more) == (1, 0, False)
    smtp.hangs = False
    (mail,) = OutgoingMail.objects.needing_a_person()
    assert (mail.state, mail.attempts) == (State.DOUBTFUL, 1)
    assert "timed out" in mail.last_error
    assert outbox.deliver_due(NOW + timedelta(days=9999)).sent == 2
    assert mail.to not in [envelope.rcpt_tos[0] for envelope in smtp.received]


def test_a_log_in_that_fails_gives_no_mail_up(smtp, enqueue, settings):
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "samspill", "wrong"
    mail = enqueue()
    assert outbox.deliver_due().postponed == 1
    mail.refresh_from_db()
    assert mail.state == State.WAITING


def test_a_sender_that_the_server_refuses_gives_no_mail_up(smtp, enqueue):
    smtp.sender_answer = "553 5.7.1 Sender not allowed"
    mail = enqueue()
    assert outbox.deliver_due().postponed == 1
    mail.refresh_from_db()
    assert "Sender not allowed" in mail.last_error


def test_smtp_never_waits_for_ever(smtp, enqueue, settings):
    settings.EMAIL_TIMEOUT = None
    connection = delivery.Connection()
    connection.send(enqueue())
    assert connection._backend.timeout == delivery.TIMEOUT
    connection.close()


def test_a_crash_in_the_act_leaves_the_mail_in_doubt_and_never_sends_it_again(smtp, enqueue, monkeypatch):
    mail = enqueue()

    class Crash(BaseException):
        pass

    def crash(connection, mail):
        raise Crash

    with time_machine.travel(NOW, tick=False) as clock:
        OutgoingMail.objects.update(next_attempt_at=NOW)
        with monkeypatch.context() as patch:
            patch.setattr(delivery.Connection, "send", crash)
            with pytest.raises(Crash):
                outbox.deliver_due()
        mail.refresh_from_db()
        assert mail.state == State.SENDING
        clock.shift(STUCK_AFTER - timedelta(seconds=1))
        assert outbox.deliver_due().doubtful == 0
        clock.shift(timedelta(seconds=2))
        result = outbox.deliver_due()
        assert (result.doubtful, result.sent) == (1, 0)
        clock.shift(timedelta(days=3))
        outbox.deliver_due()
    mail.refresh_from_db()
    assert mail.state == State.DOUBTFUL
    assert mail.last_error
    assert smtp.received == []


def test_a_slow_sender_that_was_taken_for_dead_still_tells_the_truth(smtp, enqueue):
    mail = enqueue()
    claimed = outbox.claim_next(timezone.now())
    assert outbox.mark_doubtful(timezone.now() + STUCK_AFTER + timedelta(minutes=1)) == 1
    outbox._record_sent(claimed, timezone.now())
    mail.refresh_from_db()
    assert mail.state == State.SENT


def test_a_slow_sender_cannot_mark_what_a_person_has_had_tried_again(smtp, enqueue):
    mail = enqueue()
    claimed = outbox.claim_next(timezone.now())
    outbox.mark_doubtful(timezone.now() + STUCK_AFTER + timedelta(minutes=1))
    outbox.retry(mail)
    outbox._record_sent(claimed, timezone.now())
    mail.refresh_from_db()
    assert mail.state == State.WAITING


@pytest.mark.parametrize("state", [State.GIVEN_UP, State.DOUBTFUL])
def test_a_person_can_have_an_unsent_mail_tried_again_from_the_start(
    smtp, enqueue, state, django_capture_on_commit_callbacks
):
    mail = enqueue()
    OutgoingMail.objects.update(state=state, next_attempt_at=None, attempts=7, last_error="no")
    with django_capture_on_commit_callbacks(execute=True):
        outbox.retry(mail)
        assert (mail.state, mail.attempts, mail.last_error) == (State.WAITING, 0, "")
    mail.refresh_from_db()
    assert mail.state == State.SENT
    assert len(smtp.received) == 1


def test_a_mail_that_is_sent_cannot_be_sent_again(smtp, enqueue):
    mail = enqueue()
    outbox.deliver_due()
    mail.refresh_from_db()
    with pytest.raises(ValidationError):
        outbox.retry(mail)
    assert outbox.deliver_due().sent == 0


def test_a_mail_that_cannot_be_built_stops_no_other(smtp, enqueue):
    broken = enqueue()
    OutgoingMail.objects.filter(pk=broken.pk).update(attachments=[{"name": "a", "type": "nonsense", "content": ""}])
    enqueue(to="ola@example.org")
    result = outbox.deliver_due()
    assert (result.sent, result.postponed) == (1, 1)
    broken.refresh_from_db()
    assert broken.last_error


def test_sent_mail_is_purged_after_its_days_and_nothing_else_is(enqueue, settings):
    settings.MAIL_KEEP_SENT_DAYS = 30
    old, recent = enqueue(), enqueue(to="ola@example.org")
    outbox.deliver_due()
    unsent = enqueue()
    now = timezone.now()
    OutgoingMail.objects.filter(pk=old.pk).update(sent_at=now - timedelta(days=30, seconds=1))
    OutgoingMail.objects.filter(pk=recent.pk).update(sent_at=now - timedelta(days=29))
    OutgoingMail.objects.filter(pk=unsent.pk).update(created_at=now - timedelta(days=400))
    assert outbox.purge_sent(now) == 1
    assert set(OutgoingMail.objects.values_list("pk", flat=True)) == {recent.pk, unsent.pk}
