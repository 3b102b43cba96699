"""The translations that readers see beside what was said, and only beside the very words that they were made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import CharField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from collaboration.models import WordingTranslation


def of_post(translation_key: UUID, locale: Any) -> Mapping[str, tuple[str, str]]:
    """Return {item: (the words that it was made of, translation)} of a post in a language. One query."""
    rows = WordingTranslation.objects.filter(translation_key=translation_key, locale=locale)
    return {item: (original, text) for item, original, text in rows.values_list("item_uuid", "original", "text")}


def with_translations(statements: QuerySet, locale: Any) -> QuerySet:
    """Annotate statements with `translation` into the readers' language, "" where there is none. No query more."""
    made_of_it = WordingTranslation.objects.filter(
        translation_key=OuterRef("translation_key"),
        item_uuid=OuterRef("item_uuid"),
        locale=locale,
        original=OuterRef("wording"),
    )
    # What was said in the readers' own language needs none.
    foreign = made_of_it.exclude(locale=OuterRef("locale"))
    text = Subquery(foreign.values("text")[:1], output_field=CharField())
    return statements.annotate(translation=Coalesce(text, Value("")))
