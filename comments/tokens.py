"""The tokens in mails about comments: each holds an id and a purpose, nothing else."""

from __future__ import annotations

from datetime import timedelta

from comments.models import Like, ModeratedComment, Writer
from mail.tokens import make_token, read_token

CONFIRM_WITHIN = timedelta(days=7)

_CONFIRM, _LIKE, _STATUS, _STOP, _DECIDE = "comment", "like", "comment-status", "comment-stop", "comment-decide"


def confirm_token(comment: ModeratedComment) -> str:
    return make_token(_CONFIRM, comment.pk)


def read_confirm(token: str) -> int:
    """Return the number of the comment; raises TokenExpired after seven days, TokenInvalid."""
    return int(read_token(_CONFIRM, token, max_age=CONFIRM_WITHIN)[0])


def like_token(like: Like) -> str:
    return make_token(_LIKE, like.pk)


def read_like(token: str) -> int:
    """Return the number of the like; raises TokenExpired after seven days, TokenInvalid."""
    return int(read_token(_LIKE, token, max_age=CONFIRM_WITHIN)[0])


def status_token(comment: ModeratedComment) -> str:
    return make_token(_STATUS, comment.pk)


def read_status(token: str) -> int:
    """Return the number of the comment whose state its writer may look up; raises TokenInvalid."""
    return int(read_token(_STATUS, token)[0])


def stop_token(writer: Writer, thread_id: int = 0) -> str:
    return make_token(_STOP, writer.pk, thread_id)


def read_stop(token: str) -> tuple[int, int]:
    """Return (writer, thread or 0); raises TokenInvalid. It never expires: stopping must always work."""
    writer, thread = read_token(_STOP, token)
    return int(writer), int(thread)


def decide_token(comment: ModeratedComment, moderator_pk: int) -> str:
    return make_token(_DECIDE, comment.pk, moderator_pk)


def read_decide(token: str) -> tuple[int, int]:
    """Return (comment, moderator); raises TokenExpired after 30 days, TokenInvalid."""
    comment, moderator = read_token(_DECIDE, token, max_age=timedelta(days=30))
    return int(comment), int(moderator)
