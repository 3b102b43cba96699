"""What the tables of open data hold. Every format writes these rows, so that no two of them can disagree.

A row's fields are the columns, in this order, under these names in every format.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from operator import attrgetter
from typing import Any

# Raise it when files change in form while their contents stay: what was fetched before is then fetched again.
FORM = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRow:
    """A party to the collaboration."""

    uri: str
    url: str
    name: str
    short_name: str
    language: str
    kind: str
    description: str
    website: str
    statements: int
    terms: int
    continued_as: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow:
    """A meeting, dated as precisely as it is known."""

    uri: str
    url: str
    name: str
    language: str
    date: str
    end: str
    precision: str
    season: str
    place: str
    description: str
    present: tuple[str, ...]
    present_names: tuple[str, ...]
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRow:
    """An entry of the shared vocabulary, with how much was said of it."""

    uri: str
    url: str
    kind: str
    name: str
    language: str
    aliases: tuple[str, ...]
    description: str
    theme: str
    theme_lead: str
    theme_lead_since: str
    statements: int
    organisations: int
    shared: bool
    status: str
    status_date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DevelopmentRow:
    """What became of a term, as an editor stated it."""

    uri: str
    url: str
    term_uri: str
    term: str
    kind: str
    status: str
    date: str
    precision: str
    season: str
    target_uri: str
    target: str
    note: str
    language: str
    source: str
    source_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRow:
    """One thing said, in the words used, with all that it takes to trace it."""

    uri: str
    wording: str
    note: str
    language: str
    kind: str
    term_uri: str
    term: str
    attribution: str
    organisation_uri: str
    organisation: str
    session_uri: str
    session: str
    session_date: str
    session_season: str
    post: str
    post_url: str
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRow:
    """What one term does for another, as an editor has said."""

    relation: str
    source_uri: str
    source: str
    source_kind: str
    target_uri: str
    target: str
    target_kind: str


Row = OrganisationRow | SessionRow | TermRow | LinkRow | DevelopmentRow | StatementRow
# The names of tables, of files and of the API's lists.
TABLES: dict[str, type[Row]] = {
    "organisations": OrganisationRow,
    "sessions": SessionRow,
    "terms": TermRow,
    "links": LinkRow,
    "developments": DevelopmentRow,
    "statements": StatementRow,
}


def columns_of(table: str) -> list[str]:
    """Return the names of a table's columns, in order."""
    return [field.name for field in fields(TABLES[table])]


def cells_of(table: str, rows: Iterable[Row]) -> Iterable[tuple[Any, ...]]:
    """Yield the values of each row, in the order of the columns."""
    return map(attrgetter(*columns_of(table)), rows)


def as_dict(row: Row) -> dict[str, Any]:
    """Return a row as JSON has it: a list where there may be several values."""
    values = ((field.name, getattr(row, field.name)) for field in fields(row))
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values}


@dataclass(frozen=True, kw_only=True)
class About:
    """What every file says of itself: whose it is, on what terms, and where it comes from."""

    title: str
    description: str
    # {kind of term: (what several of it are called, the address of their list)}
    kinds: dict[str, tuple[str, str]]
    language: str
    publisher: str
    publisher_url: str
    contact_email: str
    licence: str
    licence_url: str
    licence_authority: str
    # Where people read of the data; where machines ask for it; the site's front page.
    page_url: str
    api_url: str
    site_url: str


@dataclass(frozen=True)
class DataSet:
    """Some tables, complete, as they were when they were asked for."""

    about: About
    tables: dict[str, Sequence[Row]]
    # When something in it was last published, where that is known.
    modified: datetime | None = None

    def etag(self, form: str) -> str:
        """Return what stands for exactly this content in exactly this form."""
        digest = hashlib.blake2b(repr((FORM, form, self.about, self.modified)).encode(), digest_size=16)
        for table, rows in self.tables.items():
            digest.update(repr((table, *cells_of(table, rows))).encode())
        return f'"{digest.hexdigest()}"'
