"""How the outbox is, among the figures of the admin's first page."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from home.dashboard import CountItem
from mail.health import queue_numbers


class QueueItem(CountItem):
    """How many mails wait, and how many of them have failed before."""

    order = 400
    icon = "mail"

    def is_shown(self):
        return self.request.user.has_perm("mail.view_outgoingmail")

    @cached_property
    def numbers(self):
        return queue_numbers()

    @property
    def number(self):
        return self.numbers["waiting"]

    @property
    def words(self):
        words = ngettext("%(number)s mail waits", "%(number)s mails wait", self.number)
        if failing := self.numbers["failing"]:
            words += ", " + ngettext("%d has failed before", "%d have failed before", failing) % failing
        if minutes := self.numbers["oldest_seconds"] // 60:
            words += ", " + _("the oldest for %d min") % minutes
        return words

    @property
    def url(self):
        return f"{reverse('outgoing_mail:index')}?state=waiting"


def add_queue(request, items):
    """Show it to those who look after the mail (a `construct_homepage_summary_items` hook)."""
    items.append(QueueItem(request))
