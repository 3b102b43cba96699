"""The one background process: periodic jobs that are due, and tasks that wait.

django-tasks has no clock and its worker no periodic jobs; this loop has both, so that a site needs
one process beside its web server. Several workers may run side by side.
"""

from __future__ import annotations

import logging
import signal
import time
from collections.abc import Iterable

from django.db import Error as DatabaseTrouble
from django.db import close_old_connections, connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.compat import TaskResultStatus, task_backends
from django_tasks_db.management.commands.db_worker import Worker as TaskRunner
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from home.periodic import run_due_jobs
from home.registries import PeriodicJob, periodic_jobs

logger = logging.getLogger(__name__)

LONGEST_PAUSE = 30.0
# How soon a signal is heeded while the worker waits.
NAP = 0.1


class Worker:
    """Do what is due and waiting until told to stop."""

    def __init__(self, *, interval: float = 1.0, jobs: Iterable[PeriodicJob] | None = None) -> None:
        if interval <= 0:
            raise ValueError("The interval must be longer than nothing.")
        self.interval = interval
        self.jobs = periodic_jobs if jobs is None else jobs
        self.id = get_random_string(32)
        self.stopping = False
        self._backends = [alias for alias in task_backends if isinstance(task_backends[alias], DatabaseBackend)]

    def run(self) -> None:
        """Work until a signal says stop. A database that goes away is waited for."""
        logger.info("Worker started: %d periodic jobs, task backends: %s.", len(list(self.jobs)), self._names())
        pause = 0.0
        while not self.stopping:
            try:
                # What has grown stale while the worker slept or worked is replaced, as between requests.
                close_old_connections()
                busy = self.step()
                close_old_connections()
            except DatabaseTrouble as trouble:
                # Whatever is wrong with the connection, a new one is the only remedy.
                connections.close_all()
                pause = min(max(self.interval, pause * 2), LONGEST_PAUSE)
                logger.error("The database cannot be used, trying again in %.0f s: %s", pause, trouble)
                self._wait(pause)
                continue
            if pause:
                logger.info("The database answers again.")
                pause = 0.0
            if not busy:
                self._wait(self.interval)
        logger.info("Worker stopped.")

    def run_once(self) -> tuple[int, int]:
        """Run the jobs that are due and the tasks that wait; return how many of each."""
        jobs = len(run_due_jobs(timezone.now(), jobs=self.jobs, stop=lambda: self.stopping))
        tasks = 0
        while not self.stopping and self._run_next_task():
            tasks += 1
        return jobs, tasks

    def step(self) -> bool:
        """Run what is due, then one task; say whether there was anything to do."""
        ran = run_due_jobs(timezone.now(), jobs=self.jobs, stop=lambda: self.stopping)
        ran_task = not self.stopping and self._run_next_task()
        return bool(ran) or ran_task

    def listen_to_signals(self) -> None:
        """Stop after the work at hand on SIGTERM or SIGINT; Ctrl-C after that interrupts the work too."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)

    def _stop(self, number: int, frame: object) -> None:
        self.stopping = True
        logger.info("Received %s: finishing what is at hand.", signal.Signals(number).name)
        # Not for SIGTERM: process managers send it more than once, and mean it no harder.
        signal.signal(signal.SIGINT, signal.default_int_handler)

    def _wait(self, seconds: float) -> None:
        # A signal does not cut a sleep short, so sleep lightly.
        until = time.monotonic() + seconds
        while not self.stopping and (left := until - time.monotonic()) > 0:
            time.sleep(min(NAP, left))

    def _names(self) -> str:
        return ", ".join(self._backends) or "none that is kept in the database"

    def _run_next_task(self) -> bool:
        task = self._claim_task()
        if task is None:
            return False
        runner = TaskRunner(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=self.interval,
            batch=True,
            backend_name=task.backend_name,
            startup_delay=False,
            max_tasks=None,
            worker_id=self.id,
        )
        runner.run_task(task)
        if task.status == TaskResultStatus.FAILED:
            logger.error("Task %s failed: %s", task.task_path, task.exception_class_path)
        return True

    def _claim_task(self) -> DBTaskResult | None:
        waiting = DBTaskResult.objects.ready().filter(backend_name__in=self._backends)
        # Look before locking: on SQLite the claim takes the one write lock there is.
        if not waiting.exists():
            return None
        with exclusive_transaction(waiting.db):
            task = waiting.get_locked()
            if task is not None:
                task.claim(self.id)
        return task
