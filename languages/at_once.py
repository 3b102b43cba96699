"""Translations that are begun by themselves, where the site asks: of a post that is published for the first time."""

from __future__ import annotations

import logging
from typing import Any

from django.db import transaction
from wagtail.models import Locale, Page
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.models import Translation

from languages.drafting import ByHand, EngineFailed, draft_translations, translation_of
from languages.models import LanguageSettings

logger = logging.getLogger(__name__)


def begin_at_once(page: Any, *, user: Any = None) -> None:
    """Have the worker draft a page that was published just now, if it is new and the site wants it.

    Readers notice nothing: what is begun is not live, and a mirror stays one.
    """
    if page.alias_of_id or not is_first_publication(page) or _is_translation(page):
        return
    languages = [locale.pk for locale in wanted() if locale.pk != page.locale_id]
    if languages:
        from languages.tasks import draft_new_page

        transaction.on_commit(lambda: draft_new_page.enqueue(page.pk, languages, user and user.pk))


def is_first_publication(page: Any) -> bool:
    """Return whether a page was published now for the first time: Wagtail gives both times the same moment."""
    return bool(page.first_published_at and page.first_published_at == page.last_published_at)


def _is_translation(page: Any) -> bool:
    earlier = Page.objects.filter(translation_key=page.translation_key, alias_of=None, pk__lt=page.pk)
    into = Translation.objects.filter(source__object_id=page.translation_key, target_locale=page.locale_id)
    return into.exists() or earlier.exists()


def wanted() -> list[Locale]:
    """Return the languages in which new posts are drafted; none on most sites."""
    settings = LanguageSettings.objects.prefetch_related("draft_at_once").first()
    return list(settings.draft_at_once.all()) if settings else []


def draft_new(pk: int, languages: list[int], user: Any = None) -> None:
    """Begin the translations of a page, and draft them where an engine knows both languages."""
    page = Page.objects.filter(pk=pk, live=True).first()
    if page is None:
        return
    page, translator = page.specific, get_machine_translator()
    for locale in Locale.objects.filter(pk__in=languages):
        try:
            begun = translation_of(instance=page, locale=locale, user=user, await_mirror=True)
            if translator and translator.can_translate(begun.source.locale, locale):
                draft_translations(translations=[begun], user=user, translator=translator)
        except ByHand:
            continue
        except EngineFailed:
            # It is begun; whoever opens it can have it drafted then.
            logger.warning("“%s” was not drafted in %s.", page, locale)
