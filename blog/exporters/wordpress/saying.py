"""What a page says: readers' text of what is published, the editors' last of what is not."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from wagtail.models import Page, PageViewRestriction, Revision, WorkflowState

from blog.models import PostPage

LOGIN, GROUPS, PASSWORD = (
    PageViewRestriction.LOGIN,
    PageViewRestriction.GROUPS,
    PageViewRestriction.PASSWORD,
)


@dataclass(frozen=True, kw_only=True)
class Saying:
    """One page, as plain values."""

    page: Any
    status: str
    password: str
    title: str
    slug: str
    introduction: str
    body: list[dict[str, Any]]
    date: datetime
    modified: datetime
    # Primary keys; of posts alone.
    authors: Sequence[int] = ()
    categories: Sequence[int] = ()
    tags: Sequence[int] = ()
    featured: int | None = None
    comments_open: bool = False
    # A draft that only some may read here: WordPress keeps drafts from all readers, but knows no such thing of them.
    was_closed: bool = False


class Closed:
    """What keeps readers from pages; all of it in one query."""

    def __init__(self) -> None:
        self._by_path: dict[str, list[PageViewRestriction]] = {}
        for row in PageViewRestriction.objects.select_related("page"):
            self._by_path.setdefault(row.page.path, []).append(row)

    def of(self, page: Any) -> tuple[bool, str]:
        """Return (whether some alone may read it, the password that opens it)."""
        ends = range(page.steplen, len(page.path) + 1, page.steplen)
        rows = [row for end in ends for row in self._by_path.get(page.path[:end], [])]
        private = any(row.restriction_type in {LOGIN, GROUPS} for row in rows)
        return private, next((row.password for row in reversed(rows) if row.restriction_type == PASSWORD), "")


def sayings(pages: Sequence[Any], closed: Closed) -> list[Saying]:
    """Return what these pages say, in their order. A fixed number of queries."""
    off = [page for page in pages if not page.live]
    latest = Revision.objects.in_bulk({page.latest_revision_id for page in off} - {None})
    pks = [str(page.pk) for page in off]
    due = Revision.page_revisions.filter(object_id__in=pks, approved_go_live_at__isnull=False)
    scheduled = {revision.object_id: revision for revision in due.order_by("pk")}
    base = ContentType.objects.get_for_model(Page)
    waiting = set(
        WorkflowState.objects.active()
        .filter(base_content_type=base, object_id__in=pks)
        .values_list("object_id", flat=True)
    )
    found = []
    for page in pages:
        key = str(page.pk)
        private, password = closed.of(page)
        revision = None if page.live else scheduled.get(key) or latest.get(page.latest_revision_id)
        if page.live:
            status = "private" if private else "publish"
        elif key in scheduled:
            # WordPress would publish to everybody what is private here.
            status = "draft" if private else "future"
        else:
            status = "pending" if key in waiting else "draft"
        due_at = scheduled[key].approved_go_live_at if key in scheduled else None
        found.append(_saying(page, revision, status, "" if private else password, due_at, private))
    return found


def _saying(page: Any, revision: Any, status: str, password: str, due_at: Any, private: bool) -> Saying:
    is_post = isinstance(page, PostPage)
    said = _drafted(revision.content, is_post) if revision else _published(page, is_post)
    last = page.last_published_at if page.live else page.latest_revision_created_at
    date = due_at or said.pop("date", None) or page.first_published_at or page.latest_revision_created_at
    date = date or timezone.now()
    return Saying(
        page=page,
        status=status,
        password=password,
        date=date,
        modified=last or date,
        was_closed=private and status != "private",
        **{key: value for key, value in said.items() if key != "date"},
    )


def _published(page: Any, is_post: bool) -> dict[str, Any]:
    said = {name: getattr(page, name) for name in ("title", "slug", "introduction")}
    said["body"] = list(page.body.raw_data)
    if is_post:
        said |= {
            "date": page.date,
            "comments_open": page.comments_open,
            "featured": page.featured_image_id,
            "authors": [row.author_id for row in page.post_authors.all()],
            "categories": [row.category_id for row in page.post_categories.all()],
            "tags": [row.tag_id for row in page.tagged_items.all()],
        }
    return said


def _drafted(content: dict[str, Any], is_post: bool) -> dict[str, Any]:
    """Return what a revision says; made into a page it would look up each thing that it points to."""
    said: dict[str, Any] = {name: content.get(name) or "" for name in ("title", "slug", "introduction")}
    said["body"] = json.loads(content.get("body") or "[]")
    if is_post:
        date = parse_datetime(content.get("date") or "")
        said |= {
            "date": date,
            "comments_open": content.get("comments_open", True),
            "featured": content.get("featured_image"),
            "authors": _chosen(content, "post_authors", "author"),
            "categories": _chosen(content, "post_categories", "category"),
            "tags": _chosen(content, "tagged_items", "tag"),
        }
    return said


def _chosen(content: dict[str, Any], relation: str, name: str) -> list[int]:
    rows = sorted(content.get(relation) or [], key=lambda row: row.get("sort_order") or 0)
    return [row[name] for row in rows if row.get(name)]
