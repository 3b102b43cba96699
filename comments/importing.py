"""Comments that come from another system, with their people, their times and their states. Nobody is told of them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection, transaction
from django.db.models.sql import InsertQuery
from django.utils import timezone
from django_comments.models import Comment
from django_comments_xtd.models import XtdComment

from comments import following
from comments.models import CommentEvent, Discussion, ModeratedComment, Writer
from comments.posting import write_text
from comments.states import Actor, State
from comments.text import clean, neutral_name, render
from mail.validation import normal_address

LONGEST_NAME, LONGEST_ADDRESS = 50, 200
NOTE = "imported"


@dataclass(frozen=True, kw_only=True)
class Row:
    """A comment as another system had it."""

    # Its number there, and that of the comment it answers.
    was: str
    parent: str = ""
    name: str = ""
    email: str = ""
    url: str = ""
    sent_at: datetime | None = None
    text: str = ""
    state: State = State.PUBLISHED


@transaction.atomic(savepoint=False)
def import_comments(
    *,
    subject: str,
    key: UUID,
    rows: Sequence[Row],
    language: str,
    source: str,
    parents: Mapping[str, int] | None = None,
) -> dict[str, int]:
    """Store comments on a thing in the states that they had, and return {number there: number here}.

    `parents` are those that came before: what answers one of them takes its place below it. What answers a comment
    that is not here begins a thread of its own. No rule judges them, no mail goes out, no follower hears of them.
    """
    if not rows:
        return {}
    discussion, is_new = Discussion.objects.get_or_create(subject=subject, key=key)
    if not is_new:
        discussion = Discussion.objects.select_for_update().get(pk=discussion.pk)
    writers = _writers(rows, language)
    now = timezone.now()
    packaged = Comment.objects.bulk_create(_packaged(row, discussion, now) for row in rows)
    numbers = {row.was: comment.pk for row, comment in zip(rows, packaged, strict=True)}
    places = _places(rows, numbers, parents or {})
    comments = []
    for row, base in zip(rows, packaged, strict=True):
        comment = ModeratedComment(**{field.attname: getattr(base, field.attname) for field in base._meta.fields})
        comment.comment_ptr_id = comment.xtdcomment_ptr_id = base.pk
        for name, value in places[row.was].items():
            setattr(comment, name, value)
        comment.discussion, comment.writer = discussion, writers.get(_address(row.email))
        comment.state, comment.language, comment.html = row.state, language, render(base.comment)
        comment.fingerprint = hashlib.sha256(f"imported\0{source}\0{row.was}".encode()).hexdigest()
        comment.circumstances = {"was": row.was}
        comment.confirmed_at = base.submit_date
        # Of spam, from which on it is kept for a while; of the others, when they were decided about.
        comment.decided_at = now if row.state == State.SPAM else base.submit_date
        comments.append(comment)
    for model in (XtdComment, ModeratedComment):
        _insert(comments, model)
    CommentEvent.objects.bulk_create(
        CommentEvent(comment_id=numbers[row.was], at=now, actor=Actor.RULES, after=row.state, note=NOTE) for row in rows
    )
    return numbers


def was_touched(comment: ModeratedComment) -> bool:
    """Return whether anybody here has decided about an imported comment, or taken it back."""
    return comment.events.exclude(note=NOTE).exists()


@transaction.atomic
def update_imported(*, comment: ModeratedComment, text: str, state: State) -> None:
    """Give an imported comment the text and the state that it has in the other system by now. Nobody is told.

    What it said before is kept for moderators. The caller has looked that nobody has changed it here.
    """
    before = State(comment.state)
    if (text := clean(text)) != comment.comment:
        write_text(comment, text)
    if state == before:
        return
    now = timezone.now()
    ModeratedComment.objects.filter(pk=comment.pk).update(state=state, decided_at=now)
    Comment.objects.filter(pk=comment.pk).update(is_public=state == State.PUBLISHED, is_removed=state == State.REMOVED)
    CommentEvent.objects.create(comment=comment, at=now, actor=Actor.RULES, before=before, after=state, note=NOTE)
    comment.state = state
    following.moved(comment, before, quietly=True)


def _packaged(row: Row, discussion: Discussion, now: datetime) -> Comment:
    return Comment(
        content_type=ContentType.objects.get_for_model(Discussion),
        object_pk=str(discussion.pk),
        site_id=settings.SITE_ID,
        user_name=neutral_name(row.name)[:LONGEST_NAME] or "–",
        user_email=_address(row.email),
        user_url=row.url[:LONGEST_ADDRESS] if row.url.startswith(("http://", "https://")) else "",
        comment=clean(row.text),
        submit_date=row.sent_at or now,
        is_public=row.state == State.PUBLISHED,
        is_removed=row.state == State.REMOVED,
    )


def _insert(comments: Sequence[ModeratedComment], model: Any) -> None:
    """Write the rows of one table; the package's saving would write all three, and count its thread anew each time.

    As Django writes rows itself: what it offers for many at once it does not offer for a table that extends another.
    """
    fields = model._meta.local_concrete_fields
    most = connection.ops.bulk_batch_size(fields, comments)
    for start in range(0, len(comments), most):
        query = InsertQuery(model)
        query.insert_values(fields, comments[start : start + most], raw=True)
        query.get_compiler(connection=connection).execute_sql()


def _places(rows: Sequence[Row], numbers: Mapping[str, int], parents: Mapping[str, int]) -> dict[str, dict[str, int]]:
    """Return where each stands in its thread, as the package keeps it: in the order in which it is read."""
    children: dict[str, list[Row]] = {}
    by_number = {row.was: row for row in rows}
    roots = []
    for row in rows:
        if row.parent in by_number and row.parent != row.was:
            children.setdefault(row.parent, []).append(row)
        else:
            roots.append(row)
    found: dict[str, dict[str, int]] = {}
    above = dict(
        XtdComment.norel_objects.filter(pk__in=[parents[row.parent] for row in roots if row.parent in parents])
        .order_by()
        .values_list("pk", "thread_id")
    )
    # Those that go in a circle are reached by no root: each then begins a thread.
    for root in [*roots, *rows]:
        if root.was in found:
            continue
        onto = parents.get(root.parent)
        thread = above.get(onto, numbers[root.was]) if onto else numbers[root.was]
        level, order = _after(onto) if onto in above else (0, 0)
        waiting = [(root, level, onto if onto in above else numbers[root.was])]
        read: list[Row] = []
        while waiting:
            row, level, parent = waiting.pop()
            if row.was in found:
                continue
            order += 1
            found[row.was] = {"thread_id": thread, "parent_id": parent, "level": level, "order": order}
            read.append(row)
            waiting += [(child, level + 1, numbers[row.was]) for child in reversed(children.get(row.was, []))]
        below: dict[str, int] = {}
        for row in reversed(read):
            found[row.was]["nested_count"] = below.get(row.was, 0)
            below[row.parent] = below.get(row.parent, 0) + below.get(row.was, 0) + 1
    return found


def _after(parent: int | None) -> tuple[int, int]:
    """Return the level below a comment that is here, and the last order in its thread: readers' order is by parents."""
    above = XtdComment.norel_objects.get(pk=parent)
    last = XtdComment.norel_objects.filter(thread_id=above.thread_id).order_by("-order").first()
    return above.level + 1, last.order if last else above.order


def _address(email: str) -> str:
    """Return an e-mail address as writers are known by it, or "" for what is none."""
    try:
        validate_email(email.strip())
    except ValidationError:
        return ""
    return normal_address(email)


def _writers(rows: Sequence[Row], language: str) -> dict[str, Writer]:
    """Return the writers of the comments, made where need be: the other system let them write under their addresses."""
    named = {address: row for row in reversed(rows) if (address := _address(row.email))}
    there = {writer.email: writer for writer in Writer.objects.filter(email__in=named)}
    new = [
        Writer(
            email=address,
            name=neutral_name(row.name)[:LONGEST_NAME],
            language=language,
            confirmed_at=row.sent_at or timezone.now(),
        )
        for address, row in named.items()
        if address not in there
    ]
    return there | {writer.email: writer for writer in Writer.objects.bulk_create(new)}


# --- Their text ----------------------------------------------------------------------------------

_ANCHOR = re.compile(r"<a\b[^>]*?\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))[^>]*>(.*?)</a\s*>", re.I | re.S)
_QUOTE = re.compile(r"<(blockquote|q)\b[^>]*>(.*?)</\1\s*>", re.I | re.S)
_BREAK = re.compile(r"<br\b[^>]*>\n?|</?(?:p|div|pre|ul|ol)\b[^>]*>", re.I)
_ITEM = re.compile(r"<li\b[^>]*>\s*", re.I)
_TAG = re.compile(r"</?[a-z][^>]*>|<!--.*?-->", re.I | re.S)
_HIDDEN = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.I | re.S)


def text_from_html(html: str) -> str:
    """Return what a comment in HTML says as comments here are written: links as addresses, quotes by their signs."""
    html = _HIDDEN.sub("", html.replace("\r\n", "\n").replace("\r", "\n"))
    html = _ANCHOR.sub(_anchor, html)
    html = _QUOTE.sub(_quoted, html)
    html = _ITEM.sub("\n- ", _BREAK.sub(lambda found: "\n" if found[0].lower().startswith("<br") else "\n\n", html))
    # What stood between elements leaves lines that are empty but for spaces.
    return re.sub(r"\n(?:[ \t]*\n){2,}", "\n\n", unescape(_TAG.sub("", html))).strip()


def _anchor(found: re.Match[str]) -> str:
    address = next(group for group in (*found.groups()[:3], "") if group is not None)
    shown = found[4]
    bare = _TAG.sub("", shown).strip()
    if not address.lower().startswith(("http://", "https://")) or bare.rstrip("/") == address.rstrip("/"):
        return shown
    return f"{shown} ({address})" if bare else address


def _quoted(found: re.Match[str]) -> str:
    if found[1].lower() == "q":
        return f"“{found[2]}”"
    inner = _BREAK.sub("\n", found[2]).strip()
    return "\n\n" + "\n".join(f"> {line}".rstrip() for line in inner.split("\n")) + "\n\n"
