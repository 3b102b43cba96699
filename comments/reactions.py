"""What readers do with a comment: find it useful, or report it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from comments import emails
from comments.models import Like, ModeratedComment, Report, Writer
from comments.moves import AlreadyDecided, move
from comments.posting import may_ask
from comments.preferences import comment_settings
from comments.states import Actor, State


def _published(comment: ModeratedComment) -> None:
    if comment.state != State.PUBLISHED:
        raise ValidationError(_("The comment is not here any more."))


@transaction.atomic
def like(*, comment: ModeratedComment, writer: Writer, confirmed: bool) -> Like:
    """Note that a writer finds a comment useful, once; unconfirmed until she has answered a mail.

    Raises ValidationError for her own comment and for one that is not published.
    """
    _published(comment)
    if comment.writer_id == writer.pk:
        raise ValidationError(_("This comment is your own."))
    now = timezone.now()
    made, new = Like.objects.get_or_create(
        comment=comment, writer=writer, defaults={"confirmed_at": now if confirmed else None}
    )
    if confirmed and not made.confirmed_at:
        confirm_like(like=made)
    elif new and not confirmed and may_ask(writer):
        emails.ask_to_confirm_like(made)
    return made


@transaction.atomic
def unlike(*, comment: ModeratedComment, writer: Writer) -> None:
    """Take a like back."""
    Like.objects.filter(comment=comment, writer=writer).delete()


@transaction.atomic
def confirm_like(*, like: Like) -> Like:
    """Count a like from now on."""
    now = timezone.now()
    Like.objects.filter(pk=like.pk, confirmed_at=None).update(confirmed_at=now)
    Writer.objects.filter(pk=like.writer_id, confirmed_at=None).update(confirmed_at=now)
    like.refresh_from_db()
    return like


@transaction.atomic
def report(*, comment: ModeratedComment, reason: str, note: str = "", user: Any = None) -> Report:
    """Report a comment to its moderators; the one that makes the number full hides it until they have looked.

    A comment that a moderator has looked at and let stand counts only what came after.
    """
    _published(comment)
    made = Report(comment=comment, reason=reason, note=note)
    made.full_clean(exclude=["comment"])
    made.save()
    if Report.objects.open().filter(comment=comment.pk).count() >= comment_settings().reports_to_hide:
        try:
            move(comment=comment, to=State.PENDING, actor=Actor.READERS, code="reported")
        except AlreadyDecided:
            return made
    emails.tell_moderators(comment, report=made)
    return made
