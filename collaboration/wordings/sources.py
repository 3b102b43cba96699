"""The page whose words are translated, its faces in other languages, and who may translate for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from wagtail.models import Page

from collaboration.models import StatementSource
from collaboration.reading import SaidList, read_lists
from collaboration.vocabulary import Chosen, chosen_terms


def source_of(translation_key: UUID) -> Any:
    """Return the page whose words count, by the rule of the index; one that is not published yet as it is drafted.

    None where there is no such page.
    """
    pages = Page.objects.filter(translation_key=translation_key, alias_of=None).select_related("locale")
    for page in pages.order_by("-live", "pk"):
        specific: Any = page.specific
        if issubclass(type(specific), StatementSource):
            return specific if specific.live else specific.get_latest_revision_as_object()
    return None


def faces_of(source: Any) -> list[Any]:
    """Return the pages that show the source in other languages, translated or not, by language."""
    faces = Page.objects.filter(translation_key=source.translation_key).exclude(locale=source.locale_id)
    return list(faces.select_related("locale").order_by("locale__language_code"))


def may_translate(user: Any, face: Any) -> bool:
    """Return whether somebody may translate what is shown on a page: readers see it at once."""
    return bool(face.permissions_for_user(user).can_publish())


def said_on(source: Any) -> tuple[list[SaidList], Mapping[tuple[str, int], Chosen]]:
    """Return a page's statement lists, and the terms that they choose."""
    lists = list(read_lists(source.body.raw_data))
    return lists, chosen_terms(lists)


def wordings_of(source: Any) -> dict[str, str]:
    """Return {item: the words used} of what a page says."""
    lists, chosen = said_on(source)
    return {
        item.item_uuid: item.wording or term.name
        for said in lists
        for item in said.items
        if (term := chosen.get((said.kind, item.term)))
    }
