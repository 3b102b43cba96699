"""The states of a comment, and who may move it from which to which: stated here once, enforced in `moves`."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a comment is on its way."""

    UNCONFIRMED = "unconfirmed", _("waiting for confirmation")
    PENDING = "pending", _("waiting for a moderator")
    PUBLISHED = "published", _("published")
    REJECTED = "rejected", _("rejected")
    SPAM = "spam", _("spam")
    REMOVED = "removed", _("removed")


class Actor(models.TextChoices):
    """Who moves a comment."""

    WRITER = "writer", _("the writer")
    RULES = "rules", _("the rules")
    MODERATOR = "moderator", _("a moderator")
    READERS = "readers", _("readers' reports")


_M, _R, _W = Actor.MODERATOR, Actor.RULES, Actor.WRITER

MOVES: dict[tuple[State, State], frozenset[Actor]] = {
    (State.UNCONFIRMED, State.PENDING): frozenset({_R}),
    (State.UNCONFIRMED, State.PUBLISHED): frozenset({_R}),
    (State.UNCONFIRMED, State.SPAM): frozenset({_R, _M}),
    (State.UNCONFIRMED, State.REJECTED): frozenset({_R, _M}),
    (State.UNCONFIRMED, State.REMOVED): frozenset({_W}),
    (State.PENDING, State.PUBLISHED): frozenset({_M}),
    (State.PENDING, State.REJECTED): frozenset({_M}),
    (State.PENDING, State.SPAM): frozenset({_M}),
    (State.PENDING, State.REMOVED): frozenset({_M, _W}),
    # By the rules when its writer has changed it.
    (State.PUBLISHED, State.PENDING): frozenset({_R, _M, Actor.READERS}),
    (State.PUBLISHED, State.REJECTED): frozenset({_M}),
    (State.PUBLISHED, State.SPAM): frozenset({_M}),
    (State.PUBLISHED, State.REMOVED): frozenset({_M, _W}),
    (State.REJECTED, State.PENDING): frozenset({_M}),
    (State.REJECTED, State.PUBLISHED): frozenset({_M}),
    (State.REJECTED, State.SPAM): frozenset({_M}),
    (State.REJECTED, State.REMOVED): frozenset({_W}),
    (State.SPAM, State.PENDING): frozenset({_M}),
    (State.SPAM, State.PUBLISHED): frozenset({_M}),
    (State.SPAM, State.REJECTED): frozenset({_M}),
    # Only where its text still stands: what its writer has taken back is gone.
    (State.REMOVED, State.PENDING): frozenset({_M}),
    (State.REMOVED, State.PUBLISHED): frozenset({_M}),
}


def may_move(actor: Actor, before: str, after: str) -> bool:
    """Say whether `actor` may move a comment from one state to another."""
    return actor in MOVES.get((State(before), State(after)), frozenset())


def moves_from(state: str, actor: Actor = Actor.MODERATOR) -> list[State]:
    """Return the states to which `actor` may move a comment that is in `state`, in the order of the states."""
    return [after for after in State if may_move(actor, state, after)]
