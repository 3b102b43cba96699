"""The table in which notes are reviewed: plain values for a template."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from collaboration.models import TERM_MODELS, Attribution, Kind, Organisation
from collaboration.notes.kinds import Kind as NotesKind
from collaboration.notes.reasons import Reason, Why
from collaboration.notes.reviewed import Reviewed, ReviewedItem, ReviewedSection
from collaboration.notes.reviewing import Place
from collaboration.notes_lookup import usage_of
from collaboration.notes_words import why
from home.text.normalise import name_key


@dataclass(frozen=True)
class Row:
    """One line: its item, where it is, how often and by whom its term was said before, and where it is already."""

    key: str
    item: ReviewedItem
    said: int
    said_by: str
    why: str
    there: str


@dataclass(frozen=True)
class List:
    number: int
    section: ReviewedSection
    new_organisations: str
    rows: tuple[Row, ...]
    label: str
    why: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    content: Reviewed
    lists: tuple[List, ...]
    kinds: list
    attributions: list
    organisations: list
    # Who was there, and after them all others: to whom lines are moved.
    owners: list
    text: list = field(default_factory=list)
    set_aside: list = field(default_factory=list)

    @property
    def confident(self):
        """How many suggestions may be accepted unseen."""
        return sum(
            bool(item.waits and item.suggestion and item.suggestion.confident)
            for section in self.content.sections
            for item in section.items
        )

    @property
    def there(self):
        """How many lines posts say already."""
        return sum(bool(row.there) for each in self.lists for row in each.rows)

    @property
    def there_in(self):
        """The posts that do."""
        return list(dict.fromkeys(row.there for each in self.lists for row in each.rows if row.there))


def table_of(content: Reviewed, locale, there: Mapping[Place, str]) -> Table:
    """Return the table of a review. A few queries for each kind, however many lines there are."""
    asked: dict[NotesKind, set[int]] = {}
    for section in content.sections:
        for item in section.items:
            for term in {item.term, item.suggestion and item.suggestion.term} - {None}:
                asked.setdefault(NotesKind(section.kind), set()).add(term)
    usage = usage_of(asked)
    organisations = list(Organisation.objects.first_written().alphabetical())
    local = {row.translation_key: row for row in Organisation.objects.filter(locale=locale)}
    present = {row.pk for row in organisations if row.pk in content.present}
    owners = [
        local.get(row.translation_key, row) for row in sorted(organisations, key=lambda row: row.pk not in present)
    ]
    organisations = [local.get(row.translation_key, row) for row in organisations]
    by_pk = {row.pk: row.display_name for row in organisations}
    lists = []
    for number, section in enumerate(content.sections):
        rows = []
        for place, item in enumerate(section.items):
            term = item.suggestion.term if item.waits and item.suggestion else item.term
            count, by = usage.get((section.kind, term), (0, [])) if term else (0, [])
            rows.append(
                Row(f"{number}-{place}", item, count, ", ".join(by), _why(item), there.get((number, place), ""))
            )
        reasons = tuple(why(reason) for reason in section.reasons)
        new = "; ".join(section.new_organisations)
        lists.append(List(number, section, new, tuple(rows), _label(number, section, by_pk), reasons))
    return Table(
        content,
        tuple(lists),
        Kind.choices,
        Attribution.choices,
        organisations,
        owners,
        [(passage.text, _unless_plain(passage.reason)) for passage in content.text],
        [(passage.text, why(passage.reason)) for passage in content.set_aside],
    )


def term_names(kinds, locale) -> dict[str, list[str]]:
    """Return the names of the terms of some kinds, to be offered where a name is written. A query for each."""
    return {
        kind: list(
            TERM_MODELS[Kind(kind)]
            .objects.filter(locale=locale, concept__replaced_by=None)
            .alphabetical()
            .values_list("name", flat=True)
        )
        for kind in sorted(kinds)
    }


def _why(item: ReviewedItem) -> str:
    if item.suggestion:
        return why(Reason(Why(item.suggestion.reason), item.suggestion.detail))
    if item.reason is None or (item.reason.why is Why.IDENTICAL and name_key(item.verbatim) == name_key(item.name)):
        # That it is the same is seen.
        return ""
    return why(item.reason)


def _unless_plain(reason: Reason) -> str:
    return "" if reason.why is Why.RUNNING_TEXT else why(reason)


def _label(number: int, section: ReviewedSection, by_pk: dict[int, str]) -> str:
    """Return what a list is called: its heading or its kind, and whose it is."""
    if section.organisations or section.new_organisations:
        whose = ", ".join([*(by_pk.get(pk, "") for pk in section.organisations), *section.new_organisations])
    else:
        whose = _("Shared") if section.attribution == Attribution.SHARED else ""
    kind = str(Kind(section.kind).label) if section.kind else ""
    return " – ".join(part for part in (section.heading or kind, whose) if part) or str(number + 1)
