"""The table in which notes are reviewed: plain values for a template."""

from dataclasses import dataclass

from collaboration.models import TERM_MODELS, Attribution, Kind, Organisation
from collaboration.notes.kinds import Kind as NotesKind
from collaboration.notes.reviewed import Reviewed, ReviewedItem
from collaboration.notes_lookup import usage_of
from collaboration.notes_words import why_suggested


@dataclass(frozen=True)
class Row:
    """One line: its item, where it is, and how often and by whom its term was said before."""

    key: str
    item: ReviewedItem
    said: int
    said_by: str
    why: str


@dataclass(frozen=True)
class List:
    number: int
    heading: str
    kind: str
    attribution: str
    organisations: tuple[int, ...]
    new_organisations: str
    rows: tuple[Row, ...]
    label: str


@dataclass(frozen=True)
class Table:
    content: Reviewed
    lists: tuple[List, ...]
    kinds: list
    attributions: list
    organisations: list
    names: dict[str, list[str]]

    @property
    def confident(self):
        """How many suggestions may be accepted unseen."""
        rows = (row.item for each in self.lists for row in each.rows)
        return sum(bool(item.waits and item.suggestion and item.suggestion.confident) for item in rows)


def table_of(content: Reviewed, locale) -> Table:
    """Return the table of a review. A few queries for each kind, however many lines there are."""
    asked: dict[NotesKind, set[int]] = {}
    for section in content.sections:
        for item in section.items:
            for term in {item.term, item.suggestion and item.suggestion.term} - {None}:
                asked.setdefault(NotesKind(section.kind), set()).add(term)
    usage = usage_of(asked)
    organisations = list(Organisation.objects.first_written().alphabetical())
    local = {row.translation_key: row for row in Organisation.objects.filter(locale=locale)}
    organisations = [local.get(row.translation_key, row) for row in organisations]
    by_pk = {row.pk: row.display_name for row in organisations}
    kinds_used = {section.kind for section in content.sections if section.kind}
    names = {
        kind: list(
            TERM_MODELS[Kind(kind)]
            .objects.filter(locale=locale, concept__replaced_by=None)
            .alphabetical()
            .values_list("name", flat=True)
        )
        for kind in kinds_used
    }
    lists = []
    for number, section in enumerate(content.sections):
        rows = []
        for place, item in enumerate(section.items):
            term = item.suggestion.term if item.waits and item.suggestion else item.term
            count, by = usage.get((section.kind, term), (0, [])) if term else (0, [])
            why = why_suggested(item.suggestion.reason, item.suggestion.detail) if item.suggestion else ""
            rows.append(Row(f"{number}-{place}", item, count, ", ".join(by), why))
        whose = ", ".join([*(by_pk.get(pk, "") for pk in section.organisations), *section.new_organisations])
        kind = Kind(section.kind).label if section.kind else ""
        label = " – ".join(str(part) for part in (section.heading or kind, whose) if part)
        lists.append(
            List(
                number,
                section.heading,
                section.kind,
                section.attribution,
                section.organisations,
                "; ".join(section.new_organisations),
                tuple(rows),
                label or str(number + 1),
            )
        )
    return Table(content, tuple(lists), Kind.choices, Attribution.choices, organisations, names)
