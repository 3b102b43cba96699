"""The pages that sum a session up, also those that say nothing in lists."""

from __future__ import annotations

from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps

from collaboration.models.statement_source import StatementSource
from home.visibility import readable_by_all


@cache
def _sources() -> tuple[type[StatementSource], ...]:
    return tuple(model for model in apps.get_models() if issubclass(model, StatementSource))


def summaries_of(session_key: UUID, language: str) -> list[Any]:
    """Return the pages anybody may read that belong to a session, oldest first; each once, in this language if it is.

    One query for each type of page that may belong to a session.
    """
    found: dict[UUID, Any] = {}
    for model in _sources():
        pages = model._default_manager.filter(readable_by_all(), session__translation_key=session_key)
        for page in pages.select_related("locale", "alias_of__locale").order_by("pk"):
            if page.locale.language_code == language or page.translation_key not in found:
                found[page.translation_key] = page
    return list(found.values())
