"""The background tasks: drafting many translations, and those of a page that is new."""

from django_tasks import task

from accounts.models import User
from languages import at_once, running


@task()
def draft_in_background(run: int) -> None:
    running.perform(run)


@task()
def draft_new_page(page: int, languages: list[int], user: int | None = None) -> None:
    at_once.draft_new(page, languages, User.objects.filter(pk=user).first())
