"""Which comments a moderator sees, and which of them want something from her."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q
from django.http import QueryDict

from comments.models import ModeratedComment, Report
from comments.models.comment import ModeratedCommentQuerySet
from comments.rights import MODERATE, moderated_by
from comments.states import State

# What the list shows where its address says nothing else.
WAITING = "waiting"
EVERYTHING = "all"


def sees_queue(user: Any) -> bool:
    """Say whether the queue is for this user: she moderates, or there are corrections to what she may edit."""
    if not user.is_active:
        return False
    return bool(user.has_perm(MODERATE)) or moderated_by(user).exists()


def sees_addresses(user: Any) -> bool:
    """Say whether she is shown e-mail addresses: who only edits what is corrected has no need of them."""
    return bool(user.has_perm(MODERATE))


def in_want() -> Q:
    """Return the condition that somebody is to look: it waits, or readers have reported it."""
    reported = Report.objects.open().values("comment")
    return Q(state=State.PENDING) | Q(state=State.PUBLISHED, pk__in=reported)


def count_waiting(user: Any) -> int:
    """Return how many comments want something from this user."""
    return moderated_by(user).filter(in_want()).count()


def with_default(data: Mapping[str, Any]) -> QueryDict:
    """Return what the address asks for; with nothing about the state, what waits."""
    asked = data.copy() if isinstance(data, QueryDict) else QueryDict(mutable=True)
    if not isinstance(data, QueryDict):
        asked.update(data)
    if not asked.get("state"):
        asked["state"] = WAITING
    return asked


def search(comments: ModeratedCommentQuerySet, words: str, *, in_addresses: bool) -> ModeratedCommentQuerySet:
    """Select the comments that have these words in text or name, or in the address of whoever wrote them."""
    fields = ["comment", "proposed_wording", "user_name", *(["user_email"] if in_addresses else [])]
    # SQLite knows no other capitals than those of English.
    forms = {words, words.lower(), words.upper(), words.capitalize(), words.title()}
    found = Q()
    for field in fields:
        for form in forms:
            found |= Q(**{f"{field}__icontains": form})
    return comments.filter(found)


def read_marks(marks: Iterable[str]) -> dict[int, str]:
    """Return {number: what the comment was when it was seen} of the boxes that were ticked."""
    found = {}
    for mark in marks:
        number, _dot, seen = mark.partition(".")
        if number.isdecimal() and len(number) < 19:
            found[int(number)] = seen
    return found


def mark_of(comment: ModeratedComment) -> str:
    """Return what changes when a comment's state or text does: what was decided by it can be told from what is."""
    times = (comment.decided_at, comment.edited_at)
    return "-".join([comment.state, *(f"{time.timestamp():.6f}".replace(".", "") if time else "0" for time in times)])
