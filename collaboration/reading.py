"""Read what a page's body says: from the blocks of a StreamField to plain values."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from collaboration.blocks import StatementListBlock


@dataclass(frozen=True)
class Said:
    """One item of a statement list."""

    item_uuid: str
    term: Any
    wording: str
    note: str


@dataclass(frozen=True)
class SaidList:
    """One statement list, in the order of the body."""

    list_uuid: str
    kind: str
    heading: str
    attribution: str
    organisations: tuple[Any, ...]
    items: tuple[Said, ...]


def read_list(block: Any, seen: Counter) -> SaidList:
    """Return what one bound statement list says.

    An item copied with its id (a post pasted together from another) gets an id of its own: the second
    `id` becomes `id.2`. `seen` counts the ids of the whole body.
    """
    value = block.value
    items = []
    for bound in value["items"].bound_blocks:
        if not bound.value.get("term"):
            continue
        seen[bound.id] += 1
        item_uuid = str(bound.id) if seen[bound.id] == 1 else f"{bound.id}.{seen[bound.id]}"
        items.append(Said(item_uuid, bound.value["term"], bound.value.said, bound.value.get("note") or ""))
    organisations = {
        organisation.translation_key: organisation for organisation in value["organisations"] if organisation
    }
    return SaidList(
        list_uuid=str(block.id),
        kind=block.block.kind,
        heading=value.get("heading") or "",
        attribution=value["attribution"],
        organisations=tuple(organisations.values()),
        items=tuple(items),
    )


def is_statement_list(block: Any) -> bool:
    """Return whether a bound block is one of the four statement lists."""
    return isinstance(block.block, StatementListBlock)


def read_lists(body: Any) -> Iterator[SaidList]:
    """Yield the statement lists of a StreamField's value."""
    seen: Counter = Counter()
    for block in body:
        if is_statement_list(block):
            yield read_list(block, seen)
