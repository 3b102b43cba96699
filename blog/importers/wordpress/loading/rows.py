"""Rows of a report, on the disk: of hundreds of thousands no more is in memory than is looked at."""

from __future__ import annotations

import json
import tempfile
import weakref
from collections.abc import Callable, Iterable, Iterator
from typing import Any

# Of the lines that are read at once.
BYTES = 64 * 1024


class Rows:
    """Plain values in the order in which they were added; they can be cut off again from the end.

    `counting` is told of each row with 1 when it is added, and with -1 when it is cut off.
    """

    def __init__(self, counting: Callable[[Any, int], None] = lambda row, by: None) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 — it lives as long as the rows
        weakref.finalize(self, self._file.close)
        self._counting = counting
        self._number = self._end = 0
        # Whether the file stands where rows are added.
        self._is_at_end = True

    def __len__(self) -> int:
        return self._number

    def __iter__(self) -> Iterator[Any]:
        return (row for _place, row in self.places())

    def append(self, row: Any) -> int:
        """Add a row, and return its place, at which `at` finds it."""
        if not self._is_at_end:
            self._file.seek(self._end)
            self._is_at_end = True
        place = self._end
        self._end += self._file.write(json.dumps(row, ensure_ascii=False, default=str).encode() + b"\n")
        self._number += 1
        self._counting(row, 1)
        return place

    def at(self, place: int) -> Any:
        self._is_at_end = False
        self._file.seek(place)
        return json.loads(self._file.readline())

    def places(self, place: int = 0) -> Iterator[tuple[int, Any]]:
        """Yield the rows from a place on, each with its own."""
        while place < self._end:
            # Between two of those that are yielded, rows may be added or looked at.
            self._is_at_end = False
            self._file.seek(place)
            for line in self._file.readlines(BYTES):
                yield place, json.loads(line)
                place += len(line)

    @property
    def mark(self) -> tuple[int, int]:
        """Where the rows end now, to be cut off there."""
        return self._number, self._end

    def cut(self, mark: tuple[int, int]) -> None:
        """Remove all rows after a mark."""
        for _place, row in self.places(mark[1]):
            self._counting(row, -1)
        self._number, self._end = mark
        self._file.truncate(self._end)
        self._is_at_end = False


class FileRows(Rows):
    """Rows of files, which are used in texts that come later."""

    def __init__(self, counting: Callable[[Any, int], None]) -> None:
        super().__init__(counting)
        self._used_in: dict[int, list[str]] = {}

    def use(self, place: int, by: str) -> None:
        self._used_in.setdefault(place, []).append(by)

    def places(self, place: int = 0) -> Iterator[tuple[int, Any]]:
        for at, row in super().places(place):
            yield at, {**row, "used_in": self._used_in.get(at, [])}


def in_json(parts: Iterable[tuple[str, Any]]) -> Iterator[str]:
    """Yield an object as JSON, in pieces; what is no plain value is rows, which go on lines of their own."""
    between = "{"
    for name, value in parts:
        yield f"{between}{json.dumps(name)}: "
        between = ",\n"
        if isinstance(value, (dict, list, str, int, type(None))):
            yield json.dumps(value, ensure_ascii=False, default=str)
            continue
        before = "["
        for row in value:
            yield f"{before}\n{json.dumps(row, ensure_ascii=False, default=str)}"
            before = ","
        yield "]" if before == "," else "[]"
    yield "}\n"
