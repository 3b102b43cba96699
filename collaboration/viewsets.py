"""The shared vocabulary and who uses it, in Wagtail's admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from collaboration.models import TERM_MODELS, Organisation, Session, Theme


class OrganisationViewSet(SnippetViewSet):
    model = Organisation
    icon = "group"


class SessionViewSet(SnippetViewSet):
    model = Session
    icon = "calendar-alt"


class ThemeViewSet(SnippetViewSet):
    model = Theme
    icon = "tag"


class TermViewSet(SnippetViewSet):
    pass


class CollaborationViewSetGroup(SnippetViewSetGroup):
    menu_label = _("Collaboration")
    menu_icon = "group"
    menu_order = 150
    items = [
        OrganisationViewSet,
        SessionViewSet,
        ThemeViewSet,
        *(type(f"{model.__name__}ViewSet", (TermViewSet,), {"model": model}) for model in TERM_MODELS.values()),
    ]
