"""Ask the database, in a fixed number of queries, for what an overview needs to know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container
from typing import Any

from django.db.models import Count, F

from collaboration.models import TERM_MODELS, Attribution, Statement, Theme
from collaboration.overview.matrix import ROOM, SHARED, Fact, Named
from home.text.normalise import name_key


def facts_of(kind: str | None, shown: Container[int]) -> list[Fact]:
    """Return who named what of a kind (None: of any) in which session, of all that anybody may read. One query.

    What an organisation said that is not `shown` is nobody's.
    """
    said = (
        Statement.objects.public()
        .filter(**({"concept__kind": kind} if kind else {}))
        .order_by()
        .values_list("concept_id", "attribution", "organisation_id", "session_id")
        .annotate(n=Count("pk"))
    )
    return [
        Fact(concept, column_of(attribution, pk, shown), session, n) for concept, attribution, pk, session, n in said
    ]


def column_of(attribution: str, organisation: int | None, shown: Container[int]) -> Any:
    """Return the column of a statement; what an organisation said that is not `shown` is nobody's."""
    if attribution == Attribution.ORGANISATIONS and organisation in shown:
        return organisation
    return SHARED if attribution == Attribution.SHARED else ROOM


def wordings_of(kind: str) -> dict[int, set[str]]:
    """Return {concept: what was said of it, ready for comparing}. One query."""
    found: dict[int, set[str]] = defaultdict(set)
    said = Statement.objects.public().filter(concept__kind=kind).order_by()
    for concept, wording in said.values_list("concept_id", "wording").distinct():
        found[concept].add(name_key(wording))
    return found


def themes_in(locale: Any) -> dict[Any, tuple[str, str]]:
    """Return {translation key: (slug, name)} of the themes in a language, by name. One query."""
    rows = Theme.objects.in_language(locale).alphabetical().values_list("translation_key", "slug", "name")
    return {key: (slug, name) for key, slug, name in rows}


def named_of(kind: str, locale: Any, themes: dict[Any, tuple[str, str]], *, to_be_found: bool = False) -> list[Named]:
    """Return the terms of a kind in a language, by name; with what they are found by, if asked. One query, or two."""
    rows = (
        TERM_MODELS[kind]
        .objects.in_language(locale)
        .filter(concept__replaced_by=None)
        .alphabetical()
        .values_list(
            "concept_id",
            "name",
            "slug",
            F("locale__language_code"),
            F("concept__theme__translation_key"),
            "name_key",
            "aliases",
        )
    )
    said = wordings_of(kind) if to_be_found else {}
    return [
        Named(
            concept,
            name,
            slug,
            language,
            themes[theme][0] if theme in themes else "",
            (key, name_key(aliases), *said.get(concept, ())) if to_be_found else (),
        )
        for concept, name, slug, language, theme, key, aliases in rows
    ]
