"""What an export says beside its texts: told in the report, since there is no place for it here, or one already."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_noop

from ..reading.php import php_values
from ..records import Item

# As WordPress.com and the plugins for it name their counters.
_LIKES = re.compile(r"_?(?:\w+_)?likes?(?:_count)?")


def likes_in(meta: Iterable[tuple[str, str]]) -> int:
    """Return how often a post or comment was liked: plugins count on in each other's stead, so the highest."""
    return max((int(value) for key, value in meta if _LIKES.fullmatch(key) and value.isdecimal()), default=0)


def count_likes(report: Any, item: Item) -> None:
    """Count the likes of an item and of its comments; readers here begin anew."""
    for kind, number in ((item.type, likes_in(item.meta)), ("comment", sum(likes_in(c.meta) for c in item.comments))):
        if number:
            report.likes[kind] += number
            report.note(
                gettext_noop("Likes: they are counted, and not carried over"), f"{item.type} {item.id}: {kind} {number}"
            )


def credit_of(item: Item) -> str:
    """Return who made a picture, by what WordPress read from its file."""
    for said in item.meta_values("_wp_attachment_metadata"):
        found = php_values(said)
        about = found.get("image_meta") if isinstance(found, dict) else None
        if isinstance(about, dict):
            words = dict.fromkeys(str(about.get(name) or "").strip() for name in ("credit", "copyright"))
            return ", ".join(word for word in words if word)[:255]
    return ""


def compare_sites(run: Any, site: Any) -> None:
    """Tell what the blog was called there, and what its menus led to beside pages."""
    there, here = run.index.site, site.site_name if site else ""
    if there.title and there.title != here:
        run.report.note(
            gettext_noop("The site's name there; the name here is left as it is"), f"{there.title} ({here or '–'})"
        )
    if there.tagline:
        run.report.note(gettext_noop("The site's tagline there; it is not brought along"), there.tagline)
    for menu, title, address in run.index.menu_links:
        run.report.note(
            gettext_noop("A link in a menu; only pages are brought into the navigation"), f"{menu}: {title} {address}"
        )
