"""The texts of every page in Wagtail's admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import LocaleColumn, UpdatedAtColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from home.models import SiteText


class SiteTextViewSet(SnippetViewSet):
    """The name, the tagline and the foot of every page, in each language; among the settings."""

    model = SiteText
    icon = "site"
    menu_label = _("Site texts")
    menu_hook = "register_settings_menu_item"
    menu_order = 100
    copy_view_enabled = False
    list_display = ["name", "tagline", LocaleColumn(), UpdatedAtColumn()]
