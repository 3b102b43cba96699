"""What became of everything in an export, in figures that must add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from blog.models import Result

from .rows import FileRows, Rows

# Of what a row says of itself, what it is counted by.
Counts = Counter[tuple[str, str]]


@dataclass(kw_only=True)
class Report:
    """The account of one run. Its rows are plain values, as they are written to JSON, and lie on the disk."""

    source: str = ""
    dry_run: bool = False
    terms: Counter[str] = field(default_factory=Counter)
    # {"post": 12, "comment": 3}
    likes: Counter[str] = field(default_factory=Counter)
    troubles: dict[str, int] = field(default_factory=dict)
    # What the export holds: {"post/publish": 12}, {"comment/1": 30}
    found: Counter[str] = field(default_factory=Counter)
    found_comments: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        # (type and status, result) -> how many
        self._items: Counts = Counter()
        self._comments: Counts = Counter()
        self._media: Counter[str] = Counter()
        self._addresses: Counter[str] = Counter()
        self._notes: Counter[str] = Counter()
        self.words = 0
        self.items = Rows(self._count_item)
        self.comments = Rows(self._count_comment)
        self.media = FileRows(self._count_file)
        self.text = Rows(self._count_text)
        # What is worth knowing, and is no thing of its own: (what, about what).
        self.notes = Rows(self._count_note)
        # Each old address with the new one; "status" once it has been asked for.
        self.addresses = self.new_addresses()

    def new_addresses(self) -> Rows:
        """Return a place for addresses, counted anew."""
        self._addresses.clear()
        return Rows(self._count_address)

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
    def mark(self) -> list[tuple[Rows, tuple[int, int]]]:
        """Where it stands before an item, to be taken back to if that fails."""
        return [(rows, rows.mark) for rows in (self.items, self.comments, self.text)]

    def take_back(self, mark: list[tuple[Rows, tuple[int, int]]]) -> None:
        for rows, end in mark:
            rows.cut(end)

    # --- Counting, as rows come and go ---------------------------------------------------------------

    def _count_item(self, row: dict[str, Any], by: int) -> None:
        self._items[f"{row['type']}/{row['status']}", row["result"]] += by

    def _count_comment(self, row: dict[str, Any], by: int) -> None:
        self._comments[row["state"], row["result"]] += by

    def _count_file(self, row: dict[str, Any], by: int) -> None:
        self._media[row["result"]] += by

    def _count_text(self, row: dict[str, Any], by: int) -> None:
        self.words += by * row["words"]

    def _count_note(self, row: tuple[str, str], by: int) -> None:
        self._notes[row[0]] += by

    def _count_address(self, row: dict[str, Any], by: int) -> None:
        self._addresses[str(row["status"])] += by

    # --- What it comes to ----------------------------------------------------------------------------

    @property
    def counts(self) -> dict[str, Any]:
        """Return what the export holds beside what became of it."""
        return {
            "found": dict(self.found),
            "items": _by_result(self._items),
            "by_type": _by(self._items),
            "found_comments": dict(self.found_comments),
            "comments": _by_result(self._comments),
            "by_state": _by(self._comments),
            "media": dict(self._media),
            "terms": dict(self.terms),
            "likes": dict(self.likes),
            "addresses": dict(self._addresses),
            "notes": dict(self._notes),
            "troubles": self.troubles,
        }

    @property
    def unaccounted(self) -> list[str]:
        """Return what the export holds and the report does not tell of, and what failed."""
        return list(self.amiss())

    def amiss(self) -> Iterator[str]:
        """Yield what is unaccounted for, one after the other: where much failed it is long."""
        told = [(self.found, self._items, ""), (self.found_comments, self._comments, "comment/")]
        for found, counted, before in told:
            result: Counter[str] = Counter()
            for (kind, _result), number in counted.items():
                result[before + kind] += number
            for kind in sorted({*found, *result}):
                if found[kind] != result[kind]:
                    yield f"{kind}: {found[kind] - result[kind]} too many or too few"
        for rows, counted in ((self.items, self._items), (self.comments, self._comments)):
            if _by_result(counted).get(Result.FAILED):
                for row in rows:
                    if row["result"] == Result.FAILED:
                        yield f"{row.get('type')} {row['id']}: {row['reason']}"
        if set(self._addresses) - {"None", "200"}:
            for row in self.addresses:
                if row["status"] not in (None, 200):
                    yield f"{row['old']} answers {row['status']}"

    def worst_first(self) -> Iterator[dict[str, Any]]:
        """Yield the texts, those that differ most first."""
        differing = [(-amount, place) for place, row in self.text.places() if (amount := differing_words(row))]
        yield from (self.text.at(place) for _amount, place in sorted(differing))
        yield from (row for row in self.text if not differing_words(row))

    def parts(self) -> Iterator[tuple[str, Any]]:
        """Yield all of it by name, as it is written to JSON; what is long as an iterator."""
        yield "source", self.source
        yield "dry_run", self.dry_run
        yield "items", self.items
        yield "comments", self.comments
        yield "media", self.media
        yield "addresses", self.addresses
        yield "text", self.worst_first()
        yield "notes", self.told_notes()
        yield "counts", self.counts
        yield "unaccounted", self.amiss()

    def told_notes(self) -> Iterator[dict[str, str]]:
        return ({"what": what, "about": about} for what, about in self.notes)


def differing_words(row: dict[str, Any]) -> int:
    """Return how many words of a text are missing or were added."""
    return len(row["missing"]) + len(row["added"])


def _by_result(counted: Counts) -> dict[str, int]:
    found: Counter[str] = Counter()
    for (_kind, result), number in counted.items():
        if number:
            found[result] += number
    return dict(found)


def _by(counted: Counts) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for (kind, result), number in counted.items():
        if number:
            found.setdefault(kind, {})[result] = number
    return found
