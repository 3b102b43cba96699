"""Run the periodic jobs that are due, each in one worker at a time.

The claim is a conditional UPDATE, so it needs no lock and holds on every database: of two workers
that see the same job due, the database lets one change the row.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime

from django.db.models import F, Q
from django.utils import timezone

from home.registries import PeriodicJob, periodic_jobs

logger = logging.getLogger(__name__)

ERROR_LENGTH = 2000


def _periodic_runs():
    # The registry's readers import this module while apps still load; models are there only later.
    from home.models.periodic_run import PeriodicRun

    return PeriodicRun.objects


def _due(job: PeriodicJob, now: datetime) -> Q:
    never = Q(started_at=None)
    finished = Q(finished_at__isnull=False, started_at__lte=now - job.every)
    abandoned = Q(finished_at=None, started_at__lte=now - max(job.every, job.abandoned_after))
    return never | finished | abandoned


def claim(job: PeriodicJob, now: datetime) -> bool:
    """Take `job` in hand if it is due at `now`; say whether it is ours."""
    mine = _periodic_runs().filter(_due(job, now), name=job.name)
    return mine.update(started_at=now, finished_at=None) == 1


def _record(job: PeriodicJob, claimed_at: datetime, error: str) -> None:
    # Only the run that still holds the claim may write: one taken for dead may have been taken over.
    held = _periodic_runs().filter(name=job.name, started_at=claimed_at, finished_at=None)
    failures = F("failures") + 1 if error else 0
    if not held.update(finished_at=timezone.now(), failures=failures, last_error=error):
        logger.warning("Job %s took longer than %s; somebody else has it now.", job.name, job.abandoned_after)


def run_due_jobs(
    now: datetime | None = None,
    *,
    jobs: Iterable[PeriodicJob] | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> list[str]:
    """Run every job that is due at `now`, and return the names of those that ran here.

    A job that raises is recorded as failed and keeps no other from running. `stop` is asked before
    each job. Raises django.db.Error when the database itself does not answer.
    """
    jobs = list(periodic_jobs if jobs is None else jobs)
    now = now or timezone.now()
    known = set(_periodic_runs().values_list("name", flat=True))
    model = _periodic_runs().model
    missing = [model(name=job.name) for job in jobs if job.name not in known]
    if missing:
        _periodic_runs().bulk_create(missing, ignore_conflicts=True)
    # One query without a lock in the common case, that nothing is due; the claim decides.
    waiting = Q(pk__in=[])
    for job in jobs:
        waiting |= Q(name=job.name) & _due(job, now)
    candidates = set(_periodic_runs().filter(waiting).values_list("name", flat=True))
    begun = timezone.now()
    ran = []
    for job in jobs:
        if stop():
            break
        # A slow job before this one must not make this one's claim look old.
        claimed_at = now + (timezone.now() - begun)
        if job.name not in candidates or not claim(job, claimed_at):
            continue
        error = ""
        try:
            job.run()
        except Exception as failure:
            logger.exception("Job %s failed.", job.name)
            error = f"{type(failure).__name__}: {failure}"[:ERROR_LENGTH]
        _record(job, claimed_at, error)
        ran.append(job.name)
    return ran
