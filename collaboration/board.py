"""How what was said is laid out: what is shared first, organisations side by side, then the room.

Builds on values that were read before; asks the database nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from collaboration.reading import SaidList


@dataclass(frozen=True)
class Item:
    """One statement as it is shown."""

    item_uuid: str
    wording: str
    note: str
    url: str
    # Who else said it: organisations, and whether a list of what is shared has it.
    also: tuple[Any, ...]
    also_shared: bool


@dataclass(frozen=True)
class Column:
    """One list as it is shown."""

    heading: str
    organisations: tuple[Any, ...]
    items: tuple[Item, ...]


@dataclass
class Section:
    """Lists of one kind that follow each other."""

    kind: str
    heading: str = ""
    shared: list[Column] = field(default_factory=list)
    by_organisation: list[Column] = field(default_factory=list)
    unattributed: list[Column] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(
            len(column.items) for column in [*self.shared, *self.by_organisation, *self.unattributed]
        )


@dataclass(frozen=True)
class Lookup:
    """What a board needs to know beside the lists."""

    # Concept id -> the concept that stands for it today.
    current: Mapping[int, int]
    # Current concept id -> address of its page.
    urls: Mapping[int, str]
    # Current concept id -> pks of the organisations that say it publicly; None stands for "shared".
    sayers: Mapping[int, frozenset[int | None]]
    # Translation key of an organisation -> the organisation as readers of this language see it.
    organisations: Mapping[Any, Any]
    # Pk of the organisation first written -> the same.
    by_pk: Mapping[int, Any]


def lay_out(lists: Iterable[SaidList], lookup: Lookup) -> list[Section]:
    """Return one section for each run of lists of the same kind."""
    sections: list[Section] = []
    for said in lists:
        if not sections or sections[-1].kind != said.kind:
            sections.append(Section(kind=said.kind))
        section = sections[-1]
        own = {
            organisation.translation_key: lookup.organisations.get(organisation.translation_key, organisation)
            for organisation in said.organisations
        }
        if not section.heading and not own:
            section.heading = said.heading
        column = Column(
            heading=said.heading,
            organisations=tuple(own.values()),
            items=tuple(_item(item, said, set(own), lookup) for item in said.items),
        )
        place = {
            "shared": section.shared,
            "organisations": section.by_organisation,
        }.get(said.attribution, section.unattributed)
        place.append(column)
    return sections


def _item(item: Any, said: SaidList, own: set, lookup: Lookup) -> Item:
    concept = lookup.current.get(item.term.concept_id, item.term.concept_id)
    sayers = lookup.sayers.get(concept, frozenset())
    also = [
        organisation
        for pk, organisation in lookup.by_pk.items()
        if pk in sayers and organisation.translation_key not in own
    ]
    return Item(
        item_uuid=item.item_uuid,
        wording=item.wording,
        note=item.note,
        url=lookup.urls.get(concept, ""),
        also=tuple(also),
        also_shared=None in sayers and said.attribution != "shared",
    )
