"""Where linking stands in Wagtail's admin: its addresses, its place in the menu, and the buttons that lead there."""

from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import Button

from collaboration.links.admin_views import TermLinksView, UnlinkedView, kinds_for
from collaboration.links.linking import may_link


class LinksMenuItem(MenuItem):
    """Shown to those who may link terms of some kind."""

    def is_shown(self, request):
        return bool(kinds_for(request.user))


class LinksViewSet(ViewSet):
    """Linking. Each view asks for the rights by itself."""

    name = "links"
    url_prefix = "term-links"
    icon = "link"
    menu_label = gettext_lazy("Terms without links")
    menu_name = "terms-without-links"
    menu_order = 175
    menu_item_class = LinksMenuItem

    @property
    def menu_url(self):
        return reverse(self.get_url_name("unlinked"))

    def get_urlpatterns(self):
        return [
            path("", UnlinkedView.as_view(), name="unlinked"),
            path("<int:pk>/", TermLinksView.as_view(), name="term"),
        ]


def link_buttons(term, user):
    """Return a button that leads to a term's links, for whoever may change them."""
    if not may_link(user, term.kind) or term.concept.replaced_by_id:
        return []
    return [Button(_("Links"), reverse("links:term", args=[term.concept_id]), icon_name="link", priority=24)]
