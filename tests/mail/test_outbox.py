import contextlib

import pytest
from django.core import mail as django_mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mail import outbox
from mail.models import OutgoingMail

pytestmark = [pytest.mark.django_db, pytest.mark.tasks]

LINE_ENDS = ["\n", "\r", "\r\n", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029", "\x00"]
smuggled = st.builds(
    lambda before, end, after: before + end + after,
    st.text(max_size=20),
    st.sampled_from(LINE_ENDS),
    st.text(),
)


def test_a_mail_waits_in_the_outbox_until_its_transaction_is_committed(enqueue, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        mail = enqueue(event="welcome", language="nb")
        assert mail.state == OutgoingMail.State.WAITING
        assert django_mail.outbox == []
    mail.refresh_from_db()
    assert mail.state == OutgoingMail.State.SENT
    assert [message.to for message in django_mail.outbox] == [["kari@example.org"]]


def test_a_rollback_leaves_no_mail(enqueue, django_capture_on_commit_callbacks):
    with (
        django_capture_on_commit_callbacks(execute=True) as callbacks,
        contextlib.suppress(RuntimeError),
        transaction.atomic(),
    ):
        enqueue()
        raise RuntimeError("what caused the mail fails")
    assert callbacks == []
    assert not OutgoingMail.objects.exists()
    assert django_mail.outbox == []


def test_a_delivery_that_cannot_be_queued_does_not_fail_what_caused_the_mail(
    enqueue, django_capture_on_commit_callbacks, monkeypatch
):
    def broken():
        raise RuntimeError("no queue")

    monkeypatch.setattr("mail.tasks.waiting", broken)
    with django_capture_on_commit_callbacks(execute=True):
        mail = enqueue()
    mail.refresh_from_db()
    assert mail.state == OutgoingMail.State.WAITING


def test_many_mails_in_one_transaction_queue_one_delivery(enqueue, settings, django_capture_on_commit_callbacks):
    from django_tasks_db.models import DBTaskResult

    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(5):
            enqueue(to=f"reader{number}@example.org")
    assert DBTaskResult.objects.filter(task_path="mail.tasks.deliver").count() == 1


@pytest.mark.parametrize("field", ["to", "subject", "reply_to", "from_address"])
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=smuggled)
def test_no_field_can_smuggle_in_a_header(enqueue, field, value):
    with pytest.raises(ValidationError) as refusal:
        enqueue(**{field: value})
    assert field in refusal.value.message_dict


@pytest.mark.parametrize("field", ["to", "reply_to", "from_address"])
@pytest.mark.parametrize("end", LINE_ENDS)
def test_an_address_followed_by_a_header_is_refused(enqueue, field, end):
    with pytest.raises(ValidationError):
        enqueue(**{field: f"kari@example.org{end}Bcc: all@example.org"})


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=smuggled)
def test_no_extra_header_can_smuggle_in_another(enqueue, value):
    for headers in ({"X-Reason": value}, {value: "reason"}):
        with pytest.raises(ValidationError):
            enqueue(headers=headers)


@pytest.mark.parametrize("name", ["Bcc", "to", "FROM", "Message-ID", "Content-Type", "X Reason", "X:Reason", "", "Ø"])
def test_a_header_that_is_not_the_callers_to_set_is_refused(enqueue, name):
    with pytest.raises(ValidationError) as refusal:
        enqueue(headers={name: "value"})
    assert "headers" in refusal.value.message_dict


@pytest.mark.parametrize(
    "to",
    ["", "kari", "kari@", "Kari <kari@example.org>", "kari@example.org, ola@example.org", "å@example.org"],
)
def test_a_mail_goes_to_exactly_one_bare_address(enqueue, to):
    with pytest.raises(ValidationError) as refusal:
        enqueue(to=to)
    assert "to" in refusal.value.message_dict


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b", ""])
def test_a_text_that_cannot_be_kept_is_refused(enqueue, text):
    with pytest.raises(ValidationError) as refusal:
        enqueue(text=text)
    assert "text" in refusal.value.message_dict


def test_a_subject_that_is_too_long_is_refused_rather_than_cut(enqueue):
    with pytest.raises(ValidationError) as refusal:
        enqueue(subject="s" * 501)
    assert "subject" in refusal.value.message_dict


def test_the_database_keeps_no_text_of_a_sent_mail(enqueue):
    mail = enqueue()
    with pytest.raises(IntegrityError), transaction.atomic():
        OutgoingMail.objects.filter(pk=mail.pk).update(state="sent", next_attempt_at=None, sent_at=mail.created_at)


def test_the_database_knows_no_other_states(enqueue):
    mail = enqueue()
    with pytest.raises(IntegrityError), transaction.atomic():
        OutgoingMail.objects.filter(pk=mail.pk).update(state="lost", next_attempt_at=None)


def test_message_ids_differ_and_carry_the_senders_domain(enqueue):
    first, second = enqueue(), enqueue(from_address="post@blåbær.example")
    assert first.message_id == f"<{first.pk}@example.com>"
    assert second.message_id == f"<{second.pk}@xn--blbr-roah.example>"


def test_nothing_is_sent_twice_by_asking_twice(enqueue):
    enqueue()
    assert outbox.deliver_due().sent == 1
    assert outbox.deliver_due().sent == 0
    assert len(django_mail.outbox) == 1


def test_a_round_ends_at_its_limit_and_says_that_there_is_more(enqueue):
    for number in range(3):
        enqueue(to=f"reader{number}@example.org")
    first = outbox.deliver_due(limit=2)
    assert (first.sent, first.more) == (2, True)
    second = outbox.deliver_due(limit=2)
    assert (second.sent, second.more) == (1, False)
