"""Tables: which columns hold the kind, the organisation, the wording and a note, or one list each."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from collaboration.notes.headings import Headings, Party, name_in
from collaboration.notes.kinds import Kind
from collaboration.notes.lines import Line, wording_of
from home.text.words import words


class Column(StrEnum):
    """What stands in a column of a table with a row for each thing said."""

    KIND = "kind"
    WHOSE = "organisation"
    WORDING = "wording"
    NOTE = "note"


_NAMES = {
    Column.KIND: "kind type slag sort kategori category liste list art hva_slags",
    Column.WHOSE: "organisation organization organisasjon organisasjonar organisasjoner hvem kven who vem institusjon "
    "institution museum bibliotek library kommune kommun avdeling från fra frå",
    Column.WORDING: "wording ordlyd stikkord utsagn utsegn statement text tekst term ord formulering what hva kva vad "
    "beskrivelse innspill inspel uttalande uttrykk item",
    Column.NOTE: "note merknad merknader anmerkning kommentar kommentarer comment comments anteckning anmärkning notat",
}
_ROLE = {word: column for column, text in _NAMES.items() for word in text.split()}


@dataclass(frozen=True)
class Cell:
    """One thing said in a table; a kind that is None is what the heading above says."""

    line: int
    kind: Kind | None
    parties: tuple[Party, ...]
    unknown: tuple[str, ...]
    shared: bool
    wording: str
    note: str = ""

    @property
    def list(self) -> tuple[object, ...]:
        """What cells of one list have in common."""
        return self.kind, self.parties, self.unknown, self.shared


@dataclass(frozen=True)
class Table:
    """What a table says, and the lines that are its head."""

    head: tuple[int, ...]
    cells: tuple[Cell, ...]
    empty: tuple[int, ...]


def read_table(rows: Sequence[Line], headings: Headings) -> Table | None:
    """Return what a table says, or None where its columns can't be told."""
    head, *body = rows
    if roles := _roles(head):
        return _by_rows(head, body, roles, headings)
    if body and (table := _by_columns(head, body, headings)):
        return table
    kinds = [headings.read(row.cells[0]).kind for row in rows]
    if len(head.cells) >= 3 and all(kinds):
        order = {column: place for place, column in enumerate(Column)}
        return _by_rows(None, rows, order, headings)
    return None


def _roles(head: Line) -> dict[Column, int]:
    """Return which column is where, by the words of the head; nothing unless a wording's is named."""
    roles: dict[Column, int] = {}
    for place, cell in enumerate(head.cells):
        found = words(cell)
        if len(found) == 1 and (column := _ROLE.get(found[0])):
            roles.setdefault(column, place)
    return roles if Column.WORDING in roles and len(roles) > 1 else {}


def _whose(text: str, headings: Headings) -> tuple[tuple[Party, ...], tuple[str, ...], bool]:
    says = headings.read(text)
    if says.parties or says.shared or not text.strip():
        return says.parties, (), says.shared
    return (), (name_in(text) or wording_of(text),), False


def _by_rows(head: Line | None, body: Sequence[Line], roles: dict[Column, int], headings: Headings) -> Table:
    cells, empty = [], []
    for row in body:

        def at(column: Column, row: Line = row) -> str:
            place = roles.get(column, len(row.cells))
            return row.cells[place] if place < len(row.cells) else ""

        wording = wording_of(at(Column.WORDING))
        if not wording:
            empty.append(row.number)
            continue
        parties, unknown, shared = _whose(at(Column.WHOSE), headings)
        kind = headings.read(at(Column.KIND)).kind
        cells.append(Cell(row.number, kind, parties, unknown, shared, wording, wording_of(at(Column.NOTE))))
    return Table((head.number,) if head else (), tuple(cells), tuple(empty))


def _by_columns(head: Line, body: Sequence[Line], headings: Headings) -> Table | None:
    """Read a table with a list in each column: of a kind, or an organisation's."""
    says = [headings.read(cell) for cell in head.cells]
    kinds = sum(bool(column.kind) for column in says)
    owners = sum(bool(column.parties) or column.shared for column in says)
    if max(kinds, owners) < 2:
        return None
    by_kind = kinds >= owners
    # The first column names the rows, unless it is a list like the others.
    named = not (says[0].kind if by_kind else says[0].parties or says[0].shared)
    cells, empty = [], []
    for row in body:
        label = row.cells[0] if named and row.cells else ""
        found = []
        for place, cell in enumerate(row.cells):
            if place >= len(says) or (named and place == 0):
                continue
            above = head.cells[place]
            kind = says[place].kind if by_kind else headings.read(label).kind
            parties, unknown, shared = _whose(label if by_kind else above, headings)
            found += [
                Cell(row.number, kind, parties, unknown, shared, wording)
                for line in cell.splitlines()
                if (wording := wording_of(line.strip().lstrip("-•*–·").strip()).rstrip(";,"))
            ]
        if found:
            cells += found
        else:
            empty.append(row.number)
    # List by list, as the head has them, and not row by row.
    lists = list(dict.fromkeys(cell.list for cell in cells))
    order = {each: place for place, each in enumerate(lists)}
    cells.sort(key=lambda cell: order[cell.list])
    return Table((head.number,), tuple(cells), tuple(empty))
