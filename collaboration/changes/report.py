"""What has changed from one session to another, as plain data that any page or block can show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from collaboration.changes import lookup
from collaboration.changes.becoming import Merged, in_time
from collaboration.changes.comparing import Change, Compared, compare, happened_between
from collaboration.changes.story import SAID, ShownStated, shown
from collaboration.models import Kind, Status
from collaboration.models.concept import current_concepts
from collaboration.overview.asked import address
from collaboration.overview.matrix import ROOM, SHARED
from collaboration.reader import Reader
from collaboration.vocabulary import TermName
from home.localised_pages import localised


@dataclass(frozen=True)
class Line:
    """One term of a comparison, and the way to what each session said of it; an address is empty where it didn't."""

    name: TermName
    url: str
    earlier: int
    earlier_url: str
    later: int
    later_url: str
    speakers: tuple[Any, ...]
    shared: bool


@dataclass(frozen=True)
class Became:
    """One development, and the term it is of."""

    name: TermName
    url: str
    stated: ShownStated


@dataclass(frozen=True)
class MergedInto:
    """Terms that have been merged, and the one that stands for them."""

    name: TermName
    url: str
    merged: Merged


@dataclass(frozen=True)
class Report:
    """What has changed between two sessions. The groups hold lines by kind and alphabet.

    Where nothing has been published from one of them, nothing is compared: `compares` is false.
    """

    earlier: Any
    later: Any
    earlier_speaks: bool
    later_speaks: bool
    groups: dict[Change, list[Line]]
    moved: list[Became]
    stated: list[Became]
    merged: list[MergedInto]

    @property
    def compares(self) -> bool:
        return self.earlier_speaks and self.later_speaks


def in_order(sessions: Any) -> list[tuple[int, Any]]:
    """Return (pk, session) of a Reader's sessions, oldest first."""
    return sorted(sessions.items(), key=lambda item: (item[1].when, item[0]))


def two_latest(reader: Reader, speaking: Iterable[int]) -> tuple[int, int] | None:
    """Return the two latest sessions that said something, else the two latest; None where there is only one."""
    everything = [pk for pk, _session in in_order(reader.sessions)]
    speaking = frozenset(speaking)
    told = [pk for pk in everything if pk in speaking]
    chosen = told if len(told) > 1 else everything
    return (chosen[-2], chosen[-1]) if len(chosen) > 1 else None


def session_before(session: int, reader: Reader, speaking: Iterable[int]) -> int | None:
    """Return the latest session before this one that said something, or None."""
    speaking, before = frozenset(speaking), None
    for pk, _session in in_order(reader.sessions):
        if pk == session:
            return before
        if pk in speaking:
            before = pk
    return None


def changed_since(session: int, reader: Reader, *, kind: str = "") -> Report | None:
    """Return what has changed from a session to the latest that said something, or else to the latest.

    None where no session came after it.
    """
    order = [pk for pk, _session in in_order(reader.sessions)]
    after = order[order.index(session) + 1 :] if session in order else []
    if not after:
        return None
    speaking = lookup.speaking_sessions()
    told = [pk for pk in after if pk in speaking]
    return changes_between(session, (told or after)[-1], reader, kind=kind)


def changes_between(
    earlier: int, later: int, reader: Reader, *, kind: str = "", organisation: int | None = None
) -> Report:
    """Return what has changed between two sessions, by their pk; of one kind, or as one organisation said it.

    Five queries, more where terms were merged.
    """
    facts = lookup.facts(reader.organisations, kind, organisation)
    names = {pk: TermName(pk, *row) for pk, row in lookup.all_names(reader.locale).items()}
    order = [pk for pk, _session in in_order(reader.sessions)]
    before = order[: order.index(later)]
    rows = {row.concept_id: row for row in compare(facts, earlier, later, before)}
    speaks = {fact.session_id for fact in facts}
    about = {fact.concept_id for fact in facts} if organisation else None
    by = reader.organisations[organisation].slug if organisation else ""
    groups: dict[Change, list[Line]] = {change: [] for change in Change}
    if {earlier, later} <= speaks:
        for pk, name in names.items():
            if row := rows.get(pk):
                groups[row.change].append(_line(row, name, earlier, later, reader, by))
    became = _became(earlier, later, reader, kind, names, about)
    return Report(
        earlier=reader.sessions[earlier],
        later=reader.sessions[later],
        earlier_speaks=earlier in speaks,
        later_speaks=later in speaks,
        groups={change: lines for change, lines in groups.items() if lines},
        moved=[one for one in became if one.stated.status == Status.MOVED],
        stated=[one for one in became if one.stated.status != Status.MOVED],
        merged=_merged(kind, rows, names, reader),
    )


def _line(row: Compared, name: TermName, earlier: int, later: int, reader: Reader, by: str) -> Line:
    url = reader.url(name)
    columns = row.later or row.earlier

    def said_in(session: int, count: int) -> str:
        return f"{url}{address(session=reader.sessions[session].slug, by=by)}{SAID}" if url and count else ""

    return Line(
        name=name,
        url=url,
        earlier=row.earlier_count,
        earlier_url=said_in(earlier, row.earlier_count),
        later=row.later_count,
        later_url=said_in(later, row.later_count),
        speakers=tuple(one for pk, one in reader.organisations.items() if pk in columns and pk not in (SHARED, ROOM)),
        shared=SHARED in columns,
    )


def _became(
    earlier: int, later: int, reader: Reader, kind: str, names: dict[int, TermName], about: set[int] | None
) -> list[Became]:
    if kind and not lookup.has_developments(kind):
        return []
    first, last = reader.sessions[earlier].when, reader.sessions[later].when
    found = [
        one
        for one in in_time(lookup.stated())
        if happened_between(one.when, first, last)
        and one.concept_id in names
        # A challenge that became a goal is told of either kind.
        and kind in ("", names[one.concept_id].kind, Kind.GOAL if one.target_id else "")
        and (about is None or one.concept_id in about or one.target_id in about)
    ]
    pages = localised([one.source for one in found if one.source], reader.locale.language_code)
    return [
        Became(
            names[one.concept_id],
            reader.url(names[one.concept_id]),
            shown(one, one.concept_id, names, pages, reader, reader.request),
        )
        for one in found
    ]


def _merged(kind: str, rows: dict[int, Compared], names: dict[int, TermName], reader: Reader) -> list[MergedInto]:
    made = lookup.merges(kind)
    current = current_concepts({into for into, _merge in made}) if made else {}
    return [
        MergedInto(names[current[into]], reader.url(names[current[into]]), merge)
        for into, merge in made
        if current[into] in rows and current[into] in names
    ]
