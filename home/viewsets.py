"""The texts of every page in Wagtail's admin."""

from wagtail.snippets.views.snippets import SnippetViewSet

from home.models import SiteText


class SiteTextViewSet(SnippetViewSet):
    model = SiteText
    icon = "site"
