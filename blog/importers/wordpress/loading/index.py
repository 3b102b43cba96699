"""What an export holds, in short: read once, before anything is written, since much refers to what comes later."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

from ..records import Author, Item, Site, Term
from .paths import path_of
from .refusing import CannotLoad
from .uses import Uses

# Of an attachment's own text, which becomes a sentence.
MOST_OF_A_TEXT = 2000


@dataclass(slots=True)
class Known:
    """One item, without its texts."""

    type: str
    status: str
    parent: str
    slug: str
    link: str
    date: datetime | None
    place: int
    old_slugs: tuple[str, ...] = ()
    # Whether only some may read it: "private" or "password", else "".
    closed: str = ""


@dataclass(kw_only=True)
class Index:
    """The items by their numbers, and what is small enough to be kept whole."""

    site: Site = field(default_factory=Site)
    authors: dict[str, Author] = field(default_factory=dict)
    terms: list[Term] = field(default_factory=list)
    items: dict[str, Known] = field(default_factory=dict)
    attachments: dict[str, Item] = field(default_factory=dict)
    # What was attached to a post, in order.
    attached: dict[str, list[str]] = field(default_factory=dict)
    reusable: dict[str, str] = field(default_factory=dict)
    in_menus: set[str] = field(default_factory=set)
    # What menus lead to beside pages: (menu, title, address).
    menu_links: list[tuple[str, str, str]] = field(default_factory=list)
    by_path: dict[str, str] = field(default_factory=dict)
    by_file: dict[str, str] = field(default_factory=dict)
    found: Counter[str] = field(default_factory=Counter)
    found_comments: Counter[str] = field(default_factory=Counter)
    newest: datetime | None = None
    # Which files are used in closed posts alone.
    uses: Uses = field(default_factory=Uses)

    @property
    def source(self) -> str:
        """The host of the blog, and the path that it lies at."""
        parts = urlsplit(self.site.link)
        return f"{(parts.netloc or 'unknown').lower()}{parts.path.rstrip('/')}"[:255]

    @property
    def base(self) -> str:
        return urlsplit(self.site.link).path.rstrip("/")

    def depth(self, number: str) -> int:
        """Return how many pages stand above one; those that go in a circle stand nowhere."""
        above: set[str] = set()
        at = self.items[number].parent if number in self.items else ""
        while at in self.items and at not in above and self.items[at].type == "page":
            above.add(at)
            at = self.items[at].parent
        return len(above)


def read_index(export: Iterable[object]) -> Index:
    """Read an export to its end, and keep what others refer to."""
    index, sites = Index(), set()
    for record in export:
        if isinstance(record, Site):
            sites.add(record.link)
            if len(sites) > 1:
                raise CannotLoad(f"The files are of several blogs: {', '.join(sorted(sites))}. Import one at a time.")
            index.site = record
        elif isinstance(record, Author):
            index.authors[record.login] = record
        elif isinstance(record, Term):
            index.terms.append(record)
        elif isinstance(record, Item):
            _keep(index, record)
    return index


def _keep(index: Index, item: Item) -> None:
    index.found[f"{item.type}/{item.status}"] += 1
    for comment in item.comments:
        index.found_comments[f"comment/{comment.approved}"] += 1
    index.items[item.id] = Known(
        type=item.type,
        status=item.status,
        parent=item.parent,
        slug=item.slug,
        link=item.link,
        date=item.date,
        place=len(index.items),
        old_slugs=tuple(dict.fromkeys(slug for slug in item.meta_values("_wp_old_slug") if slug)),
        closed="private" if item.status == "private" else "password" if item.password else "",
    )
    if item.date and (index.newest is None or item.date > index.newest):
        index.newest = item.date
    path = path_of(item.link)
    if path and item.type in {"post", "page", "attachment"}:
        index.by_path.setdefault(path, item.id)
    if item.type in {"post", "page"}:
        index.uses.keep(item)
    if item.type == "attachment":
        index.attachments[item.id] = replace(item, content=item.content[:MOST_OF_A_TEXT], comments=())
        if item.parent:
            index.attached.setdefault(item.parent, []).append(item.id)
        if file := path_of(item.attachment_url):
            index.by_file.setdefault(file, item.id)
    elif item.type == "wp_block":
        index.reusable[item.id] = item.content
    elif item.type == "nav_menu_item":
        _keep_link(index, item)


def _keep_link(index: Index, item: Item) -> None:
    if "page" in item.meta_values("_menu_item_object"):
        index.in_menus.update(item.meta_values("_menu_item_object_id"))
        return
    menu = next((name for kind, _slug, name in item.terms if kind == "nav_menu"), "")
    kinds = item.meta_values("_menu_item_object")
    addresses = [said for said in item.meta_values("_menu_item_url") if said] or kinds
    index.menu_links.append((menu, item.title, " ".join(addresses)))


def number_in(address: str) -> str:
    """Return the number that `?p=`, `?page_id=` or `?attachment_id=` of an address gives, or ""."""
    try:
        asked = parse_qs(urlsplit(address).query)
    except ValueError:
        return ""
    return next((asked[name][0] for name in ("p", "page_id", "attachment_id") if name in asked), "")
