"""From the texts of elements to records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..records import Author, Comment, Item, Site, Term, Troubles
from .characters import plain, slug_from, slug_of
from .kinds import Kind
from .times import Clock

NUMBER_IN_GUID = re.compile(r"[?&](?:p|page_id|attachment_id)=([0-9]{1,18})(?:&|$)")
STATES = {"approve": "1", "approved": "1", "hold": "0", "unapproved": "0", "": "0"}
KNOWN_STATES = {"1", "0", "spam", "trash", "post-trashed"}
# The largest that a database's whole number takes.
MOST = 2**31 - 1


@dataclass(slots=True)
class Held:
    """An element that is not yet ended: its texts by name (the first of each), and what else stands in it."""

    name: str
    texts: dict[str, str] = field(default_factory=dict)
    categories: list[tuple[dict[str, str], str]] = field(default_factory=list)
    meta: list[tuple[str, str]] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    place: str = ""

    def get(self, *names: str) -> str:
        """Return the first text that there is, of several names, without space around it."""
        for name in names:
            if text := self.texts.get(name):
                return text.strip()
        return ""

    def raw(self, name: str) -> str:
        return self.texts.get(name, "")


def number(text: str) -> str:
    """Return a number that refers to something; "" for 0, which refers to nothing."""
    return "" if not text.strip("0") else text


def whole_number(text: str) -> int:
    found = re.match(r"[+-]?[0-9]{1,18}", text)
    return max(-MOST, min(MOST, int(found[0]))) if found else 0


def site(held: Held, version: str) -> Site:
    return Site(
        title=plain(held.get("title")),
        tagline=plain(held.get("description")),
        link=held.get("link", "wp:base_blog_url", "wp:base_site_url").rstrip("/"),
        language=held.get("language"),
        version=held.get("wp:wxr_version") or version,
        generator=held.get("generator"),
    )


def author(held: Held) -> Author | None:
    login = plain(held.get("wp:author_login"))
    if not login:
        return None
    return Author(
        login=login,
        email=held.get("wp:author_email"),
        display_name=plain(held.get("wp:author_display_name")),
        first_name=plain(held.get("wp:author_first_name")),
        last_name=plain(held.get("wp:author_last_name")),
        id=number(held.get("wp:author_id")),
    )


def login_key(login: str) -> str:
    """Return what WordPress compares of a login, so that a slip of the pen makes no new author."""
    return re.sub(r"[^\w .@-]", "", login).strip().casefold() or login


def term(held: Held, place: str, troubles: Troubles) -> Term | None:
    taxonomy = {"wp:category": "category", "wp:tag": "post_tag"}.get(held.name) or held.get("wp:term_taxonomy")
    name = plain(held.get("wp:cat_name", "wp:tag_name", "wp:term_name"))
    slug = slug_of(held.get("wp:category_nicename", "wp:tag_slug", "wp:term_slug"), place, troubles)
    if not slug:
        slug = slug_from(name)
        troubles.add(place, Kind.NO_SLUG, name)
    if not slug:
        return None
    parent = held.get("wp:category_parent", "wp:term_parent")
    return Term(
        taxonomy=taxonomy_of(taxonomy),
        slug=slug,
        name=name or slug,
        # A number 0 is what some exporters write for none.
        parent="" if parent == "0" else slug_of(parent, place, troubles),
        description=held.raw("wp:category_description")
        or held.raw("wp:tag_description")
        or held.raw("wp:term_description"),
        id=number(held.get("wp:term_id")),
    )


def taxonomy_of(domain: str) -> str:
    """Return a taxonomy by the name it has today: the oldest exports call tags otherwise."""
    return {"": "category", "tag": "post_tag"}.get(domain, domain)


def terms(held: Held, troubles: Troubles) -> Iterator[tuple[str, str, str]]:
    """Yield the terms of an item. The oldest exports say each twice, once without its slug."""
    names = {plain(text.strip()) for attributes, text in held.categories if attributes.get("nicename")}
    said = set()
    for attributes, text in held.categories:
        name = plain(text.strip())
        slug = slug_of(attributes.get("nicename", ""), held.place, troubles)
        if not slug and name not in names:
            slug = slug_from(name)
        key = (taxonomy_of(attributes.get("domain", "").strip()), slug)
        if slug and key not in said:
            said.add(key)
            yield (*key, name or slug)


def comment(held: Held, place: str, clock: Clock, troubles: Troubles) -> Comment:
    state = held.get("wp:comment_approved").lower()
    state = STATES.get(state, state)
    if state not in KNOWN_STATES:
        troubles.add(place, Kind.STATE, state)
        state = "0"
    return Comment(
        id=number(held.get("wp:comment_id")),
        author=plain(held.get("wp:comment_author")),
        email=held.get("wp:comment_author_email"),
        url=held.get("wp:comment_author_url"),
        date=clock.time(gmt=held.get("wp:comment_date_gmt"), local=held.get("wp:comment_date"), place=place),
        content=held.raw("wp:comment_content"),
        approved=state,
        type=held.get("wp:comment_type") or "comment",
        parent=number(held.get("wp:comment_parent")),
        user=number(held.get("wp:comment_user_id")),
        meta=tuple(held.meta),
    )


def item(held: Held, clock: Clock, troubles: Troubles) -> Item:
    place = held.place
    type_, status, number_ = held.get("wp:post_type"), held.get("wp:status"), number(held.get("wp:post_id"))
    guid = held.get("guid")
    if not number_ and (found := NUMBER_IN_GUID.search(guid)):
        number_ = found[1]
    for value, kind in ((number_, Kind.NO_ID), (type_, Kind.NO_TYPE), (status, Kind.NO_STATUS)):
        if not value:
            troubles.add(place, kind, held.get("title")[:80])
    return Item(
        id=number_,
        type=type_ or "post",
        status=status or "draft",
        title=held.raw("title"),
        slug=slug_of(held.get("wp:post_name"), place, troubles),
        link=held.get("link"),
        guid=guid,
        creator=plain(held.get("dc:creator")),
        date=clock.time(
            gmt=held.get("wp:post_date_gmt"),
            local=held.get("wp:post_date"),
            pub_date=held.get("pubDate"),
            place=place,
        ),
        modified=clock.time(gmt=held.get("wp:post_modified_gmt"), local=held.get("wp:post_modified"), place=place),
        content=held.raw("content:encoded"),
        excerpt=held.raw("excerpt:encoded"),
        parent=number(held.get("wp:post_parent")),
        menu_order=whole_number(held.get("wp:menu_order")),
        sticky=held.get("wp:is_sticky") == "1",
        password=held.raw("wp:post_password"),
        comments_open=held.get("wp:comment_status") in {"open", ""},
        terms=tuple(terms(held, troubles)),
        meta=tuple(held.meta),
        attachment_url=held.get("wp:attachment_url"),
        comments=tuple(held.comments),
        place=place,
    )
