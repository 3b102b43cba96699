"""Which files of an export are used in closed posts alone: noted while the export is read for the first time."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from ..records import Item
from .media import originals, uploaded_path

PRIVATE = "private"
OPEN = {"publish", "future"}
_ADDRESS = re.compile(r"""["'=(\s](?:https?:/)?/[^"'\s<>()\]]+\.\w{2,5}(?=["'\s<>()\]?#]|$)""")
_NUMBERS = re.compile(r"""\b(?:wp-image-|wp-att-|ids?["']?[=:]\s*[\["']*)(\d[\d,\s]*)""")


def file_of(address: str) -> str:
    """Return what all copies of a file have in common."""
    return originals(uploaded_path(address))[0]


def files_in(text: str) -> set[str]:
    """Return the files and the numbers of attachments that a text shows or leads to."""
    found = {file_of(address.lstrip("\"'=( \t\n")) for address in _ADDRESS.findall(f" {text}")}
    for numbers in _NUMBERS.findall(text):
        found.update(re.findall(r"\d+", numbers))
    return found


@dataclass(kw_only=True)
class Uses:
    """What open and what closed posts use: the numbers of attachments, and files."""

    open: set[str] = field(default_factory=set)
    # How what uses it is closed: `PRIVATE`, or its password with a sign before it.
    closed: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    # Of posts: how each is closed, "" for an open one; drafts, which nobody reads, are neither.
    posts: dict[str, str] = field(default_factory=dict)

    def keep(self, item: Item) -> None:
        """Note what a post or page uses."""
        closed = PRIVATE if item.status == PRIVATE else f"={item.password}" if item.password else ""
        if not closed and item.status not in OPEN:
            return
        used = files_in(item.content) | set(item.meta_values("_thumbnail_id"))
        if closed:
            self.posts[item.id] = closed
            for what in used:
                self.closed[what].add(closed)
        else:
            self.posts[item.id] = ""
            self.open |= used

    def of(self, address: str, item: Item | None = None) -> str | None:
        """Return None for what is open; else the password of the posts that use it, or "" where one must sign in."""
        names = {file_of(address), *([item.id, file_of(item.attachment_url)] if item else [])} - {""}
        above = self.posts.get(item.parent) if item else None
        if above == "" or not self.open.isdisjoint(names):
            return None
        ways = {way for name in names for way in self.closed.get(name, ())} | ({above} if above else set())
        if not ways:
            return None
        # What is used in posts with several passwords can be opened with none of them.
        only = next(iter(ways)) if len(ways) == 1 else PRIVATE
        return "" if only == PRIVATE else only[1:]
