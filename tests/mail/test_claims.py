"""No mail is sent by two workers, on either database."""

import threading
from collections import Counter

import pytest
from django.core import mail as django_mail
from django.db import connection
from django.utils import timezone

from mail import outbox
from mail.models import OutgoingMail


@pytest.mark.django_db
def test_of_two_workers_that_see_the_same_mail_one_gets_it(enqueue):
    enqueue()
    now = timezone.now()
    seen_by_one, seen_by_other = OutgoingMail.objects.due(now).get(), OutgoingMail.objects.due(now).get()
    assert outbox.take(seen_by_one, now)
    assert not outbox.take(seen_by_other, now)
    assert OutgoingMail.objects.get().attempts == 1


@pytest.mark.django_db
def test_a_worker_that_loses_a_mail_goes_on_to_the_next(enqueue, monkeypatch):
    first, second = enqueue(), enqueue()
    take = outbox.take

    def other_worker_is_faster(mail, now):
        if mail.pk == first.pk:
            take(mail, now)
            return False
        return take(mail, now)

    monkeypatch.setattr(outbox, "take", other_worker_is_faster)
    assert outbox.claim_next(timezone.now()).pk == second.pk
    assert outbox.claim_next(timezone.now()) is None


@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_send_every_mail_once(enqueue, settings):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite's test database lives in memory, which threads cannot lock; the tests above hold there.")
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    for number in range(40):
        enqueue(to=f"reader{number}@example.org")
    start = threading.Barrier(4)
    troubles, rounds = [], []

    def work():
        try:
            start.wait(timeout=10)
            rounds.append(outbox.deliver_due().sent)
        except Exception as trouble:
            troubles.append(trouble)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=30)
    assert troubles == []
    assert sum(rounds) == 40
    assert Counter(message.to[0] for message in django_mail.outbox) == {
        f"reader{number}@example.org": 1 for number in range(40)
    }
