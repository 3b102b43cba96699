"""What writers do: comment, confirm, change, take back."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _
from django_comments.models import Comment

from comments import emails, following, notices
from comments.judging import STATE_AFTER, judge
from comments.models import CommentEdit, CommentEvent, Discussion, Kind, ModeratedComment, Writer
from comments.models.comment import ModeratedCommentQuerySet
from comments.moves import move
from comments.rights import moderates
from comments.spam_service import ask_spam_service
from comments.states import Actor, State
from comments.subjects import Described, subjects
from comments.text import render
from home import searching
from mail.validation import normal_address

# So many mails that ask for confirmation go to one address in a day, however many comments claim to be hers.
MOST_CONFIRMATIONS = 3


class Closed(ValidationError):
    """No comments are taken here."""


@dataclass(frozen=True)
class Posted:
    """A comment as it was stored. `is_new` is false where the very same had been sent before."""

    comment: ModeratedComment
    is_new: bool


def fingerprint_of(
    *,
    discussion: Discussion,
    parent_id: int,
    email: str,
    text: str,
    statement_key: UUID | None = None,
    proposed_wording: str = "",
) -> str:
    """Return what is the same for the same text by the same person in the same place."""
    said = (" ".join(part.split()) for part in (text, proposed_wording))
    parts = (str(discussion.pk), str(parent_id), normal_address(email), str(statement_key or ""), *said)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def described(subject: str, key: UUID, language: str, request: Any = None) -> Described:
    """Return what is talked about, if readers may read it; raises Closed."""
    found = subjects[subject].describe([key], language, request).get(key) if subject in subjects else None
    if found is None or not found.is_public:
        raise Closed(_("What you want to comment on is not on the site any more."))
    return found


def post(
    *,
    subject: str,
    key: UUID,
    text: str,
    name: str,
    email: str,
    language: str,
    reply_to: int = 0,
    organisation_key: UUID | None = None,
    followup: bool = False,
    user: Any = None,
    confirmed: bool = False,
    circumstances: Mapping[str, Any] | None = None,
    kind: Kind = Kind.COMMENT,
    statement_key: UUID | None = None,
    proposed_wording: str = "",
    wording_before: str = "",
    sent_at: datetime | None = None,
    tell: bool = True,
) -> Posted:
    """Store a comment, decide about it, and see to the mails that follow: one transaction.

    `confirmed` says that the address is known to be the writer's: by her cookie, or because `user` is signed
    in. Else the comment waits for a confirmation by mail. What comes from elsewhere has its own `sent_at`, and
    with `tell` off nobody gets a mail of it. Sending the same again returns what is there.
    Raises Closed, and ValidationError with `reply_to` where the comment that is answered can't be.
    """
    about = described(subject, key, language)
    if not about.is_open and kind == Kind.COMMENT:
        raise Closed(about.why_closed or _("The discussion is closed."))
    known = dict(circumstances or {})
    # Before the transaction: it may take seconds.
    if (said := ask_spam_service(text=text, name=name, email=email)) is not None:
        known["spam_service"] = said
    with transaction.atomic():
        discussion = _locked(subject, key, reply_to)
        print_ = fingerprint_of(
            discussion=discussion,
            parent_id=reply_to,
            email=email,
            text=text,
            statement_key=statement_key,
            proposed_wording=proposed_wording,
        )
        if before := ModeratedComment.objects.filter(fingerprint=print_).first():
            # Sent before she was recognised: now there is no doubt whose it is.
            return Posted(confirm(comment=before) if confirmed else before, is_new=False)
        _still_there(reply_to, subject, key)
        writer = Writer.objects.for_address(email, language=language)
        comment = ModeratedComment(
            discussion=discussion,
            writer=writer,
            user=user,
            user_name=name,
            user_email=normal_address(email),
            comment=text,
            parent_id=reply_to,
            followup=followup,
            language=language,
            organisation_key=organisation_key,
            kind=kind,
            statement_key=statement_key,
            proposed_wording=proposed_wording,
            wording_before=wording_before,
            fingerprint=print_,
            circumstances=known,
            submit_date=sent_at,
        )
        comment.save()
        CommentEvent.objects.create(comment=comment, actor=Actor.WRITER, user=user, after=State.UNCONFIRMED)
        _settle(comment, confirmed=confirmed, user=user, tell=tell)
    return Posted(comment, is_new=True)


def _locked(subject: str, key: UUID, reply_to: int) -> Discussion:
    """Return the discussion that a comment belongs to, for one writer at a time: places in a thread are given once.

    An answer belongs where what it answers does, which may be a term that was merged into this one.
    """
    answered = _answerable(subject, key).filter(pk=reply_to).values("discussion") if reply_to else None
    discussions = Discussion.objects.select_for_update()
    if answered is not None and (found := discussions.filter(pk__in=answered).first()):
        return found
    discussion, _made = Discussion.objects.get_or_create(subject=subject, key=key)
    return discussions.get(pk=discussion.pk)


def _answerable(subject: str, key: UUID) -> ModeratedCommentQuerySet:
    keys = subjects[subject].together([key])[key]
    return ModeratedComment.objects.on(subject, keys).filter(kind=Kind.COMMENT)


def _still_there(reply_to: int, subject: str, key: UUID) -> None:
    if reply_to and not _answerable(subject, key).published().filter(pk=reply_to).exists():
        raise ValidationError(
            {
                "reply_to": _(
                    "The comment you answer is not here any more. Your text still stands below: "
                    "you can send it as a comment of its own."
                )
            }
        )


def _fresh(comment: ModeratedComment) -> ModeratedComment:
    """Return a comment as it is now, for one change at a time."""
    joined = ModeratedComment.objects.select_related("writer", "discussion", "user")
    return joined.select_for_update(of=("self",)).get(pk=comment.pk)


def _settle(comment: ModeratedComment, *, confirmed: bool, user: Any, tell: bool) -> None:
    """Decide about a comment that has just come."""
    decision = judge(comment, is_moderator=_is_moderator(user, comment))
    after = STATE_AFTER[decision.verdict]
    if confirmed:
        _confirm_writer(comment)
        _apply(comment, decision, after, tell=tell)
    elif after in {State.SPAM, State.REJECTED}:
        # No mail to an address that only a machine, or somebody who is not wanted here, has given.
        _apply(comment, decision, after, tell=tell)
    elif tell:
        ask_again(comment=comment)


@transaction.atomic
def ask_again(*, comment: ModeratedComment) -> bool:
    """Ask by mail whether a comment is its writer's; return False where that address has been asked enough today."""
    if not may_ask(comment.writer):
        return False
    emails.ask_to_confirm(comment)
    return True


def may_ask(writer: Writer) -> bool:
    """Count one more mail that asks a writer to confirm something; return False where she has had enough today."""
    recently = timezone.now() - timedelta(days=1)
    asked = Writer.objects.filter(pk=writer.pk).filter(
        Q(asked_at=None) | Q(asked_at__lt=recently) | Q(asked_times__lt=MOST_CONFIRMATIONS)
    )
    fresh = Q(asked_at=None) | Q(asked_at__lt=recently)
    count = Case(When(fresh, then=1), default=F("asked_times") + 1)
    since = Case(When(fresh, then=Value(timezone.now())), default=F("asked_at"))
    return bool(asked.update(asked_times=count, asked_at=since))


def _is_moderator(user: Any, comment: ModeratedComment) -> bool:
    return user is not None and moderates(user, comment.discussion)


def _confirm_writer(comment: ModeratedComment) -> None:
    now = timezone.now()
    ModeratedComment.objects.filter(pk=comment.pk).update(confirmed_at=now)
    comment.confirmed_at = now
    writer = comment.writer
    fields = {"name": comment.user_name, "language": comment.language, "confirmed_at": writer.confirmed_at or now}
    if comment.user_id and not writer.user_id and not Writer.objects.filter(user=comment.user_id).exists():
        fields["user_id"] = comment.user_id
    Writer.objects.filter(pk=writer.pk).update(**fields)
    writer.refresh_from_db()


def _apply(comment: ModeratedComment, decision: Any, after: State, *, tell: bool = True) -> None:
    if comment.kind == Kind.CORRECTION and after == State.PUBLISHED:
        # A suggestion is for the editors to decide, whoever makes it.
        after = State.PENDING
    reasons = [(reason.code, reason.detail) for reason in decision.reasons]
    code = reasons[0][0] if reasons else ""
    move(comment=comment, to=after, actor=Actor.RULES, code=code, reasons=reasons, tell=tell)
    if after == State.PUBLISHED and tell:
        notices.published(comment)
    elif after == State.PENDING and tell:
        emails.tell_moderators(comment)


@transaction.atomic
def confirm(*, comment: ModeratedComment) -> ModeratedComment:
    """Take the writer's word that a comment is hers, and decide about it. A second time changes nothing."""
    comment = _fresh(comment)
    if comment.state != State.UNCONFIRMED:
        return comment
    _confirm_writer(comment)
    decision = judge(comment)
    _apply(comment, decision, STATE_AFTER[decision.verdict])
    return comment


@transaction.atomic
def edit(*, comment: ModeratedComment, writer: Writer, text: str) -> ModeratedComment:
    """Change what a comment says, by its writer and while she may. Raises ValidationError."""
    comment = _fresh(comment)
    if not comment.may_be_edited(writer):
        raise ValidationError(_("A comment can be changed by its writer for 15 minutes after it was sent."))
    if text == comment.comment:
        return comment
    write_text(comment, text)
    if comment.state == State.PUBLISHED:
        decision = judge(comment, is_moderator=_is_moderator(comment.user, comment))
        after = STATE_AFTER[decision.verdict]
        if after != State.PUBLISHED:
            reasons = [(reason.code, reason.detail) for reason in decision.reasons]
            move(comment=comment, to=State.PENDING, actor=Actor.RULES, code=reasons[0][0], reasons=reasons)
            emails.tell_moderators(comment)
    return comment


def write_text(comment: ModeratedComment, text: str, *, user: Any = None) -> None:
    """Write another text into a comment, and keep the one before it."""
    CommentEdit.objects.create(comment=comment, text_before=comment.comment, user=user)
    now = timezone.now()
    comment.comment, comment.html, comment.edited_at = text, render(text), now
    # The fingerprint stays that of what was sent: the form sent again from a tab left open is still the same comment.
    fields = {"html": comment.html, "edited_at": now}
    ModeratedComment.objects.filter(pk=comment.pk).update(**fields)
    Comment.objects.filter(pk=comment.pk).update(comment=text)
    searching.changed(following.COMMENT, [comment.pk])


@transaction.atomic
def withdraw(*, comment: ModeratedComment, writer: Writer) -> ModeratedComment:
    """Take a comment back for its writer: answers stay, its text and its earlier texts are gone.

    Raises ValidationError where it is not hers, or there is nothing to take back.
    """
    comment = _fresh(comment)
    if not comment.may_be_withdrawn(writer):
        raise ValidationError(_("Only its writer can take a comment back, and only once."))
    move(comment=comment, to=State.REMOVED, actor=Actor.WRITER, code="withdrawn")
    erase_text(comment)
    return comment


def erase_text(comment: ModeratedComment) -> None:
    """Delete what a comment says, and what it said before."""
    CommentEdit.objects.filter(comment=comment.pk).delete()
    ModeratedComment.objects.filter(pk=comment.pk).update(
        html="", proposed_wording="", wording_before="", fingerprint=None, followup=False
    )
    Comment.objects.filter(pk=comment.pk).update(comment="")
    searching.gone(following.COMMENT, [comment.pk])
    comment.comment = comment.html = comment.proposed_wording = comment.wording_before = ""
