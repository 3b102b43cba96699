"""The mails to moderators: that a comment waits or was reported, at once or once a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import translation

from comments.corrections import find_correctable
from comments.models import CommentEvent, Kind, ModeratedComment, Report
from comments.models.settings import ModeratorRhythm
from comments.preferences import comment_settings
from comments.reasons import words_for
from comments.rights import told_of
from comments.states import State
from comments.subjects import describe_all
from comments.text import excerpt, neutral_name, plain
from comments.tokens import decide_token
from mail.letters import Mailing, absolute, list_headers, quoted, site_language

# In one digest; the queue has the rest.
MOST_IN_A_DIGEST = 30
LONGEST_EXCERPT = 400


@dataclass(frozen=True)
class Waiting:
    """One comment as a mail to moderators shows it."""

    pk: int
    name: str
    title: str
    place: str
    # Without markup, so that every address it leads to is seen.
    lines: list[str]
    since: datetime
    is_correction: bool = False
    is_public: bool = False
    wording: str = ""
    proposed: str = ""
    parent_name: str = ""
    parent_beginning: str = ""
    reasons: tuple[str, ...] = ()
    # [(reason, in one's own words)]
    reports: tuple[tuple[str, str], ...] = ()
    decide: str = ""

    @property
    def text(self) -> str:
        return quoted("\n".join(self.lines))

    @property
    def wording_text(self) -> str:
        return quoted(self.wording)

    @property
    def proposed_text(self) -> str:
        return quoted(self.proposed)


def language_for(user: Any) -> str:
    """Return the language that a user has chosen for the admin, else the site's first: never the sender's."""
    profile = getattr(user, "wagtail_userprofile", None)
    return site_language(profile.preferred_language if profile else "")


def decide_address(comment_pk: int, user_pk: int) -> str:
    """Return the page on which one moderator decides about one comment."""
    token = decide_token(ModeratedComment(pk=comment_pk), user_pk)
    return absolute(reverse("comments_decide", args=[token]))


def _described(comments: list[ModeratedComment], language: str) -> dict[int, Waiting]:
    """Return the comments in the words of the active language, without anybody's link."""
    about = describe_all({comment.discussion for comment in comments}, language)
    parents = ModeratedComment.objects.in_bulk([c.parent_id for c in comments if c.parent_id != c.pk])
    last = {event.comment_id: event for event in CommentEvent.objects.filter(comment__in=comments).order_by("pk")}
    reports: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for report in Report.objects.open().filter(comment__in=comments):
        reports[report.comment_id].append((str(report.get_reason_display()), " ".join(report.note.split())))
    found = {}
    for comment in comments:
        subject, parent = about.get(comment.discussion_id), parents.get(comment.parent_id)
        correction = comment.kind == Kind.CORRECTION
        correctable = find_correctable(comment.statement_key, language) if correction else None
        found[comment.pk] = Waiting(
            pk=comment.pk,
            name=neutral_name(comment.user_name),
            title=neutral_name(subject.title) if subject else "",
            place=absolute(subject.url) if subject and subject.url else "",
            lines=plain(comment.comment).split("\n") if comment.comment else [],
            since=comment.submit_date,
            is_correction=correction,
            is_public=comment.state == State.PUBLISHED,
            wording=correctable.wording if correctable else "",
            proposed=comment.proposed_wording,
            parent_name=neutral_name(parent.user_name) if parent else "",
            parent_beginning=excerpt(parent.comment, LONGEST_EXCERPT) if parent else "",
            reasons=_reasons(last.get(comment.pk)),
            reports=tuple(reports[comment.pk]),
        )
    return found


def _reasons(event: CommentEvent | None) -> tuple[str, ...]:
    if event is None or event.after != State.PENDING:
        return ()
    codes = event.reasons or ([[event.code, ""]] if event.code else [])
    return tuple(words_for(code, detail) for code, detail in codes)


def _is_reported(comment: ModeratedComment, *, besides: Report) -> bool:
    return Report.objects.open().filter(comment=comment.pk).exclude(pk=besides.pk).exists()


def tell_at_once(comment: ModeratedComment, report: Report | None = None) -> None:
    """Send each of its moderators a mail about one comment, where they are told at once.

    Of reports they are told twice: of the first, and when there are so many that the comment is hidden.
    """
    if comment_settings().moderator_rhythm != ModeratorRhythm.AT_ONCE:
        return
    if report is not None and comment.state == State.PUBLISHED and _is_reported(comment, besides=report):
        return
    event = "moderation_waiting" if report is None else "comment_reported"
    by_language: dict[str, dict[int, Waiting]] = {}
    mailing = Mailing()
    for user in told_of([comment])[comment.pk]:
        language = language_for(user)
        with translation.override(language):
            if language not in by_language:
                by_language[language] = _described([comment], language)
            entry = replace(by_language[language][comment.pk], decide=decide_address(comment.pk, user.pk))
        headers = list_headers("moderation")
        mailing.send(event, to=user.email, language=language, context={"entry": entry}, headers=headers)


def _all_that_waits() -> list[ModeratedComment]:
    reported = Exists(Report.objects.open().filter(comment=OuterRef("pk")))
    waiting = ModeratedComment.objects.filter(Q(state=State.PENDING) | Q(reported, state=State.PUBLISHED))
    return list(waiting.select_related("discussion", "writer").oldest_first())


@transaction.atomic
def tell_daily(now: datetime) -> int:
    """Send each moderator one mail for all that waits for her, the oldest first; return how many mails."""
    if comment_settings().moderator_rhythm != ModeratorRhythm.DAILY:
        return 0
    comments = _all_that_waits()
    for_user: dict[int, list[ModeratedComment]] = defaultdict(list)
    users = {}
    people = told_of(comments)
    for comment in comments:
        for user in people[comment.pk]:
            users[user.pk] = user
            for_user[user.pk].append(comment)
    shown = _shown(for_user.values())
    by_language: dict[str, dict[int, Waiting]] = {}
    mailing = Mailing()
    sent = 0
    for pk, waiting in for_user.items():
        language = language_for(users[pk])
        with translation.override(language):
            if language not in by_language:
                by_language[language] = _described(shown, language)
            known = by_language[language]
            entries = [replace(known[c.pk], decide=decide_address(c.pk, pk)) for c in waiting[:MOST_IN_A_DIGEST]]
        context = {
            "entries": entries,
            "count": len(waiting),
            "more": len(waiting) - len(entries),
            "queue": absolute(reverse("comment_queue:index")),
        }
        headers = list_headers("moderation")
        sent += bool(
            mailing.send("moderation_digest", to=users[pk].email, language=language, context=context, headers=headers)
        )
    return sent


def _shown(lists: Iterable[list[ModeratedComment]]) -> list[ModeratedComment]:
    """Return the comments that stand in any of the mails."""
    return list({comment.pk: comment for one in lists for comment in one[:MOST_IN_A_DIGEST]}.values())
