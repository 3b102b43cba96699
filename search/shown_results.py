"""What a page of results says and leads to: every choice is an address, so that all of it works by links."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.utils.functional import cached_property

from search.results import NEWEST, RELEVANCE, Facet, Filters, Results

# Longer than any search; the words beyond are said to be left out.
MOST_ASKED = 1_000


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One value of a facet: what it is called, how many have it, and where choosing it (or not) leads."""

    label: str
    count: int
    url: str
    chosen: bool


@dataclass(frozen=True, kw_only=True)
class Narrowing:
    """One facet with its choices."""

    name: str
    label: Any
    choices: tuple[Choice, ...]
    chosen: tuple[Choice, ...]


@dataclass(frozen=True, kw_only=True)
class ShownResults:
    """The addresses around one page of results."""

    query: str
    found: Results
    filters: Filters
    order: str
    address: str

    def _url(self, filters: Filters | None = None, *, query: str | None = None, order: str | None = None) -> str:
        """Return the address of the first page of a search that differs from this in what is given."""
        return f"{self.address}?{urlencode(self._asked(filters, query, order))}"

    def _asked(
        self, filters: Filters | None = None, query: str | None = None, order: str | None = None
    ) -> list[tuple[str, str]]:
        asked = [("q", self.query if query is None else query)]
        asked += (self.filters if filters is None else filters).as_items()
        if (order or self.order) != RELEVANCE:
            asked.append(("order", order or self.order))
        return asked

    @cached_property
    def narrowings(self) -> tuple[Narrowing, ...]:
        """Return the facets with an address for each value; that of a chosen one takes the choice away."""
        return tuple(self._narrowing(facet) for facet in self.found.facets)

    def _narrowing(self, facet: Facet) -> Narrowing:
        choices = tuple(
            Choice(
                label=one.label,
                count=one.count,
                chosen=one.chosen,
                url=self._url(replace(self.filters, **{facet.name: "" if one.chosen else one.value})),
            )
            for one in facet.values
        )
        chosen = tuple(one for one in choices if one.chosen)
        return Narrowing(name=facet.name, label=facet.label, choices=choices, chosen=chosen)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.filters.as_items())

    @property
    def everything_url(self) -> str:
        """The search without any choices."""
        return self._url(Filters())

    @property
    def meant_url(self) -> str:
        """The search that may have been meant."""
        return self._url(Filters(), query=self.found.did_you_mean)

    @property
    def orders(self) -> tuple[tuple[str, str, bool], ...]:
        """Return (order, address, whether it is this one)."""
        return tuple((one, self._url(order=one), one == self.order) for one in (RELEVANCE, NEWEST))

    @cached_property
    def listed(self) -> Page[int]:
        """The pages of the list, for the pager."""
        paginator = Paginator(range(self.found.pages), 1)
        listed = paginator.get_page(self.found.page)
        # As the pager reads them.
        listed.numbers = list(paginator.get_elided_page_range(listed.number, on_each_side=2, on_ends=1))  # type: ignore[attr-defined]
        listed.rest = f"&{urlencode(self._asked())}"  # type: ignore[attr-defined]
        return listed
