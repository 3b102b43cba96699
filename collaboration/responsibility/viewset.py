"""Who leads which theme, in Wagtail's admin."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet

from collaboration.models import Responsibility
from collaboration.models.responsibility import TWO_AT_ONCE
from home.date_words import in_words


class OneLeadAtOnce:
    """Say in words what the database refuses: another lead of the theme was saved since this one was checked."""

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except IntegrityError:
            form.add_error(None, _why_refused(form.instance))
            # Asked once more: it is what gives Wagtail the words above the form.
            self.is_valid(form)
            return self.form_invalid(form)


def _why_refused(lead):
    try:
        lead.clean()
    except ValidationError as error:
        return error
    return ValidationError(TWO_AT_ONCE)


class LeadCreateView(OneLeadAtOnce, CreateView):
    """A new lead."""


class LeadEditView(OneLeadAtOnce, EditView):
    """A lead that is there already."""


class ResponsibilityViewSet(SnippetViewSet):
    """The leads of themes, former ones included."""

    model = Responsibility
    icon = "crosshairs"
    menu_label = _("Leads of themes")
    menu_order = 125
    copy_view_enabled = False
    add_view_class = LeadCreateView
    edit_view_class = LeadEditView
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
