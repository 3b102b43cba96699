"""The comments of an export, in the discussions of their posts and pages."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_noop

from blog import page_talk, talk
from blog.models import ImportedThing, PostPage, Result
from comments.importing import Row, import_comments, text_from_html, update_imported, was_touched
from comments.models import ModeratedComment
from comments.states import State
from comments.text import clean

from ..records import Comment, Item
from .things import digest

KIND = "comment"
STATES = {
    "1": State.PUBLISHED,
    "0": State.PENDING,
    "spam": State.SPAM,
    "trash": State.REMOVED,
    "post-trashed": State.REMOVED,
}
NAMES = {"0": "pending", "spam": "spam", "trash": "trash", "post-trashed": "trash"}
PINGS = {"pingback", "trackback"}


def refuse(run: Any, item: Item, reason: str) -> None:
    """Account for comments that have no place here."""
    for comment in item.comments:
        run.report.add_comment(comment, item.id, Result.SKIPPED, reason)


def bring(run: Any, item: Item, page: Any) -> None:
    """Bring in the comments of a post or page that are not here yet; in a fixed number of queries."""
    if not item.comments:
        return
    if page is None:
        refuse(run, item, "Its post was not imported")
        return
    before = {row.source_id: row for row in _before(run, item)}
    rows: list[Row] = []
    seen: set[str] = set()
    told: list[tuple[Comment, str, str]] = []
    for comment in item.comments:
        if not comment.id or comment.id in seen:
            told.append((comment, Result.SKIPPED, "It has no number of its own"))
        elif comment.id in before:
            told.append((comment, *_again(run, comment, _row(run, comment, item), before[comment.id])))
        elif why := _why_not(run, comment):
            told.append((comment, Result.SKIPPED, why))
        else:
            rows.append(_row(run, comment, item))
            seen.add(comment.id)
            told.append((comment, Result.IMPORTED, ""))
    parents = {number: row.object_id for number, row in before.items() if row.object_id}
    made = import_comments(
        subject=talk.SUBJECT if isinstance(page, PostPage) else page_talk.SUBJECT,
        key=page.translation_key,
        rows=rows,
        parents=parents,
        language=page.locale.language_code,
        source=run.things.source,
    )
    content_type = ContentType.objects.get_for_model(ModeratedComment)
    ImportedThing.objects.bulk_create(
        ImportedThing(
            source=run.things.source,
            kind=KIND,
            source_id=row.was,
            content_type=content_type,
            object_id=made[row.was],
            source_digest=_digest(row.text, row.state),
            written_digest=_digest(clean(row.text), row.state),
            reason=_orphaned(row, made, parents),
        )
        for row in rows
    )
    orphans = {row.was: reason for row in rows if (reason := _orphaned(row, made, parents))}
    for comment, result, reason in told:
        run.report.add_comment(comment, item.id, result, reason or orphans.get(comment.id, ""))


def _before(run: Any, item: Item) -> Any:
    numbers = [comment.id for comment in item.comments]
    return ImportedThing.objects.filter(source=run.things.source, kind=KIND, source_id__in=numbers)


def _digest(text: str, state: str) -> str:
    return digest(text, str(state))


def _again(run: Any, comment: Comment, row: Row, before: ImportedThing) -> tuple[str, str]:
    """Bring what has changed of a comment, if that is asked for and nobody has touched it here."""
    there = _digest(row.text, row.state)
    if before.source_digest == there or before.object_id is None:
        return Result.UNCHANGED, before.reason
    # It comes back with its post.
    if comment.approved == "post-trashed":
        return Result.UNCHANGED, gettext_noop("Its post is in the trash there: it is left as it is")
    if not run.options.update:
        return Result.UNCHANGED, gettext_noop("It has changed there; --update brings the change")
    here = ModeratedComment.objects.filter(pk=before.object_id).first()
    if here is None:
        return Result.SKIPPED, gettext_noop("It was deleted here after it was imported")
    is_same = _digest(here.comment, here.state) == _digest(clean(row.text), row.state)
    if not is_same and (_digest(here.comment, here.state) != before.written_digest or was_touched(here)):
        return Result.SKIPPED, gettext_noop("Conflict: it has changed there, and was edited or moderated here")
    if not is_same:
        update_imported(comment=here, text=row.text, state=row.state)
    ImportedThing.objects.filter(pk=before.pk).update(
        source_digest=there, written_digest=_digest(clean(row.text), row.state)
    )
    return (Result.UNCHANGED if is_same else Result.UPDATED), before.reason


def _why_not(run: Any, comment: Comment) -> str:
    if comment.type in PINGS and not run.options.with_pings:
        return f"A {comment.type} is no comment of a person"
    if NAMES.get(comment.approved) in run.options.skip_comments:
        return f"Comments in the state “{NAMES[comment.approved]}” are not to be imported"
    return ""


def _row(run: Any, comment: Comment, item: Item) -> Row:
    name, email = run.accounts.writer_of(comment)
    return Row(
        was=comment.id,
        parent=comment.parent,
        name=name,
        email=email,
        url=comment.url,
        sent_at=comment.date or item.date or item.modified,
        text=text_from_html(comment.content),
        state=STATES.get(comment.approved, State.PENDING),
    )


def _orphaned(row: Row, made: dict[str, int], parents: dict[str, int]) -> str:
    if row.parent and row.parent not in made and row.parent not in parents:
        return "What it answers is not here: it begins a thread of its own"
    return ""
