"""What an editor does with notes under review: each a function from what was to what is."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from collaboration.notes.deciding import new_name
from collaboration.notes.reviewed import Reviewed, ReviewedItem, ReviewedSection

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


def _item(reviewed: Reviewed, place: Place) -> ReviewedItem:
    return reviewed.sections[place[0]].items[place[1]]


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
    item = _item(reviewed, place)
    pieces = [
        ReviewedItem(verbatim=piece, lines=item.lines, name=new_name(piece), note=item.note) for piece in item.split
    ]
    return _with_items(reviewed, place, pieces) if pieces else reviewed


def merge_with_above(reviewed: Reviewed, place: Place) -> Reviewed:
    """Join an item to the one above it: one thing that was written on two lines."""
    section, number = place
    if number == 0:
        return reviewed
    above, item = _item(reviewed, (section, number - 1)), _item(reviewed, place)
    words = f"{above.verbatim} {item.verbatim}"
    joined = ReviewedItem(
        verbatim=words, lines=(*above.lines, *item.lines), name=new_name(words), note=above.note or item.note
    )
    return _with_items(_with_items(reviewed, place, ()), (section, number - 1), (joined,))


def set_aside(reviewed: Reviewed, places: Iterable[Place]) -> Reviewed:
    """Take items out of their lists; their words are kept among what was set aside."""
    for place in sorted(places, reverse=True):
        words = _item(reviewed, place).verbatim
        reviewed = replace(_with_items(reviewed, place, ()), set_aside=(*reviewed.set_aside, words))
    return reviewed


def move(reviewed: Reviewed, moves: dict[Place, int]) -> Reviewed:
    """Put items at the end of other lists. A term belongs to its kind: in a list of another kind it is chosen anew."""
    for place in sorted(moves):
        item, target = _item(reviewed, place), reviewed.sections[moves[place]]
        if target.kind != reviewed.sections[place[0]].kind:
            item = replace(item, term=None, name=new_name(item.verbatim), waits=False, suggestion=None)
        reviewed = _with_section(reviewed, moves[place], replace(target, items=(*target.items, item)))
    for place in sorted(moves, reverse=True):
        reviewed = _with_items(reviewed, place, ())
    return reviewed
