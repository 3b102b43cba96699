"""What lower rooms offer and higher rooms fill in: the one way in which anything points upwards.

A room registers its entries in its app's `ready()`; whoever needs them asks here and never imports
the room. This module knows no room and nothing of Django.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Generic, Protocol, TypeVar


class Named(Protocol):
    """Anything with a name of its own."""

    @property
    def name(self) -> str: ...


Entry = TypeVar("Entry", bound=Named)


class Registry(Generic[Entry]):
    """Keep named entries in the order in which they were registered."""

    def __init__(self, of: str) -> None:
        self.of = of
        self._entries: dict[str, Entry] = {}

    def register(self, entry: Entry) -> Entry:
        """Add `entry` at the end and return it.

        Raises ValueError where the name is taken: two rooms would otherwise silently share one entry.
        """
        if entry.name in self._entries:
            raise ValueError(f"Among the {self.of}, the name {entry.name!r} is taken. Choose another name.")
        self._entries[entry.name] = entry
        return entry

    def __getitem__(self, name: str) -> Entry:
        return self._entries[name]

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def __iter__(self) -> Iterator[Entry]:
        # A copy, so that registering while somebody iterates is no error.
        return iter(list(self._entries.values()))

    def __len__(self) -> int:
        return len(self._entries)


@dataclass(frozen=True, kw_only=True)
class PeriodicJob:
    """Something the worker does again and again, at least `every` apart.

    `abandoned_after` is how long one run may take: a run that has not ended by then is taken for
    dead, and the next worker may start the job again.
    """

    name: str
    run: Callable[[], object]
    every: timedelta
    description: str = ""
    abandoned_after: timedelta = timedelta(minutes=10)

    def __post_init__(self) -> None:
        if self.every <= timedelta(0) or self.abandoned_after <= timedelta(0):
            raise ValueError(f"Job {self.name!r}: `every` and `abandoned_after` must be longer than nothing.")


periodic_jobs: Registry[PeriodicJob] = Registry(of="periodic jobs")
