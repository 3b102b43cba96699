"""The background tasks of moving in from WordPress."""

from django_tasks import task

from blog.wordpress_admin import performing


@task()
def read_upload(run: int) -> None:
    performing.read_in_background(run)


@task()
def bring_in(run: int) -> None:
    performing.perform(run)
