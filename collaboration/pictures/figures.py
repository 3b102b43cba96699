"""The pictures there are: what each shows, in words, in numbers that lead on, and drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from collaboration.models import STATUSES, Kind
from collaboration.overview import asked, matrix
from collaboration.overview.known import Known, known_of
from collaboration.overview.matrix import Group
from collaboration.overview.table import HERE, Overview
from collaboration.pictures.drawing import Amount, Chart, Entry, Ink, Side, Square, chart, square
from collaboration.reader import Reader
from collaboration.templatetags.collaboration_tags import KIND_PLURALS
from collaboration.visual_keys import SHARED_FILLS

COMMON = Ink("ink", SHARED_FILLS["light"])

TITLES = {
    "help": gettext_lazy("Named by one, and not by the other"),
    "named": gettext_lazy("Named alone, and with others"),
    "themes": gettext_lazy("Terms by theme"),
    "sessions": gettext_lazy("Statements by session"),
    "status": gettext_lazy("What became of the goals"),
}


NOTHING = (matrix.NOT_STATED, pgettext_lazy("what became of a goal", "Nothing stated"))


@dataclass(frozen=True)
class Number:
    """A cell of the table behind a picture; `url` lists as much as it counts."""

    value: int | None
    url: str = ""


@dataclass(frozen=True)
class Figure:
    """A picture, and the table behind it. It is empty where there is nothing to draw as yet."""

    name: str
    says: str
    drawn: Chart | Square
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Number, ...]], ...]

    @property
    def title(self) -> str:
        return str(TITLES[self.name])

    @property
    def is_empty(self) -> bool:
        return not any(number.value for _name, numbers in self.rows for number in numbers)

    @property
    def width(self) -> int | None:
        """The width in pixels, of a picture that can't be narrower."""
        return self.drawn.width if isinstance(self.drawn, Square) else None

    def svg(self, **context: Any) -> str:
        """Return the picture as it stands in a page; as a file by itself, with a `source` to name."""
        inner = "square" if isinstance(self.drawn, Square) else "chart"
        inner = render_to_string(f"collaboration/pictures/{inner}.svg", {"drawn": self.drawn})
        return render_to_string("collaboration/pictures/picture.svg", {"figure": self, "inner": inner, **context})


class Figures:
    """The pictures of what readers of one language may see."""

    def __init__(self, reader: Reader, request: Any) -> None:
        self.reader, self.request = reader, request

    def figure(self, name: str) -> Figure:
        """Return one picture by its name, a key of TITLES."""
        drawing: dict[str, Callable[[], Figure]] = {
            "help": self.help,
            "named": self.named,
            "themes": self.by_theme,
            "sessions": self.by_session,
            "status": self.by_status,
        }
        return drawing[name]()

    @cached_property
    def known(self) -> Known:
        return known_of(self.reader)

    @cached_property
    def competencies(self) -> Overview:
        return self._overview(Kind.COMPETENCY)

    @cached_property
    def goals(self) -> Overview:
        return self._overview(Kind.GOAL)

    def _overview(self, kind: Kind) -> Overview:
        return Overview(kind, self.reader, self.request, QueryDict(), known=self.known)

    def _ink(self, organisation: Any, style: str = "filled") -> Ink:
        key = organisation.visual_key.light
        return Ink(f"k-{organisation.slug}", key.fill, key.on, style)

    def _competencies_url(self, **query: str) -> str:
        base = self.reader.section(Kind.COMPETENCY)
        return f"{base}{asked.address(**query)}{HERE}" if base else ""

    def help(self) -> Figure:
        """How many competencies one organisation named, and another did not."""
        organisations = self.reader.organisations
        speaking = [pk for pk in organisations if any(pk in row.by_column for row in self.competencies.rows)]
        if len(speaking) < 2:
            speaking = []
        values = matrix.can_help(self.competencies.rows, speaking)
        sides = [
            Side(organisations[pk].display_name, organisations[pk].letter, self._ink(organisations[pk]))
            for pk in speaking
        ]
        rows = []
        for line in values:
            giver = organisations[line[0].giver]
            numbers = [
                Number(None)
                if one.giver == one.taker
                else Number(one.count, self._competencies_url(by=giver.slug, **{"not": organisations[one.taker].slug}))
                for one in line
            ]
            rows.append((giver.display_name, tuple(numbers)))
        return Figure(
            "help",
            _(
                "How many competencies the organisation to the left named, and the one above did not. "
                "It counts what was named, not what is known."
            ),
            square(sides, [[one.count for one in line] for line in values]),
            tuple(side.name for side in sides),
            tuple(rows),
        )

    def named(self) -> Figure:
        """How many competencies each organisation named alone, with others, and of those shared by several."""
        inks = {Group.ONE: "filled", Group.SEVERAL: "edge", Group.SHARED: "broken"}
        entries, rows = [], []
        for pk, organisation in self.reader.organisations.items():
            found = Counter(row.group for row in self.competencies.rows if pk in row.by_column)
            amounts = tuple(Amount(found[group], self._ink(organisation, style)) for group, style in inks.items())
            entries.append(Entry(organisation.name, amounts))
            numbers = [
                Number(found[group], self._competencies_url(by=organisation.slug, group=str(group))) for group in inks
            ]
            total = Number(sum(found.values()), self._competencies_url(by=organisation.slug))
            rows.append((organisation.name, (*numbers, total)))
        words = {
            Group.ONE: _("Named by one alone"),
            Group.SEVERAL: _("Named by two or more"),
            Group.SHARED: _("Shared by several"),
        }
        return Figure(
            "named",
            _("How many competencies each organisation named alone, and how many others named too."),
            chart(entries, [(words[group], replace(COMMON, style=style)) for group, style in inks.items()]),
            (*(words[group] for group in inks), _("In all")),
            tuple(rows),
        )

    def by_theme(self) -> Figure:
        """How many terms of each kind were named in each theme."""
        counts: Counter[tuple[str, Kind]] = Counter()
        for kind in Kind:
            for row in matrix.build(self.known.named(kind), self.known.facts):
                if row.by_column:
                    counts[row.named.theme, kind] += 1
        entries, rows = [], []
        for slug, name in [*self.known.themes.values(), ("", _("Without a theme"))]:
            total = sum(counts[slug, kind] for kind in Kind)
            if not total:
                continue
            entries.append(Entry(name, (Amount(total, COMMON),)))
            numbers = [Number(counts[slug, kind], self._of_theme(kind, slug)) for kind in Kind]
            rows.append((name, (*numbers, Number(total))))
        return Figure(
            "themes",
            _("How many terms were named in each theme: competencies, challenges, goals and means together."),
            chart(entries),
            (*(str(KIND_PLURALS[kind]) for kind in Kind), _("In all")),
            tuple(rows),
        )

    def _of_theme(self, kind: Kind, slug: str) -> str:
        base = self.reader.section(kind)
        return f"{base}{asked.address(theme=slug)}{HERE}" if base and slug else ""

    def by_session(self) -> Figure:
        """How many statements were made in each session, the first first."""
        counts = self.known.statements_by_session
        sessions = sorted(self.reader.sessions.items(), key=lambda item: (item[1].when, item[0]))
        return Figure(
            "sessions",
            _("How many statements the posts about each session hold."),
            chart([Entry(session.name, (Amount(counts.get(pk, 0), COMMON),)) for pk, session in sessions]),
            (_("Statements"),),
            tuple((session.name, (Number(counts.get(pk, 0), self.reader.url(session)),)) for pk, session in sessions),
        )

    def by_status(self) -> Figure:
        """How many goals have been agreed, begun, reached or given up, and of how many nothing is stated."""
        base = self.reader.section(Kind.GOAL)
        entries, rows = [], []
        for status, name in [*((str(status), status.label) for status in STATUSES[Kind.GOAL]), NOTHING]:
            count = len(matrix.choose(self.goals.rows, matrix.Choice(status=status)))
            url = f"{base}{asked.address(status=status)}{HERE}" if base else ""
            ink = replace(COMMON, style="edge") if status == matrix.NOT_STATED else COMMON
            entries.append(Entry(str(name), (Amount(count, ink),)))
            rows.append((str(name), (Number(count, url),)))
        return Figure(
            "status",
            _("How many goals have been agreed, begun, reached or given up, as far as an editor has stated it."),
            chart(entries),
            (str(KIND_PLURALS[Kind.GOAL]),),
            tuple(rows),
        )
