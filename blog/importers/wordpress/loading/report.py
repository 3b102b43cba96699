"""What became of everything in an export, in figures that must add up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from blog.models import Result


@dataclass(kw_only=True)
class Report:
    """The account of one run. Rows are plain values, as they are written to JSON."""

    source: str = ""
    dry_run: bool = False
    items: list[dict[str, Any]] = field(default_factory=list)
    comments: list[dict[str, Any]] = field(default_factory=list)
    media: list[dict[str, Any]] = field(default_factory=list)
    # Each old address with the new one; "status" once it has been asked for.
    addresses: list[dict[str, Any]] = field(default_factory=list)
    text: list[dict[str, Any]] = field(default_factory=list)
    # What is worth knowing, and is no thing of its own: (what, about what).
    notes: list[tuple[str, str]] = field(default_factory=list)
    terms: Counter[str] = field(default_factory=Counter)
    # {"post": 12, "comment": 3}
    likes: Counter[str] = field(default_factory=Counter)
    troubles: dict[str, int] = field(default_factory=dict)
    # What the export holds: {"post/publish": 12}, {"comment/1": 30}
    found: Counter[str] = field(default_factory=Counter)
    found_comments: Counter[str] = field(default_factory=Counter)

    def add_item(self, item: Any, result: str, reason: str = "", url: str = "", title: str = "") -> None:
        self.items.append(
            {
                "id": item.id,
                "type": item.type,
                "status": item.status,
                "title": title or item.title,
                "result": str(result),
                "reason": reason,
                "url": url,
            }
        )

    def add_comment(self, comment: Any, post: str, result: str, reason: str = "") -> None:
        self.comments.append(
            {
                "id": comment.id,
                "post": post,
                "parent": comment.parent,
                "state": comment.approved,
                "type": comment.type,
                "result": str(result),
                "reason": reason,
            }
        )

    def note(self, what: str, about: str = "") -> None:
        self.notes.append((what, about))

    @property
    def counts(self) -> dict[str, Any]:
        """Return what the export holds beside what became of it."""
        return {
            "found": dict(self.found),
            "items": dict(Counter(row["result"] for row in self.items)),
            "by_type": _by(self.items, "type", "status"),
            "found_comments": dict(self.found_comments),
            "comments": dict(Counter(row["result"] for row in self.comments)),
            "by_state": _by(self.comments, "state"),
            "media": dict(Counter(row["result"] for row in self.media)),
            "terms": dict(self.terms),
            "likes": dict(self.likes),
            "addresses": dict(Counter(str(row["status"]) for row in self.addresses)),
            "notes": dict(Counter(what for what, _about in self.notes)),
            "troubles": self.troubles,
        }

    @property
    def unaccounted(self) -> list[str]:
        """Return what the export holds and the report does not tell of, and what failed."""
        told = Counter(f"{row['type']}/{row['status']}" for row in self.items)
        told_comments = Counter(f"comment/{row['state']}" for row in self.comments)
        amiss = [f"{kind}: {n} too many or too few" for kind, n in _difference(self.found, told)]
        amiss += [f"{kind}: {n} too many or too few" for kind, n in _difference(self.found_comments, told_comments)]
        rows = [*self.items, *self.comments]
        amiss += [f"{row.get('type')} {row['id']}: {row['reason']}" for row in rows if row["result"] == Result.FAILED]
        amiss += [f"{row['old']} answers {row['status']}" for row in self.addresses if row["status"] not in (None, 200)]
        return amiss

    def as_json(self) -> dict[str, Any]:
        worst_first = sorted(self.text, key=lambda row: -len(row["missing"]) - len(row["added"]))
        return {
            "source": self.source,
            "dry_run": self.dry_run,
            "items": self.items,
            "comments": self.comments,
            "media": self.media,
            "addresses": self.addresses,
            "text": worst_first,
            "notes": [{"what": what, "about": about} for what, about in self.notes],
            "counts": self.counts,
            "unaccounted": self.unaccounted,
        }


def _by(rows: list[dict[str, Any]], *names: str) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for row in rows:
        results = found.setdefault("/".join(row[name] for name in names), {})
        results[row["result"]] = results.get(row["result"], 0) + 1
    return found


def _difference(found: Counter[str], told: Counter[str]) -> list[tuple[str, int]]:
    kinds = sorted({*found, *told})
    return [(kind, found[kind] - told[kind]) for kind in kinds if found[kind] != told[kind]]
