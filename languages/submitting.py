"""Beginning translations, as wagtail-localize does, but without touching what is translated already.

The package begins a translation of all that a page refers to, and of all pages below, also where there is one: it then
writes into what readers see, and takes published snippets off the site.
"""

import contextlib

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.models import DraftStateMixin, Page
from wagtail_localize.models import LocaleSynchronization, Translation, TranslationSource
from wagtail_localize.operations import TranslationCreator
from wagtail_localize.views.submit_translations import SubmitPageTranslationView, SubmitSnippetTranslationView


def has_own_translation(instance, locale):
    """Return whether a page or snippet is translated; a page that only mirrors its original is not."""
    other = instance.get_translation_or_none(locale)
    return other is not None and not getattr(other, "alias_of_id", None)


def is_mirrored(instance, locale):
    """Return whether readers of a language meet a page that only mirrors its original."""
    if not isinstance(instance, Page):
        return False
    other = instance.get_translation_or_none(locale)
    return bool(other and other.alias_of_id)


def will_be_mirrored(instance, locale):
    """Return whether a mirror is about to be made: Wagtail tells of a publication before wagtail-localize makes it."""
    return (
        isinstance(instance, Page)
        and not instance.has_translation(locale)
        and LocaleSynchronization.objects.filter(locale=locale, sync_from=instance.locale_id).exists()
    )


class CarefulCreator(TranslationCreator):
    """Begins what is missing, and nothing else.

    A mirror stays one until somebody publishes the translation. The package makes it a page of its own at once, which
    then shows an old text in the wrong language, and says so to nobody.
    """

    def __init__(self, user, target_locales, await_mirrors=False):
        super().__init__(user, target_locales)
        self.await_mirrors = await_mirrors

    def create_translations(self, instance, include_related_objects=True):
        if isinstance(instance, Page):
            instance = instance.specific
        asked = self.target_locales
        missing = [locale for locale in asked if not has_own_translation(instance, locale)]
        if instance.translation_key in self.seen_objects or not missing:
            return
        self.seen_objects.add(instance.translation_key)
        source, _created = TranslationSource.get_or_create_from_instance(instance)
        self.target_locales = missing
        try:
            if include_related_objects:
                # Before the thing itself, which would else refer to what is in another language. One level only.
                for segment in source.relatedobjectsegment_set.all():
                    self.create_translations(segment.object.get_instance(instance.locale), False)
        finally:
            self.target_locales = asked
        for locale in missing:
            if locale.pk != source.locale_id:
                self._begin(instance, source, locale)

    def _begin(self, instance, source, locale):
        translation, _created = Translation.objects.update_or_create(
            source=source, target_locale=locale, defaults={"enabled": True}
        )
        self.mappings[source].append(translation)
        if is_mirrored(instance, locale) or (self.await_mirrors and will_be_mirrored(instance, locale)):
            return
        # What can't be a draft is shown at once.
        with contextlib.suppress(ValidationError):
            translation.save_target(user=self.user, publish=not isinstance(instance, DraftStateMixin))


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
