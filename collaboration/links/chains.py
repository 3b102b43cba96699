"""Who can help whom, and the way from a challenge to the means. Plain values in and out; no database, no Django.

It counts what was named, not what is known. What is shared says not by whom, so it is never counted as
anybody's. Links go from kind to kind and no further (competency → challenge or goal, means → goal → challenge):
nothing here walks on from link to link, so that no circle, however it came about, can hang it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from collaboration.models.concept import Kind
from collaboration.overview.matrix import ROOM, SHARED, Fact

HELPS, SERVES, ANSWERS = "helps", "serves", "answers"
NEEDS = (Kind.CHALLENGE, Kind.GOAL)
_ENDS = {
    HELPS: ({Kind.COMPETENCY}, set(NEEDS)),
    SERVES: ({Kind.MEANS}, {Kind.GOAL}),
    ANSWERS: ({Kind.GOAL}, {Kind.CHALLENGE}),
}


@dataclass(frozen=True)
class Link:
    """What one concept does for another."""

    source: int
    target: int
    relation: str


class Standing(StrEnum):
    """By how many something is named that helps with a challenge or a goal."""

    SEVERAL = "several"
    ONE = "one"
    SHARED = "shared"
    NOBODY = "nobody"
    UNLINKED = "unlinked"


@dataclass(frozen=True)
class Helper:
    """A competency that helps, the organisations that named it, and whether it was said otherwise too."""

    concept_id: int
    organisations: tuple[Any, ...] = ()
    shared: bool = False
    room: bool = False


@dataclass(frozen=True)
class Need:
    """A challenge or a goal, with what helps with it. `for_all`: it was said of several, or in the room."""

    concept_id: int
    kind: str
    helpers: tuple[Helper, ...] = ()
    wanted_by: tuple[Any, ...] = ()
    for_all: bool = False
    # Of a challenge: the goals that answer it. Of a goal: the challenges it answers, and the means that serve it.
    goals: tuple[int, ...] = ()
    challenges: tuple[int, ...] = ()
    means: tuple[int, ...] = ()

    @cached_property
    def holders(self) -> dict[Any, int]:
        """The organisations that named something that helps, and how many such things."""
        found: dict[Any, int] = {}
        for helper in self.helpers:
            for organisation in helper.organisations:
                found[organisation] = found.get(organisation, 0) + 1
        return found

    @property
    def standing(self) -> Standing:
        if not self.helpers:
            return Standing.UNLINKED
        shared = any(helper.shared for helper in self.helpers)
        if not self.holders:
            return Standing.SHARED if shared else Standing.NOBODY
        # What is shared was said of more than one.
        return Standing.ONE if len(self.holders) == 1 and not shared else Standing.SEVERAL


@dataclass(frozen=True)
class Gift:
    """A competency that an organisation named, and a need of others that it helps with."""

    competency: int
    need: int
    to: tuple[Any, ...]
    to_all: bool


@dataclass(frozen=True)
class Receipt:
    """What helps with a need of an organisation (or of all) and was named by others, not by itself.

    `has_own`: it named something else that helps with the same.
    """

    need: int
    competency: int
    by: tuple[Any, ...]
    shared: bool
    has_own: bool


@dataclass(frozen=True)
class Wanted:
    """Which needs a reader wants to see. `standing` NOBODY asks for what nobody holds, linked or not."""

    kind: str = ""
    theme: str = ""
    words: tuple[str, ...] = ()
    standing: Standing | None = None
    held_by: frozenset[Any] = frozenset()
    not_held_by: frozenset[Any] = frozenset()
    # Some concepts and no others, where not None.
    only: frozenset[int] | None = None


@dataclass(frozen=True)
class Step:
    """A goal that answers a challenge, and the means that serve it; none is a hole."""

    goal: int
    means: tuple[int, ...]


class Chains:
    """All challenges and goals that were named, each with what helps.

    `kinds` has every concept that readers have a name for, in the order to show them; `organisations` those
    they see. What is linked to anything else is left out.
    """

    def __init__(
        self, kinds: Mapping[int, str], links: Iterable[Link], facts: Iterable[Fact], organisations: Sequence[Any]
    ) -> None:
        self.kinds, self.organisations = kinds, list(organisations)
        self._columns: dict[int, set[Any]] = defaultdict(set)
        for fact in facts:
            self._columns[fact.concept_id].add(fact.column)
        # {(relation, kind of the end asked for): {concept: the other ends}}, in the order to show them.
        place = {concept: number for number, concept in enumerate(kinds)}
        fitting = {link for link in links if self._fits(link)}
        self._sources: dict[tuple[str, int], list[int]] = defaultdict(list)
        self._targets: dict[tuple[str, int], list[int]] = defaultdict(list)
        for link in sorted(fitting, key=lambda link: (place[link.source], place[link.target])):
            self._sources[link.relation, link.target].append(link.source)
            self._targets[link.relation, link.source].append(link.target)

    def _fits(self, link: Link) -> bool:
        begins, ends = _ENDS.get(link.relation, (set(), set()))
        return self.kinds.get(link.source) in begins and self.kinds.get(link.target) in ends

    def sources(self, relation: str, target: int) -> tuple[int, ...]:
        """Return what helps with, serves or answers a concept."""
        return tuple(self._sources.get((relation, target), ()))

    def targets(self, relation: str, source: int) -> tuple[int, ...]:
        """Return what a concept helps with, serves or answers."""
        return tuple(self._targets.get((relation, source), ()))

    def named_by(self, concept_id: int) -> tuple[Any, ...]:
        """Return the organisations that named a concept, in their order."""
        columns = self._columns.get(concept_id, set())
        return tuple(one for one in self.organisations if one in columns)

    def _helper(self, concept_id: int) -> Helper:
        columns = self._columns.get(concept_id, set())
        return Helper(concept_id, self.named_by(concept_id), SHARED in columns, ROOM in columns)

    def need(self, concept_id: int) -> Need:
        """Return a challenge or a goal, whether it was named or not."""
        columns = self._columns.get(concept_id, set())
        return Need(
            concept_id,
            self.kinds[concept_id],
            helpers=tuple(self._helper(helper) for helper in self.sources(HELPS, concept_id)),
            wanted_by=self.named_by(concept_id),
            for_all=bool(columns & {SHARED, ROOM}),
            goals=self.sources(ANSWERS, concept_id),
            challenges=self.targets(ANSWERS, concept_id),
            means=self.sources(SERVES, concept_id),
        )

    @cached_property
    def needs(self) -> list[Need]:
        """The challenges and goals that were named."""
        return [
            self.need(concept) for concept, kind in self.kinds.items() if kind in NEEDS and self._columns.get(concept)
        ]

    def gives(self, organisation: Any) -> list[Gift]:
        """Return what an organisation named that helps with what others want, or all."""
        found = []
        for need in self.needs:
            to = tuple(one for one in need.wanted_by if one != organisation)
            if to or need.for_all:
                found += [
                    Gift(helper.concept_id, need.concept_id, to, need.for_all)
                    for helper in need.helpers
                    if organisation in helper.organisations
                ]
        return found

    def gets(self, organisation: Any) -> list[Receipt]:
        """Return what others named that helps with what an organisation wants, or all; where it has nothing, first."""
        found = []
        for need in self.needs:
            if need.for_all or organisation in need.wanted_by:
                found += [
                    Receipt(
                        need.concept_id,
                        helper.concept_id,
                        helper.organisations,
                        helper.shared,
                        organisation in need.holders,
                    )
                    for helper in need.helpers
                    if helper.organisations and organisation not in helper.organisations
                ]
        return sorted(found, key=lambda receipt: receipt.has_own)

    def helped_for(self, organisation: Any) -> list[int]:
        """Return the needs for which an organisation can get help, having named nothing that helps itself."""
        return list(dict.fromkeys(receipt.need for receipt in self.gets(organisation) if not receipt.has_own))

    def helped_by(self, organisation: Any) -> list[int]:
        """Return the needs of others, or of all, that an organisation can help with."""
        return list(dict.fromkeys(gift.need for gift in self.gives(organisation)))

    # --- From a challenge to the means ----------------------------------------------------------------

    def steps(self, challenge: int) -> list[Step]:
        """Return the goals that answer a challenge, with their means; none is a hole."""
        return [Step(goal, self.sources(SERVES, goal)) for goal in self.sources(ANSWERS, challenge)]

    def has_hole(self, challenge: int) -> bool:
        """Return whether nothing answers a challenge, or a goal that does has no means."""
        steps = self.steps(challenge)
        return not steps or any(not step.means for step in steps)

    @cached_property
    def loose_goals(self) -> list[Step]:
        """The goals that were named and answer no challenge."""
        return [
            Step(need.concept_id, need.means) for need in self.needs if need.kind == Kind.GOAL and not need.challenges
        ]

    @cached_property
    def loose_means(self) -> list[int]:
        """The means that were named and serve no goal."""
        return [
            concept
            for concept, kind in self.kinds.items()
            if kind == Kind.MEANS and self._columns.get(concept) and not self.targets(SERVES, concept)
        ]


def choose(
    needs: Iterable[Need], wanted: Wanted, themes: Mapping[int, str], texts: Mapping[int, Sequence[str]]
) -> list[Need]:
    """Return the needs that fit. `themes` and `texts` (ready for comparing) are those of the concepts."""
    return [need for need in needs if _fits(need, wanted, themes, texts)]


def _fits(need: Need, wanted: Wanted, themes: Mapping[int, str], texts: Mapping[int, Sequence[str]]) -> bool:
    if wanted.only is not None and need.concept_id not in wanted.only:
        return False
    if wanted.kind and need.kind != wanted.kind:
        return False
    if wanted.theme and themes.get(need.concept_id, "") != wanted.theme:
        return False
    if wanted.standing is not None and asked_for(need.standing) != wanted.standing:
        return False
    if not wanted.held_by.issubset(need.holders) or wanted.not_held_by.intersection(need.holders):
        return False
    found = texts.get(need.concept_id, ())
    return all(any(word in text for text in found) for word in wanted.words)


def asked_for(standing: Standing) -> Standing:
    """Return under which standing a need is found: what is not linked is held by nobody either."""
    return Standing.NOBODY if standing == Standing.UNLINKED else standing


def tally(needs: Iterable[Need]) -> dict[Standing, int]:
    """Return how many needs are found under each standing, without those under which there are none."""
    found: dict[Standing, int] = {}
    for need in needs:
        standing = asked_for(need.standing)
        found[standing] = found.get(standing, 0) + 1
    return {standing: found[standing] for standing in Standing if standing in found}
