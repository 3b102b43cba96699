"""Who leads which theme, in Wagtail's admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from collaboration.models import Responsibility
from home.date_words import in_words


class ResponsibilityViewSet(SnippetViewSet):
    """The leads of themes, former ones included."""

    model = Responsibility
    icon = "crosshairs"
    menu_label = _("Leads of themes")
    menu_order = 125
    copy_view_enabled = False
    list_per_page = 50
    list_display = [
        "theme",
        "organisation",
        Column("when", label=_("Since"), accessor=lambda row: in_words(row.when), sort_key="since"),
        "until",
    ]
    ordering = ["theme__sort_key", "-since", "-pk"]
    list_filter = ["theme", "organisation"]

    def get_queryset(self, request):
        return self.model.objects.select_related("theme", "organisation")
