"""What has been looked up for one reader's request, so that several overviews on a page ask for it once."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import Any

from django.db.models import Count

from collaboration.changes.lookup import standings
from collaboration.models import STATUSES, Statement
from collaboration.overview import lookup
from collaboration.overview.matrix import Fact, Named
from collaboration.reader import Reader


class Known:
    """Facts of all kinds, themes, names and how terms stand. Each is asked for when it is first needed."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self._named: dict[str, list[Named]] = {}
        self._standings: dict[str, dict[int, Any]] = {}

    @cached_property
    def facts(self) -> list[Fact]:
        return lookup.facts_of(None, shown=self.reader.organisations)

    @cached_property
    def themes(self) -> dict[Any, tuple[str, str]]:
        return lookup.themes_in(self.reader.locale)

    def named(self, kind: str) -> list[Named]:
        if kind not in self._named:
            self._named[kind] = lookup.named_of(kind, self.reader.locale, self.themes)
        return self._named[kind]

    def standings(self, kind: str) -> dict[int, Any]:
        if kind not in self._standings:
            self._standings[kind] = standings(kind) if kind in STATUSES else {}
        return self._standings[kind]

    @cached_property
    def statements_by_session(self) -> dict[int, int]:
        said = Statement.objects.public().order_by().values_list("session")
        return dict(said.annotate(n=Count("pk")))

    @cached_property
    def terms_by_organisation(self) -> dict[int, dict[str, int]]:
        """How many terms of each kind each organisation named."""
        said = Statement.objects.public().of_shown_terms().exclude(organisation=None).order_by()
        found: dict[int, dict[str, int]] = defaultdict(dict)
        rows = said.values_list("organisation", "concept__kind").annotate(n=Count("concept", distinct=True))
        for organisation, kind, n in rows:
            found[organisation][kind] = n
        return found


def known_of(reader: Reader) -> Known:
    """Return the one Known of a Reader."""
    return reader.__dict__.setdefault("_known", Known(reader))
