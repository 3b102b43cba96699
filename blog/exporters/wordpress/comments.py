"""Comments of posts and pages, as WordPress has them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from html import escape
from typing import Any
from uuid import UUID

from blog.importers.wordpress.records import Comment
from blog.page_talk import SUBJECT as PAGE
from blog.talk import SUBJECT as POST
from comments.importing import text_from_html
from comments.models import ModeratedComment
from comments.states import State

# What nobody has confirmed was never said: it must not leave.
STATES = {
    State.PUBLISHED: "1",
    State.PENDING: "0",
    State.SPAM: "spam",
    State.REJECTED: "trash",
    State.REMOVED: "trash",
}
_FIELDS = (
    "pk",
    "parent_id",
    "state",
    "user_name",
    "user_email",
    "user_url",
    "submit_date",
    "comment",
    "html",
    "wording_before",
    "proposed_wording",
    "discussion__key",
)


def comments_on(keys: Collection[UUID]) -> dict[UUID, list[Comment]]:
    """Return the comments on posts and pages, by what these are known by: oldest first. One query."""
    here = ModeratedComment.objects.filter(discussion__subject__in=(POST, PAGE), discussion__key__in=keys)
    rows = here.filter(state__in=STATES).order_by("pk").values(*_FIELDS)
    found: dict[UUID, list[Comment]] = defaultdict(list)
    leaving: set[int] = set()
    # An answer is younger than what it answers.
    for row in rows:
        leaving.add(row["pk"])
        found[row["discussion__key"]].append(_comment(row, row["parent_id"] in leaving))
    return found


def _comment(row: dict[str, Any], parent_leaves: bool) -> Comment:
    answers = parent_leaves and row["parent_id"] != row["pk"]
    return Comment(
        id=str(row["pk"]),
        author=row["user_name"],
        email=row["user_email"],
        url=row["user_url"] or "",
        date=row["submit_date"],
        content=_content(row),
        approved=STATES[State(row["state"])],
        parent=str(row["parent_id"]) if answers else "",
    )


def _content(row: dict[str, Any]) -> str:
    """Return the text as HTML, where that reads as what was written; else in the words as they were written."""
    text = row["comment"]
    html = row["html"] if text_from_html(row["html"]) == text else escape(text, quote=False)
    if row["proposed_wording"]:
        # WordPress knows no corrections: what it is to say goes along in words.
        html += f"\n\n{escape(row['wording_before'])} → {escape(row['proposed_wording'])}"
    return html.strip()
