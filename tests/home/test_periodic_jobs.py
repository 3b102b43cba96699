import datetime as dt
import logging
import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from wagtail.models import Locale, Page

from home import jobs as home_jobs
from home.models.periodic_run import PeriodicRun
from home.periodic import claim, run_due_jobs
from home.registries import PeriodicJob

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2030, 5, 1, 12, 0, tzinfo=dt.UTC)


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def ran():
    return []


@pytest.fixture
def job(ran):
    """Make a job that notes its name when it runs, or raises what it is given."""

    def make(name="job", every=timedelta(minutes=5), trouble=None, **fields):
        def run():
            ran.append(name)
            if trouble:
                raise trouble

        return PeriodicJob(name=name, run=run, every=every, **fields)

    return make


def test_a_job_that_never_ran_is_due(clock, job, ran):
    assert run_due_jobs(NOW, jobs=[job()]) == ["job"]
    row = PeriodicRun.objects.get(name="job")
    assert (row.started_at, row.finished_at, row.failures, row.last_error) == (NOW, NOW, 0, "")


def test_a_job_runs_again_when_its_time_has_passed_and_not_before(clock, job, ran):
    for minutes in (0, 1, 4, 5, 6, 9, 10):
        clock.move_to(NOW + timedelta(minutes=minutes))
        run_due_jobs(timezone.now(), jobs=[job()])
    assert len(ran) == 3


def test_jobs_run_in_the_order_of_the_registry(clock, job, ran):
    run_due_jobs(NOW, jobs=[job("pear"), job("apple")])
    assert ran == ["pear", "apple"]


def test_a_job_that_fails_is_recorded_and_keeps_no_other_from_running(clock, job, ran, caplog):
    failing, other = job("failing", trouble=RuntimeError("no paper in the printer")), job("other")
    with caplog.at_level(logging.ERROR, logger="home.periodic"):
        run_due_jobs(NOW, jobs=[failing, other])
    assert ran == ["failing", "other"]
    row = PeriodicRun.objects.get(name="failing")
    assert (row.failures, row.last_error) == (1, "RuntimeError: no paper in the printer")
    assert row.finished_at is not None
    assert "Job failing failed" in caplog.text


def test_failures_in_a_row_are_counted_until_the_job_succeeds(clock, job):
    for _attempt in range(3):
        run_due_jobs(timezone.now(), jobs=[job(trouble=RuntimeError("no"))])
        clock.shift(timedelta(minutes=5))
    assert PeriodicRun.objects.get().failures == 3
    run_due_jobs(timezone.now(), jobs=[job()])
    row = PeriodicRun.objects.get()
    assert (row.failures, row.last_error) == (0, "")


def test_of_two_workers_that_see_the_same_job_due_one_gets_it(clock, job):
    PeriodicRun.objects.create(name="job")
    assert claim(job(), NOW)
    assert not claim(job(), NOW)
    assert not claim(job(), NOW + timedelta(minutes=5))


def test_a_job_that_another_worker_runs_right_now_is_left_alone(clock, job, ran):
    def run():
        ran.append("outer")
        assert run_due_jobs(NOW + timedelta(minutes=6), jobs=[outer]) == []

    outer = PeriodicJob(name="job", run=run, every=timedelta(minutes=5))
    assert run_due_jobs(NOW, jobs=[outer]) == ["job"]
    assert ran == ["outer"]


def test_a_job_whose_worker_died_is_taken_over_after_its_time(clock, job, ran):
    class Crash(BaseException):
        pass

    with pytest.raises(Crash):
        run_due_jobs(NOW, jobs=[job(trouble=Crash())])
    ran.clear()
    again = job(abandoned_after=timedelta(minutes=20))
    clock.shift(timedelta(minutes=20) - timedelta(seconds=1))
    assert run_due_jobs(timezone.now(), jobs=[again]) == []
    clock.shift(timedelta(seconds=1))
    assert run_due_jobs(timezone.now(), jobs=[again]) == ["job"]


def test_a_run_that_was_taken_over_does_not_end_the_run_of_another(clock, job, caplog):
    def run():
        clock.shift(timedelta(minutes=15))
        assert claim(slow, timezone.now())

    slow = PeriodicJob(name="job", run=run, every=timedelta(minutes=1))
    with caplog.at_level(logging.WARNING, logger="home.periodic"):
        run_due_jobs(NOW, jobs=[slow])
    row = PeriodicRun.objects.get()
    assert (row.started_at, row.finished_at) == (NOW + timedelta(minutes=15), None)
    assert "somebody else has it now" in caplog.text


def test_no_further_job_is_started_when_the_worker_is_to_stop(clock, job, ran):
    run_due_jobs(NOW, jobs=[job("first"), job("second")], stop=lambda: "first" in ran)
    assert ran == ["first"]
    assert PeriodicRun.objects.get(name="second").started_at is None


def test_asking_costs_two_queries_when_nothing_is_due(clock, job, django_assert_num_queries):
    jobs = [job(f"job{number}") for number in range(10)]
    run_due_jobs(NOW, jobs=jobs)
    with django_assert_num_queries(2):
        assert run_due_jobs(NOW, jobs=jobs) == []


def test_the_database_knows_one_row_a_job_and_no_end_without_a_beginning():
    PeriodicRun.objects.create(name="job")
    with pytest.raises(IntegrityError), transaction.atomic():
        PeriodicRun.objects.create(name="job")
    with pytest.raises(IntegrityError), transaction.atomic():
        PeriodicRun.objects.create(name="other", finished_at=NOW)


@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_run_a_job_once(job, ran):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite's test database lives in memory, which threads cannot lock; the tests above hold there.")
    start = threading.Barrier(4)
    troubles = []

    def work():
        try:
            start.wait(timeout=10)
            run_due_jobs(NOW, jobs=[job("one"), job("two")])
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
    assert sorted(ran) == ["one", "two"]


def test_what_is_scheduled_is_published_when_its_time_has_come(clock):
    Locale.objects.get_or_create(language_code="nb")
    root = Page.objects.filter(depth=1).first() or Page.add_root(title="Root", slug="root")
    page = root.add_child(instance=Page(title="Planned", slug="planned", live=False))
    page.go_live_at = NOW + timedelta(hours=1)
    page.save_revision().publish()
    page.refresh_from_db()
    assert not page.live
    home_jobs.publish_scheduled()
    page.refresh_from_db()
    assert not page.live
    clock.shift(timedelta(hours=1, seconds=1))
    home_jobs.publish_scheduled()
    page.refresh_from_db()
    assert page.live


def test_the_records_of_ended_tasks_go_after_two_weeks_and_no_others():
    from django_tasks_db.models import DBTaskResult

    def record(status, days):
        ended = timezone.now() - timedelta(days=days)
        return DBTaskResult.objects.create(
            status=status, finished_at=ended, run_after=ended, args_kwargs={}, backend_name="default"
        )

    record("SUCCESSFUL", 15)
    record("FAILED", 15)
    kept = {record("SUCCESSFUL", 13).pk, record("READY", 15).pk}
    assert home_jobs.prune_finished_tasks() == 2
    assert set(DBTaskResult.objects.values_list("pk", flat=True)) == kept
