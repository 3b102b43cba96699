"""The background task of drafting many translations."""

from django_tasks import task

from languages import running


@task()
def draft_in_background(run: int) -> None:
    running.perform(run)
