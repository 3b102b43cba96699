import logging
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django_tasks_db.models import DBTaskResult

from home import worker as worker_module
from home.models.periodic_run import PeriodicRun
from home.registries import PeriodicJob, Registry
from home.worker import Worker
from tests.home import worker_tasks

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def tasks_in_the_database(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def jobs(monkeypatch):
    """Give the worker a registry of its own."""
    registry = Registry(of="jobs of a test")
    monkeypatch.setattr(worker_module, "periodic_jobs", registry)
    return registry


@pytest.fixture
def keep_signals():
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def every_minute(name, run):
    return PeriodicJob(name=name, run=run, every=timedelta(minutes=1))


def test_once_runs_what_is_due_and_what_waits_and_exits(jobs, tmp_path, keep_signals):
    log = tmp_path / "log"
    jobs.register(every_minute("job", lambda: worker_tasks.append.enqueue(str(log), "task of the job ")))
    worker_tasks.append.enqueue(str(log), "task ")
    out = StringIO()
    call_command("worker", once=True, stdout=out)
    assert log.read_text() == "task task of the job "
    assert DBTaskResult.objects.successful().count() == 2
    assert PeriodicRun.objects.get(name="job").finished_at is not None
    assert out.getvalue() == "Ran 1 periodic jobs and 2 tasks.\n"
    call_command("worker", once=True, stdout=out)
    assert out.getvalue().endswith("Ran 0 periodic jobs and 0 tasks.\n")


def test_a_task_that_fails_is_recorded_and_the_next_one_runs(jobs, tmp_path, caplog):
    worker_tasks.fail.enqueue()
    worker_tasks.append.enqueue(str(tmp_path / "log"), "task")
    with caplog.at_level(logging.ERROR, logger="home.worker"):
        assert Worker().run_once() == (0, 2)
    failed = DBTaskResult.objects.failed().get()
    assert failed.exception_class_path == "builtins.RuntimeError"
    assert (tmp_path / "log").read_text() == "task"
    assert "tests.home.worker_tasks.fail failed" in caplog.text


def test_a_job_runs_between_two_tasks_however_many_wait(jobs, tmp_path):
    log = tmp_path / "log"
    for _task in range(3):
        worker_tasks.append.enqueue(str(log), "task ")
    worker = Worker()
    assert worker.step()
    jobs.register(every_minute("job", lambda: worker_tasks.append.call(str(log), "job ")))
    assert worker.step()
    assert log.read_text() == "task job task "


def test_without_anything_to_do_the_worker_asks_and_takes_no_lock(jobs, django_assert_max_num_queries):
    worker = Worker()
    with django_assert_max_num_queries(3) as asked:
        assert not worker.step()
    assert [query for query in asked.captured_queries if not query["sql"].startswith("SELECT")] == []


def test_a_database_that_is_away_is_waited_for(jobs, monkeypatch, caplog):
    worker = Worker(interval=1)
    waited, answers = [], [OperationalError("gone"), OperationalError("gone"), OperationalError("gone"), True]

    def step():
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        worker.stopping = True
        return answer

    closed = []
    monkeypatch.setattr(worker, "step", step)
    monkeypatch.setattr(worker, "_wait", waited.append)
    monkeypatch.setattr(worker_module.connections, "close_all", lambda: closed.append(True))
    with caplog.at_level(logging.INFO, logger="home.worker"):
        worker.run()
    assert waited == [1, 2, 4]
    assert len(closed) == 3
    assert "cannot be used" in caplog.text
    assert "answers again" in caplog.text


def test_the_pauses_without_a_database_do_not_grow_for_ever(jobs, monkeypatch):
    worker = Worker(interval=1)
    waited = []

    def wait(seconds):
        waited.append(seconds)
        worker.stopping = len(waited) == 10

    def step():
        raise OperationalError("gone")

    monkeypatch.setattr(worker, "step", step)
    monkeypatch.setattr(worker, "_wait", wait)
    monkeypatch.setattr(worker_module.connections, "close_all", lambda: None)
    worker.run()
    assert waited[-1] == worker_module.LONGEST_PAUSE


@pytest.fixture
def bounded():
    """Stop a worker that does not stop by itself, so that a failing test ends."""
    timers = []

    def bound(worker, seconds=20):
        timers.append(threading.Timer(seconds, lambda: setattr(worker, "stopping", True)))
        timers[-1].start()
        return worker

    yield bound
    for timer in timers:
        timer.cancel()


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_the_server_cuts_is_replaced(jobs, caplog, bounded):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no server that could cut a connection.")
    worker = bounded(Worker(interval=0.1))
    ran = []

    def cut():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (pid,) = cursor.fetchone()
        other = connection.copy()
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
        other.close()

    def stop():
        ran.append("after the cut")
        worker.stopping = True

    jobs.register(every_minute("cut", cut))
    jobs.register(every_minute("stop", stop))
    with caplog.at_level(logging.ERROR, logger="home.worker"):
        worker.run()
    assert "cannot be used" in caplog.text
    assert ran == ["after the cut"]


@pytest.mark.django_db(transaction=True)
def test_a_signal_while_a_job_runs_lets_it_end_and_starts_nothing_more(jobs, tmp_path, keep_signals, bounded):
    log = tmp_path / "log"
    for _task in range(2):
        worker_tasks.append.enqueue(str(log), "task ")
    jobs.register(every_minute("job", lambda: os.kill(os.getpid(), signal.SIGTERM)))
    worker = bounded(Worker())
    worker.listen_to_signals()
    worker.run()
    assert not log.exists()
    assert PeriodicRun.objects.get(name="job").finished_at is not None
    assert DBTaskResult.objects.ready().count() == 2


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_lets_the_task_at_hand_finish_and_ends_the_worker_cleanly(tmp_path, number):
    # A database file of its own, on either engine: the process cannot see the test's transaction.
    root = Path(__file__).resolve().parents[2]
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.home.worker_process", str(tmp_path), "1.0"],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        deadline = time.monotonic() + 60
        while not (tmp_path / "started").exists() and time.monotonic() < deadline and process.poll() is None:
            time.sleep(0.05)
        assert (tmp_path / "started").exists(), process.communicate(timeout=5)[0]
        process.send_signal(number)
        words, _nothing = process.communicate(timeout=20)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
    assert process.returncode == 0, words
    assert "Worker stopped." in words
    assert (tmp_path / "ended").exists()
    assert not (tmp_path / "next").exists()
    database = sqlite3.connect(tmp_path / "db.sqlite3")
    states = dict(database.execute("SELECT task_path, status FROM django_tasks_database_dbtaskresult"))
    finished = database.execute("SELECT count(*) FROM home_periodicrun WHERE finished_at IS NOT NULL").fetchone()
    database.close()
    assert states == {
        "tests.home.worker_tasks.take_a_while": "SUCCESSFUL",
        "tests.home.worker_tasks.append": "READY",
    }
    assert finished == (1,)


def test_an_interval_of_nothing_is_refused(keep_signals):
    with pytest.raises(CommandError, match="--interval"):
        call_command("worker", interval=0.0)
