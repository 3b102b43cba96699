"""What the periodic jobs of the shared ground do; the app's `ready()` registers them."""

from __future__ import annotations

from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone

KEEP_FINISHED_TASKS = timedelta(days=14)


def publish_scheduled() -> None:
    """Publish what is due to be published, and unpublish what has expired."""
    call_command("publish_scheduled")


def prune_finished_tasks() -> int:
    """Delete the records of tasks that ended more than two weeks ago; return how many."""
    from django_tasks_db.models import DBTaskResult

    old = DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEEP_FINISHED_TASKS)
    return old.delete()[0]
