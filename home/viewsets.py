"""The texts of every page, and what runs by itself, in Wagtail's admin."""

from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, LocaleColumn, UpdatedAtColumn
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import ModelPermissionPolicy
from wagtail.snippets.views.snippets import SnippetViewSet

from home.models import PeriodicRun, SiteText
from home.registries import periodic_jobs


class SiteTextViewSet(SnippetViewSet):
    """The name, the tagline and the foot of every page, in each language; among the settings."""

    model = SiteText
    icon = "site"
    menu_label = _("Site texts")
    menu_hook = "register_settings_menu_item"
    menu_order = 100
    copy_view_enabled = False
    list_display = ["name", "tagline", LocaleColumn(), UpdatedAtColumn()]


class ViewOnlyPolicy(ModelPermissionPolicy):
    """What the worker writes, people only read; also superusers."""

    def user_has_permission(self, user, action):
        return action == "view" and super().user_has_permission(user, action)


def _what_it_does(run):
    return periodic_jobs[run.name].description if run.name in periodic_jobs else ""


class PeriodicRunViewSet(ModelViewSet):
    """When each job that runs by itself last ran, and how it went; among the reports."""

    model = PeriodicRun
    name = "periodic_runs"
    url_prefix = "periodic-runs"
    icon = "history"
    menu_label = _("Jobs that run by themselves")
    menu_hook = "register_reports_menu_item"
    menu_order = 910
    add_to_reference_index = False
    copy_view_enabled = False
    list_display = [
        "name",
        Column("description", label=_("What it does"), accessor=_what_it_does),
        "started_at",
        "failures",
        "last_error",
    ]
    list_filter = {"failures": ["gte"]}
    ordering = ["-failures", "name"]
    exclude_form_fields = []

    @cached_property
    def permission_policy(self):
        return ViewOnlyPolicy(self.model)

    def get_urlpatterns(self):
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
        ]


periodic_run_viewset = PeriodicRunViewSet()
