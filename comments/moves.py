"""Move a comment from one state to another: the one place where a state is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_comments.models import Comment

from comments import following
from comments.models import CommentEvent, ModeratedComment
from comments.states import Actor, State, may_move


class MoveRefused(ValidationError):
    """No such move is allowed."""


class ChangedMeanwhile(MoveRefused):
    """Its text is no longer what the moderator read."""


class AlreadyDecided(ValidationError):
    """Somebody else was first; `event` says who, when and what."""

    def __init__(self, event: CommentEvent | None):
        self.event = event
        state = event.get_after_display() if event else ""
        who = str(event.user) if event and event.user else _("somebody else")
        super().__init__(
            _("Somebody was before you: %(who)s. The comment is now: %(state)s.") % {"who": who, "state": state}
        )


@transaction.atomic
def move(
    *,
    comment: ModeratedComment,
    to: State,
    actor: Actor,
    user: Any = None,
    code: str = "",
    note: str = "",
    reasons: Sequence[Sequence[str]] = (),
    tell: bool = True,
) -> CommentEvent:
    """Move `comment`, as it was read, to another state, write it in the log, and tell those who follow.

    With `tell` off, nobody is to get a mail of it.

    Raises MoveRefused where the move is not allowed, AlreadyDecided where the comment is no longer in the state
    in which it was read, and ChangedMeanwhile where a moderator read another text. Never saves the comment: see
    django-comments-xtd's faults in docs/decisions.
    """
    before = State(comment.state)
    if not may_move(actor, before, to):
        raise MoveRefused(
            _("This move is not allowed: from “%(before)s” to “%(after)s”.")
            % {"before": before.label, "after": State(to).label}
        )
    if to in {State.PENDING, State.PUBLISHED} and not (comment.comment or comment.proposed_wording):
        raise MoveRefused(_("Its text is gone."))
    now = timezone.now()
    # The state is asked for once more in the very statement that changes it: of two, one finds nothing.
    mine = ModeratedComment.objects.filter(pk=comment.pk, state=before)
    if actor == Actor.MODERATOR:
        # Nothing is published that the moderator has not read.
        mine = mine.filter(edited_at=comment.edited_at)
    if not mine.update(state=to, decided_at=now):
        if ModeratedComment.objects.filter(pk=comment.pk, state=before).exists():
            raise ChangedMeanwhile(_("The text was changed after you read it. Read it again, and decide."))
        raise AlreadyDecided(CommentEvent.objects.filter(comment=comment.pk).select_related("user").last())
    Comment.objects.filter(pk=comment.pk).update(is_public=to == State.PUBLISHED, is_removed=to == State.REMOVED)
    event = CommentEvent.objects.create(
        comment=comment,
        at=now,
        actor=actor,
        user=user,
        before=before,
        after=to,
        code=code,
        note=note,
        reasons=[list(reason) for reason in reasons],
    )
    comment.state, comment.decided_at = to, now
    comment.is_public, comment.is_removed = to == State.PUBLISHED, to == State.REMOVED
    following.moved(comment, before, quietly=not tell)
    return event
