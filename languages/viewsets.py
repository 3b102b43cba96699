"""The glossary, and the translations that wait for a reader, in Wagtail's admin."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import BooleanColumn, UpdatedAtColumn
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from languages.draft_views import RunView
from languages.models import GlossaryEntry
from languages.permissions import may_translate
from languages.review_views import IndexView, ReviewView
from languages.showing import LanguagesColumn


class GlossaryViewSet(SnippetViewSet):
    """Words whose translation the editors have settled; among the settings."""

    model = GlossaryEntry
    icon = "list-ul"
    menu_label = _("Glossary")
    menu_name = "glossary"
    menu_hook = "register_settings_menu_item"
    menu_order = 110
    copy_view_enabled = False
    list_display = [
        "source",
        "target",
        "source_language",
        "target_language",
        BooleanColumn("match_case", label=_("Only as written")),
        "note",
        UpdatedAtColumn(),
    ]
    list_filter = ["source_language", "target_language"]
    search_fields = ["source", "target", "note"]
    search_backend_name = None
    ordering = ["source_key", "pk"]


class TranslatorsMenuItem(MenuItem):
    """Shown to those who may translate."""

    def is_shown(self, request):
        return may_translate(request.user)


class LanguagesViewSet(ViewSet):
    """What a person reads through, and how far drafting has come. Each view asks for the rights by itself."""

    name = "languages"
    url_prefix = "languages"
    icon = "wagtail-localize-language"
    menu_label = _("Translations to read through")
    menu_name = "translations-to-read"
    menu_hook = "register_reports_menu_item"
    menu_order = 8990
    menu_item_class = TranslatorsMenuItem

    @property
    def menu_url(self):
        return reverse(self.get_url_name("index"))

    def get_urlpatterns(self):
        return [
            path("", IndexView.as_view(), name="index"),
            path("<int:pk>/", ReviewView.as_view(), name="review"),
            path("drafts/<int:pk>/", RunView.as_view(), name="run"),
        ]


languages_viewset = LanguagesViewSet()


def with_languages(columns):
    """Return Wagtail's columns of a list of pages with ours before the state, or at the end."""
    columns = list(columns)
    at = next((at for at, column in enumerate(columns) if column.name == "status"), len(columns))
    return [*columns[:at], LanguagesColumn(), *columns[at:]]


class PagesViewSet(PageViewSet):
    """Wagtail's explorer, with how far each page has come in each language."""

    columns = with_languages(PageViewSet.index_view_class.base_columns)


pages_viewset = PagesViewSet()


def report_menu_item():
    """Return the way to the report (a `register_reports_menu_item` hook)."""
    return TranslatorsMenuItem(
        _("Languages"),
        reverse("languages_report"),
        name="languages-report",
        icon_name="wagtail-localize-language",
        order=8980,
    )
