"""Which of a term's statements an address asks for: an organisation's, what is shared, one session's."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _

from collaboration.models import Attribution
from collaboration.overview.matrix import ROOM, SHARED
from collaboration.reader import Reader
from home.errors import NotHere

# The parameters that ask for it.
NARROWING = ("by", "as", "session")


@dataclass
class Narrowed:
    """Conditions on Statement, and what they come to in words; both empty where everything is asked for."""

    conditions: Q = field(default_factory=Q)
    words: list[str] = field(default_factory=list)

    def to(self, word: str, condition: Q) -> None:
        self.conditions &= condition
        self.words.append(word)


def narrowed(asked: QueryDict, reader: Reader) -> Narrowed:
    """Return what an address asks for; raises NotHere for what there isn't."""
    found = Narrowed()
    for name, rows, condition in (
        ("by", reader.organisations, "organisation"),
        ("session", reader.sessions, "session"),
    ):
        if slug := asked.get(name, ""):
            pk = next((pk for pk, row in rows.items() if row.slug == slug), None)
            if pk is None:
                raise NotHere(_("There is nothing here by the name “%(slug)s”.") % {"slug": slug[:80]})
            found.to(getattr(rows[pk], "display_name", rows[pk].name), Q(**{condition: pk}))
    # Of an organisation that is not shown it is not told whose a statement is.
    nobodys = Q(attribution=Attribution.UNATTRIBUTED) | ~Q(organisation__in=list(reader.organisations))
    whose = {
        SHARED: (_("Shared by several"), Q(attribution=Attribution.SHARED)),
        ROOM: (_("Said in the room"), ~Q(attribution=Attribution.SHARED) & nobodys),
    }
    if word := asked.get("as", ""):
        if word not in whose:
            raise NotHere(_("There is nothing here by the name “%(slug)s”.") % {"slug": word[:80]})
        found.to(*whose[word])
    return found
