"""What moderators do: decide, take a decision back, change a text, block an address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from comments import emails, notices, posting
from comments.corrections import accept_correction
from comments.models import BlockedAddress, CommentEvent, Kind, ModeratedComment, Report
from comments.moves import move
from comments.rights import BLOCK, decides, moderates
from comments.states import Actor, State


def _allow(user: Any, comment: ModeratedComment, to: State) -> None:
    if not decides(user, comment, to):
        raise PermissionDenied


@transaction.atomic
def decide(
    *, comment: ModeratedComment, to: State, user: Any, code: str = "", note: str = "", tell: bool = True
) -> CommentEvent:
    """Move a comment, as the moderator saw it, to another state, and tell its writer.

    Accepting a suggested correction also writes it into a new draft of the post. Raises PermissionDenied,
    MoveRefused, AlreadyDecided, and ValidationError where a correction can't be carried out.
    """
    _allow(user, comment, to)
    if to == State.REJECTED and not (code or note.strip()):
        raise ValidationError({"code": _("Say why: the writer is told.")})
    event = move(comment=comment, to=to, actor=Actor.MODERATOR, user=user, code=code, note=note, tell=tell)
    Report.objects.open().filter(comment=comment.pk).update(settled_at=event.at)
    if to == State.PUBLISHED:
        if comment.kind == Kind.CORRECTION:
            accept_correction(comment, user)
        if tell:
            notices.published(comment)
    if tell:
        emails.tell_decision(comment, event)
    return event


@transaction.atomic
def undo(*, comment: ModeratedComment, user: Any) -> CommentEvent:
    """Take back one's own decision, if nothing has happened to the comment since. Raises ValidationError."""
    last = CommentEvent.objects.filter(comment=comment.pk).last()
    if last is None or last.actor != Actor.MODERATOR or last.user_id != user.pk or last.before in {"", last.after}:
        raise ValidationError(_("There is no decision of yours to take back."))
    to = State(last.before)
    if to == State.UNCONFIRMED:
        raise ValidationError(_("The writer never confirmed it; decide again instead."))
    _allow(user, comment, to)
    event = move(comment=comment, to=to, actor=Actor.MODERATOR, user=user, code="undo")
    # What readers said of it is to be looked at again.
    Report.objects.filter(comment=comment.pk, settled_at=last.at).update(settled_at=None)
    return event


@transaction.atomic
def let_stand(*, comment: ModeratedComment, user: Any) -> CommentEvent:
    """Note that what readers reported was looked at and stands. Raises PermissionDenied, ValidationError."""
    if not moderates(user, comment.discussion):
        raise PermissionDenied
    if comment.state != State.PUBLISHED:
        raise ValidationError(_("Only a published comment can be left standing."))
    now = timezone.now()
    if not Report.objects.open().filter(comment=comment.pk).update(settled_at=now):
        raise ValidationError(_("The reports have been looked at already."))
    return CommentEvent.objects.create(
        comment=comment,
        at=now,
        actor=Actor.MODERATOR,
        user=user,
        before=State.PUBLISHED,
        after=State.PUBLISHED,
        code="let_stand",
    )


@dataclass
class Decided:
    """What came of deciding about many: those moved, and (comment, why not) of the others."""

    moved: list[ModeratedComment] = field(default_factory=list)
    refused: list[tuple[ModeratedComment, str]] = field(default_factory=list)


def decide_many(
    *, comments: Iterable[ModeratedComment], to: State, user: Any, code: str = "", note: str = ""
) -> Decided:
    """Decide about each comment by itself: one that can't be moved keeps no other from it."""
    result = Decided()
    for comment in comments:
        try:
            decide(comment=comment, to=to, user=user, code=code, note=note)
        except PermissionDenied:
            result.refused.append((comment, _("You don't moderate this part of the site.")))
        except ValidationError as error:
            result.refused.append((comment, " ".join(error.messages)))
        else:
            result.moved.append(comment)
    return result


@transaction.atomic
def edit_text(*, comment: ModeratedComment, user: Any, text: str) -> None:
    """Change what a comment says, visibly in its log. Raises PermissionDenied."""
    if not moderates(user, comment.discussion):
        raise PermissionDenied
    if not comment.comment:
        raise ValidationError(_("Its writer has taken it back, and its text is gone."))
    posting.write_text(comment, text, user=user)


@transaction.atomic
def block(*, comment: ModeratedComment, user: Any, note: str = "") -> BlockedAddress:
    """Block the address that a comment came from, on the whole site.

    Raises PermissionDenied, and ValidationError without an address.
    """
    if not (moderates(user, comment.discussion) and user.has_perm(BLOCK)):
        raise PermissionDenied
    if not comment.user_email:
        raise ValidationError(_("The address behind this comment has been let go of."))
    blocked, _made = BlockedAddress.objects.get_or_create(
        pattern=comment.user_email.lower(), defaults={"note": note, "blocked_by": user}
    )
    return blocked
