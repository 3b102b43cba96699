"""Which lines of notes were said before: by the same, of the same kind, in the same letters."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from collaboration.notes.reviewed import Reviewed
from collaboration.notes.reviewing import Place
from home.text.words import letters_key

# Who said it: the key of an organisation in all languages, or what else an attribution can be.
Owner = str
# By kind and letters: who said it, and where.
SaidBefore = dict[tuple[str, str], dict[Owner, str]]


def repeated(
    reviewed: Reviewed, owners: Sequence[AbstractSet[Owner]], said_before: Mapping[tuple[str, str], Mapping[Owner, str]]
) -> dict[Place, str]:
    """Return {place: where it was said} of the lines that everyone who says them has said before.

    `owners` are those of each list; a list that new organisations own as well says something new.
    """
    found: dict[Place, str] = {}
    for number, section in enumerate(reviewed.sections):
        if section.new_organisations or not owners[number]:
            continue
        for place, item in enumerate(section.items):
            before = said_before.get((section.kind, letters_key(item.verbatim)), {})
            if owners[number] <= before.keys():
                found[number, place] = before[min(owners[number])]
    return found
