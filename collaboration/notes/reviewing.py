"""What an editor does with notes under review: each a function from what was to what is."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from itertools import groupby

from collaboration.notes.deciding import new_name
from collaboration.notes.reasons import Reason, Why
from collaboration.notes.reviewed import ORGANISATIONS, Passage, Reviewed, ReviewedItem, ReviewedSection

Place = tuple[int, int]


def _with_items(reviewed: Reviewed, place: Place, items: Iterable[ReviewedItem]) -> Reviewed:
    """Put other items in the place of one."""
    section, number = place
    row = reviewed.sections[section].items
    return _with_section(
        reviewed, section, replace(reviewed.sections[section], items=(*row[:number], *items, *row[number + 1 :]))
    )


def _with_section(reviewed: Reviewed, number: int, section: ReviewedSection) -> Reviewed:
    sections = reviewed.sections
    return replace(reviewed, sections=(*sections[:number], section, *sections[number + 1 :]))


def item_at(reviewed: Reviewed, place: Place) -> ReviewedItem:
    """Return what stands in a place."""
    return reviewed.sections[place[0]].items[place[1]]


def has(reviewed: Reviewed, place: Place) -> bool:
    """Return whether there is such a place."""
    return place[0] < len(reviewed.sections) and place[1] < len(reviewed.sections[place[0]].items)


def accepted(item: ReviewedItem) -> ReviewedItem:
    """Return an item whose suggestion is right."""
    if item.suggestion is None:
        return item
    return replace(item, term=item.suggestion.term, name=item.suggestion.name, waits=False)


def accept_confident(reviewed: Reviewed) -> Reviewed:
    """Accept every suggestion that is sure enough to be accepted unseen."""

    def each(item: ReviewedItem) -> ReviewedItem:
        return accepted(item) if item.waits and item.suggestion and item.suggestion.confident else item

    return _each(reviewed, each)


def _each(reviewed: Reviewed, change: Callable[[ReviewedItem], ReviewedItem]) -> Reviewed:
    sections = (replace(section, items=tuple(map(change, section.items))) for section in reviewed.sections)
    return replace(reviewed, sections=tuple(sections))


def split(reviewed: Reviewed, place: Place) -> Reviewed:
    """Make an item of each piece that was offered; each is a term of its own until somebody says otherwise."""
    item = item_at(reviewed, place)
    pieces = [
        ReviewedItem(verbatim=piece, lines=item.lines, name=new_name(piece), note=item.note) for piece in item.split
    ]
    return _with_items(reviewed, place, pieces) if pieces else reviewed


def join(reviewed: Reviewed, places: Iterable[Place]) -> Reviewed:
    """Make one item of several in a list, where the first of them stands: one thing that was written on lines."""
    for section, together in groupby(sorted(set(places), reverse=True), key=lambda place: place[0]):
        here = list(together)[::-1]
        items = [item_at(reviewed, place) for place in here]
        if len(items) < 2:
            continue
        words = " ".join(item.verbatim for item in items)
        notes = [item.note for item in items if item.note]
        lines = tuple(line for item in items for line in item.lines)
        joined = ReviewedItem(words, lines, new_name(words), note=notes[0] if notes else "")
        for place in here[:0:-1]:
            reviewed = _with_items(reviewed, place, ())
        reviewed = _with_items(reviewed, (section, here[0][1]), (joined,))
    return reviewed


def join_to_above(reviewed: Reviewed, place: Place) -> Reviewed:
    """Join an item to the one above it."""
    section, number = place
    return join(reviewed, [(section, number - 1), place]) if number else reviewed


def set_aside(reviewed: Reviewed, places: Iterable[Place]) -> Reviewed:
    """Take items out of their lists; their words are kept among what was set aside."""
    taken = sorted(set(places))
    words = [item_at(reviewed, place).verbatim for place in taken]
    for place in reversed(taken):
        reviewed = _with_items(reviewed, place, ())
    aside = (Passage(each, Reason(Why.SET_ASIDE)) for each in words)
    return replace(reviewed, set_aside=(*reviewed.set_aside, *aside))


def move(reviewed: Reviewed, places: Iterable[Place], target: int) -> Reviewed:
    """Put items at the end of another list. A term belongs to its kind: in a list of another kind it is chosen anew."""
    kind = reviewed.sections[target].kind
    moved = [place for place in sorted(set(places)) if place[0] != target]
    items = []
    for place in moved:
        item = item_at(reviewed, place)
        if kind != reviewed.sections[place[0]].kind:
            item = replace(item, term=None, name=new_name(item.verbatim), waits=False, suggestion=None, reason=None)
        items.append(item)
    there = reviewed.sections[target]
    reviewed = _with_section(reviewed, target, replace(there, items=(*there.items, *items)))
    for place in reversed(moved):
        reviewed = _with_items(reviewed, place, ())
    return reviewed


def give_to(reviewed: Reviewed, places: Collection[Place], attribution: str, organisation: int | None) -> Reviewed:
    """Put items in the list of the same kind that somebody else owns; it is made where there is none.

    A new list stands after the one that the first of its items comes from, and has its heading.
    """
    organisations = (organisation,) if organisation is not None and attribution == ORGANISATIONS else ()
    for section in sorted({place[0] for place in places}, reverse=True):
        source = reviewed.sections[section]
        here = [place for place in places if place[0] == section]
        wanted = (source.kind, attribution, organisations, ())
        owner = (source.kind, source.attribution, source.organisations, source.new_organisations)
        if owner == wanted:
            continue
        found = next(
            (
                number
                for number, each in enumerate(reviewed.sections)
                if (each.kind, each.attribution, each.organisations, each.new_organisations) == wanted
            ),
            None,
        )
        if found is None:
            found = section + 1
            new = ReviewedSection(source.heading, source.kind, attribution, organisations)
            reviewed = replace(reviewed, sections=(*reviewed.sections[:found], new, *reviewed.sections[found:]))
        reviewed = move(reviewed, here, found)
    return reviewed
