"""The responsibility map: for each theme who leads it, who has named what in it, and what nobody leads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import cached_property

from collaboration.models import Kind, Responsibility
from collaboration.overview import lookup, matrix
from collaboration.overview.asked import address
from collaboration.overview.matrix import Group
from collaboration.reader import Reader
from collaboration.responsibility.tally import ThemeTally, tally_themes
from home.localised_pages import localised_by_number


@dataclass(frozen=True)
class Lead:
    """One who leads a theme, or did: `organisation` is the row to show."""

    organisation: Any
    responsibility: Responsibility
    # (title, address) of where it was decided, where readers may read that.
    source: tuple[str, str] | None = None


@dataclass(frozen=True)
class Share:
    """How many terms of a theme one organisation has named, and where they are listed."""

    organisation: Any
    count: int
    url: str


@dataclass
class MappedTheme:
    """One theme on the map."""

    slug: str
    name: str
    tally: ThemeTally
    url: str = ""
    alone_url: str = ""
    lead: Lead | None = None
    former: list[Lead] = field(default_factory=list)
    coming: list[Lead] = field(default_factory=list)
    shares: list[Share] = field(default_factory=list)

    def add(self, lead: Lead) -> None:
        """Put a lead where today has it. They come with the newest first: who takes over leads on that day already."""
        if lead.responsibility.is_coming:
            self.coming.insert(0, lead)
        elif self.lead is None and not lead.responsibility.is_over:
            self.lead = lead
        else:
            self.former.append(lead)

    @property
    def only(self) -> Share | None:
        """The share of the one organisation that has named anything in it, or None."""
        return self.shares[0] if len(self.shares) == 1 and not self.tally.is_shared else None


class ResponsibilityMap:
    """All themes in a reader's language; in as many queries for five as for fifty."""

    def __init__(self, reader: Reader, request: Any) -> None:
        self.reader, self.request = reader, request

    @cached_property
    def themes(self) -> list[MappedTheme]:
        """The themes, by name."""
        names = lookup.themes_in(self.reader.locale)
        rows = matrix.build(
            lookup.named_of(Kind.COMPETENCY, self.reader.locale, names),
            lookup.facts_of(Kind.COMPETENCY, shown=self.reader.organisations),
        )
        tallies = tally_themes(rows)
        leads = self._leads()
        base = self.reader.section(Kind.COMPETENCY)
        found = []
        for key, (slug, name) in names.items():
            tally = tallies.get(slug, ThemeTally())
            theme = MappedTheme(slug, name, tally, shares=self._shares(tally, slug, base))
            if base:
                theme.url = f"{base}{address(theme=slug)}"
                theme.alone_url = f"{base}{address(theme=slug, group=str(Group.ONE))}"
            for lead in leads[key]:
                theme.add(lead)
            found.append(theme)
        return found

    def _shares(self, tally: ThemeTally, slug: str, base: str) -> list[Share]:
        shown = self.reader.organisations
        counts: list[tuple[Hashable, int]] = tally.by_organisation.most_common()
        return [
            Share(row, count, f"{base}{address(theme=slug, by=row.slug)}" if base else "")
            for pk, count in counts
            if (row := shown.get(pk))
        ]

    def _leads(self) -> dict[Any, list[Lead]]:
        """Return {theme's translation key: its leads, the newest first}."""
        rows = list(Responsibility.objects.select_related("theme").newest_first())
        pages = localised_by_number({row.source_id for row in rows} - {None}, self.reader.locale.language_code)
        found = defaultdict(list)
        for row in rows:
            organisation = self.reader.organisations.shown(row.organisation_id)
            if organisation is None:
                # Not on the site now; the row stays, and is shown when it is back.
                continue
            page = pages.get(row.source_id)
            source = (page.title, page.get_url(self.request)) if page is not None and page.is_readable else None
            found[row.theme.translation_key].append(Lead(organisation, row, source))
        return found

    @property
    def led(self) -> list[MappedTheme]:
        return [theme for theme in self.themes if theme.lead]

    @property
    def without_lead(self) -> list[MappedTheme]:
        return [theme for theme in self.themes if not theme.lead]

    @property
    def with_one_alone(self) -> list[MappedTheme]:
        """Themes in which one organisation alone has named anything."""
        return [theme for theme in self.themes if theme.only]


def leads_of_themes(organisations: Any) -> dict[int, tuple[Any, Responsibility]]:
    """Return {pk of the theme first written: (organisation to show, what says so)} of those who lead now. One query.

    On a day when one takes over from another, it is who takes over.
    """
    return {
        row.theme_id: (shown, row)
        for row in Responsibility.objects.current().order_by("since", "pk")
        if (shown := organisations.shown(row.organisation_id))
    }
