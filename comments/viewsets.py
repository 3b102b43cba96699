"""The comments in Wagtail's admin: the queue, and what is set beside it."""

from __future__ import annotations

from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem, SubmenuMenuItem
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.sidebar import LinkMenuItem as LinkMenuItemComponent
from wagtail.admin.ui.sidebar import SubMenuItem as SubMenuItemComponent
from wagtail.admin.views.generic import CreateView
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from comments import numbers  # noqa: F401 (what makes <number:pk> known)
from comments.models import BlockedAddress, ModeratorSection
from comments.queue import acting, single
from comments.queue.bulk import BulkView
from comments.queue.listing import QueueView
from comments.queue.selecting import count_waiting, sees_queue


def _seen(request):
    """Say once in a request whether the queue is for its user, and how many wait for her."""
    if not hasattr(request, "_comments_waiting"):
        user = request.user
        request._comments_waiting = count_waiting(user) if sees_queue(user) else None
    return request._comments_waiting


def _with_number(label, number):
    return f"{label} ({number})" if number else str(label)


class QueueMenuItem(MenuItem):
    """Leads to the queue, and says how many wait."""

    def is_shown(self, request):
        return _seen(request) is not None

    def render_component(self, request):
        label = _with_number(self.label, _seen(request))
        return LinkMenuItemComponent(self.name, label, self.url, icon_name=self.icon_name, attrs=self.attrs)


class CommentsMenuItem(SubmenuMenuItem):
    """What there is to do about comments, and how many wait."""

    def render_component(self, request):
        return SubMenuItemComponent(
            self.name,
            _with_number(self.label, _seen(request)),
            self.menu.render_component(request),
            icon_name=self.icon_name,
            attrs=self.attrs,
        )


class QueueViewSet(ViewSet):
    """The queue and what is done from it. Each view asks for the rights by itself."""

    name = "comment_queue"
    url_prefix = "comments"
    icon = "comment"
    menu_label = _("All comments")
    menu_name = "comment-queue"
    menu_item_class = QueueMenuItem

    def get_urlpatterns(self):
        return [
            path("", QueueView.as_view(), name="index"),
            path("results/", QueueView.as_view(results_only=True), name="index_results"),
            path("bulk/", BulkView.as_view(), name="bulk"),
            path("undo/", acting.UndoManyView.as_view(), name="undo_last"),
            path("<number:pk>/", single.single, name="single"),
            path("<number:pk>/decide/", acting.DecideView.as_view(), name="decide"),
            path("<number:pk>/undo/", acting.UndoView.as_view(), name="undo"),
            path("<number:pk>/edit/", acting.EditView.as_view(), name="edit"),
            path("<number:pk>/reply/", acting.ReplyView.as_view(), name="reply"),
            path("<number:pk>/block/", acting.BlockView.as_view(), name="block"),
            path("<number:pk>/let-stand/", acting.LetStandView.as_view(), name="let_stand"),
        ]


class BlockView(CreateView):
    """Block an address or a domain by hand."""

    def save_instance(self):
        self.form.instance.blocked_by = self.request.user
        return super().save_instance()


class BlockedAddressViewSet(ModelViewSet):
    """From whom nothing is taken."""

    model = BlockedAddress
    name = "blocked_addresses"
    url_prefix = "comments/blocked"
    icon = "no-view"
    menu_label = _("Blocked addresses")
    add_to_reference_index = False
    copy_view_enabled = False
    add_view_class = BlockView
    list_display = ["pattern", "note", "blocked_by", "blocked_at"]
    search_fields = ["pattern", "note"]
    list_per_page = 50


class ModeratorSectionViewSet(ModelViewSet):
    """Which groups moderate a part of the site, and no other."""

    model = ModeratorSection
    name = "moderator_sections"
    url_prefix = "comments/sections"
    icon = "group"
    menu_label = _("Who moderates what")
    add_to_reference_index = False
    copy_view_enabled = False
    list_display = ["group", "page"]
    ordering = ["group__name", "page__path"]

    @cached_property
    def edit_handler(self):
        return ObjectList(
            [
                FieldPanel(
                    "group",
                    help_text=_("A group that may moderate comments. Without any part here, it moderates all."),
                ),
                FieldPanel("page"),
            ]
        )


class CommentsViewSetGroup(ViewSetGroup):
    """One place in the menu for the comments."""

    menu_name = "comments"
    menu_label = _("Comments")
    menu_icon = "comment"
    menu_order = 160
    items = (QueueViewSet, BlockedAddressViewSet, ModeratorSectionViewSet)

    def get_menu_item(self, order=None):
        made = super().get_menu_item(order)
        return CommentsMenuItem(
            made.label, made.menu, name=made.name, icon_name=made.icon_name, order=made.order, attrs=made.attrs
        )
