"""What the admin's first page says of comments: what is let go of, and when."""

from django.forms import Media
from django.utils import timezone
from wagtail.admin.ui.components import Component

from comments import purging
from comments.preferences import comment_settings
from comments.rights import MODERATE
from home.models import PeriodicRun
from home.registries import periodic_jobs

JOB = "purge_comments"


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


def add_retention(request, panels):
    """Tell those who moderate what is let go of (a `construct_homepage_panels` hook)."""
    if request.user.has_perm(MODERATE):
        panels.append(RetentionPanel())
