"""What is looked for, before any database's way of asking: alternatives in groups."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    token: str


@dataclass(frozen=True)
class Prefix:
    """Words that begin so."""

    token: str


@dataclass(frozen=True)
class Phrase:
    """Words side by side."""

    tokens: tuple[str, ...]


@dataclass(frozen=True)
class All:
    """Several at once, wherever they stand: what a compound is made of."""

    parts: tuple[Term, ...]


Alternative = Term | Prefix | Phrase | All


@dataclass(frozen=True)
class Expression:
    """Of each group one alternative (or, without `every`, of any group), and nothing of `without`."""

    groups: tuple[tuple[Alternative, ...], ...]
    without: tuple[Alternative, ...] = ()
    every: bool = True

    @property
    def any(self) -> Expression:
        """The same, where one group is enough."""
        return Expression(self.groups, self.without, every=False)
