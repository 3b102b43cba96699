"""The links as they stand today: what was linked to a merged concept counts for the one that stands for it.

Rows stay as they were made, so that undoing a merge brings back what each concept had. Two links that have
become the same are one; one that would lead back to where it came from is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q

from collaboration.links.chains import Link
from collaboration.models import Concept, ConceptLink, DeclinedLink
from collaboration.models.concept import current_concepts


def faces_of(concept_ids: Iterable[int]) -> set[int]:
    """Return these concepts, and those that were merged into them. One query for each step of merging, and one."""
    found = ask = set(concept_ids)
    while ask:
        ask = set(Concept.objects.filter(replaced_by__in=ask).values_list("pk", flat=True)) - found
        found = found | ask
    return found


def current_links(about: Iterable[int] | None = None) -> list[Link]:
    """Return the links there are today, in the order in which they were made; `about` some concepts, or all.

    One query, and where something was merged, one for each step of merging.
    """
    return list(_current(ConceptLink.objects.all(), about))


def declined_pairs(about: Iterable[int] | None = None) -> dict[frozenset[int], int]:
    """Return {the two ends today: a row that says so} of what was turned down."""
    return {
        frozenset((link.source, link.target)): pk for link, pk in _current(DeclinedLink.objects.all(), about).items()
    }


def _current(rows: Any, about: Iterable[int] | None) -> dict[Link, int]:
    if about is not None:
        faces = faces_of(about)
        rows = rows.filter(Q(source__in=faces) | Q(target__in=faces))
    found = list(
        rows.order_by("pk").values_list(
            "pk", "source", "target", "relation", "source__replaced_by", "target__replaced_by"
        )
    )
    merged = {end for _pk, one, other, _r, *to in found for end, by in zip((one, other), to, strict=True) if by}
    current: Mapping[int, int] = current_concepts(merged) if merged else {}
    links: dict[Link, int] = {}
    for pk, source, target, relation, *_merged in found:
        link = Link(current.get(source, source), current.get(target, target), relation)
        if link.source != link.target:
            links.setdefault(link, pk)
    return links
