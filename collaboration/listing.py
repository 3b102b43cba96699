"""Lists of the vocabulary in Wagtail's admin: what is shown of each entry, and by what it is found."""

import django_filters
from django import forms
from django.contrib.admin.utils import quote
from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import LocaleColumn, NumberColumn, StatusTagColumn, UpdatedAtColumn
from wagtail.admin.utils import get_latest_str
from wagtail.models import Revision
from wagtail.snippets.views.snippets import IndexView

from collaboration.finding import meant_by
from collaboration.list_buttons import ListButtonsMixin, counted, with_translations
from collaboration.models import Concept, Organisation, Session, Statement, Theme


def with_counts(queryset, ways):
    """Annotate `said` (statements anybody may read) and `said_by` (how many organisations), and the status."""
    public = Statement.objects.public()
    return with_status(queryset).annotate(
        said=counted(public, ways), said_by=counted(public, ways, "organisation", distinct=True)
    )


def with_status(queryset):
    """Join what title, status and buttons ask for, so that a list costs the same however long it is."""
    queryset = with_schedule(with_translations(queryset))
    return queryset.select_related("locale", "latest_revision").defer("latest_revision__content")


def with_schedule(queryset):
    """Annotate `is_scheduled`: whether a revision waits for its time."""
    scheduled = Revision.objects.filter(approved_go_live_at__isnull=False, **_scheduled_of(queryset.model))
    return queryset.annotate(is_scheduled=Exists(scheduled.order_by()))


def _scheduled_of(model):
    return {
        "content_type__app_label": model._meta.app_label,
        "content_type__model": model._meta.model_name,
        "object_id": Cast(OuterRef("pk"), CharField()),
    }


def status(instance):
    """Return what Wagtail calls the status, without its query for each row (needs `is_scheduled`)."""
    if not instance.live:
        if instance.expired:
            return _("expired")
        return _("scheduled") if instance.is_scheduled else _("draft")
    if instance.is_scheduled:
        return _("live + scheduled")
    return _("live + draft") if instance.has_unpublished_changes else _("live")


class StatusColumn(StatusTagColumn):
    """Live, draft or scheduled."""

    def __init__(self, sort_key="live"):
        super().__init__(
            "status", label=_("Status"), accessor=status, sort_key=sort_key, primary=lambda instance: instance.live
        )


class UsageLinkColumn(NumberColumn):
    """A number that leads to what was counted."""

    cell_template_name = "collaboration/admin/usage_link_cell.html"

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        context["usage_url"] = reverse(instance.snippet_viewset.get_url_name("usage"), args=[quote(instance.pk)])
        return context


SAID = UsageLinkColumn("said", label=_("Said"), sort_key="said", classname="said")
SAID_BY = NumberColumn("said_by", label=_("By organisations"), sort_key="said_by")


def ending():
    """Return the columns that every list ends with."""
    return [LocaleColumn(), StatusColumn(), UpdatedAtColumn()]


class NamedListMixin(ListButtonsMixin):
    """A list in alphabetical order, from which every row leads to where it is used."""

    def _get_title_column(self, field_name, *args, **kwargs):
        column = super()._get_title_column(field_name, *args, **kwargs)
        column.label = capfirst(_("name"))
        # As the latest draft has it, like Wagtail's own lists.
        column.accessor = get_latest_str
        column.sort_key = "sort_key"
        return column

    def order_queryset(self, queryset):
        """Order, and let equals follow the alphabet, so that pages do not overlap."""
        queryset = super().order_queryset(queryset)
        return queryset.order_by(*queryset.query.order_by, "sort_key", "pk")


class NamedIndexView(NamedListMixin, IndexView):
    """Of what has a name key: searched by words in any form and by parts of words."""

    def search_queryset(self, queryset):
        return meant_by(queryset, self.search_query) if self.is_searching else queryset


class LiveFilter(django_filters.ChoiceFilter):
    """Published or not."""

    def __init__(self, **kwargs):
        super().__init__(
            label=_("Status"),
            choices=[("true", _("Published")), ("false", _("Not published"))],
            empty_label=_("All"),
            widget=forms.RadioSelect,
            **kwargs,
        )

    def filter(self, queryset, value):
        return queryset.filter(live=value == "true") if value else queryset


class ThroughStatements(django_filters.ModelChoiceFilter):
    """Keep what the chosen organisation said, or what was said in the chosen session."""

    def __init__(self, to, ways, **kwargs):
        self.to, self.ways = to, ways
        super().__init__(**kwargs)

    def filter(self, queryset, chosen):
        if not chosen:
            return queryset
        rows = Statement.objects.public().filter(**{f"{self.to}__translation_key": chosen.translation_key})
        return queryset.filter(
            Exists(rows.filter(**{lookup: OuterRef(field) for lookup, field in self.ways.items()}).order_by())
        )


class SaidFilter(django_filters.ChoiceFilter):
    """In use or not, by any statement, also one that is not public or was withdrawn."""

    def __init__(self, ways, **kwargs):
        self.ways = ways
        super().__init__(
            label=_("Used"),
            choices=[("true", _("Said in some post")), ("false", _("Not said anywhere"))],
            empty_label=_("All"),
            widget=forms.RadioSelect,
            **kwargs,
        )

    def filter(self, queryset, value):
        if not value:
            return queryset
        rows = Statement.objects.filter(**{lookup: OuterRef(field) for lookup, field in self.ways.items()})
        said = Exists(rows.order_by())
        return queryset.filter(said if value == "true" else ~said)


class ThemeFilter(django_filters.ModelChoiceFilter):
    """By theme, or without one."""

    def filter(self, queryset, chosen):
        if chosen == self.null_value:
            return queryset.filter(concept__theme=None)
        return queryset.filter(concept__theme__translation_key=chosen.translation_key) if chosen else queryset


def organisations(request):
    return Organisation.objects.first_written().alphabetical()


def sessions(request):
    return Session.objects.first_written().newest_first()


def themes(request):
    return Theme.objects.first_written().alphabetical()


def filters_for(model, ways, *extra):
    """Return the filters of one list: status, used or not, and those named in `extra`."""
    known = {
        "theme": lambda: ThemeFilter(
            label=_("Theme"), queryset=themes, null_label=_("Without a theme"), null_value="none"
        ),
        "organisation": lambda: ThroughStatements("organisation", ways, label=_("Said by"), queryset=organisations),
        "session": lambda: ThroughStatements("session", ways, label=_("Said in"), queryset=sessions),
    }
    meta = type("Meta", (), {"model": model, "fields": []})
    return type(
        f"{model.__name__}FilterSet",
        (WagtailFilterSet,),
        {
            "Meta": meta,
            **{name: known[name]() for name in extra},
            "live": LiveFilter(),
            "used": SaidFilter(ways),
        },
    )


def concepts_of_theme():
    """Return how many concepts a theme has, for an annotation of themes."""
    return counted(Concept.objects.filter(replaced_by=None), {"theme__translation_key": "translation_key"})
