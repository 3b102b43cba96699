"""The background task that delivers as soon as something waits."""

from django_tasks import TaskResultStatus, task

from mail import outbox

# So many may wait for workers: one would leave the second worker idle, however much there is to send.
MOST_WAITING = 3


@task()
def deliver() -> dict[str, int]:
    """Deliver what is due, and come back at once if there is more: as two, where another worker could take one."""
    delivered = outbox.deliver_due()
    if delivered.more:
        for _number in range(min(2, MOST_WAITING - waiting())):
            deliver.enqueue()
    return {"sent": delivered.sent, "postponed": delivered.postponed, "given_up": delivered.given_up}


def waiting() -> int:
    """Return how many deliveries wait for a worker: each will see every mail committed by now."""
    from django_tasks_db.models import DBTaskResult

    return DBTaskResult.objects.filter(
        status=TaskResultStatus.READY, task_path=deliver.module_path, backend_name=deliver.backend
    ).count()
