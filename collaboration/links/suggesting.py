"""Which terms may belong together: of one theme, alike in words, or linked to the same. Pure: no database, no Django.

A suggestion is a question to an editor, never a link.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

# A stem that so many terms have says little, in a list of more than a few.
COMMON_SHARE, COMMON_LEAST = 0.08, 4
SURE = 4


class Why(StrEnum):
    """What speaks for a suggestion, the strongest first."""

    WORDS = "words"
    THROUGH = "through"
    ALIKE = "alike"
    NAMED = "named"
    THEME = "theme"


_WEIGHT = {Why.WORDS: 4, Why.THROUGH: 3, Why.ALIKE: 2, Why.NAMED: 1, Why.THEME: 1}


@dataclass(frozen=True)
class Known:
    """A term as far as suggestions go: stems of its words (compounds also in parts), theme, and who named it."""

    concept_id: int
    kind: str
    stems: frozenset[str] = frozenset()
    theme: str = ""
    named_by: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Suggestion:
    """A term to link to, what speaks for it (with the words that are alike), and how much."""

    concept_id: int
    reasons: tuple[Why, ...]
    words: tuple[str, ...]
    score: int

    @property
    def is_sure(self) -> bool:
        """Whether it is good enough to be ticked beforehand: it shares words, or more speaks for it."""
        return self.score > SURE


@dataclass
class Terms:
    """All terms, and how they are linked: prepared once, asked for many."""

    known: Mapping[int, Known]
    neighbours: Mapping[int, Collection[int]]
    _common: frozenset[str] = field(init=False)
    _by_kind: dict[str, list[Known]] = field(init=False)

    def __post_init__(self) -> None:
        counts = Counter(stem for term in self.known.values() for stem in term.stems)
        most = max(COMMON_LEAST, int(len(self.known) * COMMON_SHARE))
        self._common = frozenset(stem for stem, count in counts.items() if count > most)
        self._by_kind = defaultdict(list)
        for term in self.known.values():
            self._by_kind[term.kind].append(term)

    def suggest(
        self, concept_id: int, kinds: Iterable[str], declined: Collection[frozenset[int]] = (), limit: int = 8
    ) -> list[Suggestion]:
        """Return the likeliest terms of some kinds for a concept, without those linked or turned down already."""
        term = self.known.get(concept_id)
        if term is None:
            return []
        linked = set(self.neighbours.get(concept_id, ()))
        alike, by_the_same = self._through(term, linked)
        found = []
        for kind in kinds:
            if kind == term.kind:
                continue
            for other in self._by_kind.get(kind, ()):
                if other.concept_id in linked or frozenset((concept_id, other.concept_id)) in declined:
                    continue
                if suggestion := self._weigh(term, other, linked, alike, by_the_same):
                    found.append(suggestion)
        found.sort(key=lambda one: (-one.score, one.concept_id))
        return found[:limit]

    def _through(self, term: Known, linked: set[int]) -> tuple[set[int], set[int]]:
        """Return what is linked to the terms that share a link with this, and to those its organisations named."""
        alike, by_the_same = set(), set()
        for other in self._by_kind[term.kind]:
            if other.concept_id == term.concept_id:
                continue
            theirs = self.neighbours.get(other.concept_id, ())
            if linked.intersection(theirs):
                alike.update(theirs)
            if term.named_by & other.named_by:
                by_the_same.update(theirs)
        return alike, by_the_same

    def _weigh(
        self, term: Known, other: Known, linked: set[int], alike: set[int], by_the_same: set[int]
    ) -> Suggestion | None:
        words = sorted((term.stems & other.stems) - self._common)
        reasons = [
            why
            for why, holds in (
                (Why.WORDS, bool(words)),
                # A goal that a competency helps with answers a challenge: it may help with that one too.
                (Why.THROUGH, bool(linked.intersection(self.neighbours.get(other.concept_id, ())))),
                (Why.ALIKE, other.concept_id in alike),
                (Why.NAMED, other.concept_id in by_the_same),
                (Why.THEME, bool(term.theme) and term.theme == other.theme),
            )
            if holds
        ]
        score = sum(_WEIGHT[why] for why in reasons) + (len(words) - 1 if len(words) > 1 else 0)
        # That the same organisation named something else that is linked to it says too little alone.
        if not reasons or reasons == [Why.NAMED]:
            return None
        return Suggestion(other.concept_id, tuple(reasons), tuple(words), score)
