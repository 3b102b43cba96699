"""Build the mails about comments; the outbox sends them after commit. Those to moderators are in moderator_mails."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from comments import moderator_mails
from comments.corrections import find_correctable
from comments.models import CommentEvent, Kind, Like, ModeratedComment, Report, Writer
from comments.reasons import Rejection, words_for
from comments.states import Actor, State
from comments.subjects import Described, describe_all
from comments.text import excerpt, neutral_name, plain
from comments.tokens import CONFIRM_WITHIN, confirm_token, like_token, status_token, stop_token
from mail.letters import Mailing, absolute, list_headers, quoted, site_language

# What goes to an address that anybody may have typed: enough to know one's own words by, too little to advertise in.
LONGEST_UNCONFIRMED = 300
_WEB_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


def link(name: str, *args: object) -> str:
    """Return the whole address of one of the comments' pages, in the active language."""
    return absolute(reverse(f"comments:{name}", args=args))


def _place(comment: ModeratedComment, language: str) -> dict[str, str]:
    """Return what the comment is about, and where."""
    about = describe_all([comment.discussion], language).get(comment.discussion_id)
    title = neutral_name(about.title) if about else _("a page that is gone")
    return {"title": title, "place": absolute(about.url) if about and about.url else ""}


def _own(comment: ModeratedComment, language: str) -> dict[str, object]:
    """Return what a mail to a writer about her own comment says of it."""
    correctable = find_correctable(comment.statement_key, language) if comment.statement_key else None
    return {
        **_place(comment, language),
        "name": neutral_name(comment.user_name),
        "is_correction": comment.kind == Kind.CORRECTION,
        "wording": correctable.wording if correctable else "",
        "proposed": comment.proposed_wording,
        "wording_text": quoted(correctable.wording) if correctable else "",
        "proposed_text": quoted(comment.proposed_wording),
        "text": quoted(plain(comment.comment)) if comment.comment else "",
        "html": comment.html,
        "status": link("status", status_token(comment)),
        "link": link("comment", comment.pk),
    }


def ask_to_confirm(comment: ModeratedComment) -> None:
    """Ask a writer whether a comment is hers."""
    if comment.writer is None or not comment.writer.email:
        return
    # In which she writes now: she may be somebody else than who wrote from this address before.
    language = site_language(comment.language, comment.writer.language)
    with translation.override(language):
        said = excerpt(f"{comment.proposed_wording}\n\n{comment.comment}", LONGEST_UNCONFIRMED)
        context = {
            **_own(comment, language),
            "said": _WEB_ADDRESS.sub(lambda found: _("[a web address]"), said),
            "confirm": link("confirm", confirm_token(comment)),
            "days": CONFIRM_WITHIN.days,
        }
    Mailing().send("comment_confirm", to=comment.writer.email, language=language, context=context)


def ask_to_confirm_like(like: Like) -> None:
    """Ask whoever gave an address whether the like is hers."""
    if not like.writer.email:
        return
    language = site_language(like.writer.language)
    with translation.override(language):
        context = {
            **_place(like.comment, language),
            "author": neutral_name(like.comment.user_name),
            "confirm": link("confirm_like", like_token(like)),
            "days": CONFIRM_WITHIN.days,
            "link": link("comment", like.comment_id),
        }
    Mailing().send("like_confirm", to=like.writer.email, language=language, context=context)


def tell_decision(comment: ModeratedComment, event: CommentEvent) -> None:
    """Tell a writer what a moderator decided, and why; nothing where she can't know that there was a question."""
    writer = comment.writer
    # Before she has confirmed it, anybody may have typed her address.
    if writer is None or not writer.email or not comment.confirmed_at:
        return
    if event.user_id and event.user_id == comment.user_id:
        return
    name = _event_of(comment, event)
    if not name:
        return
    language = site_language(writer.language, comment.language)
    earlier = CommentEvent.objects.filter(comment=comment.pk, pk__lt=event.pk)
    with translation.override(language):
        context = {
            **_own(comment, language),
            "reason": words_for(event.code) if event.code in Rejection.values else "",
            "note": event.note.strip(),
            "note_text": quoted(event.note.strip()),
            "was_public": earlier.filter(after=State.PUBLISHED).exists(),
        }
    Mailing().send(name, to=writer.email, language=language, context=context)


def _event_of(comment: ModeratedComment, event: CommentEvent) -> str:
    """Return which mail tells of a decision, or nothing."""
    correction = comment.kind == Kind.CORRECTION
    if event.after in {State.REJECTED, State.REMOVED}:
        return "correction_declined" if correction else "comment_rejected"
    if event.after != State.PUBLISHED:
        return ""
    before = CommentEvent.objects.filter(comment=comment.pk, pk__lt=event.pk).last()
    if before is not None and before.actor == Actor.READERS:
        # Readers reported it, and it stands: as far as she knows, nothing has happened.
        return ""
    return "correction_accepted" if correction else "comment_published"


@dataclass(frozen=True)
class Answer:
    """One answer in a mail."""

    name: str
    text: str
    html: str
    link: str


@dataclass(frozen=True)
class AnsweredThread:
    """The answers of one thread in a mail."""

    title: str
    link: str
    stop: str
    answers: list[Answer] = field(default_factory=list)


def tell_of_answers(writer: Writer, comments: Sequence[ModeratedComment], desk: AnswersDesk | None = None) -> None:
    """Tell a writer of answers in threads that she follows. `desk` is shared where several are told at once."""
    if not writer.email or not comments:
        return
    desk = desk or AnswersDesk()
    language = site_language(writer.language)
    with translation.override(language):
        threads: dict[int, AnsweredThread] = {}
        for comment in comments:
            if comment.thread_id not in threads:
                threads[comment.thread_id] = AnsweredThread(
                    title=desk.title(comment, language),
                    link=link("thread", comment.thread_id),
                    stop=link("stop", stop_token(writer, comment.thread_id)),
                )
            threads[comment.thread_id].answers.append(
                Answer(
                    name=neutral_name(comment.user_name),
                    text=quoted(plain(comment.comment)),
                    html=comment.html,
                    link=link("comment", comment.pk),
                )
            )
        first = next(iter(threads.values()))
        context = {
            "threads": list(threads.values()),
            "title": first.title,
            "author": first.answers[0].name,
            "count": len(comments),
            "stop_all": link("stop", stop_token(writer)),
            "choose": link("me"),
        }
        headers = list_headers("answers", stop_at=reverse("comments:stop_at_once", args=[stop_token(writer)]))
    desk.mailing.send("comment_answers", to=writer.email, language=language, context=context, headers=headers)


class AnswersDesk:
    """What the mails to several followers share: they are told of the same things."""

    def __init__(self) -> None:
        self.mailing = Mailing()
        self._about: dict[tuple[int, str], Described | None] = {}

    def title(self, comment: ModeratedComment, language: str) -> str:
        key = (comment.discussion_id, language)
        if key not in self._about:
            self._about[key] = describe_all([comment.discussion], language).get(comment.discussion_id)
        about = self._about[key]
        return neutral_name(about.title) if about else ""


def tell_moderators(comment: ModeratedComment, report: Report | None = None) -> None:
    """Tell those who moderate a comment at once that it waits, or was reported."""
    moderator_mails.tell_at_once(comment, report)


def tell_moderators_daily(now: datetime) -> int:
    """Send moderators one mail for all that waits, where they are told once a day; return how many mails."""
    return moderator_mails.tell_daily(now)
