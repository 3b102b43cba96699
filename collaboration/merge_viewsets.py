"""Where merging stands in Wagtail's admin: its addresses, its place in the menu, and in the lists of terms."""

from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import classproperty
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from collaboration.duplicates_views import DecideView, DuplicatesView, TakeBackView, kinds_for
from collaboration.merge_views import MergeView, UndoMergeView, merge_url
from collaboration.merging import MOST_AT_ONCE, may_merge
from collaboration.models import TERM_MODELS
from collaboration.models.concept import current_concepts
from collaboration.side_by_side import sides_of


class DuplicatesMenuItem(MenuItem):
    """Shown to those who may merge terms of some kind."""

    def is_shown(self, request):
        return bool(kinds_for(request.user))


class MergingViewSet(ViewSet):
    """Merging, and the page of likely duplicates. Each view asks for the rights by itself."""

    name = "terms"
    url_prefix = "terms"
    icon = "copy"
    menu_label = gettext_lazy("Likely duplicates")
    menu_name = "likely-duplicates"
    menu_order = 170
    menu_item_class = DuplicatesMenuItem

    @property
    def menu_url(self):
        return reverse(self.get_url_name("duplicates"))

    def get_urlpatterns(self):
        return [
            path("merge/<str:kind>/", MergeView.as_view(), name="merge"),
            path("merges/<int:pk>/undo/", UndoMergeView.as_view(), name="undo_merge"),
            path("duplicates/", DuplicatesView.as_view(), name="duplicates"),
            path("duplicates/decide/", DecideView.as_view(), name="decide"),
            path("duplicates/take-back/", TakeBackView.as_view(), name="take_back"),
        ]


def merge_buttons(term, user, button=Button):
    """Return a button that leads to merging this term, for whoever may."""
    if not may_merge(user, term.kind) or term.concept.replaced_by_id:
        return []
    url = merge_url(term.kind, [term.concept_id])
    return [button(_("Merge with another"), url, icon_name="copy", priority=26)]


def merge_header_buttons(term, user):
    return merge_buttons(term, user, HeaderButton)


def duplicates_buttons(user):
    """Return a button that leads to the page of likely duplicates."""
    if not kinds_for(user):
        return []
    return [Button(_("Likely duplicates"), reverse("terms:duplicates"), icon_name="copy", priority=60)]


def tell_what_stands_for(term, request):
    """Tell an editor who opens a merged term what stands for it."""
    if not term.concept.replaced_by_id:
        return
    current = current_concepts([term.concept_id])[term.concept_id]
    for side in sides_of([current]).values():
        messages.warning(
            request,
            _("This term was merged into “%(name)s”, which stands for it everywhere.") % {"name": side.name},
            buttons=[messages.button(side.usage_url, _("Where it is used"))],
        )


class MergeBulkAction(SnippetBulkAction):
    """Leads from the terms that were ticked in a list to where they are compared."""

    display_name = gettext_lazy("Merge")
    aria_label = gettext_lazy("Merge the selected terms")
    action_type = "merge"
    action_priority = 10

    @classproperty
    def models(cls):
        return list(TERM_MODELS.values())

    def dispatch(self, request, *args, **kwargs):
        ids = request.GET.getlist("id")
        if "all" in ids:
            # Of a list that is searched or filtered, Wagtail does not say which "all" these are.
            told = _("All terms of the list can't be merged at once. Tick those that are the same, at most %(n)d.")
            messages.warning(request, told % {"n": MOST_AT_ONCE})
            return redirect(self.next_url or reverse(self.model.snippet_viewset.get_url_name("list")))
        chosen_pks = [pk for pk in ids if pk.isdecimal() and len(pk) < 19]
        rows = self.model.objects.filter(concept__replaced_by=None, pk__in=chosen_pks)
        concepts = rows.order_by("sort_key", "pk").values_list("concept_id", flat=True)
        # Translations of one term are one. One more than can be merged, so that it is told.
        chosen = list(dict.fromkeys(concepts))[: MOST_AT_ONCE + 1]
        return redirect(merge_url(self.model.kind, chosen, next=self.next_url))
