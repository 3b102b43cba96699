"""Ask the rules of comments about a request for help: the same people, the same spam, the same settings."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from collaboration.asking.rights import MODERATE
from collaboration.asking.states import PASSED_ON, HelpState
from collaboration.models import HelpEvent, HelpRequest
from comments import rules
from comments.judging import author_of, rule_settings
from comments.models import Writer

STATE_AFTER = {
    rules.Verdict.PUBLISH: HelpState.OPEN,
    rules.Verdict.HOLD: HelpState.PENDING,
    rules.Verdict.SPAM: HelpState.SPAM,
    rules.Verdict.REJECT: HelpState.REJECTED,
}


def judge(request: HelpRequest, *, user: Any = None) -> rules.Decision:
    """Return what the rules say of a request. Whose earlier ones were passed on is known."""
    known: dict[str, Any] = request.circumstances
    author = author_of(Writer.objects.for_address(request.email), is_moderator=_is_moderator(user))
    author = _with_earlier_requests(author, request)
    recently = timezone.now() - timedelta(days=30)
    same_text = HelpRequest.objects.filter(question=request.question, asked_at__gt=recently).exclude(pk=request.pk)
    circumstances = rules.Circumstances(
        seconds_to_write=known.get("seconds_to_write"),
        honeypot=known.get("honeypot", ""),
        from_same_address=known.get("from_same_address", 0),
        same_text_before=same_text.count(),
        spam_service=known.get("spam_service"),
        odd_characters=tuple(known.get("odd_characters", ())),
    )
    submission = rules.Submission(
        text=request.question, name=request.name, email=request.email, language=request.language
    )
    return rules.decide(submission, author=author, circumstances=circumstances, settings=rule_settings())


def _with_earlier_requests(author: rules.Author, request: HelpRequest) -> rules.Author:
    """Return the author with what became of her earlier requests.

    Closing one that waits is hers to do, so a state alone does not say that anybody let it through. What nobody
    confirmed says nothing of her: anybody may have typed her address.
    """
    was_open = Exists(HelpEvent.objects.filter(request=OuterRef("pk"), after=HelpState.OPEN).order_by())
    earlier = HelpRequest.objects.by(request.email).exclude(pk=request.pk).filter(confirmed_at__isnull=False)
    count = earlier.aggregate(
        passed_on=Count("pk", filter=Q(was_open, state__in=PASSED_ON)),
        rejected=Count("pk", filter=Q(state=HelpState.REJECTED)),
        spam=Count("pk", filter=Q(state=HelpState.SPAM)),
    )
    return replace(
        author,
        published=author.published + count["passed_on"],
        rejected=author.rejected + count["rejected"],
        spam=author.spam + count["spam"],
    )


def _is_moderator(user: Any) -> bool:
    return user is not None and user.has_perm(MODERATE)
