"""Draft translations by a machine: only what nobody has translated, and never for readers."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _
from wagtail.models import DraftStateMixin, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.strings import StringValue

from languages.apertium import ApertiumFailed
from languages.review import MACHINE, earlier_texts, segments_of, stored_of
from languages.submitting import CarefulCreator, has_own_translation
from languages.to_do import target_or_none
from languages.tool_names import tool_name
from languages.translator import IN_WORDS

logger = logging.getLogger(__name__)


@dataclass
class Outcome:
    """What became of one translation: texts drafted, left alone by the engine, and left to a person."""

    drafted: int = 0
    left: int = 0
    to_review: int = 0
    with_unknown: int = 0
    # What the thing's own rules say against the draft, which is kept all the same.
    error: str = ""


class EngineFailed(Exception):
    """The engine gave no drafts; says why, in words for an editor."""


def _ask(translator: Any, source: Any, target: Any, texts: list[StringValue]) -> dict[StringValue, StringValue]:
    try:
        drafts: dict[StringValue, StringValue] = translator.translate(source, target, texts)
    except ApertiumFailed as error:
        raise EngineFailed(str(IN_WORDS[error.trouble])) from error
    except Exception as error:
        # Each engine raises what it likes: a service that is down, a key that has run out.
        logger.exception("%s failed", translator.display_name)
        told = _("%(engine)s gave no translation. Try again; if it happens again, tell whoever runs the site.")
        raise EngineFailed(told % {"engine": translator.display_name}) from error
    return drafts


def draft_translations(*, translations: Sequence[Translation], user: Any, translator: Any) -> dict[int, Outcome]:
    """Draft what is untranslated in several translations between the same two languages, by one call of the engine.

    A text that a person had translated before its source was changed is left to her. Returns {translation: Outcome}.
    Raises EngineFailed, before anything is stored.
    """
    outcomes = {translation.pk: Outcome() for translation in translations}
    open_texts = {translation.pk: _untranslated(translation, outcomes[translation.pk]) for translation in translations}
    texts = dict.fromkeys(segment.string.as_value() for segments in open_texts.values() for segment in segments)
    if texts:
        source, target = translations[0].source.locale, translations[0].target_locale
        drafts = _ask(translator, source, target, list(texts))
        for translation in translations:
            _keep(translation, open_texts[translation.pk], drafts, outcomes[translation.pk], user, translator)
    for translation in translations:
        if outcomes[translation.pk].drafted:
            try:
                _take_over(translation, outcomes[translation.pk], user)
            except DatabaseError:
                raise
            except Exception:
                # The drafts are kept; the others are not to wait for this one.
                logger.exception("Translation %s could not take over its drafts.", translation.pk)
                outcomes[translation.pk].error = _(
                    "The drafts are kept, but do not show in it yet. Open it and save it."
                )
    return outcomes


def _untranslated(translation: Translation, outcome: Outcome) -> list[StringSegment]:
    segments, stored = list(segments_of(translation)), stored_of(translation)
    empty = [segment for segment in segments if (segment.context_id, segment.string_id) not in stored]
    changed = earlier_texts(segments, stored)
    outcome.to_review = len(changed)
    return [segment for segment in empty if segment.pk not in changed]


@transaction.atomic
def _keep(
    translation: Translation,
    segments: Iterable[StringSegment],
    drafts: dict[StringValue, StringValue],
    outcome: Outcome,
    user: Any,
    translator: Any,
) -> None:
    for segment in segments:
        draft = drafts.get(segment.string.as_value())
        if draft is None or not draft.data:
            outcome.left += 1
            continue
        unknown = getattr(draft, "unknown", ())
        # Somebody may have translated it while the engine was at work: that stays.
        _row, is_new = StringTranslation.objects.get_or_create(
            translation_of_id=segment.string_id,
            locale_id=translation.target_locale_id,
            context_id=segment.context_id,
            defaults={
                "data": draft.data,
                "translation_type": MACHINE,
                "tool_name": tool_name(str(translator.display_name), unknown),
                "last_translated_by": user,
            },
        )
        outcome.drafted += is_new
        outcome.with_unknown += bool(is_new and unknown)


def _take_over(translation: Translation, outcome: Outcome, user: Any) -> None:
    """Show the drafts in a translation that no reader sees; what is live is changed by a person alone.

    wagtail-localize writes into the row itself, which for what is live is what readers see.
    """
    target = target_or_none(translation)
    if not isinstance(target, DraftStateMixin) or target.live or getattr(target, "alias_of_id", None):
        return
    try:
        translation.save_target(user=user, publish=False)
    except ValidationError as error:
        outcome.error = " ".join(error.messages)


class ByHand(Exception):
    """It is translated already, without synchronising: what stands there is a person's."""


@transaction.atomic
def translation_of(*, instance: Any, locale: Any, user: Any, await_mirror: bool = False) -> Translation:
    """Return the translation of a page or a snippet into a language, beginning one if need be. Raises ByHand.

    What the page refers to gets translations too, as by wagtail-localize's own button. `await_mirror`: the page was
    published just now, and what mirrors it in languages that follow is still to be made.
    """
    if isinstance(instance, Page):
        instance = instance.specific
    found = Translation.objects.filter(source__object_id=instance.translation_key, target_locale=locale).first()
    if found:
        if not found.enabled:
            raise ByHand
        return found
    if has_own_translation(instance, locale):
        raise ByHand
    CarefulCreator(user, [locale], await_mirrors=await_mirror).create_translations(instance)
    return Translation.objects.get(source__object_id=instance.translation_key, target_locale=locale)
