"""Ask the rules about a comment, with what the database and the cache know of its writer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Q
from django.utils import timezone

from comments import rules
from comments.models import BlockedAddress, ModeratedComment, Writer
from comments.preferences import comment_settings
from comments.states import State


def rule_settings() -> rules.Settings:
    """Return the site's settings as the rules take them."""
    chosen = comment_settings()
    return rules.Settings(
        hold=rules.Hold(chosen.hold),
        most_links=chosen.most_links,
        words=chosen.words,
        site_languages=tuple(code for code, _name in settings.LANGUAGES),
        blocked=tuple(BlockedAddress.objects.values_list("pattern", flat=True)),
    )


def author_of(writer: Writer, *, is_moderator: bool) -> rules.Author:
    """Return what the rules want to know of a writer."""
    count = ModeratedComment.objects.by(writer).aggregate(
        published=Count("pk", filter=Q(state=State.PUBLISHED)),
        rejected=Count("pk", filter=Q(state=State.REJECTED)),
        spam=Count("pk", filter=Q(state=State.SPAM)),
    )
    return rules.Author(
        published=count["published"],
        rejected=count["rejected"],
        spam=count["spam"],
        is_moderator=is_moderator,
        email=writer.email or "",
    )


def judge(comment: ModeratedComment, *, is_moderator: bool = False) -> rules.Decision:
    """Return what the rules say of a comment as it now stands."""
    known: dict[str, Any] = comment.circumstances
    same_text = (
        ModeratedComment.objects.filter(comment=comment.comment, submit_date__gt=timezone.now() - timedelta(days=30))
        .exclude(pk=comment.pk)
        .count()
    )
    circumstances = rules.Circumstances(
        seconds_to_write=known.get("seconds_to_write"),
        honeypot=known.get("honeypot", ""),
        from_same_address=known.get("from_same_address", 0),
        on_same_subject=known.get("on_same_subject", 0),
        same_text_before=same_text,
        spam_service=known.get("spam_service"),
        odd_characters=tuple(known.get("odd_characters", ())),
    )
    submission = rules.Submission(
        text=comment.comment, name=comment.user_name, email=comment.user_email, language=comment.language
    )
    author = author_of(comment.writer, is_moderator=is_moderator)
    return rules.decide(submission, author=author, circumstances=circumstances, settings=rule_settings())


STATE_AFTER = {
    rules.Verdict.PUBLISH: State.PUBLISHED,
    rules.Verdict.HOLD: State.PENDING,
    rules.Verdict.SPAM: State.SPAM,
    rules.Verdict.REJECT: State.REJECTED,
}
