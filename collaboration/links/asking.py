"""What an editor is asked about a term: what it is linked to, what may be added, and what was turned down."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.urls import reverse

from collaboration.links import lookup
from collaboration.links.current import current_links, declined_pairs
from collaboration.links.lookup import Face
from collaboration.links.suggesting import Suggestion
from collaboration.links.words import QUESTIONS, partners, reason
from collaboration.models import TERM_MODELS, Kind
from home.text.normalise import name_key

SUGGESTED, FOUND = 8, 50


@dataclass(frozen=True)
class Ticked:
    """What was ticked in a form that comes back: pairs to link, and suggestions to turn down or let come again."""

    link: frozenset[tuple[int, int]] = frozenset()
    decline: frozenset[tuple[int, int]] = frozenset()
    restore: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True)
class Choice:
    """A term to tick, with why it is offered, and whether it is linked already."""

    pair: str
    face: Face
    why: tuple[str, ...]
    is_linked: bool
    ticked: bool
    declined: bool = False
    is_suggested: bool = False


@dataclass
class Question:
    """What one kind of term is asked for: linked ones first, then suggestions, then what was searched for."""

    title: str
    kind: Kind
    choices: list[Choice] = field(default_factory=list)


@dataclass
class Asked:
    """A term, and the questions about it."""

    face: Face
    questions: list[Question]
    declined: list[Choice]
    # Whether something is asked about another term of the same page, and so not once more here.
    is_asked_above: bool = False

    def without(self, seen: set[frozenset[int]]) -> Asked:
        """Take away what was asked about another term, and note what is asked here: an answer has one place."""
        asked = set()
        for question in self.questions:
            mine = [(frozenset((self.face.concept_id, each.face.concept_id)), each) for each in question.choices]
            asked |= {pair for pair, _each in mine}
            question.choices = [each for pair, each in mine if pair not in seen]
        self.is_asked_above = bool(asked & seen)
        seen |= asked
        return self

    @property
    def edit_url(self) -> str:
        model = TERM_MODELS[Kind(self.face.kind)]
        return reverse(model.snippet_viewset.get_url_name("edit"), args=[self.face.pk])

    @property
    def has_choices(self) -> bool:
        return any(question.choices for question in self.questions)


class Asking:
    """All that it takes to ask about any number of terms. Seven queries, more where something was merged."""

    def __init__(self) -> None:
        self.faces = lookup.faces()
        self.terms = lookup.to_suggest_from(self.faces)
        self.declined = declined_pairs()
        self.links = current_links()

    def unlinked(self, kinds: Collection[str]) -> list[Face]:
        """Return the terms of some kinds that are not linked to anything."""
        linked = {end for link in self.links for end in (link.source, link.target)}
        return [face for face in self.faces.values() if face.kind in kinds and face.concept_id not in linked]

    def about(
        self, concept_id: int, *, query: str = "", ticked: Ticked | None = None, beforehand: bool = False
    ) -> Asked:
        """Return what is asked about a term.

        `ticked` is what somebody has ticked already; with `beforehand`, suggestions that are sure enough are ticked.
        """
        face = self.faces[concept_id]
        linked = self.terms.neighbours.get(concept_id, ())
        questions = []
        for kind in partners(face.kind):
            question = Question(str(QUESTIONS[Kind(face.kind), kind]), kind)
            mine = [other for other in self.faces.values() if other.concept_id in linked and other.kind == kind]
            question.choices = [self._choice(face, other, ticked, is_linked=True) for other in mine]
            suggestions = self.terms.suggest(concept_id, [kind], self.declined.keys(), SUGGESTED)
            question.choices += [self._suggested(face, one, ticked, beforehand) for one in suggestions]
            offered = {*linked, *(one.concept_id for one in suggestions)}
            question.choices += [
                self._choice(face, other, ticked) for other in self._more(face, kind, query, ticked, offered)
            ]
            questions.append(question)
        turned_down = [
            self._choice(face, other, ticked)
            for other in self.faces.values()
            if frozenset((concept_id, other.concept_id)) in self.declined and other.concept_id not in linked
        ]
        return Asked(face, questions, turned_down)

    def _more(
        self, face: Face, kind: Kind, query: str, ticked: Ticked | None, offered: Collection[int]
    ) -> Iterable[Face]:
        """Return what was searched for, and what is ticked though it is neither linked nor suggested."""
        words = name_key(query).split()
        chosen = {other for one, other in (ticked.link if ticked else ()) if one == face.concept_id}
        found = [
            other
            for other in self.faces.values()
            if other.kind == kind
            and other.concept_id not in offered
            and (other.concept_id in chosen or (words and all(word in other.name_key for word in words)))
        ]
        return found[:FOUND] if len(found) > FOUND else found

    def _suggested(self, face: Face, one: Suggestion, ticked: Ticked | None, beforehand: bool) -> Choice:
        why = tuple(reason(each, one.words) for each in one.reasons)
        other = self.faces[one.concept_id]
        return self._choice(face, other, ticked, why=why, ticked_at_first=beforehand and one.is_sure, suggested=True)

    @staticmethod
    def _choice(
        face: Face,
        other: Face,
        ticked: Ticked | None,
        *,
        why: tuple[str, ...] = (),
        is_linked: bool = False,
        ticked_at_first: bool = False,
        suggested: bool = False,
    ) -> Choice:
        pair = face.concept_id, other.concept_id
        return Choice(
            f"{pair[0]}-{pair[1]}",
            other,
            why,
            is_linked,
            pair in ticked.link if ticked else is_linked or ticked_at_first,
            pair in (ticked.decline | ticked.restore) if ticked else False,
            suggested,
        )
