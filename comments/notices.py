"""Who is told of an answer, and when: one mail for each event to each person."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Min, Q
from django.utils import timezone

from comments import emails
from comments.models import CommentEvent, Kind, ModeratedComment, ReplyNotice, Rhythm, Writer
from comments.models.writer import NEVER
from comments.states import State
from comments.subjects import readable_by_all

logger = logging.getLogger(__name__)

DAY = timedelta(hours=24)
# What was hidden for longer than this, when its turn came, is no news any more.
NEWS_FOR = timedelta(days=14)


@transaction.atomic
def published(comment: ModeratedComment) -> None:
    """Note whom to tell of a comment that has just been published, and tell those who are told at once.

    A comment that is hidden and published again is told of once.
    """
    if comment.kind != Kind.COMMENT:
        return
    notices = [ReplyNotice(comment=comment, writer=writer) for writer in _followers(comment)]
    # The database holds one for each comment and writer: who has been told is not told again.
    ReplyNotice.objects.bulk_create(notices, ignore_conflicts=True)
    if not ModeratedComment.objects.filter(readable_by_all("discussion"), pk=comment.pk).exists():
        return
    at_once = ReplyNotice.objects.filter(comment=comment, writer__reply_rhythm=Rhythm.AT_ONCE)
    desk = emails.AnswersDesk()
    for notice in _take(at_once):
        emails.tell_of_answers(notice.writer, [comment], desk)


def _followers(comment: ModeratedComment) -> list[Writer]:
    """Return those who asked in this thread to be told, before the comment was first to be read.

    Whoever asked without confirming that the address is hers has not asked; nor has a spammer. Who stopped all
    mail, and has asked anew since, is told.
    """
    first = CommentEvent.objects.filter(comment=comment.pk, after=State.PUBLISHED).first()
    asked = (
        ModeratedComment.objects.filter(
            Q(writer__mail_stopped_at=None) | Q(submit_date__gt=F("writer__mail_stopped_at")),
            thread_id=comment.thread_id,
            followup=True,
            confirmed_at__isnull=False,
            submit_date__lte=first.at if first else timezone.now(),
        )
        .exclude(pk=comment.pk)
        .exclude(state=State.SPAM)
    )
    writers = Writer.objects.filter(pk__in=asked.values("writer"), email__isnull=False)
    return list(writers.exclude(pk=comment.writer_id).order_by("pk"))


def _take(notices) -> list[ReplyNotice]:
    """Mark those of these notices as handed over that nobody else has taken, and return them. Within a transaction.

    PostgreSQL skips what another worker is taking; SQLite lets one write at a time.
    """
    waiting = notices.filter(settled_at=None).select_for_update(skip_locked=True, of=("self",))
    mine = list(waiting.select_related("writer").order_by("pk"))
    ReplyNotice.objects.filter(pk__in=[notice.pk for notice in mine]).update(settled_at=timezone.now())
    return mine


def send_daily(now: datetime | None = None) -> int:
    """Send each writer who is told once a day what was answered since; return how many mails.

    Her day begins with the first answer that waits: the mail goes 24 hours later, with all that came. Who is told
    at once is sent what was hidden when it was published, and is to be read now.
    """
    now = now or timezone.now()
    ReplyNotice.objects.filter(settled_at=None, created_at__lt=now - NEWS_FOR).update(settled_at=now)
    waiting = _sendable().values("writer").annotate(first=Min("created_at")).order_by("writer")
    due = waiting.filter(Q(writer__reply_rhythm=Rhythm.AT_ONCE) | Q(first__lte=now - DAY))
    sent = 0
    for pk in due.values_list("writer", flat=True):
        try:
            sent += _send(pk)
        except Exception:
            # One writer's trouble keeps no other's mail; hers is tried again in an hour.
            logger.exception("Writer %d could not be told of answers.", pk)
    return sent


def _sendable():
    """Return the notices that wait, of what anybody may read."""
    comments = ModeratedComment.objects.published().filter(readable_by_all("discussion"))
    return ReplyNotice.objects.filter(settled_at=None, comment__in=comments.values("pk"))


@transaction.atomic
def _send(writer_pk: int) -> int:
    notices = _take(_sendable().filter(writer=writer_pk))
    if not notices or not notices[0].writer.email:
        return 0
    comments = ModeratedComment.objects.filter(pk__in=[notice.comment_id for notice in notices])
    emails.tell_of_answers(notices[0].writer, list(comments.select_related("discussion").oldest_first()))
    return 1


def send_moderators(now: datetime | None = None) -> int:
    """Send each moderator what waits for her, where the site tells them once a day; return how many mails.

    That it is once a day, and by one worker, is the clock's doing.
    """
    return emails.tell_moderators_daily(now or timezone.now())


def is_told(writer: Writer) -> bool:
    """Return whether a writer gets mail of answers: she has not stopped it, or has asked for it anew since."""
    stopped = writer.mail_stopped_at
    asked = ModeratedComment.objects.by(writer).filter(followup=True)
    return stopped is None or asked.filter(submit_date__gt=stopped).exists()


@transaction.atomic
def choose(*, writer: Writer, name: str, reply_rhythm: str) -> None:
    """Note what a writer chooses for herself: her name, and how often she is told of answers, or NEVER.

    Who chooses a rhythm after she has stopped all mail is told again where she asks for it from now on.
    """
    writer.name = name
    if reply_rhythm == NEVER:
        stop_all(writer=writer)
    else:
        writer.reply_rhythm, writer.mail_stopped_at = reply_rhythm, None
    fields = ["name", "reply_rhythm"] + (["mail_stopped_at"] if reply_rhythm != NEVER else [])
    writer.save(update_fields=fields)


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
    """Send this writer no more mail of answers, until she asks anew."""
    now = timezone.now()
    Writer.objects.filter(pk=writer.pk).update(mail_stopped_at=now)
    ModeratedComment.objects.by(writer).filter(followup=True).update(followup=False)
    ReplyNotice.objects.filter(writer=writer, settled_at=None).update(settled_at=now)
