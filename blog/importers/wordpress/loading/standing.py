"""Where a page stands, beside what it says: below which page, at which address, and who may read it."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page, PageViewRestriction

from ..records import Item
from .things import digest

# As `Known.closed` has them.
PRIVATE, PASSWORD = "private", "password"


def closed_there(item: Item) -> str:
    """Return how an item is closed there: "private", "password" with a fingerprint of it, or ""."""
    if item.status == "private":
        return PRIVATE
    return f"{PASSWORD} {digest(item.password[:255])}" if item.password else ""


def close(page: Any, item: Item) -> None:
    """Let only those read a page who might read it there."""
    if item.status == "private":
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    elif item.password:
        PageViewRestriction.objects.create(
            page=page, restriction_type=PageViewRestriction.PASSWORD, password=item.password[:255]
        )


def closed_here(page: Any) -> str:
    """Return how a page is closed here, in the same words; what an import does not do, by its own name."""
    found = PageViewRestriction.objects.filter(page=page).order_by("pk").first()
    if found is None:
        return ""
    if found.restriction_type == PageViewRestriction.PASSWORD:
        return f"{PASSWORD} {digest(found.password)}"
    return PRIVATE if found.restriction_type == PageViewRestriction.LOGIN else str(found.restriction_type)


def parent_of(page: Any) -> int | None:
    above = page._get_basepath(page.path, page.depth - 1)
    return Page.objects.filter(path=above).values_list("pk", flat=True).first()


def standing_of(page: Any, slug: str, *, parent: int | None = None, closed: str | None = None) -> dict[str, Any]:
    """Return where a page stands, to be remembered; `slug` is the address that was wished for.

    Whoever has just put it there knows its `parent` and how it is closed, and need not have them looked up.
    """
    return {
        "parent": parent_of(page) if parent is None else parent,
        "slug": slug,
        # What waits for its time goes live by itself: nobody changes that by it.
        "live": page.live or (None if page.scheduled_revision else False),
        "closed": closed_here(page) if closed is None else closed,
    }


def has_moved(page: Any, before: dict[str, Any]) -> bool:
    """Return whether a page was moved here since; of what was imported without being remembered, nobody knows."""
    return parent_of(page) != before.get("parent")


def was_switched(page: Any, before: dict[str, Any]) -> bool:
    """Return whether a page was published or unpublished here since."""
    return "live" not in before or before["live"] not in (None, page.live)


def was_opened_or_closed(page: Any, before: dict[str, Any]) -> bool:
    return closed_here(page) != before.get("closed")
