"""How what was found is shown: each source says so for its own, and says what the facets are called."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy, override

from home.searching import Found, Kind, Shown, in_order, narrowings, sources
from search.excerpts import Marker
from search.matching import APART, Matched
from search.models import Document
from search.results import FACETS, Facet, Filters, Hit, Suggestion, Value

LABELS = {"kind": gettext_lazy("Kind"), "language": gettext_lazy("Language"), "year": gettext_lazy("Year")}
# Of what there may be hundreds, those that most hits have.
MOST_VALUES = 12


def kinds() -> dict[str, Kind]:
    """Return the kinds of things that can be found, in order."""
    found: dict[str, Kind] = {}
    for source in in_order():
        for kind in source.kinds:
            found.setdefault(kind.name, kind)
    return found


def _shown(documents: Iterable[Document], language: str) -> dict[int, Shown]:
    """Return {number of a document: how it is shown}, without what nobody may read any more."""
    asked: dict[Any, dict[Found, Document]] = defaultdict(dict)
    for one in documents:
        row = Found(source=one.source, id=one.object_id, thing=one.thing, language=one.language, title=one.title)
        asked[sources[one.source].shown][row] = one
    found = {}
    for shown, some in asked.items():
        found.update({some[row].pk: how for row, how in shown(list(some), language).items()})
    return found


def hits_shown(pks: Sequence[int], language: str, marker: Marker) -> tuple[Hit, ...]:
    """Return the hits, in this order."""
    documents = Document.objects.in_bulk(list(pks))
    known = kinds()
    with override(language):
        shown = _shown(documents.values(), language)
        return tuple(
            Hit(
                kind=document.kind,
                kind_label=known[document.kind].label,
                title=at.title,
                title_parts=marker.marked(at.title),
                url=at.url,
                language=document.language,
                is_other_language=document.language not in ("", language),
                excerpt=marker.excerpt(_quoted(document, at)),
                date=document.dated,
                context=at.context,
            )
            for pk in pks
            if (document := documents.get(pk)) and (at := shown.get(pk)) and document.kind in known
        )


def _quoted(document: Document, at: Shown) -> str:
    """Return what an excerpt is cut from; the title it was found by, where that is not the one shown."""
    other = [document.title] if document.title != at.title else []
    return "\n".join([*other, document.text] if document.text else [*other, document.names.replace("\n", ", ")])


def suggestions_shown(documents: Sequence[Document], language: str) -> tuple[Suggestion, ...]:
    """Return titles to choose from, in this order."""
    known = kinds()
    with override(language):
        shown = _shown(documents, language)
        return tuple(
            Suggestion(
                kind=document.kind,
                kind_label=known[document.kind].label,
                title=at.title,
                url=at.url,
                language=at.language,
            )
            for document in documents
            if (at := shown.get(document.pk)) and document.kind in known
        )


def facets_shown(matched: Matched, filters: Filters, language: str) -> tuple[Facet, ...]:
    """Return the facets with names, without those that have nothing to choose from."""
    most = {name: _most(values, getattr(filters, name)) for name, values in matched.facets.items() if name in APART}
    names: dict[tuple[str, str], str] = {}
    labels: dict[str, Any] = dict(LABELS)
    for narrowing in narrowings:
        labels.update(narrowing.labels)
        keys = {name: [key for key, _n in most[name]] for name in narrowing.labels if most.get(name)}
        if keys:
            names.update(narrowing.names(keys, language))
    found = []
    for name in FACETS:
        values = _named(name, most.get(name, matched.facets[name]), names)
        chosen = getattr(filters, name)
        shown = tuple(Value(value=key, label=label, count=n, chosen=key == chosen) for key, label, n in values)
        if len(shown) > 1 or any(value.chosen for value in shown):
            found.append(Facet(name=name, label=labels.get(name, name), values=shown))
    return tuple(found)


def _most(values: Sequence[tuple[str, int]], chosen: str) -> list[tuple[str, int]]:
    ordered = sorted(values, key=lambda pair: (-pair[1], pair[0]))
    return [pair for number, pair in enumerate(ordered) if number < MOST_VALUES or pair[0] == chosen]


def _named(
    name: str, values: Sequence[tuple[str, int]], names: Mapping[tuple[str, str], str]
) -> list[tuple[str, str, int]]:
    """Return (key, what it is called, how many) of a facet's values, in order."""
    counts = dict(values)
    if name == "kind":
        return [(kind.name, str(kind.plural), counts[kind.name]) for kind in kinds().values() if kind.name in counts]
    if name == "language":
        return [(code, str(called), counts[code]) for code, called in settings.LANGUAGES if code in counts]
    if name == "year":
        return [(year, year, counts[year]) for year in sorted(counts, reverse=True)]
    return [(key, names[name, key], n) for key, n in values if (name, key) in names]
