"""How what was said is laid out: what is shared first, organisations side by side, then the room.

Builds on values that were read before; asks the database nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from collaboration.reading import SaidList, mark_of


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
    # In the reader's language, where that is another and somebody has translated just these words.
    translation: str = ""

    @property
    def mark(self) -> str:
        return mark_of(self.item_uuid)


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
    def columns(self) -> list[Column]:
        """All lists: what is shared first, then the organisations', then the room's."""
        return [*self.shared, *self.by_organisation, *self.unattributed]

    @property
    def count(self) -> int:
        return sum(len(column.items) for column in self.columns)

    @property
    def has_translations(self) -> bool:
        """Whether a translation stands beside anything in it."""
        return any(item.translation for column in self.columns for item in column.items)


@dataclass(frozen=True)
class Lookup:
    """What a board needs to know beside the lists."""

    # (kind, pk of the chosen term) -> what it stands for today.
    chosen: Mapping[tuple[str, int], Any]
    # Concept id -> address of its page.
    urls: Mapping[int, str]
    # Concept id -> pks of the organisations (as first written) that say it publicly; None stands for "shared".
    sayers: Mapping[int, frozenset[int | None]]
    # The organisations as this reader sees them: a Directory.
    organisations: Any
    # Item -> the words that it was made of, and the translation.
    translations: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def lay_out(lists: Iterable[SaidList], lookup: Lookup) -> list[Section]:
    """Return one section for each run of lists of the same kind."""
    sections: list[Section] = []
    for said in lists:
        if not sections or sections[-1].kind != said.kind:
            sections.append(Section(kind=said.kind))
        section = sections[-1]
        if not section.heading and not said.organisations:
            section.heading = said.heading
        shown = (lookup.organisations.shown(pk) for pk in said.organisations)
        column = Column(
            heading=said.heading,
            organisations=tuple(organisation for organisation in shown if organisation),
            items=tuple(item for row in said.items if (item := _item(row, said, lookup))),
        )
        places = {"shared": section.shared, "organisations": section.by_organisation}
        places.get(said.attribution, section.unattributed).append(column)
    return sections


def _item(item: Any, said: SaidList, lookup: Lookup) -> Item | None:
    term = lookup.chosen.get((said.kind, item.term))
    if term is None:
        return None
    own = {lookup.organisations.firsts.get(pk) for pk in said.organisations}
    sayers = lookup.sayers.get(term.concept_id, frozenset())
    wording = item.wording or term.name
    original, translation = lookup.translations.get(item.item_uuid, ("", ""))
    return Item(
        item_uuid=item.item_uuid,
        wording=wording,
        note=item.note,
        url=lookup.urls.get(term.concept_id, ""),
        also=tuple(row for pk, row in lookup.organisations.items() if pk in sayers and pk not in own),
        also_shared=None in sayers and said.attribution != "shared",
        translation=translation if original == wording else "",
    )
