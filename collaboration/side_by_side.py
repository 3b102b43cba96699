"""What is known of several concepts, set side by side: four queries, however many there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Value
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.models import Locale

from collaboration.models import TERM_MODELS, Concept, Kind, Statement
from home.visibility import readable_by_all

STATEMENTS_SHOWN = 30


@dataclass(frozen=True)
class Face:
    """What a concept is called in one language."""

    pk: int
    name: str
    aliases: tuple[str, ...]
    live: bool
    language: str
    language_name: str


@dataclass
class Side:
    """One concept: its names, and who said it, where, in which words."""

    concept: Concept
    faces: list[Face] = field(default_factory=list)
    said: int = 0
    organisations: dict[str, None] = field(default_factory=dict)
    # Said of several, or of the room: in the words for that.
    others: dict[str, None] = field(default_factory=dict)
    sessions: dict[str, None] = field(default_factory=dict)
    posts: dict[Any, Any] = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)

    @property
    def pk(self) -> int:
        return self.concept.pk

    @property
    def name(self) -> str:
        return self.shown.name if self.faces else str(self.concept)

    @cached_property
    def shown(self) -> Face:
        """The name that stands for all: a live one before drafts, the one first written first."""
        return min(self.faces, key=lambda face: (not face.live, face.pk))

    @property
    def is_live(self) -> bool:
        return any(face.live for face in self.faces)

    @property
    def by(self) -> list[str]:
        """Who said it."""
        return [*self.organisations, *self.others]

    @property
    def wordings(self) -> list[str]:
        """The words used, each once."""
        return list(dict.fromkeys(statement.wording for statement in self.statements))

    @property
    def more(self) -> int:
        """How many statements are not shown."""
        return self.said - len(self.statements)

    @property
    def usage_url(self) -> str:
        model = TERM_MODELS[Kind(self.concept.kind)]
        return reverse(model.snippet_viewset.get_url_name("usage"), args=[self.shown.pk]) if self.faces else ""


def sides_of(concept_ids: Iterable[int]) -> dict[int, Side]:
    """Return {concept id: Side} of the concepts that are there, in the order asked for."""
    ids = list(dict.fromkeys(concept_ids))
    concepts = Concept.objects.in_bulk(ids)
    sides = {pk: Side(concepts[pk]) for pk in ids if pk in concepts}
    if not sides:
        return sides
    names = {locale.language_code: locale.get_display_name() for locale in Locale.objects.all()}
    for concept, *face in _faces({concept.kind for concept in concepts.values()}, sides):
        pk, name, aliases, live, language = face
        lines = tuple(line.strip() for line in aliases.splitlines() if line.strip())
        sides[concept].faces.append(Face(pk, name, lines, live, language, names.get(language, language)))
    statements = Statement.objects.standing().filter(concept__in=sides).annotate(is_public=readable_by_all("post"))
    for statement in statements.in_order().with_context():
        _take_in(sides[statement.concept_id], statement)
    return sides


def _faces(kinds: Iterable[str], concepts: Iterable[int]) -> list[Any]:
    queries = [
        TERM_MODELS[Kind(kind)]
        .objects.filter(concept__in=list(concepts))
        .order_by()
        .values_list("concept_id", "pk", "name", "aliases", "live", F("locale__language_code"), Value(kind))
        for kind in kinds
    ]
    rows = queries[0].union(*queries[1:], all=True) if len(queries) > 1 else queries[0]
    return [row[:-1] for row in sorted(rows, key=lambda row: row[1])]


def _take_in(side: Side, statement: Statement) -> None:
    side.said += 1
    if statement.organisation:
        side.organisations[str(statement.organisation)] = None
    else:
        side.others[statement.get_attribution_display()] = None
    if statement.session:
        side.sessions[str(statement.session)] = None
    side.posts[statement.post_id] = statement.post
    if len(side.statements) < STATEMENTS_SHOWN:
        side.statements.append(statement)


def likeliest_to_stay(sides: Iterable[Side]) -> Side:
    """Return the one to propose: what readers see before what they don't, then what was said most, then the oldest."""
    return max(sides, key=lambda side: (side.is_live, side.said, len(side.faces), -side.pk))
