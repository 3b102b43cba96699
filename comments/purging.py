"""Let go of what is no longer needed, after the times that the site has set."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from django_comments.models import Comment

from comments import posting
from comments.models import Like, ModeratedComment, Writer
from comments.models.comment import ModeratedCommentQuerySet
from comments.preferences import comment_settings
from comments.states import State

DAYS_IN_A_MONTH = 30.4375


@dataclass(frozen=True)
class Purged:
    """How much was let go of."""

    spam: int = 0
    unconfirmed: int = 0
    addresses: int = 0


def purge(now: datetime | None = None) -> Purged:
    """Delete old spam and unconfirmed comments, and the addresses behind old comments."""
    spam, unconfirmed, addresses = _limits(now or timezone.now())
    return Purged(
        spam=_delete(State.SPAM, spam, by="decided_at"),
        unconfirmed=_delete(State.UNCONFIRMED, unconfirmed, by="submit_date"),
        addresses=_let_go(addresses),
    )


def due(at: datetime) -> Purged:
    """Return how much `purge` would let go of at that time, as things are now."""
    spam, unconfirmed, addresses = _limits(at)
    return Purged(
        spam=_lone(State.SPAM, spam, by="decided_at").count(),
        unconfirmed=_lone(State.UNCONFIRMED, unconfirmed, by="submit_date").count(),
        addresses=_silent(addresses).count(),
    )


def _limits(now: datetime) -> tuple[datetime, datetime, datetime]:
    """Return before when spam, unconfirmed comments and addresses are let go of."""
    chosen = comment_settings()
    return (
        now - timedelta(days=chosen.keep_spam_days),
        now - timedelta(days=chosen.keep_unconfirmed_days),
        now - timedelta(days=chosen.keep_addresses_months * DAYS_IN_A_MONTH),
    )


def _lone(state: State, before: datetime, *, by: str) -> ModeratedCommentQuerySet:
    """Select what is old and unanswered: one that has been answered is a place in a thread, and stays."""
    answers = ModeratedComment.objects.filter(parent_id=OuterRef("pk")).exclude(pk=OuterRef("pk"))
    return ModeratedComment.objects.filter(~Exists(answers), state=state, **{f"{by}__lt": before})


@transaction.atomic
def _delete(state: State, before: datetime, *, by: str) -> int:
    # Held until they are gone: a moderator may be about to publish one.
    lone = list(_lone(state, before, by=by).select_for_update(of=("self",)).values_list("pk", "thread_id", "parent_id"))
    for pk, thread_id, parent_id in lone:
        parents = dict(ModeratedComment.objects.filter(thread_id=thread_id).values_list("pk", "parent_id"))
        above, at = set(), parent_id
        while at != pk and at in parents and at not in above:
            above.add(at)
            at = parents[at]
        ModeratedComment.objects.filter(pk__in=above).update(nested_count=F("nested_count") - 1)
    # Its package row, and everything of ours that hangs on it, go with it.
    Comment.objects.filter(pk__in=[pk for pk, _thread, _parent in lone]).delete()
    for comment in ModeratedComment.objects.filter(state=state, **{f"{by}__lt": before}).exclude(comment=""):
        # Answered: its place in the thread stays, and nothing else of it.
        posting.erase_text(comment)
        Comment.objects.filter(pk=comment.pk).update(user_name="", user_email="")
    if state == State.UNCONFIRMED:
        Like.objects.filter(confirmed_at=None, created_at__lt=before).delete()
        nothing = Writer.objects.filter(comments=None, likes=None, confirmed_at=None, created_at__lt=before)
        nothing.delete()
    return len(lone)


def _silent(before: datetime) -> Any:
    """Select those who have written and liked nothing since `before`, and whose address is still there."""
    lately = ModeratedComment.objects.filter(writer=OuterRef("pk"), submit_date__gte=before)
    liked = Like.objects.filter(writer=OuterRef("pk"), created_at__gte=before)
    return Writer.objects.filter(~Exists(lately), ~Exists(liked), email__isnull=False, created_at__lt=before)


@transaction.atomic
def _let_go(before: datetime) -> int:
    """Let go of the addresses of those who have written and liked nothing since `before`; return how many."""
    pks = list(_silent(before).values_list("pk", flat=True))
    Comment.objects.filter(xtdcomment__moderatedcomment__writer__in=pks).update(user_email="")
    # The address is in the fingerprint as well, for whoever knows the text.
    ModeratedComment.objects.filter(writer__in=pks).update(followup=False, fingerprint=None)
    Writer.objects.filter(pk__in=pks).update(email=None)
    return len(pks)
