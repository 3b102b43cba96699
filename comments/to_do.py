"""What comments put on the admin's first page: how many wait for her."""

from django.urls import reverse
from django.utils.translation import ngettext

from comments.queue.selecting import count_waiting, sees_queue
from home.registries import ToDo


def waiting_comments(user):
    """Yield how many comments want something from this user, if she decides about any."""
    if not sees_queue(user):
        return
    number = count_waiting(user)
    yield ToDo(
        words=ngettext("%(number)s comment waits", "%(number)s comments wait", number) % {"number": number},
        url=reverse("comment_queue:index"),
        count=number,
    )
