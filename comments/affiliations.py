"""The organisations that a writer can say she is of. The room that knows them offers them here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from home.registries import Registry


@dataclass(frozen=True, kw_only=True)
class Affiliation:
    """One organisation, in one language."""

    key: UUID
    name: str
    # What draws its sign beside a comment; None where it has none.
    sign: Any = None


@dataclass(frozen=True, kw_only=True)
class Affiliations:
    """Those who offer organisations: (language, request or None) -> them, in the order in which they are shown."""

    name: str
    listed: Callable[..., list[Affiliation]]


affiliations: Registry[Affiliations] = Registry(of="sources of organisations")


def organisations(language: str, request: Any = None) -> dict[UUID, Affiliation]:
    """Return the organisations by their keys."""
    return {one.key: one for source in affiliations for one in source.listed(language, request)}
