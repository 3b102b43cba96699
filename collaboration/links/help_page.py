"""Who can help whom, as it is shown: challenges and goals, what helps with each, and where everything leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from collaboration.links import chains
from collaboration.links.chains import NEEDS, Need, Standing, Wanted
from collaboration.links.lookup import Wording, chains_for, entries_in, wordings_of
from collaboration.links.words import standing_sum, standing_title
from collaboration.models import Kind
from collaboration.overview import asked, lookup, matrix
from collaboration.overview.table import SAID, HelpCell, help_cells
from collaboration.reader import Reader
from collaboration.vocabulary import TermName
from home.pagination import page_of

NEEDS_PER_PAGE = 25
# More wordings than this of one competency are read on its own page.
WORDINGS_SHOWN = 10
HERE = "#needs"
CHAIN, HOLE = "chain", "1"
FIELDS: Sequence[str] = ("view", "q", "kind", "by", "not", "theme", "standing", "gives", "gets", "hole")


@dataclass(frozen=True)
class Shown:
    """A term and its address."""

    name: TermName
    url: str


@dataclass(frozen=True)
class ShownHelper:
    """A competency that helps: who named it, each with the address of what they said."""

    name: TermName
    url: str
    by: list[tuple[Any, str]]
    shared_url: str
    wordings: list[tuple[Wording, Any, Any]]
    more: int


@dataclass(frozen=True)
class ShownStep:
    """A goal on the way from a challenge to the means, and the means that serve it."""

    goal: Shown
    means: list[Shown]


@dataclass(frozen=True)
class ShownNeed:
    """A challenge or a goal with what helps with it, and what comes before and after it."""

    name: TermName
    url: str
    standing: Standing
    words: str
    wanted_by: list[Any]
    helpers: list[ShownHelper]
    goals: list[Shown]
    challenges: list[Shown]
    means: list[Shown]


@dataclass
class Part:
    """Needs of one kind, as far as they stand on this page; `total` is of all pages."""

    kind: Kind
    total: int
    needs: list[ShownNeed] = field(default_factory=list)


@dataclass(frozen=True)
class ShownChain:
    """A challenge, the goals that answer it, and the means that serve these."""

    challenge: Shown | None
    steps: list[ShownStep]
    has_hole: bool


class HelpPage:
    """What a reader asks for of all that was named and linked."""

    def __init__(self, reader: Reader, request: Any) -> None:
        self.reader, self.request = reader, request
        themes = lookup.themes_in(reader.locale)
        self.theme_names = dict(themes.values())
        self.entries = entries_in(reader.locale, themes)
        self.chains = chains_for(reader, self.entries)
        self.asked = asked.read(
            request.GET, organisations=reader.organisations, sessions=reader.sessions, themes=self.theme_names
        )
        choice = self.asked.choice
        self.gives, self.gets = self._organisation("gives"), self._organisation("gets")
        self.wanted = Wanted(
            kind=self._one_of("kind", NEEDS),
            theme=choice.theme,
            words=choice.words,
            standing=self._one_of("standing", [one for one in Standing if one != Standing.UNLINKED]) or None,
            held_by=choice.named_by,
            not_held_by=choice.not_named_by,
            only=self._only(),
        )
        self.is_chain = self._one_of("view", (CHAIN,)) == CHAIN
        # Asked of chains alone: only those that have a hole.
        self.only_holes = bool(self._one_of("hole", (HOLE,))) and self.is_chain

    def _one_of(self, name: str, known: Sequence[Any]) -> Any:
        value = self.request.GET.get(name, "")
        if found := next((one for one in known if one == value), ""):
            return found
        if value:
            self.asked.unknown.append(asked.not_here(value))
        return ""

    def _organisation(self, name: str) -> Any:
        slugs = {row.slug: row for row in self.reader.organisations.values()}
        return slugs.get(self._one_of(name, list(slugs)))

    def _only(self) -> frozenset[int] | None:
        """Return what one organisation can help with, or get help with, where that was asked for."""
        pks = {row.slug: pk for pk, row in self.reader.organisations.items()}
        given = [self.chains.helped_by(pks[self.gives.slug])] if self.gives else []
        got = [self.chains.helped_for(pks[self.gets.slug])] if self.gets else []
        asked_for = [frozenset(needs) for needs in given + got]
        return frozenset.intersection(*asked_for) if asked_for else None

    # --- What sums it up ------------------------------------------------------------------------------

    @property
    def needs(self) -> list[Need]:
        return self.chains.needs

    @property
    def kinds(self) -> Sequence[Kind]:
        return NEEDS

    @property
    def is_everything(self) -> bool:
        return self.wanted == Wanted() and not self.only_holes

    @property
    def sums(self) -> list[tuple[str, str]]:
        """How many challenges and goals there are of each standing, in words, and the query that lists them."""
        return [
            (standing_sum(standing, number), f"{asked.address(standing=str(standing))}{HERE}")
            for standing, number in chains.tally(self.needs).items()
        ]

    @property
    def standings(self) -> list[tuple[Standing, str]]:
        return [(standing, standing_title(standing)) for standing in chains.tally(self.needs)]

    @cached_property
    def square(self) -> list[tuple[Any, list[HelpCell]]]:
        """Of how many needs the organisation to the left named something that helps, and the one above did not."""
        rows = [matrix.Row(matrix.Named(need.concept_id, "", "", ""), need.holders, frozenset()) for need in self.needs]
        return help_cells(rows, self.reader.organisations, HERE)

    # --- The list -------------------------------------------------------------------------------------

    @cached_property
    def fitting(self) -> list[Need]:
        """The needs that fit what was asked, challenges first."""
        themes = {concept: entry.theme for concept, entry in self.entries.items()}
        texts = {concept: entry.texts for concept, entry in self.entries.items()}
        return chains.choose(self.needs, self.wanted, themes, texts)

    @cached_property
    def listed(self) -> Any:
        """The page that was asked for; raises NotHere for one there isn't."""
        rows = self._chains if self.is_chain else self.fitting
        return page_of(Paginator(rows, NEEDS_PER_PAGE), self.request)

    @cached_property
    def parts(self) -> list[Part]:
        needs = list(self.listed)
        said = wordings_of({helper.concept_id for need in needs for helper in need.helpers}) if needs else {}
        found: dict[str, Part] = {}
        for need in needs:
            total = sum(other.kind == need.kind for other in self.fitting)
            part = found.setdefault(need.kind, Part(Kind(need.kind), total))
            part.needs.append(self._shown_need(need, said))
        return list(found.values())

    def shown(self, concept_id: int) -> Shown:
        name = self.entries[concept_id].name
        return Shown(name, self.reader.url(name))

    def _all(self, concepts: Sequence[int]) -> list[Shown]:
        return [self.shown(concept) for concept in concepts]

    def _shown_need(self, need: Need, said: dict[int, list[Wording]]) -> ShownNeed:
        own = self.shown(need.concept_id)
        return ShownNeed(
            name=own.name,
            url=own.url,
            standing=need.standing,
            words=standing_title(need.standing),
            wanted_by=[self.reader.organisations[pk] for pk in need.wanted_by],
            helpers=[self._shown_helper(helper, said.get(helper.concept_id, [])) for helper in need.helpers],
            goals=self._all(need.goals),
            challenges=self._all(need.challenges),
            means=self._all(need.means),
        )

    def _shown_helper(self, helper: chains.Helper, said: list[Wording]) -> ShownHelper:
        name, url = (own := self.shown(helper.concept_id)).name, own.url
        organisations, sessions = self.reader.organisations, self.reader.sessions
        by = [organisations[pk] for pk in helper.organisations]
        # Of an organisation that is not shown, nothing is told.
        readable = [one for one in said if one.organisation is None or one.organisation in organisations]
        return ShownHelper(
            name,
            url,
            [(one, f"{url}{asked.address(by=one.slug)}{SAID}") for one in by],
            f"{url}{asked.address(**{'as': matrix.SHARED})}{SAID}" if helper.shared else "",
            [
                (one, organisations.get(one.organisation), sessions.get(one.session))
                for one in readable[:WORDINGS_SHOWN]
            ],
            max(0, len(readable) - WORDINGS_SHOWN),
        )

    # --- From a challenge to the means ----------------------------------------------------------------

    @cached_property
    def _chains(self) -> list[int | None]:
        """The challenges that fit; None stands for what answers none, and comes last."""
        challenges: list[int | None] = [*(self._with_hole if self.only_holes else self._challenges)]
        loose = self.is_everything and (self.chains.loose_goals or self.chains.loose_means)
        return [*challenges, None] if loose else challenges

    @cached_property
    def _challenges(self) -> list[int]:
        return [need.concept_id for need in self.fitting if need.kind == Kind.CHALLENGE]

    @cached_property
    def _with_hole(self) -> list[int]:
        """The challenges that fit and have no goal, or a goal without means."""
        return [challenge for challenge in self._challenges if self.chains.has_hole(challenge)]

    @property
    def shown_chains(self) -> list[ShownChain]:
        return [
            ShownChain(
                self.shown(challenge) if challenge else None,
                [
                    ShownStep(self.shown(step.goal), self._all(step.means))
                    for step in (self.chains.steps(challenge) if challenge else self.chains.loose_goals)
                ],
                bool(challenge) and self.chains.has_hole(challenge),
            )
            for challenge in self.listed
        ]

    @property
    def loose_means(self) -> list[Shown]:
        """The means that serve no goal, shown with what answers no challenge."""
        return self._all(self.chains.loose_means)

    @property
    def challenges_shown(self) -> int:
        """How many challenges are listed, on all pages."""
        return len(self._with_hole if self.only_holes else self._challenges)

    @property
    def holes(self) -> int:
        """How many of the challenges that fit have no goal, or a goal without means."""
        return len(self._with_hole)

    @property
    def holes_url(self) -> str:
        """The address that lists them; empty where they are listed, or there are none."""
        return "" if self.only_holes or not self.holes else f"{self._query(hole=HOLE)}{HERE}"

    # --- Addresses ------------------------------------------------------------------------------------

    @property
    def rest(self) -> str:
        """The query that was asked, but for the page, to follow a page's number in an address."""
        query = self._query()
        return f"&{query[1:]}{HERE}" if query else HERE

    @property
    def views(self) -> list[tuple[str, str, bool]]:
        """The two ways to look at it: (title, address, whether it is this one)."""
        return [
            (_("Who can help"), f"{self._query(view='', hole='') or '?'}{HERE}", not self.is_chain),
            (_("From challenge to means"), f"{self._query(view=CHAIN)}{HERE}", self.is_chain),
        ]

    def _query(self, **other: str) -> str:
        kept = {name: self.request.GET.getlist(name) for name in FIELDS if name in self.request.GET}
        return asked.address(**{**kept, **other})
