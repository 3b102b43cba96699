"""Terms that are likely the same, of those that stand now, without those that somebody has told apart.

Comparing takes seconds where there are thousands, so it is done anew only for a kind and a language in
which a name or a wording has changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.db.models import Value
from wagtail.models import Locale

from collaboration.models import TERM_MODELS, Concept, Distinction, Kind
from collaboration.models.concept import current_concepts
from collaboration.notes.duplicates import likely_pairs
from collaboration.notes.kinds import Kind as NotesKind
from collaboration.notes.matching import Known
from collaboration.notes.reasons import Why
from collaboration.notes_lookup import known_terms
from collaboration.notes_words import REASONS

# How long what was compared is kept; a change makes it out of date at once.
KEPT = 60 * 60 * 24


@dataclass(frozen=True)
class Likely:
    """Two concepts that are likely the same: in which language, how likely (0 to 100), and why."""

    kind: Kind
    language: str
    one: int
    other: int
    score: float
    why: Why
    detail: str

    @property
    def reason(self) -> str:
        """Why, in a sentence."""
        return str(REASONS[self.why]) % {"detail": self.detail}


# (pk of a term, pk of the other, score, why, what of the other is alike)
Compared = list[tuple[int, int, float, str, str]]


def likely_duplicates(kinds: Collection[Kind]) -> list[Likely]:
    """Return the pairs of some kinds, the likeliest first, each once, whatever language it is found in.

    Two queries for each language and one more for each step of merging; beside those, three.
    """
    found: list[tuple[Kind, str, Compared]] = []
    for locale in Locale.objects.order_by("pk"):
        terms = known_terms(locale)
        for kind in kinds:
            known = terms[NotesKind(kind.value)]
            if len(known) > 1:
                found.append((kind, locale.language_code, _compared(known, kind, locale.language_code)))
    concepts = _concepts_of(found)
    apart = distinctions()
    best: dict[frozenset[int], Likely] = {}
    for kind, language, pairs in found:
        for one, other, score, why, detail in pairs:
            ends = concepts.get((kind, one)), concepts.get((kind, other))
            if ends[0] is None or ends[1] is None or ends[0] == ends[1]:
                continue
            pair = frozenset((ends[0], ends[1]))
            if pair not in apart and (pair not in best or best[pair].score < score):
                best[pair] = Likely(kind, language, ends[0], ends[1], score, Why(why), detail)
    return sorted(best.values(), key=lambda pair: (-pair.score, pair.one, pair.other))


def _compared(known: Sequence[Known], kind: Kind, language: str) -> Compared:
    """Return the pairs among some terms; compared before, they are remembered."""
    said = sorted((term.key, term.name, sorted(term.wordings)) for term in known)
    key = f"duplicates-{kind}-{language}-{hashlib.sha256(repr(said).encode()).hexdigest()}"
    pairs: Compared | None = cache.get(key)
    if pairs is None:
        pairs = [
            (pair.one.key, pair.other.key, pair.score, str(pair.reason.why), pair.reason.detail)  # type: ignore[misc]
            for pair in likely_pairs(known, language)
        ]
        cache.set(key, pairs, KEPT)
    return pairs


def _concepts_of(found: Sequence[tuple[Kind, str, Compared]]) -> dict[tuple[str, int], int]:
    """Return {(kind, pk of a term): its concept} of what was found."""
    pks: dict[Kind, set[int]] = {}
    for kind, _language, pairs in found:
        if pairs:
            pks.setdefault(kind, set()).update(pk for pair in pairs for pk in pair[:2])
    queries = [
        TERM_MODELS[kind].objects.filter(pk__in=wanted).order_by().values_list(Value(str(kind)), "pk", "concept_id")
        for kind, wanted in pks.items()
    ]
    if not queries:
        return {}
    rows = queries[0].union(*queries[1:], all=True) if len(queries) > 1 else queries[0]
    return {(kind, pk): concept for kind, pk, concept in rows}


# --- Told apart ----------------------------------------------------------------------------------


def distinctions() -> set[frozenset[int]]:
    """Return the pairs that are not the same, each by what stands for the two today.

    What is not the same as a term is not the same as the one that the term was merged into.
    """
    rows = list(Distinction.objects.order_by().values_list("one", "other"))
    current = current_concepts({pk for row in rows for pk in row}) if rows else {}
    return {frozenset((current[one], current[other])) for one, other in rows}


@transaction.atomic
def tell_apart(*, one: Concept, other: Concept, user: Any = None) -> Distinction:
    """Remember that two terms are not the same. Said twice, it is remembered once."""
    first, second = sorted((one, other), key=lambda concept: concept.pk)
    row, _made = Distinction.objects.get_or_create(one=first, other=second, defaults={"user": user})
    return row
