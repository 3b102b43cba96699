"""Which documents answer an expression, of those that anybody may read now; how many there are of what."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Case, Exists, F, FloatField, OuterRef, Q, Value, When

from home.searching import sources
from search.engines import engine
from search.expressions import Expression
from search.models import Document, FacetValue
from search.results import FACETS, NEWEST, Filters

# The best so many are put in order; nobody looks at more, and each costs.
MOST_RANKED = 2_000
# What is in the reader's language comes before what is as good in another.
OTHER_LANGUAGE = 0.6
# Whose title is the search, word for word.
IS_THE_TITLE = 3.0
# Facets that lie in a table of their own; the others are columns.
APART = ("organisation", "session", "theme")


def readable(names: Collection[str] | None = None) -> Any:
    """Return the documents whose rows anybody may read now, of these sources or all."""
    condition = Q(pk__in=[])
    for source in sources:
        if names is None or source.name in names:
            rows = source.visible().filter(pk=OuterRef("object_id")).order_by()
            condition |= Q(source=source.name) & Exists(rows)
    return Document.objects.filter(condition)


def narrowed(documents: Any, filters: Filters) -> Any:
    """Return those that the filters leave."""
    for name, value in filters.as_items():
        if name in APART:
            documents = documents.filter(
                Exists(FacetValue.objects.filter(document=OuterRef("pk"), name=name, value=value))
            )
        elif name == "year":
            documents = documents.filter(year=_year(value))
        else:
            documents = documents.filter(**{name: value})
    return documents


def _year(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) <= 4 else -1


@dataclass(frozen=True)
class Counted:
    """How many things answer, with all filters and before any; and of each facet, with the others on."""

    total: int
    unfiltered: int
    facets: dict[str, list[tuple[str, int]]]


def count(expression: Expression, filters: Filters) -> Counted:
    """Count what answers, in one query: who may read what is asked once, and counted over."""
    documents = engine().matching(readable(), expression).order_by()
    inner, parameters = documents.values_list("pk", "thing", "kind", "language", "year").query.sql_with_params()
    # The columns by their places, which keep their names in both databases.
    with_hits = f"WITH hit (id, thing, kind, language, year) AS MATERIALIZED ({inner})"
    conditions = {name: _condition(name, value) for name, value in filters.as_items()}
    selects, given = ["SELECT '', '0', COUNT(*) FROM (SELECT DISTINCT thing FROM hit) counted"], list(parameters)

    def add(name: str, value: str, rows: str, off: str) -> None:
        where = ["1 = 1", *(sql for other, (sql, _given) in conditions.items() if other != off)]
        inside = f"SELECT DISTINCT {value} AS value, thing FROM {rows} WHERE {' AND '.join(where)}"
        selects.append(f"SELECT '{name}', value, COUNT(*) FROM ({inside}) counted GROUP BY value")
        given.extend(one for other, (_sql, some) in conditions.items() if other != off for one in some)

    add("", "'1'", "hit", "")
    for name in FACETS:
        if name in APART:
            rows = (
                "(SELECT hit.*, belongs.value AS belongs FROM hit JOIN search_facetvalue belongs"
                f" ON belongs.document_id = hit.id AND belongs.name = '{name}') hit"
            )
            add(name, "belongs", rows, name)
        else:
            add(name, f"CAST({name} AS varchar(60))", "hit", name)
    with connection.cursor() as cursor:
        cursor.execute(f"{with_hits} {' UNION ALL '.join(selects)}", given)
        rows = cursor.fetchall()
    sums = {value: n for name, value, n in rows if not name}
    facets: dict[str, list[tuple[str, int]]] = {name: [] for name in FACETS}
    for name, value, n in rows:
        if name and value:
            facets[name].append((value, n))
    return Counted(sums.get("1", 0), sums.get("0", 0), facets)


def _condition(name: str, value: str) -> tuple[str, list[Any]]:
    if name in APART:
        return (
            "EXISTS (SELECT 1 FROM search_facetvalue chosen WHERE chosen.document_id = hit.id"
            f" AND chosen.name = '{name}' AND chosen.value = %s)",
            [value],
        )
    return f"hit.{name} = %s", [_year(value) if name == "year" else value]


def finds_anything(expression: Expression) -> bool:
    """Return whether anything answers that anybody may read."""
    return bool(expression.groups) and engine().matching(readable(), expression).order_by().exists()


def ranked(expression: Expression, filters: Filters, order: str, language: str, title_key: str) -> list[int]:
    """Return the documents that answer, the best or the newest first, one for each thing."""
    documents = narrowed(engine().matching(readable(), expression), filters)
    best = score(expression, language, title_key)
    documents = documents.annotate(score=best)
    newest = F("dated").desc(nulls_last=True)
    by = (newest, "-score", "pk") if order == NEWEST else ("-score", newest, "pk")
    found: dict[str, int] = {}
    for pk, thing in documents.order_by(*by).values_list("pk", "thing")[:MOST_RANKED]:
        found.setdefault(thing, pk)
    return list(found.values())


def score(expression: Expression, language: str, title_key: str, *, names_only: bool = False) -> Any:
    """Return how well a document answers, for a reader of the language."""
    by_source = [When(source=source.name, then=Value(source.boost)) for source in sources if source.boost != 1.0]
    factors = [
        Case(
            When(language__in=[language, ""], then=Value(1.0)), default=Value(OTHER_LANGUAGE), output_field=FloatField()
        ),
        Case(*by_source, default=Value(1.0), output_field=FloatField()),
        Case(When(title_key=title_key, then=Value(IS_THE_TITLE)), default=Value(1.0), output_field=FloatField()),
    ]
    total: Any = engine().score(expression, names_only)
    for factor in factors:
        total = total * factor
    return total
