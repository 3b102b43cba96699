"""Ask the database, in a fixed number of queries, for what was said when, and what became of it."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable
from typing import Any

from django.db.models import BigIntegerField, BooleanField, Count, ExpressionWrapper, F, Q, Value
from django.utils import timezone

from collaboration.changes.becoming import Merged, Stated, Uttered, latest
from collaboration.models import TERM_MODELS, Development, Kind, Merge, Statement
from collaboration.models.concept import current_concepts
from collaboration.overview.lookup import column_of
from collaboration.overview.matrix import Fact
from home.text.dates import ImpreciseDate
from home.visibility import readable_by_all


def facts(shown: Container[int], kind: str = "", organisation: int | None = None) -> list[Fact]:
    """Return who named what in which session, of all that anybody may read. One query."""
    said = Statement.objects.public().exclude(session=None)
    if kind:
        said = said.filter(concept__kind=kind)
    if organisation:
        said = said.filter(organisation=organisation)
    rows = said.order_by().values_list("concept_id", "attribution", "organisation_id", "session_id")
    return [
        Fact(concept, column_of(whose, pk, shown), session, n)
        for concept, whose, pk, session, n in rows.annotate(Count("pk"))
    ]


def speaking_sessions() -> set[int]:
    """Return the sessions from which anybody may read a statement. One query."""
    said = Statement.objects.public().exclude(session=None).order_by()
    return set(said.values_list("session_id", flat=True).distinct())


def uttered(concept_id: int, shown: Container[int]) -> tuple[list[Uttered], set[int]]:
    """Return what was said of a concept, and the sessions in which anything was said. One query."""
    own = Statement.objects.public().about([concept_id]).order_by()
    rows = own.values_list("session_id", "attribution", "organisation_id", "wording", F("locale__language_code"))
    anything = Statement.objects.public().exclude(session=None).order_by().values("session_id")
    nothing = [Value(""), Value(None, output_field=BigIntegerField()), Value(""), Value("")]
    both = rows.annotate(n=Count("pk")).union(
        anything.annotate(n=Count("pk")).values_list("session_id", *nothing, "n"), all=True
    )
    found, sessions = [], set()
    for session, whose, organisation, wording, language, n in both:
        if whose:
            found.append(Uttered(session, column_of(whose, organisation, shown), wording, language, n))
        else:
            sessions.add(session)
    return found, sessions


def all_names(locale: Any) -> dict[int, tuple[str, str, str, str]]:
    """Return {concept: (kind, name, slug, language)} of what readers have a name for, by kind and alphabet. 1 query."""
    queries = [
        model.objects.in_language(locale)
        .filter(concept__replaced_by=None)
        .order_by()
        .annotate(number=Value(number), of_kind=Value(str(each)))
        .values_list("number", "sort_key", "concept_id", "of_kind", "name", "slug", F("locale__language_code"))
        for number, (each, model) in enumerate(TERM_MODELS.items())
    ]
    return {row[2]: row[3:] for row in sorted(queries[0].union(*queries[1:], all=True))}


def stated(condition: Q | None = None) -> list[Stated]:
    """Return the developments that stand, of the concepts that stand today. One query, more where terms were merged."""
    is_open = ExpressionWrapper(readable_by_all("source"), output_field=BooleanField())
    rows = Development.objects.standing().select_related("concept", "target", "locale", "source__locale")
    rows = list(rows.filter(condition or Q()).annotate(is_open=is_open).order_by("date", "pk"))
    merged = any(each.replaced_by_id for row in rows for each in (row.concept, row.target) if each)
    ids = {pk for row in rows for pk in (row.concept_id, row.target_id) if pk}
    current = current_concepts(ids) if merged else {pk: pk for pk in ids}
    return [
        Stated(
            pk=row.pk,
            uuid=row.uuid,
            concept_id=current[row.concept_id],
            own_concept=row.concept_id,
            status=row.status,
            target_id=row.target_id and current[row.target_id],
            when=row.when,
            note=row.note,
            language=row.locale.language_code,
            source=row.source if row.is_open else None,
            at=row.created_at,
        )
        for row in rows
    ]


def stated_about(concept_id: int) -> list[Stated]:
    """Return what became of a concept, and of what became it; what was merged into it included."""
    # What was merged into another is little, and may have been merged into this one, in one step or in more.
    wanted = Q(concept=concept_id) | Q(target=concept_id)
    wanted |= Q(concept__replaced_by__isnull=False) | Q(target__replaced_by__isnull=False)
    return [one for one in stated(wanted) if concept_id in (one.concept_id, one.target_id)]


def standings(kind: str) -> dict[int, Stated]:
    """Return {concept: what became of it last} of a kind."""
    return latest(stated(Q(concept__kind=kind)))


def merges(kind: str = "", into: Collection[int] = ()) -> list[tuple[int, Merged]]:
    """Return (concept, what was merged into it) of the merges that stand, in the order in which they were made.

    Of one kind, or into some concepts.
    """
    rows = Merge.objects.standing().exclude(into=None).order_by("pk")
    if kind:
        rows = rows.filter(kind=kind)
    if into:
        rows = rows.filter(into__in=into)
    return [
        (row.into_id, Merged(row.pk, ImpreciseDate(timezone.localdate(row.at)), tuple(row.names)))
        for row in rows
        if row.names
    ]


def has_developments(kind: str) -> bool:
    """Return whether anything can become of terms of a kind."""
    return kind in (Kind.CHALLENGE, Kind.GOAL)


def concepts_of(stated_ones: Iterable[Stated]) -> set[int]:
    """Return every concept that these are about."""
    return {pk for one in stated_ones for pk in (one.concept_id, one.target_id) if pk}
