"""Build the mails about comments; the outbox sends them after commit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from comments.models import CommentEvent, Like, ModeratedComment, Report, Writer


def ask_to_confirm(comment: ModeratedComment) -> None:
    """Ask a writer whether a comment is hers."""


def ask_to_confirm_like(like: Like) -> None:
    """Ask whoever gave an address whether the like is hers."""


def tell_decision(comment: ModeratedComment, event: CommentEvent) -> None:
    """Tell a writer what a moderator decided, and why."""


def tell_of_answers(writer: Writer, comments: Sequence[ModeratedComment]) -> None:
    """Tell a writer of answers in threads that she follows."""


def tell_moderators(comment: ModeratedComment, report: Report | None = None) -> None:
    """Tell those who moderate a comment at once that it waits, or was reported."""


def tell_moderators_daily(now: datetime) -> int:
    """Send moderators one mail for all that waits, where they are told once a day; return how many mails."""
    return 0
