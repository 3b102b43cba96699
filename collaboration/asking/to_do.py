"""Requests for help that wait for a moderator, on the admin's first page."""

from django.urls import reverse
from django.utils.translation import ngettext

from collaboration.asking.rights import moderates
from collaboration.asking.states import HelpState
from collaboration.models import HelpRequest
from home.registries import ToDo


def waiting_requests(user):
    """Yield how many requests for help wait for this user, if she decides about them."""
    if not moderates(user):
        return
    number = HelpRequest.objects.waiting().count()
    yield ToDo(
        words=ngettext("%(number)s request for help waits", "%(number)s requests for help wait", number)
        % {"number": number},
        url=f"{reverse('help_requests:index')}?state={HelpState.PENDING}",
        count=number,
    )
