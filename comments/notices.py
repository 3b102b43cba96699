"""Who is told of an answer, and when: one mail for each event to each person."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from comments import emails
from comments.models import ModeratedComment, ReplyNotice, Rhythm, Writer
from comments.states import State

DAY = timedelta(hours=24)


@transaction.atomic
def published(comment: ModeratedComment) -> None:
    """Note whom to tell of a comment that has just been published, and tell those who are told at once.

    A comment that is hidden and published again is told of once.
    """
    followers = (
        Writer.objects.filter(
            comments__thread_id=comment.thread_id, comments__followup=True, mail_stopped_at=None, email__isnull=False
        )
        .exclude(confirmed_at=None)
        .exclude(pk=comment.writer_id)
        .distinct()
    )
    told = set(ReplyNotice.objects.filter(comment=comment.pk).values_list("writer_id", flat=True))
    new = [ReplyNotice(comment=comment, writer=writer) for writer in followers if writer.pk not in told]
    ReplyNotice.objects.bulk_create(new, ignore_conflicts=True)
    for notice in new:
        if notice.writer.reply_rhythm == Rhythm.AT_ONCE and _take(notice.writer, [comment.pk]):
            emails.tell_of_answers(notice.writer, [comment])


def _take(writer: Writer, comments: list[int]) -> int:
    """Mark notices as handed over; return how many were ours to hand over."""
    waiting = ReplyNotice.objects.filter(writer=writer, comment__in=comments, settled_at=None)
    return waiting.update(settled_at=timezone.now())


def send_daily(now: datetime | None = None) -> int:
    """Send each writer who is told once a day what was answered since; return how many mails.

    Her day begins with the first answer that waits: the mail goes 24 hours later, with all that came.
    """
    now = now or timezone.now()
    waiting = ReplyNotice.objects.filter(settled_at=None).select_related("writer").order_by("pk")
    by_writer: dict[Writer, list[ReplyNotice]] = defaultdict(list)
    for notice in waiting:
        by_writer[notice.writer].append(notice)
    sent = 0
    for writer, notices in by_writer.items():
        if writer.reply_rhythm == Rhythm.DAILY and notices[0].created_at > now - DAY:
            continue
        sent += _send(writer, [notice.comment_id for notice in notices])
    return sent + emails.tell_moderators_daily(now)


@transaction.atomic
def _send(writer: Writer, pks: list[int]) -> int:
    if not _take(writer, pks):
        return 0
    if writer.mail_stopped_at or not writer.email:
        return 0
    # Hidden since: nobody is sent to what is not there.
    comments = list(ModeratedComment.objects.filter(pk__in=pks, state=State.PUBLISHED).oldest_first())
    if not comments:
        return 0
    emails.tell_of_answers(writer, comments)
    return 1


@transaction.atomic
def stop_thread(*, writer: Writer, thread_id: int) -> None:
    """Tell this writer of no more answers in one thread."""
    mine = ModeratedComment.objects.by(writer).filter(thread_id=thread_id)
    mine.update(followup=False)
    ReplyNotice.objects.filter(writer=writer, comment__thread_id=thread_id, settled_at=None).update(
        settled_at=timezone.now()
    )


@transaction.atomic
def stop_all(*, writer: Writer) -> None:
    """Send this writer no more mail of answers at all."""
    now = timezone.now()
    Writer.objects.filter(pk=writer.pk, mail_stopped_at=None).update(mail_stopped_at=now)
    ModeratedComment.objects.by(writer).filter(followup=True).update(followup=False)
    ReplyNotice.objects.filter(writer=writer, settled_at=None).update(settled_at=now)
