"""Pages that wait for a colleague's approval, for the admin's first page."""

from django.urls import reverse
from django.utils.translation import ngettext
from wagtail.models import TaskState

from home.registries import ToDo


def approvals(user):
    """Yield what a user may approve now; never what she sent in herself."""
    number = TaskState.objects.reviewable_by(user).count()
    yield ToDo(
        words=ngettext("%(number)s page waits for your approval", "%(number)s pages wait for your approval", number)
        % {"number": number},
        url=f"{reverse('wagtailadmin_reports:workflow_tasks')}?reviewable=true&status=in_progress",
        count=number,
    )
