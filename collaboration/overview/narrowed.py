"""Which of a term's statements an address asks for: an organisation's, what is shared, one session's."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from collaboration.models import Attribution
from collaboration.overview.matrix import ROOM, SHARED
from collaboration.reader import Reader
from home.errors import NotHere


@dataclass
class Narrowed:
    """Conditions on Statement, and what they come to in words; both empty where everything is asked for."""

    conditions: dict[str, Any] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)

    def to(self, word: str, **conditions: Any) -> None:
        self.conditions |= conditions
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
            found.to(getattr(rows[pk], "display_name", rows[pk].name), **{condition: pk})
    whose = {
        SHARED: (_("Shared by several"), Attribution.SHARED),
        ROOM: (_("Said in the room"), Attribution.UNATTRIBUTED),
    }
    if word := asked.get("as", ""):
        if word not in whose:
            raise NotHere(_("There is nothing here by the name “%(slug)s”.") % {"slug": word[:80]})
        found.to(whose[word][0], attribution=whose[word][1])
    return found
