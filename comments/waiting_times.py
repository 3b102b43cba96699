"""How long comments wait for a moderator, and what they become: from the log, month by month."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo

PENDING = "pending"
MODERATOR = "moderator"
UNDO = "undo"


@dataclass(frozen=True)
class Move:
    """One line of the log of one comment."""

    comment: int
    at: datetime
    actor: str
    before: str
    after: str
    code: str = ""


@dataclass(frozen=True)
class Decision:
    """What a moderator decided; `waited` is from when it began to wait, None for what did not wait."""

    at: datetime
    after: str
    code: str
    waited: timedelta | None = None


@dataclass
class Month:
    """What was decided in one month."""

    year: int
    month: int
    came: int = 0
    decisions: list[Decision] = field(default_factory=list)

    @property
    def waits(self) -> list[timedelta]:
        return sorted(decision.waited for decision in self.decisions if decision.waited is not None)

    @property
    def median(self) -> timedelta | None:
        return quantile(self.waits, 0.5)

    @property
    def ninety(self) -> timedelta | None:
        """The time within which nine of ten were decided."""
        return quantile(self.waits, 0.9)

    @property
    def states(self) -> Counter[str]:
        return Counter(decision.after for decision in self.decisions)

    @property
    def codes(self) -> Counter[str]:
        return Counter(decision.code for decision in self.decisions if decision.code)


def quantile(waits: list[timedelta], share: float) -> timedelta | None:
    """Return the least of these sorted times that `share` of them do not exceed; None where there are none.

    It is always one that was measured: half of two is the shorter.
    """
    if not waits:
        return None
    return waits[max(0, -(-len(waits) * round(share * 100) // 100) - 1)]


def decisions_of(moves: Iterable[Move]) -> list[Decision]:
    """Return the moderators' decisions in the log, those that were taken back left out."""
    waiting_since: dict[int, datetime] = {}
    decided: dict[int, list[tuple[Decision, datetime | None]]] = defaultdict(list)
    for move in moves:
        began = waiting_since.get(move.comment) if move.before == PENDING else None
        if move.actor == MODERATOR and move.code == UNDO:
            if decided[move.comment]:
                _decision, since = decided[move.comment].pop()
                # It has waited all the time.
                if move.after == PENDING and since is not None:
                    waiting_since[move.comment] = since
                    continue
        elif move.actor == MODERATOR and move.before != move.after:
            waited = move.at - began if began is not None else None
            decided[move.comment].append((Decision(move.at, move.after, move.code, waited), began))
        if move.after == PENDING and move.before != PENDING:
            waiting_since[move.comment] = move.at
    return sorted((one for each in decided.values() for one, _since in each), key=lambda one: one.at)


def by_month(moves: Iterable[Move], zone: tzinfo | None = None) -> list[Month]:
    """Return the months in which anything came before a moderator or was decided, the newest first."""
    moves = list(moves)
    months: dict[tuple[int, int], Month] = {}

    def of(at: datetime) -> Month:
        there = at.astimezone(zone) if zone else at
        return months.setdefault((there.year, there.month), Month(there.year, there.month))

    for move in moves:
        if move.after == PENDING and move.before != PENDING and move.actor != MODERATOR:
            of(move.at).came += 1
    for decision in decisions_of(moves):
        of(decision.at).decisions.append(decision)
    return [months[key] for key in sorted(months, reverse=True)]
