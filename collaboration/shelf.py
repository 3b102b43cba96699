"""The shelf: what each organisation was said to be good at, as books side by side."""

from dataclasses import dataclass
from typing import Any

from collaboration.models import Attribution, Kind, Statement
from collaboration.vocabulary import term_names

# More than this many are no shelf but a heap.
BOOKS = 24


@dataclass(frozen=True)
class Stand:
    """One organisation's books, or those of what is shared (no organisation), each a name and an address."""

    organisation: Any
    books: list[tuple[str, str]]
    total: int

    @property
    def more(self) -> int:
        """How many there was no room for."""
        return self.total - len(self.books)


def shelf_of(reader, kind=Kind.COMPETENCY):
    """Return the stands of a reader's shelf: what is shared first, then the organisations. Two queries."""
    rows = (
        Statement.objects.public()
        .filter(concept__kind=kind)
        .exclude(attribution=Attribution.UNATTRIBUTED)
        .in_order()
        .values_list("organisation_id", "concept_id")
    )
    said = {}
    for organisation_id, concept_id in rows:
        said.setdefault(organisation_id, {})[concept_id] = None
    names = term_names({concept for concepts in said.values() for concept in concepts}, reader.locale)
    stands = []
    for pk in [None, *reader.organisations]:
        named = [names[concept] for concept in said.get(pk, ()) if concept in names]
        if named:
            books = [(name.name, reader.url(name)) for name in named[:BOOKS]]
            stands.append(Stand(reader.organisations.get(pk), books, len(named)))
    return stands
