"""What needs doing, on the admin's first page: what the rooms have registered, by user and rights."""

from django.db.models import CharField, Exists, OuterRef, Q
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import ngettext
from wagtail.admin.ui.components import Component
from wagtail.models import Revision, WorkflowState
from wagtail.permissions import page_permission_policy

from home.health import FAILURES_THAT_TELL
from home.models import PeriodicRun
from home.registries import ToDo, Urgency, beginnings, to_dos_of

EXAMPLES = 3


def pages_to_edit(user):
    """Return the pages that a user may change or publish, without those that only mirror another."""
    may = page_permission_policy.instances_user_has_any_permission_for(user, {"change", "publish"})
    return may.filter(alias_of=None)


def edit_url(page):
    """Return the address at which a page is edited."""
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def _of_pages(model):
    """Return rows that point to the page that is asked, by its type's and its own key."""
    return model.objects.filter(
        base_content_type__app_label="wagtailcore",
        base_content_type__model="page",
        object_id=Cast(OuterRef("pk"), CharField()),
    ).order_by()


def scheduled():
    """Return the condition that a page waits for the time at which it is published."""
    return Exists(_of_pages(Revision).filter(approved_go_live_at__isnull=False))


def own_drafts(user):
    """Yield the drafts that a user began or last wrote in; not what is scheduled, or waits for a colleague."""
    drafts = (
        pages_to_edit(user)
        .filter(Q(latest_revision__user=user) | Q(owner=user), has_unpublished_changes=True)
        .filter(~scheduled(), ~Exists(_of_pages(WorkflowState).filter(status=WorkflowState.STATUS_IN_PROGRESS)))
    )
    newest = list(drafts.order_by("-latest_revision_created_at", "-pk").only("title", "draft_title")[:EXAMPLES])
    if not newest:
        return
    number = drafts.count() if len(newest) == EXAMPLES else len(newest)
    yield ToDo(
        words=ngettext(
            "%(number)s draft of yours is not published", "%(number)s drafts of yours are not published", number
        )
        % {"number": number},
        url=edit_url(newest[0]) if number == 1 else f"{reverse('wagtailadmin_explore_root')}?edited_by={user.pk}",
        count=number,
        examples=tuple((page.draft_title or page.title, edit_url(page)) for page in newest),
    )


def planned_pages(user):
    """Yield the pages that will be published by themselves."""
    pages = pages_to_edit(user).filter(scheduled()).order_by("go_live_at", "pk").only("title", "draft_title")
    soonest = list(pages[:EXAMPLES])
    if not soonest:
        return
    number = pages.count() if len(soonest) == EXAMPLES else len(soonest)
    yield ToDo(
        words=ngettext("%(number)s page is scheduled", "%(number)s pages are scheduled", number) % {"number": number},
        url=edit_url(soonest[0]) if number == 1 else reverse("wagtailadmin_explore_root"),
        count=number,
        urgency=Urgency.PLANNED,
        examples=tuple((page.draft_title or page.title, edit_url(page)) for page in soonest),
    )


def failing_jobs(user):
    """Yield the periodic jobs that fail time after time."""
    number = PeriodicRun.objects.filter(failures__gte=FAILURES_THAT_TELL).count()
    yield ToDo(
        words=ngettext(
            "%(number)s of the jobs that run by themselves fails",
            "%(number)s of the jobs that run by themselves fail",
            number,
        )
        % {"number": number},
        url=reverse("periodic_runs:index"),
        count=number,
        urgency=Urgency.STOPPED,
    )


class ToDoPanel(Component):
    """Greets with what needs doing; where there is nothing, says so and offers something to begin."""

    name = "to_do"
    template_name = "home/admin/to_do.html"
    order = 100

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        things = to_dos_of(user)
        return {
            "name": user.get_short_name() or user.get_full_name(),
            "now": [thing for thing in things if thing.urgency <= Urgency.WAITS],
            "later": [thing for thing in things if thing.urgency == Urgency.WHEN_THERE_IS_TIME],
            "planned": [thing for thing in things if thing.urgency == Urgency.PLANNED],
            "stopped": Urgency.STOPPED,
            "beginnings": [(entry.words, url) for entry in beginnings if (url := entry.url(user))],
        }


def greet(request, panels):
    """Put what needs doing first (a `construct_homepage_panels` hook)."""
    panels.append(ToDoPanel())
