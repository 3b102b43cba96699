"""Drafting many in one go, from the lists of snippets and from the explorer."""

from urllib.parse import urlsplit

from django import forms
from django.http import QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property, classproperty
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.models import DraftStateMixin, Locale, TranslatableMixin
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction
from wagtail.snippets.models import get_snippet_models
from wagtail_localize.machine_translators import get_machine_translator

from languages.permissions import may_edit
from languages.running import AT_ONCE, MOST, State, begin


class LanguageForm(forms.Form):
    """Into which language; only those that the machine can write."""

    language = forms.ModelChoiceField(
        queryset=Locale.objects.none(), label=gettext_lazy("Language"), empty_label=None, required=True
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        languages = targets()
        self.fields["language"].queryset = Locale.objects.filter(pk__in=[locale.pk for locale in languages])
        self.fields["language"].label_from_instance = lambda locale: locale.get_display_name()
        self.fields["language"].initial = languages[0].pk if languages else None


def targets():
    """Return the languages that the machine can write, those from the site's first language first."""
    translator = get_machine_translator()
    if translator is None:
        return []
    locales = list(Locale.objects.all())
    first = Locale.get_default()
    ways = [(source, target) for source in locales for target in locales if source != target]
    ways.sort(key=lambda way: way[0] != first)
    return list(dict.fromkeys(target for source, target in ways if translator.can_translate(source, target)))


class DraftingMixin:
    """What both lists do: ask once, then draft at once or in the background."""

    display_name = gettext_lazy("Draft a translation")
    aria_label = gettext_lazy("Draft a translation of what is selected, by machine")
    action_type = "draft_translation"
    action_priority = 20
    form_class = LanguageForm
    template_name = "languages/admin/confirm_drafts.html"

    def check_perm(self, obj):
        return may_edit(self.request.user, obj)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        translator = get_machine_translator()
        return {**context, "engine": translator and translator.display_name, "most": MOST, "at_once": AT_ONCE}

    def prepare_action(self, objects, objects_without_access):
        """Answer before Wagtail opens its transaction: an engine at work must hold up nobody who writes."""
        if not objects:
            messages.warning(self.request, _("Nothing was selected that you may translate."))
            return redirect(self.next_url)
        if len(objects) > MOST:
            told = _("At most %(most)d can be drafted at once. Select fewer.") % {"most": MOST}
            messages.warning(self.request, told)
            return redirect(self.next_url)
        run = begin(instances=objects, locale=self.cleaned_form.cleaned_data["language"], user=self.request.user)
        if run.state == State.DONE and not run.remarks:
            if not run.drafted:
                messages.info(self.request, _("There is nothing more to draft."))
                return redirect(self.next_url)
            told = ngettext("%(n)d text was drafted.", "%(n)d texts were drafted.", run.drafted) % {"n": run.drafted}
            read = messages.button(reverse("languages:index"), _("Read through"))
            messages.success(self.request, told, buttons=[read])
            return redirect(self.next_url)
        return redirect("languages:run", run.pk)

    @classmethod
    def execute_action(cls, objects, **kwargs):
        """Never reached: `prepare_action` answers."""
        return 0, 0


class DraftSnippets(DraftingMixin, SnippetBulkAction):
    @classproperty
    def models(cls):
        if get_machine_translator() is None:
            return []
        wanted = (TranslatableMixin, DraftStateMixin)
        return [model for model in get_snippet_models() if all(issubclass(model, mixin) for mixin in wanted)]

    @cached_property
    def listed(self):
        """What the address of the list, where it goes back to, says of what it showed."""
        return QueryDict(urlsplit(self.next_url).query)

    def get_all_objects_in_listing_query(self, parent_id):
        """Return those of the language that was listed; nothing where the list was searched.

        Of "all" Wagtail says no more than the word: which those of a search were, is not known here.
        """
        if self.is_searched():
            return []
        listed = Locale.objects.filter(language_code=self.listed.get("locale", "")).first() or Locale.get_default()
        return self.model.objects.filter(locale=listed).values_list("pk", flat=True)

    def is_searched(self):
        """Return whether "all" was asked of a list that was searched or filtered by more than the language."""
        narrowed = {key for key, value in self.listed.items() if value} - {"locale", "p", "ordering"}
        return "all" in self.request.GET.getlist("id") and bool(narrowed)

    def dispatch(self, request, *args, **kwargs):
        if self.is_searched():
            told = _("What a search has found can't all be chosen at once. Tick those that are to be drafted.")
            messages.warning(request, told)
            return redirect(self.next_url)
        return super().dispatch(request, *args, **kwargs)


class DraftPages(DraftingMixin, PageBulkAction):
    @classproperty
    def models(cls):
        return PageBulkAction.models if get_machine_translator() else []
