"""The sheet that a translator fills in: every statement of a post with its term, its words and their translation."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from collaboration.models import Organisation, WordingTranslation
from collaboration.reading import mark_of
from collaboration.templatetags.collaboration_tags import KIND_PLURALS
from collaboration.vocabulary import TermName, directory, term_names
from collaboration.wordings.sources import said_on
from collaboration.wordings.translating import Answer, stands_for


@dataclass(frozen=True)
class Row:
    """One statement. `text` is what its field holds: what was typed, else what is stored."""

    item_uuid: str
    wording: str
    note: str
    term: TermName | None
    stored: WordingTranslation | None
    text: str
    still_fits: bool = False
    problem: str = ""

    @property
    def mark(self) -> str:
        return mark_of(self.item_uuid)

    @property
    def is_outdated(self) -> bool:
        """Whether it was made of other words than those that stand there now."""
        return bool(self.stored and not self.stored.fits(self.wording))

    @property
    def is_done(self) -> bool:
        return bool(self.stored and self.stored.fits(self.wording))

    @property
    def seen(self) -> str:
        """What stands for the words and the translation that the translator has before her."""
        return f"{stands_for(self.wording)}.{stands_for(self.stored.text if self.stored else '')}"


@dataclass(frozen=True)
class Group:
    """One list of the post: what stands above it, and whose it is."""

    heading: str
    kind: str
    organisations: tuple[Any, ...]
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True)
class Sheet:
    """All of a post's statements in the order of the post, and how many have their translation."""

    groups: list[Group]
    total: int
    done: int

    @property
    def without(self) -> int:
        return self.total - self.done


def sheet_of(
    source: Any,
    locale: Any,
    *,
    only_without: bool = False,
    answers: Collection[Answer] = (),
    problems: Mapping[str, str] | None = None,
) -> Sheet:
    """Return the sheet of a post in a language. Four queries, however much was said; more where terms were merged.

    `answers` and `problems` are what could not be saved: it stays in its field, whatever else is left out.
    """
    lists, chosen = said_on(source)
    names = term_names({term.concept_id for term in chosen.values()}, locale)
    organisations = directory(Organisation, locale)
    stored = {
        row.item_uuid: row
        for row in WordingTranslation.objects.filter(translation_key=source.translation_key, locale=locale)
    }
    typed = {answer.item_uuid: answer for answer in answers}
    groups, total, done = [], 0, 0
    for said in lists:
        shown = (organisations.shown(pk) for pk in said.organisations)
        group = Group(said.heading, str(KIND_PLURALS[said.kind]), tuple(row for row in shown if row))
        for item in said.items:
            term = chosen.get((said.kind, item.term))
            if term is None:
                continue
            row = _row(item, term, names, stored.get(item.item_uuid), typed.get(item.item_uuid), problems or {})
            total, done = total + 1, done + row.is_done
            if not only_without or not row.is_done or row.item_uuid in typed:
                group.rows.append(row)
        if group.rows:
            groups.append(group)
    return Sheet(groups, total, done)


def _row(item: Any, term: Any, names: Any, stored: Any, answer: Answer | None, problems: Mapping[str, str]) -> Row:
    is_typed = answer is not None and answer.is_given
    return Row(
        item_uuid=item.item_uuid,
        wording=item.wording or term.name,
        note=item.note,
        term=names.get(term.concept_id),
        stored=stored,
        text=answer.text if answer and is_typed else stored.text if stored else "",
        still_fits=bool(answer and answer.still_fits),
        problem=problems.get(item.item_uuid, ""),
    )
