"""The shared vocabulary and who uses it, in Wagtail's admin."""

import itertools

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet, SnippetViewSetGroup

from collaboration.asking.viewset import HelpRequestViewSet
from collaboration.changes.admin_views import became_buttons
from collaboration.choosers import ListOnlyChooserViewSet, NamedChooserViewSet
from collaboration.links.viewset import LinksViewSet, link_buttons
from collaboration.listing import (
    SAID,
    SAID_BY,
    NamedIndexView,
    concepts_of_theme,
    ending,
    filters_for,
    with_counts,
)
from collaboration.merge_viewsets import MergingViewSet, duplicates_buttons, merge_buttons, tell_what_stands_for
from collaboration.models import Challenge, Competency, Goal, Means, Organisation, Session, Term, Theme
from collaboration.responsibility.viewset import ResponsibilityViewSet
from collaboration.term_panels import BecamePanel, LinksPanel
from collaboration.usage_views import FullUsageView
from home.date_words import in_words


class NamedViewSet(SnippetViewSet):
    """What the lists have in common; `ways` leads from a statement to the entry it is counted for."""

    index_view_class = NamedIndexView
    usage_view_class = FullUsageView
    chooser_viewset_class = NamedChooserViewSet
    chooser_per_page = 25
    list_per_page = 50
    ordering = ["sort_key", "pk"]
    # A copy would only be a second entry of the same name.
    copy_view_enabled = False
    ways = {}

    def get_queryset(self, request):
        return with_counts(self.model.objects.all(), self.ways)


class OrganisationViewSet(NamedViewSet):
    model = Organisation
    icon = "group"
    menu_order = 100
    ways = {"organisation__translation_key": "translation_key"}
    list_display = [
        "name",
        Column("short_name", label=_("Short name")),
        Column("kind", label=_("Kind")),
        SAID,
        *ending(),
    ]
    filterset_class = filters_for(Organisation, ways, "session")


class SessionViewSet(NamedViewSet):
    model = Session
    icon = "calendar-alt"
    menu_order = 110
    chooser_viewset_class = ListOnlyChooserViewSet
    ordering = ["-date", "-pk"]
    ways = {"session__translation_key": "translation_key"}
    list_display = [
        "name",
        Column("when", label=_("When"), accessor=lambda session: in_words(session.when), sort_key="date"),
        Column("place", label=_("Place"), sort_key="place"),
        SAID,
        SAID_BY,
        *ending(),
    ]
    filterset_class = filters_for(Session, ways, "organisation")


class ThemeViewSet(NamedViewSet):
    model = Theme
    icon = "tag"
    menu_order = 120
    ways = {"concept__theme__translation_key": "translation_key"}
    list_display = [
        "name",
        NumberColumn("concept_count", label=_("Terms"), sort_key="concept_count"),
        SAID,
        SAID_BY,
        *ending(),
    ]
    filterset_class = filters_for(Theme, ways, "organisation", "session")

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(concept_count=concepts_of_theme())


class TermFormMixin:
    """Have autosave leave the theme of a live term alone: readers would see it at once."""

    def save_instance(self):
        is_live = bool(self.form.instance.pk and self.form.instance.live)
        self.form.saves_theme = not (is_live and self.expects_json_response)
        return super().save_instance()


class TermCreateView(TermFormMixin, CreateView):
    pass


class TermEditView(TermFormMixin, EditView):
    @cached_property
    def header_more_buttons(self):
        user = self.request.user
        buttons = [make(self.object, user) for make in (link_buttons, merge_buttons, became_buttons)]
        return [*super().header_more_buttons, *itertools.chain(*buttons)]

    def get(self, request, *args, **kwargs):
        tell_what_stands_for(self.object, request)
        return super().get(request, *args, **kwargs)


class TermIndexView(NamedIndexView):
    """A list from which terms are merged."""

    def usage_buttons(self, instance):
        user = self.request.user
        buttons = [make(instance, user) for make in (link_buttons, merge_buttons, became_buttons)]
        return [*super().usage_buttons(instance), *itertools.chain(*buttons)]

    @cached_property
    def header_more_buttons(self):
        return [*super().header_more_buttons, *duplicates_buttons(self.request.user)]


class TermViewSet(NamedViewSet):
    """One of the four kinds of terms."""

    index_view_class = TermIndexView
    add_view_class = TermCreateView
    edit_view_class = TermEditView
    ways = {"concept": "concept_id"}
    panels = [*Term.panels, LinksPanel(), BecamePanel()]
    list_display = [
        "name",
        Column("theme", label=_("Theme"), accessor="concept.theme", sort_key="concept__theme__sort_key"),
        SAID,
        SAID_BY,
        *ending(),
    ]

    @cached_property
    def filterset_class(self):
        return filters_for(self.model, self.ways, "theme", "organisation", "session")

    def get_queryset(self, request):
        terms = super().get_queryset(request).select_related("concept__theme")
        # What was merged into another term is found there.
        return terms.filter(concept__replaced_by=None)


class CompetencyViewSet(TermViewSet):
    model = Competency
    icon = "pick"
    menu_order = 130


class ChallengeViewSet(TermViewSet):
    model = Challenge
    icon = "warning"
    menu_order = 140


class GoalViewSet(TermViewSet):
    model = Goal
    icon = "crosshairs"
    menu_order = 150


class MeansViewSet(TermViewSet):
    model = Means
    icon = "cogs"
    menu_order = 160


class CollaborationViewSetGroup(SnippetViewSetGroup):
    """One place in the menu for who works together, when they met, and what was said."""

    menu_name = "collaboration"
    menu_label = _("Collaboration")
    menu_icon = "group"
    menu_order = 150
    items = (
        OrganisationViewSet,
        SessionViewSet,
        ThemeViewSet,
        ResponsibilityViewSet,
        CompetencyViewSet,
        ChallengeViewSet,
        GoalViewSet,
        MeansViewSet,
        MergingViewSet,
        LinksViewSet,
        HelpRequestViewSet,
    )
