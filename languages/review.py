"""What a person should read in a translation: texts whose source was changed, new ones, and drafts by a machine."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.strings import StringValue, validate_translation_links

from languages.pairing import Piece, differences, pair
from languages.tool_names import unknown_words

MANUAL = StringTranslation.TRANSLATION_TYPE_MANUAL
MACHINE = StringTranslation.TRANSLATION_TYPE_MACHINE


class Why(Enum):
    """Why a text is to be read."""

    CHANGED = "changed"
    NEW = "new"
    MACHINE = "machine"


@dataclass(frozen=True)
class ToRead:
    """A text to read: what its source says now, and said before; what the translation is to begin with."""

    segment: StringSegment
    why: Why
    source: str
    before: str
    start: str
    # What is stored now, or "": so that nobody overwrites what somebody else has written meanwhile.
    stored: str
    unknown: tuple[str, ...] = ()

    @property
    def pk(self) -> int:
        return self.segment.pk

    @property
    def mark(self) -> str:
        """What tells whether the stored translation is still the one that was shown."""
        return mark_of(self.stored)

    @property
    def differences(self) -> list[Piece]:
        return differences(self.before, self.source)


def mark_of(stored: str) -> str:
    """Return a short mark of a stored translation; empty where there is none."""
    return hashlib.sha256(stored.encode()).hexdigest()[:16] if stored else ""


def segments_of(translation: Translation) -> QuerySet[StringSegment]:
    """Return the texts of a translation's source, as they stand in the page."""
    return (
        StringSegment.objects.filter(source=translation.source_id).select_related("context", "string").order_by("order")
    )


def stored_of(translation: Translation) -> dict[tuple[int, int], StringTranslation]:
    """Return all that was ever translated of a thing in this language, by (context, string); the newest last."""
    rows = StringTranslation.objects.filter(
        context__object_id=translation.source.object_id,
        locale=translation.target_locale_id,
        translation_of__locale=translation.source.locale_id,
    ).select_related("translation_of")
    return {(row.context_id, row.translation_of_id): row for row in rows.order_by("updated_at", "pk")}


def earlier_texts(
    segments: Iterable[StringSegment], stored: dict[tuple[int, int], StringTranslation]
) -> dict[int, StringTranslation]:
    """Return {segment: what a person had translated there before its source was changed}.

    A place (context) can hold several texts, the paragraphs of one block: those are paired by what they share.
    """
    places: dict[int, list[StringSegment]] = defaultdict(list)
    for segment in segments:
        places[segment.context_id].append(segment)
    found = {}
    for context, there in places.items():
        current = {segment.string_id for segment in there}
        new = [segment for segment in there if (context, segment.string_id) not in stored]
        # The newest first.
        old = [
            row
            for (place, string), row in reversed(stored.items())
            if place == context and string not in current and row.translation_type == MANUAL
        ]
        texts, before = [segment.string.data for segment in new], [row.translation_of.data for row in old]
        pairs = pair(texts, before, only_one=len(there) == 1)
        found.update({new[at].pk: old[was] for at, was in pairs.items()})
    return found


def to_read(translation: Translation) -> list[ToRead]:
    """Return what is to be read in a translation, in the order of the page."""
    segments, stored = list(segments_of(translation)), stored_of(translation)
    earlier = earlier_texts(segments, stored)
    found = []
    for segment in segments:
        source, row = segment.string.data, stored.get((segment.context_id, segment.string_id))
        if row and row.translation_type == MACHINE:
            found.append(ToRead(segment, Why.MACHINE, source, "", row.data, row.data, unknown_words(row.tool_name)))
        elif row is None and (was := earlier.get(segment.pk)):
            found.append(ToRead(segment, Why.CHANGED, source, was.translation_of.data, was.data, ""))
        elif row is None:
            found.append(ToRead(segment, Why.NEW, source, "", "", ""))
    return found


class ChangedMeanwhile(Exception):
    """Somebody else has written another translation since this one was shown."""


def _validate_length(translation: Translation, segment: StringSegment, value: StringValue) -> None:
    """Refuse what its field could not hold, which would be found out only when it is published."""
    model = translation.source.specific_content_type.model_class()
    try:
        field = model._meta.get_field(segment.context.path)
    except FieldDoesNotExist:
        # Within a body.
        return
    if isinstance(field, CharField):
        field.run_validators(value.render_text())


@transaction.atomic
def save_read(
    *, translation: Translation, segment: StringSegment, text: str, mark: str, user: Any
) -> StringTranslation:
    """Keep a person's translation of one text. Raises ValidationError, ChangedMeanwhile."""
    try:
        value = StringValue.from_translated_html(text.strip())
        validate_translation_links(segment.string.data, value.data)
        _validate_length(translation, segment, value)
    except ValueError as error:
        raise ValidationError(str(error)) from error
    place = {
        "translation_of_id": segment.string_id,
        "locale_id": translation.target_locale_id,
        "context_id": segment.context_id,
    }
    row = StringTranslation.objects.select_for_update().filter(**place).first()
    if mark_of(row.data if row else "") != mark:
        raise ChangedMeanwhile
    row = row or StringTranslation(**place)
    row.data, row.translation_type, row.tool_name = value.data, MANUAL, ""
    row.last_translated_by, row.has_error, row.field_error = user, False, ""
    row.save()
    return row


def with_work(translations: QuerySet[Translation]) -> QuerySet[Translation]:
    """Annotate `is_changed` (a source text was changed) and `has_drafts` (a machine's, not read), by one question."""
    here = StringSegment.objects.filter(source=OuterRef("source")).annotate(language=OuterRef("target_locale"))
    rows = StringTranslation.objects.filter(context=OuterRef("context"), locale=OuterRef("language"))
    own = rows.filter(translation_of=OuterRef("string"))
    still_there = StringSegment.objects.filter(
        source=OuterRef(OuterRef("source")), context=OuterRef("context"), string=OuterRef("translation_of")
    )
    left_over = rows.filter(translation_type=MANUAL).filter(~Exists(still_there))
    return translations.annotate(
        is_changed=Exists(here.filter(~Exists(own)).filter(Exists(left_over))),
        has_drafts=Exists(here.filter(Exists(own.filter(translation_type=MACHINE)))),
    )


def with_something_to_read(translations: QuerySet[Translation]) -> QuerySet[Translation]:
    """Return the translations in which a text was changed, or a draft was not read."""
    return with_work(translations.filter(enabled=True)).filter(Q(is_changed=True) | Q(has_drafts=True))
