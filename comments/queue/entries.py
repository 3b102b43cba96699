"""What the queue shows of each comment: read together, in as many queries for five as for fifty."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, Q
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name

from comments.affiliations import Affiliation, organisations
from comments.corrections import Correctable, correctables, correctors
from comments.models import CommentEdit, CommentEvent, Discussion, Kind, ModeratedComment, Report
from comments.queue.selecting import mark_of, sees_addresses
from comments.queue.wording import Piece, compare
from comments.reasons import words_for
from comments.rights import BLOCK, discussions_of
from comments.states import Actor, State, moves_from
from comments.subjects import Described, describe_all


@dataclass(frozen=True)
class Line:
    """One line of what happened to a comment."""

    at: datetime
    who: str
    what: str
    why: tuple[str, ...] = ()
    note: str = ""
    # What it said before, where the text was changed.
    text_before: str = ""


@dataclass(frozen=True)
class Choice:
    """One thing that this moderator may decide."""

    to: State
    label: str


@dataclass(eq=False)
class Entry:
    """One comment, with all that it takes to decide about it."""

    comment: ModeratedComment
    about: Described | None = None
    parent: ModeratedComment | None = None
    affiliation: Affiliation | None = None
    reasons: tuple[str, ...] = ()
    reports: list[Report] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    # How many of the writer's comments are in which state.
    history: Counter[str] = field(default_factory=Counter)
    correctable: Correctable | None = None
    before: list[Piece] = field(default_factory=list)
    after: list[Piece] = field(default_factory=list)
    choices: dict[str, Choice] = field(default_factory=dict)
    may_moderate: bool = False
    may_correct: bool = False
    shows_address: bool = False
    may_block: bool = False
    # Whether the last thing that happened to it was decided by whoever looks.
    is_decided_by_me: bool = False

    @property
    def mark(self) -> str:
        return mark_of(self.comment)

    @property
    def language(self) -> str:
        """The language it was written in, by name."""
        return gettext(dict(settings.LANGUAGES).get(self.comment.language, self.comment.language))

    @property
    def is_correction(self) -> bool:
        return self.comment.kind == Kind.CORRECTION

    @property
    def is_withdrawn(self) -> bool:
        return self.comment.state == State.REMOVED and not self.comment.comment

    @property
    def title(self) -> str:
        return self.about.title if self.about else _("something that is no longer there")

    @property
    def page_url(self) -> str:
        """Where readers meet it, or what it is about."""
        if self.is_correction:
            return self.correctable.url if self.correctable else ""
        return self.about.url if self.about and self.about.is_public else ""

    @property
    def published(self) -> int:
        return self.history[State.PUBLISHED]

    @property
    def rejected(self) -> int:
        return self.history[State.REJECTED] + self.history[State.REMOVED]

    @property
    def spam(self) -> int:
        return self.history[State.SPAM]

    @property
    def can_be_answered(self) -> bool:
        open_ = self.about is not None and self.about.is_public and self.about.is_open
        answered = self.comment.state in {State.PENDING, State.PUBLISHED}
        return self.may_moderate and open_ and answered and not self.is_correction

    @property
    def can_be_let_stand(self) -> bool:
        return self.may_moderate and self.comment.state == State.PUBLISHED and bool(self.reports)


def read_entries(comments: Iterable[ModeratedComment], *, user: Any, language: str, request: Any = None) -> list[Entry]:
    """Return the comments as `user` sees them in the queue."""
    comments = list(comments)
    pks = [comment.pk for comment in comments]
    discussions = {comment.discussion for comment in comments}
    about = describe_all(discussions, language, request)
    offered = organisations(language, request) if any(comment.organisation_key for comment in comments) else {}
    parents = ModeratedComment.objects.in_bulk({c.parent_id for c in comments if not c.is_root})
    reports: dict[int, list[Report]] = defaultdict(list)
    for report in Report.objects.open().filter(comment__in=pks):
        reports[report.comment_id].append(report)
    events = _events(pks)
    lines = _lines(events, pks)
    history = _history(comments)
    corrected = correctables([c.statement_key for c in comments if c.statement_key], language, request)
    moderated, editable = _rights(user, discussions)
    entries = []
    for comment in comments:
        entry = Entry(
            comment,
            about=about.get(comment.discussion_id),
            parent=parents.get(comment.parent_id) if not comment.is_root else None,
            affiliation=offered.get(comment.organisation_key) if comment.organisation_key else None,
            reasons=_reasons(events[comment.pk]),
            reports=reports[comment.pk],
            lines=lines[comment.pk],
            history=history[comment.writer_id],
            may_moderate=comment.discussion_id in moderated,
            may_correct=comment.discussion_id in editable,
        )
        entry.shows_address = entry.may_moderate and sees_addresses(user)
        entry.may_block = entry.shows_address and user.has_perm(BLOCK)
        entry.is_decided_by_me = _is_by(user, events[comment.pk])
        if entry.is_correction:
            entry.correctable = corrected.get(comment.statement_key) if comment.statement_key else None
            says = entry.correctable.wording if entry.correctable else ""
            entry.before, entry.after = compare(says, comment.proposed_wording)
        entry.choices = {choice.to.value: choice for choice in _choices(entry)}
        entries.append(entry)
    return entries


def _rights(user: Any, discussions: set[Discussion]) -> tuple[set[int], set[int]]:
    """Return (the discussions she moderates, those with corrections that she may carry out). Two queries."""
    here = Discussion.objects.filter(pk__in=[discussion.pk for discussion in discussions])
    editable = Q(pk__in=[])
    for corrector in correctors:
        editable |= corrector.correctable_by(user)
    return (
        set(here.filter(discussions_of(user)).values_list("pk", flat=True)),
        set(here.filter(editable).values_list("pk", flat=True)),
    )


def _events(pks: list[int]) -> dict[int, list[CommentEvent]]:
    found: dict[int, list[CommentEvent]] = defaultdict(list)
    for event in CommentEvent.objects.filter(comment__in=pks).select_related("user").order_by("pk"):
        found[event.comment_id].append(event)
    return found


def _history(comments: list[ModeratedComment]) -> dict[Any, Counter[str]]:
    writers = {comment.writer_id for comment in comments if comment.writer_id}
    found: dict[Any, Counter[str]] = defaultdict(Counter)
    counted = ModeratedComment.objects.filter(writer__in=writers).order_by().values_list("writer", "state")
    for writer, state, number in counted.annotate(number=Count("pk")):
        found[writer][state] = number
    return found


def _reasons(events: list[CommentEvent]) -> tuple[str, ...]:
    """Return why it came before a moderator: what the rules found last, and that readers reported it."""
    judged = next((event for event in reversed(events) if event.reasons), None)
    found = [words_for(code, detail) for code, detail in judged.reasons] if judged else []
    hidden = [event for event in events if event.actor == Actor.READERS]
    return (*found, *([words_for(hidden[-1].code)] if hidden else []))


def _is_by(user: Any, events: list[CommentEvent]) -> bool:
    last = events[-1] if events else None
    return bool(
        last
        and last.actor == Actor.MODERATOR
        and last.user_id == user.pk
        and last.code != "undo"
        and last.before not in {"", last.after, State.UNCONFIRMED}
    )


def _lines(events: dict[int, list[CommentEvent]], pks: list[int]) -> dict[int, list[Line]]:
    """Return what happened, moves and changes of the text in the order in which they happened."""
    found: dict[int, list[Line]] = defaultdict(list)
    for pk in pks:
        for event in events[pk]:
            found[pk].append(_line(event))
    for edit in CommentEdit.objects.filter(comment__in=pks).select_related("user"):
        who = get_user_display_name(edit.user) if edit.user else str(Actor.WRITER.label)
        line = Line(edit.at, who, _("changed the text"), text_before=edit.text_before)
        found[edit.comment_id].append(line)
    return {pk: sorted(found[pk], key=lambda line: line.at) for pk in pks}


def _line(event: CommentEvent) -> Line:
    who = get_user_display_name(event.user) if event.user else str(event.get_actor_display())
    codes = event.reasons or ([[event.code, ""]] if event.code else [])
    what = str(event.get_after_display()) if event.before else pgettext("a comment", "sent")
    return Line(event.at, who, what, tuple(words_for(code, detail) for code, detail in codes), event.note)


def _choices(entry: Entry) -> Iterable[Choice]:
    """Return what may be decided about a comment, by this user."""
    if entry.is_withdrawn:
        return
    for to in moves_from(entry.comment.state):
        if entry.is_correction:
            if entry.may_correct or (entry.may_moderate and to != State.PUBLISHED):
                yield Choice(to, _label(to, entry))
        elif entry.may_moderate:
            yield Choice(to, _label(to, entry))


def _label(to: State, entry: Entry) -> str:
    if to == State.PUBLISHED and entry.is_correction:
        return _("Accept")
    if to == State.REJECTED and entry.is_correction:
        return _("Decline")
    if to == State.PENDING and entry.comment.state == State.PUBLISHED:
        return _("Hide for now")
    return {
        State.PUBLISHED: _("Approve"),
        State.REJECTED: pgettext("a comment", "Reject"),
        State.SPAM: _("Spam"),
        State.REMOVED: _("Remove"),
        State.PENDING: _("Let it wait"),
    }.get(to, str(to.label))
