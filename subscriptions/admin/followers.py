"""Those who follow, in Wagtail's admin: a list, and everything about one of them on a page."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Count, OuterRef, Subquery
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet

from home.following import describe_all
from mail.letters import site_language
from mail.models import SuspendedAddress
from subscriptions import asking
from subscriptions.admin import acting
from subscriptions.admin.fates import CAN_BE_RESENT, fate_of, reason_of
from subscriptions.admin.filters import FollowerFilterSet
from subscriptions.admin.rights import ALL_OF_THEM, CHANGE, RESEND, SEE, SEE_DELIVERIES, FollowingPolicy
from subscriptions.admin.titles import titles_of
from subscriptions.models import Rhythm, Subscriber

# On her page; all of them are in the list of deliveries.
DELIVERIES_SHOWN = 100


def state_in_words(follower: Subscriber) -> str:
    """Return what state she is in, and why no mail goes to her where none does."""
    state = follower.get_state_display()
    if not follower.suspended_for:
        return state
    return _("%(state)s; suspended: %(reason)s") % {
        "state": state,
        "reason": SuspendedAddress.Reason(follower.suspended_for).label,
    }


def rhythm_in_words(follower: Subscriber) -> str:
    """Return how often she is mailed, with the day where there is one."""
    if follower.rhythm != Rhythm.WEEKLY:
        return follower.get_rhythm_display()
    return f"{follower.get_rhythm_display()} ({follower.get_weekday_display()})"


def language_in_words(follower: Subscriber) -> str:
    """Return the language of her mails by its name."""
    return dict(settings.LANGUAGES).get(follower.language, follower.language)


def listed():
    """Return the followers with what the list shows of each."""
    reason = SuspendedAddress.objects.filter(address=OuterRef("email")).values("reason")[:1]
    return Subscriber.objects.annotate(suspended_for=Subquery(reason), number_of_subjects=Count("subscriptions"))


class NothingByHand:
    """There is no form for a follower: what may be done about her is on her page."""

    def get_edit_url(self, instance=None):
        return None

    get_copy_url = get_delete_url = get_edit_url


class FollowerIndexView(NothingByHand, IndexView):
    """The list."""

    any_permission_required = ("view",)
    show_export_buttons = False

    def get_base_queryset(self):
        return listed()


class FollowerInspectView(NothingByHand, InspectView):
    """Everything that is known of one follower."""

    any_permission_required = ("view",)
    page_title = _("Follower")

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(SEE):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        follower, user = self.object, self.request.user
        language = site_language(get_language() or "")
        suspended = SuspendedAddress.objects.filter(address=follower.email).first()
        active = follower.state == Subscriber.State.ACTIVE
        context |= {
            "state": follower.get_state_display(),
            "rhythm": rhythm_in_words(follower),
            "language": language_in_words(follower),
            "suspended": suspended,
            "follows": self._follows(language),
            "wanted": self._wanted(language),
            "may_stop": user.has_perm(CHANGE) and follower.state != Subscriber.State.STOPPED,
            "may_erase": user.has_perm(ALL_OF_THEM),
            "may_lift": bool(suspended) and user.has_perm(acting.LIFT),
        }
        if user.has_perm(SEE_DELIVERIES):
            context["deliveries"] = self._deliveries(user.has_perm(RESEND) and active and not suspended)
            context["shown"] = DELIVERIES_SHOWN
        return context

    def _follows(self, language):
        rows = list(self.object.subscriptions.all())
        found = describe_all([row.subject for row in rows], language)
        return [(row, found.get(row.subject)) for row in rows]

    def _wanted(self, language):
        request = asking.waiting_request(self.object)
        return request and {"request": request, "titles": asking.requested_subjects(request, language).values()}

    def _deliveries(self, may_resend):
        rows = list(self.object.deliveries.select_related("event", "mail").order_by("-pk")[:DELIVERIES_SHOWN])
        titles = titles_of({row.event.pk: row.event for row in rows}.values())
        return [
            {
                "row": row,
                "title": titles[row.event_id],
                "fate": fate_of(row).label,
                "reason": reason_of(row),
                "can_be_resent": may_resend and fate_of(row) in CAN_BE_RESENT,
            }
            for row in rows
        ]


class FollowerViewSet(ModelViewSet):
    """Those who follow."""

    model = Subscriber
    name = "followers"
    url_prefix = "following/followers"
    icon = "mail"
    menu_label = _("Followers")
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = FollowerIndexView
    inspect_view_class = FollowerInspectView
    inspect_template_name = "subscriptions/admin/follower.html"
    inspect_view_fields = ("email",)
    list_display = (
        "email",
        Column("state", label=_("State"), accessor=state_in_words, sort_key="state"),
        Column("rhythm", label=_("How often"), accessor=rhythm_in_words, sort_key="rhythm"),
        Column("language", label=_("Language"), accessor=language_in_words, sort_key="language"),
        Column("subjects", label=_("Subjects"), accessor="number_of_subjects", sort_key="number_of_subjects"),
        DateColumn("since", label=_("Since"), accessor=lambda one: one.confirmed_at or one.created_at),
    )
    filterset_class = FollowerFilterSet
    search_fields = ("email",)
    ordering = ("-created_at", "-pk")
    list_per_page = 50

    @cached_property
    def permission_policy(self):
        return FollowingPolicy(self.model)

    def get_urlpatterns(self):
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<int:pk>/", self.inspect_view, name="inspect"),
            path("<int:pk>/stop/", acting.StopView.as_view(), name="stop"),
            path("<int:pk>/erase/", acting.EraseView.as_view(), name="erase"),
            path("<int:pk>/lift/", acting.LiftView.as_view(), name="lift"),
            path("deliveries/<int:pk>/resend/", acting.ResendView.as_view(), name="resend"),
        ]
