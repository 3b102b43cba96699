"""What a WordPress export holds, as plain values: read by `reading`, converted by `conversion`, loaded by `loading`.

Texts are as WordPress stored them (HTML entities of names undone), times aware and in UTC.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Site:
    """The channel of an export."""

    title: str = ""
    tagline: str = ""
    # Without a slash at the end: "https://samspill.wordpress.com".
    link: str = ""
    language: str = ""
    # Of the format: "1.0", "1.1", "1.2", or "" where the export does not say.
    version: str = ""
    generator: str = ""


@dataclass(frozen=True, kw_only=True)
class Author:
    login: str
    email: str = ""
    display_name: str = ""
    first_name: str = ""
    last_name: str = ""
    id: str = ""

    @property
    def name(self) -> str:
        return self.display_name or " ".join(filter(None, (self.first_name, self.last_name))) or self.login


@dataclass(frozen=True, kw_only=True)
class Term:
    """A category, a tag, or a term of any other taxonomy; each once, however often the export says it."""

    # "category", "post_tag", "nav_menu", …
    taxonomy: str
    # With %-encoding undone.
    slug: str
    name: str
    # The slug of the term above, or "".
    parent: str = ""
    description: str = ""
    id: str = ""


@dataclass(frozen=True, kw_only=True)
class Comment:
    id: str
    author: str
    email: str = ""
    url: str = ""
    # None where the export has no time that could be one.
    date: datetime | None = None
    content: str = ""
    # "1" approved, "0" waiting, "spam", "trash", "post-trashed"
    approved: str = "1"
    # "comment", "pingback", "trackback"
    type: str = "comment"
    # The id of the comment that is answered, or "".
    parent: str = ""
    # The id of the account of who wrote it, or "".
    user: str = ""
    # Of likes and the like: (key, value)
    meta: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Item:
    """A post, page, attachment, or thing of any other type."""

    id: str
    # "post", "page", "attachment", "nav_menu_item", "revision", "wp_block", "feedback", …
    type: str
    # "publish", "future", "draft", "pending", "private", "trash", "inherit", "auto-draft"
    status: str
    # As stored: may hold HTML.
    title: str = ""
    # With %-encoding undone; "" where the export has none.
    slug: str = ""
    link: str = ""
    guid: str = ""
    # The login of who made it.
    creator: str = ""
    # post_date_gmt; where that is nothing, post_date in the site's own time; None where neither is a time.
    date: datetime | None = None
    modified: datetime | None = None
    content: str = ""
    excerpt: str = ""
    # The id of the page above, or of the post that an attachment belongs to; "" for none.
    parent: str = ""
    menu_order: int = 0
    sticky: bool = False
    password: str = ""
    comments_open: bool = True
    # (taxonomy, slug, name)
    terms: tuple[tuple[str, str, str], ...] = ()
    # (key, value), in order; keys come several times.
    meta: tuple[tuple[str, str], ...] = ()
    attachment_url: str = ""
    comments: tuple[Comment, ...] = ()
    # "file.xml, item 12": for reports.
    place: str = ""

    def meta_values(self, key: str) -> list[str]:
        return [value for name, value in self.meta if name == key]


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """Something in an export that is not as it should be, and what was made of it."""

    place: str
    what: str


@dataclass(kw_only=True)
class Troubles:
    """What was met while reading: each kind counted, the first of each kept."""

    most: int = 1000
    found: list[Trouble] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, place: str, kind: str, what: str = "") -> None:
        self.counts[kind] = self.counts.get(kind, 0) + 1
        if len(self.found) < self.most:
            self.found.append(Trouble(place=place, what=f"{kind}: {what}" if what else kind))
