"""The background task that delivers as soon as something waits."""

from django_tasks import TaskResultStatus, task

from mail import outbox


@task()
def deliver() -> dict[str, int]:
    """Deliver what is due, and come back at once if there is more."""
    delivered = outbox.deliver_due()
    if delivered.more:
        deliver.enqueue()
    return {"sent": delivered.sent, "postponed": delivered.postponed, "given_up": delivered.given_up}


def is_waiting() -> bool:
    """Say whether a delivery already waits for the worker: it will see every mail committed by now."""
    from django_tasks_db.models import DBTaskResult

    return DBTaskResult.objects.filter(
        status=TaskResultStatus.READY, task_path=deliver.module_path, backend_name=deliver.backend
    ).exists()
