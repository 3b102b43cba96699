"""Read what a page's body says: from a StreamField's stored data to plain values.

The stored data is read, not the blocks: a bound chooser would fetch its term, kind by kind.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from collaboration.models.concept import Kind

# Block type -> the kind of term that its items choose.
LIST_KINDS = {
    "competencies": Kind.COMPETENCY,
    "challenges": Kind.CHALLENGE,
    "goals": Kind.GOAL,
    "means": Kind.MEANS,
}


@dataclass(frozen=True)
class Said:
    """One item of a statement list. `term` is the pk of the chosen term, of the list's kind."""

    item_uuid: str
    term: int
    wording: str
    note: str


@dataclass(frozen=True)
class SaidList:
    """One statement list, in the order of the body. `organisations` are the pks chosen."""

    list_uuid: str
    kind: Kind
    heading: str
    attribution: str
    organisations: tuple[int, ...]
    items: tuple[Said, ...]


# Of a UUID's 32 digits: a summary has a hundred items, and these tell a million million million apart.
MARK_DIGITS = 16


def mark_of(item_uuid: str) -> str:
    """Return what stands for an item in its post's anchors and addresses: the beginning of its identity.

    A summary says it twice of each item, and it is what compresses worst of the page. An item that was
    copied with its id keeps its number.
    """
    identity, numbered, number = item_uuid.partition("_")
    return f"{identity.replace('-', '')[:MARK_DIGITS]}{numbered}{number}"


def items_of(block: Mapping[str, Any], seen: Counter) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield (identifier, stored item) of what a statement list says; what lacks a term says nothing yet.

    An item copied with its id (a post pasted together from another) gets an id of its own: the second
    `id` becomes `id_2`, which an address can hold. `seen` counts the ids of the whole body.
    """
    for item in block["value"].get("items") or []:
        if item["value"].get("term") is None:
            continue
        seen[item["id"]] += 1
        times = seen[item["id"]]
        yield (item["id"] if times == 1 else f"{item['id']}_{times}"), item


def read_list(block: Mapping[str, Any], seen: Counter) -> SaidList | None:
    """Return what one stored block says, or None where it is no statement list. `seen` as in `items_of`."""
    kind = LIST_KINDS.get(block["type"])
    if kind is None:
        return None
    value = block["value"]
    items = [
        Said(item_uuid, item["value"]["term"], item["value"].get("wording") or "", item["value"].get("note") or "")
        for item_uuid, item in items_of(block, seen)
    ]
    chosen = dict.fromkeys(row["value"] for row in value.get("organisations") or [] if row["value"] is not None)
    return SaidList(
        list_uuid=block["id"],
        kind=kind,
        heading=value.get("heading") or "",
        attribution=value["attribution"],
        organisations=tuple(chosen),
        items=tuple(items),
    )


def read_lists(blocks: Iterable[Mapping[str, Any]]) -> Iterator[SaidList]:
    """Yield the statement lists of a StreamField's `raw_data`."""
    seen: Counter = Counter()
    for block in blocks:
        if said := read_list(block, seen):
            yield said
