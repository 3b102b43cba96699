"""Which documents answer an expression, of those that anybody may read now; how many there are of what."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Case, Exists, FloatField, OuterRef, Q, Value, When

from home.searching import sources
from search.engines import engine
from search.expressions import Expression
from search.models import Document
from search.results import FACETS, NEWEST, Filters

# The best so many are put in order; nobody looks at more, and each costs.
MOST_RANKED = 2_000
# What is in the reader's language comes before what is as good in another.
OTHER_LANGUAGE = 0.6
# Whose title is the search, word for word.
IS_THE_TITLE = 3.0
# Facets that lie in a table of their own; the others are columns.
APART = ("organisation", "session", "theme")
_BELONGS = "FROM hit JOIN search_facetvalue belongs ON belongs.document_id = hit.id"
# What the rows of the one query tell, beside the facets.
TOTAL, UNFILTERED, BEST = "total", "unfiltered", "best"


def readable(names: Collection[str] | None = None) -> Any:
    """Return the documents whose rows anybody may read now, of these sources or all."""
    condition: Any = Q(pk__in=[])
    for source in sources:
        if names is None or source.name in names:
            rows = source.visible().filter(pk=OuterRef("object_id")).order_by()
            condition |= Q(source=source.name) & Exists(rows)
    return Document.objects.filter(condition)


@dataclass(frozen=True)
class Matched:
    """What answers: how many things with all filters and before any, how many of each facet with the others on, and
    the documents to show, one for each thing, in order."""

    total: int
    unfiltered: int
    facets: dict[str, list[tuple[str, int]]]
    documents: list[int]


def match(expression: Expression, filters: Filters, order: str, language: str, title_key: str) -> Matched:
    """Find what answers, count it and put it in order, in one query: who may read what is asked once for all."""
    names = sources_with(expression)
    if not names:
        return Matched(0, 0, {name: [] for name in FACETS}, [])
    documents = engine().matching(readable(names), expression).order_by()
    documents = documents.annotate(score=score(expression, language, title_key))
    columns = ("pk", "thing", "kind", "language", "year", "dated", "score")
    inner, given = documents.values_list(*columns).query.sql_with_params()
    conditions = {name: _condition(name, value) for name, value in filters.as_items()}
    everything: list[Any] = list(given)

    def where(off: str) -> str:
        others = [condition for name, condition in conditions.items() if name != off]
        everything.extend(value for _sql, value in others)
        return " AND ".join(["1 = 1", *(sql for sql, _value in others)])

    def counted(name: str, value: str, rows: str) -> str:
        inside = f"SELECT DISTINCT {value} AS value, thing FROM {rows} WHERE {where(name)}"
        return f"SELECT '{name}', value, COUNT(*), 0 FROM ({inside}) counted GROUP BY value"

    selects = [f"SELECT '{UNFILTERED}', '', COUNT(*), 0 FROM hit", counted(TOTAL, "'all'", "hit")]
    for facet in FACETS:
        apart = f"(SELECT hit.*, belongs.value AS belongs {_BELONGS} AND belongs.name = '{facet}') hit"
        column = f"CAST({facet} AS varchar(60))"
        selects.append(counted(facet, "belongs", apart) if facet in APART else counted(facet, column, "hit"))
    by = "dated DESC NULLS LAST, score DESC, id" if order == NEWEST else "score DESC, dated DESC NULLS LAST, id"
    places = f"SELECT thing, id, ROW_NUMBER() OVER (ORDER BY {by}) AS place FROM hit WHERE {where('')}"
    selects.append(f"SELECT '{BEST}', thing, id, place FROM ({places}) placed WHERE place <= {MOST_RANKED}")
    with engine().ready(), connection.cursor() as cursor:
        hit = f"hit (id, thing, kind, language, year, dated, score) AS MATERIALIZED ({inner})"
        cursor.execute(f"WITH {hit} {' UNION ALL '.join(selects)}", everything)
        rows = cursor.fetchall()
    return _read(rows)


def sources_with(expression: Expression, names_only: bool = False) -> set[str]:
    """Return the sources of which anything answers at all: asking who may read the rest takes most of the time."""
    documents = engine().matching(Document.objects.all(), expression, names_only)
    return set(documents.order_by().values_list("source", flat=True).distinct())


def _read(rows: list[tuple[str, str, int, int]]) -> Matched:
    sums = {TOTAL: 0, UNFILTERED: 0}
    facets: dict[str, list[tuple[str, int]]] = {name: [] for name in FACETS}
    placed = []
    for name, value, number, place in rows:
        if name == BEST:
            placed.append((place, value, number))
        elif name in sums:
            sums[name] = number
        elif value:
            facets[name].append((value, number))
    best: dict[str, int] = {}
    for _place, thing, pk in sorted(placed):
        best.setdefault(thing, pk)
    return Matched(sums[TOTAL], sums[UNFILTERED], facets, list(best.values()))


def _condition(name: str, value: str) -> tuple[str, Any]:
    if name in APART:
        belongs = f"belongs.document_id = hit.id AND belongs.name = '{name}' AND belongs.value = %s"
        return f"EXISTS (SELECT 1 FROM search_facetvalue belongs WHERE {belongs})", value
    return f"hit.{name} = %s", _year(value) if name == "year" else value


def _year(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) <= 4 else -1


def finds_anything(expression: Expression) -> bool:
    """Return whether anything answers that anybody may read."""
    if not expression.groups or not (names := sources_with(expression)):
        return False
    with engine().ready():
        return engine().matching(readable(names), expression).order_by().exists()


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
