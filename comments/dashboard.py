"""What the admin's first page says of comments: how many wait, and what is let go of when."""

from django.forms import Media
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import ngettext
from wagtail.admin.ui.components import Component

from comments import purging
from comments.preferences import comment_settings
from comments.queue.selecting import count_waiting, sees_queue
from comments.rights import MODERATE
from home.dashboard import CountItem
from home.models import PeriodicRun
from home.registries import periodic_jobs

JOB = "purge_comments"


class WaitingItem(CountItem):
    """How many comments want something from her; gone when there is none."""

    order = 240
    icon = "comment"

    def is_shown(self):
        return sees_queue(self.request.user) and self.number > 0

    @cached_property
    def number(self):
        return count_waiting(self.request.user)

    @property
    def words(self):
        return ngettext("%(number)s comment waits", "%(number)s comments wait", self.number) % {"number": self.number}

    @property
    def url(self):
        return reverse("comment_queue:index")


class RetentionPanel(Component):
    """How long things are kept, when it was last seen to, and what goes next."""

    name = "comment-retention"
    order = 400
    template_name = "comments/admin/retention.html"
    media = Media(css={"all": ["admin/comments.css"]})

    def get_context_data(self, parent_context):
        run = PeriodicRun.objects.filter(name=JOB).first()
        now = timezone.now()
        last = run.started_at if run else None
        following = max(now, last + periodic_jobs[JOB].every) if last else now
        return {
            "settings": comment_settings(),
            "run": run,
            "following": following,
            "due": purging.due(following),
        }


def add_figures(request, items):
    """Add how many comments wait (a `construct_homepage_summary_items` hook)."""
    items.append(WaitingItem(request))


def add_retention(request, panels):
    """Tell those who moderate what is let go of (a `construct_homepage_panels` hook)."""
    if request.user.has_perm(MODERATE):
        panels.append(RetentionPanel())
