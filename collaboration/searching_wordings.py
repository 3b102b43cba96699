"""What was said, in other languages: found in the words of the translation, and shown as the term, as the original is.

A translation is one of an item of a post, which several organisations may have said. It is found as long as it stands
beside the very words that it was made of.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db.models import Exists, OuterRef

from collaboration.models import Concept, Statement, WordingTranslation
from home.searching import ORGANISATION, SESSION, THEME, Text

WORDING = "wording"


def _beside(statements: Any) -> Any:
    """Return the translations that stand beside one of these statements, as readers see them."""
    original = statements.filter(
        translation_key=OuterRef("translation_key"), item_uuid=OuterRef("item_uuid"), wording=OuterRef("original")
    ).exclude(locale=OuterRef("locale"))
    return WordingTranslation.objects.filter(Exists(original.order_by()))


def rows() -> Any:
    """Return the translations of what published posts say now."""
    return _beside(Statement.objects.standing())


def visible() -> Any:
    """Return the translations of what anybody may read."""
    return _beside(Statement.objects.public().of_shown_terms())


def texts(ids: Collection[int]) -> Iterator[Text]:
    """Yield the words of translations; who said it, and where, is that of the original."""
    translations = list(rows().filter(pk__in=ids).select_related("locale"))
    said: dict[tuple[Any, str, str], list[Statement]] = {}
    statements = Statement.objects.standing().filter(item_uuid__in={row.item_uuid for row in translations})
    for one in statements.select_related("organisation", "session", "concept__theme").order_by("pk"):
        said.setdefault((one.translation_key, str(one.item_uuid), one.wording), []).append(one)
    for row in translations:
        originals = said.get((row.translation_key, str(row.item_uuid), row.original), [])
        if not originals:
            continue
        first = originals[0]
        about = [(ORGANISATION, one.organisation) for one in originals]
        about += [(SESSION, first.session), (THEME, first.concept.theme)]
        yield Text(
            id=row.pk,
            thing=f"term:{first.concept_id}",
            language=row.locale.language_code,
            kind=first.concept.kind,
            title=row.text,
            dated=first.session and first.session.date,
            facets=tuple((name, str(thing.translation_key)) for name, thing in about if thing),
        )


def of_post(translation_key: Any) -> Any:
    """Return the numbers of the translations of what a post says."""
    return WordingTranslation.objects.filter(translation_key=translation_key).values_list("pk", flat=True)


def of_concept(concept: Concept) -> Iterable[int]:
    """Return the numbers of the translations of what was said of a term."""
    items = Statement.objects.standing().filter(concept=concept.pk).values("item_uuid")
    return WordingTranslation.objects.filter(item_uuid__in=items).values_list("pk", flat=True)
