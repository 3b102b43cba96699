"""The queue: what waits, oldest first, and everything else by its filters."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db.models import F, Max
from django.forms import Media
from django.forms.widgets import Script
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic import BaseListingView

from comments.filters import CommentFilterSet
from comments.models import CommentEvent, Discussion, ModeratedComment
from comments.queue.entries import read_entries
from comments.queue.exporting import CommentExportMixin, CommentRows
from comments.queue.forms import BulkForm, rejections
from comments.queue.selecting import (
    WAITING,
    count_waiting,
    search,
    sees_addresses,
    sees_queue,
    with_default,
)
from comments.rights import MODERATE, moderated_by
from comments.states import Actor, State
from comments.subjects import describe_all

PER_PAGE = 50
# To choose from in the filter: those with the newest comments.
DISCUSSIONS_TO_CHOOSE = 100

MEDIA = Media(css={"all": ["admin/comments.css"]}, js=[Script("admin/comments.js", type="module")])


def discussions_to_choose(user, chosen, language, request=None):
    """Return the discussions that a moderator may narrow the list to, as (number, title)."""
    newest = moderated_by(user).order_by().values_list("discussion").annotate(last=Max("submit_date"))
    pks = [pk for pk, _last in newest.order_by("-last")[:DISCUSSIONS_TO_CHOOSE]]
    if chosen.isdecimal() and len(chosen) < 19 and int(chosen) not in pks:
        pks += moderated_by(user).filter(discussion=int(chosen)).values_list("discussion", flat=True)[:1]
    about = describe_all(Discussion.objects.filter(pk__in=pks), language, request)
    return [(str(pk), about[pk].title) for pk in pks if pk in about]


def writers_to_choose(user, chosen):
    """Return the one writer that a link in the list chose, as (number, name): nobody is looked up from a list."""
    if not chosen.isdecimal() or len(chosen) > 18:
        return []
    hers = moderated_by(user).filter(writer=int(chosen)).newest_first().values_list("user_name", flat=True)
    return [(chosen, name) for name in hers[:1]]


def selected(user, data, request=None):
    """Return (the filters, the comments that they select); an address that makes no sense selects nothing."""
    data = with_default(data)
    filters = CommentFilterSet(
        data=data,
        request=request,
        queryset=moderated_by(user),
        discussions=discussions_to_choose(user, data.get("discussion", ""), get_language() or "", request),
        writers=writers_to_choose(user, data.get("writer", "")),
    )
    comments = filters.qs if filters.is_valid() else ModeratedComment.objects.none()
    words = " ".join(data.get("q", "").split())
    if words:
        comments = search(comments, words, in_addresses=sees_addresses(user))
    return filters, comments


class QueueView(CommentExportMixin, BaseListingView):
    """The list of comments, with everything it takes to decide about each where it stands."""

    model = ModeratedComment
    template_name = "comments/admin/queue.html"
    results_template_name = "comments/admin/queue_results.html"
    page_title = _("Comments")
    header_icon = "comment"
    paginate_by = PER_PAGE
    is_searchable = True
    verbose_name_plural = ModeratedComment._meta.verbose_name_plural
    index_url_name = "comment_queue:index"
    index_results_url_name = "comment_queue:index_results"

    def dispatch(self, request, *args, **kwargs):
        if not sees_queue(request.user):
            raise PermissionDenied
        # Before anything is read: what comes after it has not been seen.
        self.shown_at = timezone.now()
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self):
        self.filters, comments = selected(self.request.user, self.request.GET, self.request)
        newest = self.filters.data.get("state") not in {WAITING, State.PENDING}
        comments = comments.newest_first() if newest else comments.oldest_first()
        return comments.select_related("discussion")

    def get(self, request, *args, **kwargs):
        if self.is_export:
            rows = CommentRows(self.get_queryset(), user=request.user, request=request)
            return self.as_spreadsheet(rows, request.GET["export"])
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        user = self.request.user
        context["entries"] = read_entries(
            context["object_list"], user=user, language=get_language() or "", request=self.request
        )
        context["media"] += MEDIA
        context["rejections"] = rejections()
        context["bulk_form"] = BulkForm()
        context["query"] = self.request.GET.urlencode()
        context["here"] = self.request.get_full_path()
        if self.results_only:
            # A filter without JavaScript leads here; what is decided then leads back to the whole page.
            context["here"] = f"{self.index_url}?{context['query']}"
        context["shown_at"] = self.shown_at.isoformat()
        context["waiting"] = count_waiting(user)
        context["last_decision"] = last_decision(user)
        context["is_moderator"] = user.has_perm(MODERATE)
        context["has_shortcuts"] = has_shortcuts(user)
        return context


def has_shortcuts(user) -> bool:
    """Say whether she has left Wagtail's keyboard shortcuts on: ours follow them."""
    profile = getattr(user, "wagtail_userprofile", None)
    return bool(getattr(profile, "keyboard_shortcuts", True))


def last_decision(user):
    """Return the last decision of this user that nothing has followed, of the last day, or None."""
    mine = CommentEvent.objects.filter(
        user=user,
        actor=Actor.MODERATOR,
        at__gte=timezone.now() - timedelta(days=1),
        comment__decided_at=F("at"),
        comment__state=F("after"),
        comment__in=moderated_by(user),
    )
    decided = mine.exclude(code="undo").exclude(before__in=["", State.UNCONFIRMED])
    return decided.select_related("comment").order_by("-pk").first()
