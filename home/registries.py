"""What lower rooms offer and higher rooms fill in: the one way in which anything points upwards.

A room registers its entries in its app's `ready()`; whoever needs them asks here and never imports
the room. This module knows no room and nothing of Django.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import IntEnum
from typing import Any, Generic, Protocol, TypeVar


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


class Urgency(IntEnum):
    """What comes first among what needs doing."""

    # Something has stopped, and stays so until a person looks at it.
    STOPPED = 1
    # Somebody, or some piece of work, waits.
    WAITS = 2
    # Makes the site better, on a quiet day.
    WHEN_THERE_IS_TIME = 3
    # Happens by itself; good to know of.
    PLANNED = 4


@dataclass(frozen=True, kw_only=True)
class ToDo:
    """Something that somebody should see to: in words that hold its number, with the address where it is done.

    `examples` are a few of them by name, each (title, address).
    """

    words: str
    url: str
    count: int = 1
    urgency: Urgency = Urgency.WAITS
    examples: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class ToDoSource:
    """Finds what one room has for a user to do. `find` may be asked by anybody with `permission`, or by all (empty).

    It asks the database a fixed number of questions, however much there is to do.
    """

    name: str
    find: Callable[[Any], Iterable[ToDo]]
    permission: str = ""


to_do_sources: Registry[ToDoSource] = Registry(of="sources of what needs doing")


def to_dos_of(user: Any) -> list[ToDo]:
    """Return what there is to do for a user, the most urgent first; what is equally urgent as it was registered."""
    found = [
        thing
        for source in to_do_sources
        if not source.permission or user.has_perm(source.permission)
        for thing in source.find(user)
        if thing.count
    ]
    return sorted(found, key=lambda thing: thing.urgency)


@dataclass(frozen=True, kw_only=True)
class Beginning:
    """Something to begin from the admin's first page. `url` gives the address, or "" where the user may not."""

    name: str
    words: str
    url: Callable[[Any], str]


beginnings: Registry[Beginning] = Registry(of="things to begin")


@dataclass(frozen=True, kw_only=True)
class HealthResult:
    """Whether something works, and figures that say how well: none that could tell of a person."""

    ok: bool
    numbers: Mapping[str, int | float | None] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class HealthCheck:
    """Something that `/health/` looks at, with few questions to the database. One that raises is not well."""

    name: str
    check: Callable[[], HealthResult]
    description: str = ""


health_checks: Registry[HealthCheck] = Registry(of="health checks")


@dataclass(frozen=True, kw_only=True)
class SettledWords:
    """Names and words that a translator does not choose anew.

    `between` takes two language codes and gives (source, target, match_case): what something is called in the one and
    in the other. Names that are the same in both are there too, so that they are left alone.
    """

    name: str
    between: Callable[[str, str], Iterable[tuple[str, str, bool]]]


settled_words: Registry[SettledWords] = Registry(of="settled words")
