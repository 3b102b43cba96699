"""An overview as it is shown: parts, rows and cells, each with where it leads."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from collaboration.changes.lookup import standings
from collaboration.models import STATUSES, Kind, Status
from collaboration.overview import asked, lookup, matrix
from collaboration.overview.known import Known
from collaboration.overview.matrix import NOT_STATED, ROOM, SHARED, Group, Named, Order, Row
from collaboration.reader import Reader
from home.pagination import page_of

# More rows than this, nobody reads on one page.
ROWS_PER_PAGE = 100
# The heading of the list of statements on the page of a term.
SAID = "#said-h"
HERE = "#terms"
# As a statement that nobody is named for is drawn elsewhere.
GUEST = mark_safe('<span class="guest" aria-hidden="true">·</span>')
# Of the bars in the table of help, in px.
HIGHEST = 91


@dataclass(frozen=True)
class Column:
    """Those whose statements stand in a column: how they are drawn and called, and the query that asks for theirs."""

    key: Hashable
    sign: str
    name: str
    query: dict[str, str]


@dataclass(frozen=True)
class Cell:
    """That a column named a term: `says` is for those who don't see the sign."""

    column: Column
    url: str


@dataclass(frozen=True)
class ShownRow:
    """A term, its cells (None where it was not named), and how often it was said."""

    named: Named
    url: str
    cells: list[Cell | None]
    count: int
    said_url: str
    # What became of it, in words.
    status: str = ""


@dataclass
class ShownPart:
    """Rows that stand together, as far as they stand on this page; `total` is of all pages."""

    title: str
    total: int
    rows: list[ShownRow]


@dataclass(frozen=True)
class HelpCell:
    """How many terms one named and another did not, how high its bar is, and the query that lists them."""

    count: int
    height: int
    url: str


class Overview:
    """All terms of one kind, those that a reader asks for, and what sums them up."""

    def __init__(
        self,
        kind: Kind,
        reader: Reader,
        request: Any,
        asked_for: QueryDict | None = None,
        *,
        first: int = 0,
        known: Known | None = None,
    ) -> None:
        """Read what is asked for from the request's address, unless it is given; then show the `first` rows alone.

        A page that has several shares what is `known`.
        """
        self.kind, self.reader, self.request, self.first = kind, reader, request, first
        self.themes = known.themes if known else lookup.themes_in(reader.locale)
        self.theme_names = dict(self.themes.values())
        self.asked = asked.read(
            request.GET if asked_for is None else asked_for,
            organisations=reader.organisations,
            sessions=reader.sessions,
            themes=self.theme_names,
            statuses=(*STATUSES[kind], NOT_STATED) if kind in STATUSES else (),
        )
        self.choice = self.asked.choice
        to_be_found = bool(self.choice.words)
        self.facts = known.facts if known else lookup.facts_of(kind, shown=reader.organisations)
        if known and not to_be_found:
            self.named = known.named(kind)
        else:
            self.named = lookup.named_of(kind, reader.locale, self.themes, to_be_found=to_be_found)
        became = known.standings(kind) if known else standings(kind) if kind in STATUSES else {}
        if became:
            self.named = [
                replace(one, status=became[one.concept_id].status) if one.concept_id in became else one
                for one in self.named
            ]
        self.rows = matrix.build(self.named, self.facts)

    @property
    def total(self) -> int:
        """How many terms have been named, in all sessions."""
        return sum(1 for row in self.rows if row.by_column)

    @cached_property
    def sessions(self) -> list[tuple[int, Any]]:
        """The sessions, oldest first."""
        return sorted(self.reader.sessions.items(), key=lambda item: (item[1].date, item[0]))

    @cached_property
    def fitting(self) -> list[Row]:
        """The rows that fit what was asked."""
        if self.choice.session is None:
            rows = self.rows
        else:
            rows = matrix.build(self.named, self.facts, self.choice.session)
            rows = [row for row in rows if row.by_column]
        return matrix.choose(rows, self.choice, [pk for pk, _session in self.sessions])

    @cached_property
    def columns(self) -> list[Column]:
        return [self._column(key) for key in matrix.columns_of(self.rows, list(self.reader.organisations))]

    def _column(self, key: Hashable) -> Column:
        if key == SHARED:
            sign = render_to_string("collaboration/includes/spine_shared.html")
            return Column(key, sign, _("Shared"), {"as": SHARED})
        if key == ROOM:
            return Column(key, GUEST, _("Not said by whom"), {"as": ROOM})
        organisation = self.reader.organisations[key]
        sign = render_to_string("collaboration/includes/spine.html", {"organisation": organisation})
        return Column(key, sign, organisation.display_name, {"by": organisation.slug})

    @cached_property
    def listed(self) -> Any:
        """The page of rows that was asked for; raises NotHere for one there isn't."""
        parts = matrix.arrange(self.fitting, self.choice.order, list(self.theme_names))
        self._totals = {part.key: len(part.rows) for part in parts}
        rows = [(part.key, row) for part in parts for row in part.rows]
        if self.first:
            return Paginator(rows, self.first).page(1)
        return page_of(Paginator(rows, ROWS_PER_PAGE), self.request)

    @cached_property
    def parts(self) -> list[ShownPart]:
        found: dict[str, ShownPart] = {}
        session = self.reader.sessions.get(self.choice.session)
        within = {"session": session.slug} if session else {}
        base = self.reader.section(self.kind)
        for key, row in self.listed:
            part = found.setdefault(key, ShownPart(self._title(key), self._totals[key], []))
            part.rows.append(self._shown(row, f"{base}{row.named.slug}/" if base else "", within))
        return list(found.values())

    def _title(self, key: str) -> str:
        if self.choice.order == Order.THEME:
            return self.theme_names.get(key, _("Without a theme"))
        return str(GROUP_TITLES[Group(key)]) if key else ""

    def _shown(self, row: Row, url: str, within: dict[str, str]) -> ShownRow:
        cells = [
            Cell(column, f"{url}{asked.address(**column.query, **within)}{SAID}")
            if column.key in row.by_column
            else None
            for column in self.columns
        ]
        status = str(Status(row.named.status).label) if row.named.status else ""
        return ShownRow(row.named, url, cells, row.count, f"{url}{asked.address(**within)}{SAID}", status)

    @property
    def in_words(self) -> str:
        """How many terms were named, in a sentence."""
        n = self.total
        return {
            Kind.COMPETENCY: ngettext("%(n)d competency was named.", "%(n)d competencies were named.", n),
            Kind.CHALLENGE: ngettext("%(n)d challenge was named.", "%(n)d challenges were named.", n),
            Kind.GOAL: ngettext("%(n)d goal was named.", "%(n)d goals were named.", n),
            Kind.MEANS: ngettext("%(n)d means was named.", "%(n)d means were named.", n),
        }[self.kind] % {"n": n}

    @property
    def sums_in_words(self) -> list[tuple[Group, str, str]]:
        return [(group, group_sum(group, n), query) for group, n, query in self.sums]

    @property
    def has_organisations(self) -> bool:
        return any(column.key not in (SHARED, ROOM) for column in self.columns)

    @property
    def groups(self) -> list[tuple[Group, str]]:
        """The groups there are, to choose from."""
        found = matrix.tally(self.rows)
        return [(group, str(GROUP_TITLES[group])) for group in Group if found[group]]

    @property
    def statuses(self) -> list[tuple[str, str]]:
        """How the terms stand, to choose from; nothing where nothing is stated of any."""
        found = {one.status for one in self.named} - {""}
        if not found:
            return []
        stated = [(str(status), str(status.label)) for status in STATUSES[self.kind] if status in found]
        return [*stated, (NOT_STATED, _("Nothing is stated"))]

    @property
    def orders(self) -> list[tuple[Order, str]]:
        return [
            (Order.GROUP, _("by how many it was named")),
            *([(Order.THEME, _("theme"))] if self.theme_names else []),
            (Order.NAME, _("name")),
            (Order.MOST, _("how often it was said")),
        ]

    @cached_property
    def sums(self) -> list[tuple[Group, int, str]]:
        """How many terms are in each group that was named, and the query that lists them."""
        found = matrix.tally(self.rows)
        return [
            (group, found[group], f"{asked.address(group=str(group))}{HERE}")
            for group in Group
            if found[group] and group != Group.UNNAMED
        ]

    @cached_property
    def help(self) -> list[tuple[Any, list[HelpCell]]]:
        """Who could help whom: for each organisation that named something, how much of it the others did not."""
        return help_cells(self.rows, self.reader.organisations, HERE)

    @property
    def rest(self) -> str:
        """The query that was asked, but for the page, to follow a page's number in an address."""
        asked_for = self.request.GET.copy()
        asked_for.pop("page", None)
        kept = {name: asked_for.getlist(name) for name in FIELDS if name in asked_for}
        query = asked.address(**kept)
        return f"&{query[1:]}{HERE}" if query else HERE


# What a reader may ask for, in the names that addresses have.
FIELDS: Sequence[str] = ("q", "by", "not", "group", "theme", "status", "session", "since", "order")


def help_cells(rows: Sequence[Row], organisations: Any, where: str) -> list[tuple[Any, list[HelpCell]]]:
    """Return (organisation, how much of what it has each other has not), for those that have something.

    Cells lead to what they count, in the list that stands at `where`. Of one organisation alone there is nothing.
    """
    speaking = [pk for pk in organisations if any(pk in row.by_column for row in rows)]
    if len(speaking) < 2:
        return []

    def cell(one: matrix.Help) -> HelpCell:
        slugs = {name: organisations[pk].slug for name, pk in (("by", one.giver), ("not", one.taker))}
        url = f"{asked.address(**slugs)}{where}" if one.giver != one.taker else ""
        return HelpCell(one.count, round(one.share * HIGHEST), url)

    return [(organisations[line[0].giver], [cell(one) for one in line]) for line in matrix.can_help(rows, speaking)]


# What the terms of a group have in common.
GROUP_TITLES = {
    Group.SHARED: gettext_lazy("Shared by several"),
    Group.SEVERAL: gettext_lazy("Named by two or more"),
    Group.ONE: gettext_lazy("Named by one alone"),
    Group.ROOM: gettext_lazy("Said in the room"),
    Group.UNNAMED: gettext_lazy("In no published post"),
}


def group_sum(group: Group, n: int) -> str:
    """Return how many terms are in a group, in words that go on from "n were named"."""
    return {
        Group.SHARED: ngettext("%(n)d is shared by several", "%(n)d are shared by several", n),
        Group.SEVERAL: ngettext("%(n)d more by two or more", "%(n)d more by two or more", n),
        Group.ONE: ngettext("%(n)d by one alone", "%(n)d by one alone", n),
        Group.ROOM: ngettext(
            "%(n)d in the room, without saying by whom", "%(n)d in the room, without saying by whom", n
        ),
        Group.UNNAMED: ngettext("%(n)d in no published post", "%(n)d in no published post", n),
    }[group] % {"n": n}
