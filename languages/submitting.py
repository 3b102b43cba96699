"""Beginning translations, as wagtail-localize does, but without touching what is translated already.

The package begins a translation of all that a page refers to, and of all pages below, also where there is one: it then
writes into what readers see, and takes published snippets off the site.
"""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.operations import TranslationCreator
from wagtail_localize.views.submit_translations import SubmitPageTranslationView, SubmitSnippetTranslationView


def has_own_translation(instance, locale):
    """Return whether a page or snippet is translated; a page that only mirrors its original is not."""
    other = instance.get_translation_or_none(locale)
    return other is not None and not getattr(other, "alias_of_id", None)


class CarefulCreator(TranslationCreator):
    """Begins what is missing, and nothing else."""

    def create_translations(self, instance, include_related_objects=True):
        asked = self.target_locales
        self.target_locales = [locale for locale in asked if not has_own_translation(instance, locale)]
        try:
            if self.target_locales:
                super().create_translations(instance, include_related_objects)
        finally:
            self.target_locales = asked


class CarefulMixin:
    """Stands in front of the package's own view."""

    @transaction.atomic
    def form_valid(self, form):
        locales = list(form.cleaned_data["locales"])
        creator = CarefulCreator(self.request.user, locales)
        creator.create_translations(self.object)
        if isinstance(self.object, Page) and form.cleaned_data["include_subtree"]:
            for page in self.object.get_descendants().order_by("path"):
                creator.create_translations(page)
        self.components.save(creator, sources_and_translations=creator.mappings)
        only = locales[0] if len(locales) == 1 else None
        told = only.get_display_name() if only else _("{} locales").format(len(locales))
        messages.success(self.request, self.get_success_message(told))
        made = self.object.get_translation_or_none(only) if only else None
        return redirect(self.get_success_url() or self.get_default_success_url(made))


class SubmitPageView(CarefulMixin, SubmitPageTranslationView):
    """Begin the translation of a page."""


class SubmitSnippetView(CarefulMixin, SubmitSnippetTranslationView):
    """Begin the translation of a snippet."""
