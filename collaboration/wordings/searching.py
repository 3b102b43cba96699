"""What was said, found in the language it was translated into: it leads to the term, as the words themselves do."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db.models import Exists, OuterRef

from collaboration.models import Concept, Statement, WordingTranslation
from collaboration.searching import KINDS, shown_to_all, statement_facets, term_thing, terms_shown
from home.searching import Source, Text

WORDING = "wording"


def _fitting(statements: Any) -> Any:
    """Return the translations of what some of these statements say just so; the outdated say something else."""
    said = statements.filter(
        translation_key=OuterRef("translation_key"), item_uuid=OuterRef("item_uuid"), wording=OuterRef("original")
    )
    return WordingTranslation.objects.filter(Exists(said.order_by()))


def wording_texts(ids: Collection[int]) -> Iterator[Text]:
    """Yield translations of what was said; what several said together belongs to all of them. Two queries."""
    translations = list(_fitting(Statement.objects.standing()).filter(pk__in=ids).select_related("locale"))
    items = {row.item_uuid for row in translations}
    said: dict[tuple[Any, str, str], list[Statement]] = {}
    rows = Statement.objects.standing().filter(item_uuid__in=items).order_by("pk")
    for row in rows.select_related("organisation", "session", "concept__theme"):
        said.setdefault((row.translation_key, row.item_uuid, row.wording), []).append(row)
    for translation in translations:
        theirs = said.get((translation.translation_key, translation.item_uuid, translation.original))
        if not theirs:
            continue
        first = theirs[0]
        yield Text(
            id=translation.pk,
            thing=term_thing(first.concept_id),
            language=translation.locale.language_code,
            kind=first.concept.kind,
            title=translation.text,
            dated=first.session and first.session.date,
            facets=tuple(facet for row in theirs for facet in statement_facets(row)),
        )


def _of_item(statement: Statement) -> Iterable[int]:
    rows = WordingTranslation.objects.filter(translation_key=statement.translation_key, item_uuid=statement.item_uuid)
    return rows.values_list("pk", flat=True)


def _of_concept(concept: Concept) -> Iterable[int]:
    said = Statement.objects.standing().filter(concept=concept.pk)
    return _fitting(said).values_list("pk", flat=True)


SOURCE = Source(
    name=WORDING,
    place=1,
    model=WordingTranslation,
    kinds=tuple(KINDS.values()),
    texts=wording_texts,
    rows=lambda: _fitting(Statement.objects.standing()),
    visible=lambda: shown_to_all(_fitting(Statement.objects.public().of_shown_terms())),
    shown=terms_shown,
    touched_by={WordingTranslation: lambda row: [row.pk], Statement: _of_item, Concept: _of_concept},
    boost=0.9,
    suggested=False,
)
