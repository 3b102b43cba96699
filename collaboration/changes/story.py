"""What the page of a term tells of its way: how it stands, and session by session."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from collaboration.changes import becoming, lookup
from collaboration.changes.becoming import MergedStep, SaidStep, SilentStep, Stated
from collaboration.models import Status
from collaboration.overview.asked import address
from collaboration.overview.matrix import ROOM, SHARED
from collaboration.reader import Reader
from collaboration.vocabulary import TermName
from home.text.dates import ImpreciseDate

# In the list of statements on the page of a term.
SAID = "#said-h"
WORDINGS = 3


@dataclass(frozen=True)
class ShownStated:
    """A development in words: what it says, of which other term, with a note and where it is taken from."""

    status: Status
    when: ImpreciseDate
    note: str
    language: str
    anchor: str
    # The other term, where readers have a name for it: the goal of a move, or the challenge it came from.
    other: TermName | None
    other_url: str
    # Whether it is told at the goal, of the challenge that became it.
    came_from: bool
    source_title: str
    source_url: str
    source_language: str

    @property
    def label(self) -> str:
        return str(self.status.label)


@dataclass(frozen=True)
class ShownStep:
    """A step in the way of a term: `what` is said, silent, stated or merged."""

    what: str
    when: ImpreciseDate
    session: Any = None
    last_session: Any = None
    sessions: int = 0
    speakers: tuple[Any, ...] = ()
    shared: bool = False
    room: bool = False
    wordings: tuple[tuple[str, str], ...] = ()
    more: int = 0
    count: int = 0
    url: str = ""
    is_first: bool = False
    stated: ShownStated | None = None
    names: tuple[str, ...] = ()


def anchor_of(uuid: Any) -> str:
    """Return where a development stands on the page of its term."""
    return f"became-{str(uuid)[:8]}"


def shown(
    one: Stated, at: int, names: Mapping[int, TermName], pages: Mapping[int, Any], reader: Reader, request: Any = None
) -> ShownStated:
    """Return a development in the reader's language, as it is told of the concept `at`.

    `pages` are the pages to show for those that developments are taken from.
    """
    came_from = one.concept_id != at
    other = names.get(one.concept_id if came_from else one.target_id or 0)
    page = pages.get(one.source.pk, one.source) if one.source else None
    return ShownStated(
        status=Status(one.status),
        when=one.when,
        note=one.note,
        language=one.language,
        anchor=anchor_of(one.uuid),
        other=other,
        other_url=reader.url(other) if other else "",
        came_from=came_from,
        source_title=page.title if page else "",
        source_url=(page.get_url(request) or "") if page else "",
        source_language=page.locale.language_code if page else "",
    )


class Story:
    """A term's way through the sessions. Two queries at most, more where terms were merged."""

    def __init__(self, concept_id: int, kind: str, reader: Reader) -> None:
        self.concept_id, self.kind, self.reader = concept_id, kind, reader
        self.uttered, self._spoken = lookup.uttered(concept_id, reader.organisations)
        self.developments = lookup.stated_about(concept_id) if lookup.has_developments(kind) else []

    @property
    def sayers(self) -> set[int | None]:
        """The organisations that said it; None stands for "shared"."""
        columns = {one.column for one in self.uttered} - {ROOM}
        return {None if column == SHARED else column for column in columns}  # type: ignore[misc]

    @property
    def count(self) -> int:
        """How many statements there are."""
        return sum(one.count for one in self.uttered)

    @property
    def other_concepts(self) -> set[int]:
        """The terms that it became, or came from."""
        return lookup.concepts_of(self.developments) - {self.concept_id}

    @property
    def sources(self) -> list[Any]:
        """The pages that developments are taken from, as far as readers may see them."""
        return [one.source for one in self.developments if one.source]

    def told(self, one: Stated, names: Mapping[int, TermName], pages: Mapping[int, Any], request: Any) -> ShownStated:
        """Return a development of this term in the reader's language."""
        return shown(one, self.concept_id, names, pages, self.reader, request)

    @cached_property
    def standing(self) -> Stated | None:
        """What became of it last."""
        return becoming.latest(self.developments).get(self.concept_id)

    def steps(
        self,
        names: Mapping[int, TermName],
        pages: Mapping[int, Any],
        request: Any,
        url: str,
        *,
        merged: Collection[int] = (),
    ) -> list[ShownStep]:
        """Return its way through the sessions; none where there is nothing but one session to tell of.

        `merged` are the concepts that are one today, itself among them: what was merged into any of them is told.
        """
        sessions = {pk: row.when for pk, row in self.reader.sessions.items() if pk in self._spoken}
        if len(sessions) < 2 and not self.developments:
            return []
        merges = [one for _into, one in lookup.merges(into=merged)] if merged else []
        found = becoming.steps(sessions, self.uttered, self.developments, merges)
        return [self._step(step, names, pages, request, url) for step in found]

    def _step(self, step: becoming.Step, names: Any, pages: Any, request: Any, url: str) -> ShownStep:
        sessions, organisations = self.reader.sessions, self.reader.organisations
        if isinstance(step, SaidStep):
            session = sessions[step.session_id]
            return ShownStep(
                "said",
                session.when,
                session=session,
                speakers=tuple(row for pk, row in organisations.items() if pk in step.columns),
                shared=SHARED in step.columns,
                room=ROOM in step.columns,
                wordings=step.wordings[:WORDINGS],
                more=max(0, len(step.wordings) - WORDINGS),
                count=step.count,
                url=f"{url}{address(session=session.slug)}{SAID}",
                is_first=step.is_first,
            )
        if isinstance(step, SilentStep):
            first, last = sessions[step.sessions[0]], sessions[step.sessions[-1]]
            return ShownStep("silent", first.when, session=first, last_session=last, sessions=len(step.sessions))
        if isinstance(step, MergedStep):
            return ShownStep("merged", step.merged.when, names=step.merged.names)
        return ShownStep("stated", step.stated.when, stated=self.told(step.stated, names, pages, request))
