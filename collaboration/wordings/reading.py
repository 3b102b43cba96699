"""The translations that readers see beside what was said: one query, and none in the language it was said in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from collaboration.models import WordingTranslation


def of_post(translation_key: UUID, locale: Any) -> Mapping[str, tuple[str, str]]:
    """Return {item: (the words that it was made of, translation)} of a post in a language. One query."""
    rows = WordingTranslation.objects.filter(translation_key=translation_key, locale=locale)
    return {item: (original, text) for item, original, text in rows.values_list("item_uuid", "original", "text")}


def put_beside(statements: Iterable[Any], locale: Any) -> None:
    """Give each statement its `translation` into the readers' language, "" where it needs none or has none.

    What was made of other words than those that stand there now is left out until somebody has confirmed it.
    """
    statements = list(statements)
    foreign = [statement for statement in statements if statement.locale_id != locale.pk]
    found: dict[tuple[UUID, str], WordingTranslation] = {}
    if foreign:
        rows = WordingTranslation.objects.filter(
            locale=locale,
            translation_key__in={statement.translation_key for statement in foreign},
            item_uuid__in={statement.item_uuid for statement in foreign},
        )
        found = {(row.translation_key, row.item_uuid): row for row in rows}
    own = {statement.pk for statement in foreign}
    for statement in statements:
        row = found.get((statement.translation_key, statement.item_uuid)) if statement.pk in own else None
        statement.translation = row.text if row and row.fits(statement.wording) else ""
