import threading
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from comments import notices
from comments.models import Rhythm, Writer
from mail.models import OutgoingMail
from tests import factories
from tests.comments import mails, processes
from tests.comments.mails import comment, published

pytestmark = pytest.mark.django_db

LATER = timedelta(hours=25)


@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_tell_of_each_answer_once():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite's test database lives in memory, which threads cannot lock; the test below holds there.")
    mails.settings_are()
    post = factories.post()
    asked = published(post, name="Kari")
    for number in range(10):
        published(post, name=f"F{number}", reply_to=asked, followup=True)
    Writer.objects.update(reply_rhythm=Rhythm.DAILY)
    for number in range(5):
        comment(post, name="Ola", text=f"Svar {number}", reply_to=asked)
    start = threading.Barrier(4)
    troubles, rounds = [], []

    def work():
        try:
            start.wait(timeout=10)
            rounds.append(notices.send_daily(timezone.now() + LATER))
        except Exception as trouble:
            troubles.append(trouble)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=60)
    assert troubles == []
    once_each(OutgoingMail.objects.filter(event="comment_answers").values_list("to", "subject"), followers=10)


def once_each(sent, followers):
    assert Counter(to for to, _subject in sent) == {f"f{number}@example.org": 1 for number in range(followers)}


def test_several_worker_processes_on_one_sqlite_file_tell_of_each_answer_once(tmp_path):
    import sqlite3

    processes.database_in(tmp_path)
    code, said = processes.run("begin", tmp_path)
    assert code == 0, said
    workers = [processes.start("daily", tmp_path) for _number in range(3)]
    try:
        assert processes.until(lambda: len(list(tmp_path.glob("ready-*"))) == 3)
        (tmp_path / "go").touch()
        said = [worker.communicate(timeout=300) for worker in workers]
    finally:
        for worker in workers:
            if worker.poll() is None:
                worker.kill()
    assert [worker.returncode for worker in workers] == [0, 0, 0], said
    database = sqlite3.connect(tmp_path / "db.sqlite3")
    sent = database.execute("SELECT \"to\", subject FROM mail_outgoingmail WHERE event = 'comment_answers'").fetchall()
    database.close()
    once_each(sent, followers=12)
