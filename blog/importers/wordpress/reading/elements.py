"""Which elements an export has: those that hold others, where they belong, and what the rest is called."""

from __future__ import annotations

import re

# Each in what it stands.
CONTAINERS = {
    "rss": frozenset[str](),
    "channel": frozenset({"rss"}),
    "image": frozenset({"channel"}),
    "wp:author": frozenset({"channel"}),
    "wp:category": frozenset({"channel"}),
    "wp:tag": frozenset({"channel"}),
    "wp:term": frozenset({"channel"}),
    "wp:termmeta": frozenset({"wp:category", "wp:tag", "wp:term"}),
    "item": frozenset({"channel"}),
    "wp:postmeta": frozenset({"item"}),
    "wp:comment": frozenset({"item"}),
    "wp:commentmeta": frozenset({"wp:comment"}),
}
# Texts of RSS itself; those of WordPress and of what it borrows are known by their prefixes.
TEXTS = {"title", "link", "pubDate", "guid", "description", "category", "language", "generator"}
OURS = ("wp:", "content:", "excerpt:", "dc:")
PREFIXES = [
    (re.compile(r"wordpress\.org/export/([\d.]+)/excerpt"), "excerpt"),
    (re.compile(r"wordpress\.org/export/([\d.]+)"), "wp"),
    (re.compile(r"purl\.org/rss/1\.0/modules/content"), "content"),
    (re.compile(r"purl\.org/dc/"), "dc"),
]


class Names:
    """What elements are called, whatever prefixes a file declares, or forgets to declare."""

    def __init__(self) -> None:
        self.version = ""
        self.prefixes: dict[str, str] = {}

    def declare(self, attributes: dict[str, str]) -> None:
        for name, value in attributes.items():
            prefix = name.removeprefix("xmlns:") if name.startswith("xmlns:") else None
            for pattern, ours in PREFIXES if prefix is not None else []:
                if found := pattern.search(value):
                    if ours == "wp":
                        self.version = self.version or found[1]
                    self.prefixes[prefix or ""] = ours
                    break
            else:
                if prefix:
                    self.prefixes.setdefault(prefix, prefix)

    def canonical(self, raw: str) -> str:
        prefix, colon, rest = raw.partition(":")
        return f"{self.prefixes.get(prefix, prefix)}:{rest}" if colon else raw


def is_text(name: str) -> bool:
    return name in TEXTS or (name.startswith(OURS) and name not in CONTAINERS)
