"""Choosing from the vocabulary within a post, and adding to it without leaving the post."""

from django import forms
from django.db import transaction
from django.forms.models import modelform_factory
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm, LocaleFilterMixin
from wagtail.admin.ui.tables import LocaleColumn
from wagtail.log_actions import log
from wagtail.models import Locale
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetCreateView,
)

from collaboration.finding import meant_by
from collaboration.forms import CreationForm
from collaboration.listing import StatusColumn, with_schedule
from collaboration.models import Term


class NamedFilterForm(LocaleFilterMixin, BaseFilterForm):
    """Search by words in any form and by parts of words, in the language of the page that is edited."""

    q = forms.CharField(
        label=_("Search"), required=False, widget=forms.TextInput(attrs={"placeholder": _("Any part of the name")})
    )

    def filter(self, objects):
        objects = super().filter(objects)
        if text := self.cleaned_data.get("q"):
            objects = meant_by(objects, text)
            self.is_searching, self.search_query = True, text
        return objects


class NamedChooseMixin:
    """The list to choose from, in alphabetical order, without terms that were merged into others."""

    filter_form_class = NamedFilterForm

    def get_object_list(self):
        objects = self.model_class.objects.alphabetical().select_related("locale")
        if issubclass(self.model_class, Term):
            objects = objects.filter(concept__replaced_by=None)
        return with_schedule(objects)

    @property
    def columns(self):
        # Wagtail's own status asks the database for every row.
        return [self.title_column, LocaleColumn(sort_key=None), StatusColumn(sort_key=None)]


class NamedChooseView(NamedChooseMixin, ChooseView):
    pass


class NamedChooseResultsView(NamedChooseMixin, ChooseResultsView):
    pass


class NamedCreateView(SnippetCreateView):
    """Make something of a name, in the language of the page, live at once if the user may publish."""

    @cached_property
    def locale(self):
        code = self.request.GET.get("locale")
        return Locale.objects.filter(language_code=code).first() or Locale.get_default()

    def get_creation_form_kwargs(self):
        return {**super().get_creation_form_kwargs(), "instance": self.model_class(locale=self.locale)}

    def get_creation_form_context_data(self, form):
        context = super().get_creation_form_context_data(form)
        if getattr(form, "existing", None):
            context["create_action_label"] = _("Use it")
        return context

    @transaction.atomic
    def save_form(self, form):
        if form.existing:
            return form.existing
        user, policy = self.request.user, self.get_permission_policy()
        form.instance.live = False
        made = form.save()
        log(instance=made, action="wagtail.create", user=user, content_changed=True)
        revision = made.save_revision(user=user)
        if policy.user_has_permission(user, "publish"):
            revision.publish(user=user)
            made.refresh_from_db()
        return made


class NamedChooserViewSet(SnippetChooserViewSet):
    """Choose what has a name; `is_creatable` says whether a name is all it takes to make one."""

    choose_view_class = NamedChooseView
    choose_results_view_class = NamedChooseResultsView
    create_view_class = NamedCreateView
    preserve_url_parameters = ["multiple", "locale"]
    creation_tab_label = _("New")
    create_action_label = _("Create")
    is_creatable = True

    @cached_property
    def creation_form_class(self):
        return modelform_factory(self.model, form=CreationForm) if self.is_creatable else None


class ListOnlyChooserViewSet(NamedChooserViewSet):
    """Choose only: what is chosen here takes more than a name to make."""

    is_creatable = False
