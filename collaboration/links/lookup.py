"""Ask the database, in a fixed number of queries, for what the pages on links need to know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Value

from collaboration.links.chains import Chains
from collaboration.links.current import current_links
from collaboration.links.suggesting import Known, Terms
from collaboration.models import TERM_MODELS, Attribution, Kind, Statement
from collaboration.overview.lookup import facts_of
from collaboration.reader import Reader
from collaboration.vocabulary import TermName
from home.text.compounds import Lexicon, parts
from home.text.normalise import name_key
from home.text.stemming import links as prepositions
from home.text.stemming import particles
from home.text.words import words

# Shorter stems are alike by chance.
SHORTEST = 4


@dataclass(frozen=True)
class Entry:
    """A term as readers know it, with the slug of its theme, and what it is found by."""

    name: TermName
    theme: str
    texts: tuple[str, ...]


def entries_in(locale: Any, themes: Mapping[Any, tuple[str, str]]) -> dict[int, Entry]:
    """Return {concept: Entry} of all terms that stand, by kind and alphabet. One query."""
    queries = [
        model.objects.in_language(locale)
        .filter(concept__replaced_by=None)
        .order_by()
        .values_list(
            *("concept_id", "name", "slug", "name_key", "aliases", "sort_key", "pk"),
            F("locale__language_code"),
            F("concept__theme__translation_key"),
            Value(str(kind)),
            Value(number),
        )
        for number, (kind, model) in enumerate(TERM_MODELS.items())
    ]
    rows = list(queries[0].union(*queries[1:], all=True))
    rows.sort(key=lambda row: (row[-1], row[5], row[1], row[6]))
    return {
        concept: Entry(
            TermName(concept, kind, name, slug, language),
            themes[theme][0] if theme in themes else "",
            (key, name_key(aliases)),
        )
        for concept, name, slug, key, aliases, _sort, _pk, language, theme, kind, _number in rows
    }


def chains_for(reader: Reader, entries: Mapping[int, Entry]) -> Chains:
    """Return who can help whom, for one reader. Two queries, more where linked terms were merged."""
    kinds = {concept: entry.name.kind for concept, entry in entries.items()}
    return Chains(kinds, current_links(), facts_of(None, reader.organisations), list(reader.organisations))


@dataclass(frozen=True)
class Wording:
    """In which words a competency was named: by whom (None: shared), and in which session."""

    organisation: int | None
    session: int | None
    wording: str
    language: str


def wordings_of(concepts: Iterable[int]) -> dict[int, list[Wording]]:
    """Return {concept: in which words it was named}, each once. One query."""
    rows = (
        Statement.objects.public()
        .about(list(concepts))
        .exclude(attribution=Attribution.UNATTRIBUTED)
        .in_order()
        .values_list("concept_id", "organisation_id", "session_id", "wording", "locale__language_code")
    )
    found: dict[int, dict[Wording, None]] = defaultdict(dict)
    for concept, *said in rows:
        found[concept][Wording(*said)] = None
    return {concept: list(said) for concept, said in found.items()}


# --- For editors -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Face:
    """A term as an editor knows it, by the name it was first given: readers may not see it yet."""

    concept_id: int
    kind: str
    pk: int
    name: str
    language: str
    live: bool
    sort_key: str
    name_key: str
    theme: int | None


def faces() -> dict[int, Face]:
    """Return {concept: Face} of all terms that stand, by kind and alphabet. One query."""
    queries = [
        model.objects.filter(concept__replaced_by=None)
        .order_by()
        .values_list(
            *("concept_id",),
            Value(str(kind)),
            *("pk", "name"),
            F("locale__language_code"),
            *("live", "sort_key", "name_key"),
            F("concept__theme_id"),
        )
        for kind, model in TERM_MODELS.items()
    ]
    first: dict[int, Face] = {}
    for row in sorted(queries[0].union(*queries[1:], all=True), key=lambda row: row[2]):
        first.setdefault(row[0], Face(*row))
    order = list(Kind)
    return {
        face.concept_id: face
        for face in sorted(first.values(), key=lambda face: (order.index(Kind(face.kind)), face.sort_key, face.pk))
    }


def to_suggest_from(known: Mapping[int, Face]) -> Terms:
    """Return all terms ready for suggesting: their words, who named them, how they are linked. Two queries."""
    lexicons = {
        language: Lexicon.of([face.name for face in known.values() if face.language == language], language)
        for language in {face.language for face in known.values()}
    }
    named: dict[int, set[int]] = defaultdict(set)
    said = Statement.objects.standing().exclude(organisation=None).order_by()
    for concept, organisation in said.values_list("concept_id", "organisation_id").distinct():
        named[concept].add(organisation)
    neighbours: dict[int, set[int]] = defaultdict(set)
    for link in current_links():
        neighbours[link.source].add(link.target)
        neighbours[link.target].add(link.source)
    return Terms(
        {
            pk: Known(
                pk, face.kind, _stems(face.name, lexicons[face.language]), str(face.theme or ""), frozenset(named[pk])
            )
            for pk, face in known.items()
        },
        neighbours,
    )


def _stems(name: str, lexicon: Lexicon) -> frozenset[str]:
    idle = particles(lexicon.language) | prepositions(lexicon.language)
    return frozenset(
        part for word in words(name) if word not in idle for part in parts(word, lexicon) if len(part) >= SHORTEST
    )
