"""What is linked, on the page of a term and on that of an organisation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from collaboration.links.chains import HELPS, Chains, Gift, Receipt
from collaboration.links.current import current_links
from collaboration.links.help_page import HERE, Shown, ShownHelper
from collaboration.links.words import HEADINGS
from collaboration.models import Kind
from collaboration.overview import asked
from collaboration.overview.lookup import facts_of
from collaboration.overview.matrix import SHARED
from collaboration.overview.table import SAID
from collaboration.reader import Reader
from collaboration.vocabulary import TermName, term_names

# More than this stands on the page of who can help whom.
SHOWN = 12


@dataclass(frozen=True)
class Linked:
    """What stands on the other side of a term's links of one sort; `helpers` say who named them."""

    title: str
    terms: list[Shown]
    helpers: list[ShownHelper]


class TermLinks:
    """What one term is linked to. One query, more after merges; its page looks names and sayers up with its own."""

    def __init__(self, concept_id: int) -> None:
        self.concept_id = concept_id
        self.links = [link for link in current_links() if concept_id in (link.source, link.target)]

    @property
    def others(self) -> set[int]:
        """The other ends."""
        return {end for link in self.links for end in (link.source, link.target)} - {self.concept_id}

    @property
    def helping(self) -> list[int]:
        """The competencies that help with it."""
        return [link.source for link in self.links if link.relation == HELPS and link.target == self.concept_id]

    def shown(
        self, names: Mapping[int, TermName], sayers: Mapping[int, frozenset[Any]], reader: Reader
    ) -> list[Linked]:
        """Return what the term helps with, serves, answers, and the other way about, each by name."""
        in_order = sorted(names.items(), key=lambda item: item[1].name)
        found = []
        for relation, forward in HEADINGS:
            theirs = {
                link.target if forward else link.source
                for link in self.links
                if link.relation == relation and (link.source if forward else link.target) == self.concept_id
            }
            shown = [Shown(name, reader.url(name)) for pk, name in in_order if pk in theirs]
            if shown and (relation, forward) == (HELPS, False):
                helpers = [_helper(one, sayers.get(one.name.concept_id, frozenset()), reader) for one in shown]
                found.append(Linked(str(HEADINGS[relation, forward]), [], helpers))
            elif shown:
                found.append(Linked(str(HEADINGS[relation, forward]), shown, []))
        return found


def _helper(one: Shown, sayers: frozenset[Any], reader: Reader) -> ShownHelper:
    return ShownHelper(
        one.name,
        one.url,
        [
            (row, f"{one.url}{asked.address(by=row.slug)}{SAID}")
            for pk, row in reader.organisations.items()
            if pk in sayers
        ],
        f"{one.url}{asked.address(**{'as': SHARED})}{SAID}" if None in sayers else "",
        [],
        0,
    )


@dataclass(frozen=True)
class ShownGift:
    """A competency, and what it helps others (or all) with."""

    competency: Shown
    needs: list[Shown]


@dataclass(frozen=True)
class ShownReceipt:
    """A challenge or a goal, and who named what helps with it."""

    need: Shown
    helpers: list[ShownHelper]


@dataclass(frozen=True)
class Exchange:
    """What one organisation can give, and what it can get, as far as there is room; and where all of it stands.

    The totals are of challenges and goals: so many stand at the address.
    """

    gives: list[ShownGift]
    gives_total: int
    gives_url: str
    gets: list[ShownReceipt]
    gets_total: int
    gets_url: str


def exchange_of(organisation: int, reader: Reader) -> Exchange | None:
    """Return what an organisation can give and get; None where nothing is linked. Three queries."""
    links = current_links()
    if not links:
        return None
    names = term_names({end for link in links for end in (link.source, link.target)}, reader.locale)
    in_order = sorted(names.values(), key=lambda name: (list(Kind).index(Kind(name.kind)), name.name))
    kinds = {name.concept_id: name.kind for name in in_order}
    chains = Chains(kinds, links, facts_of(None, reader.organisations), list(reader.organisations))
    gives, gets = _grouped(chains.gives(organisation)), _by_need(chains.gets(organisation))
    slug = reader.organisations[organisation].slug

    def shown(pk: int) -> Shown:
        return Shown(names[pk], reader.url(names[pk]))

    return Exchange(
        gives=[ShownGift(shown(pk), [shown(need) for need in needs]) for pk, needs in list(gives.items())[:SHOWN]],
        gives_total=len(chains.helped_by(organisation)),
        gives_url=f"{reader.help}{asked.address(gives=slug)}{HERE}",
        gets=[
            ShownReceipt(
                shown(need),
                [
                    _helper(shown(one.competency), frozenset((*one.by, *([None] if one.shared else ()))), reader)
                    for one in receipts
                ],
            )
            for need, receipts in list(gets.items())[:SHOWN]
        ],
        gets_total=len(gets),
        gets_url=f"{reader.help}{asked.address(gets=slug)}{HERE}",
    )


def _grouped(gifts: list[Gift]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for gift in gifts:
        found.setdefault(gift.competency, []).append(gift.need)
    return found


def _by_need(receipts: list[Receipt]) -> dict[int, list[Receipt]]:
    """Return what can be had for each need for which the organisation has nothing of its own."""
    found: dict[int, list[Receipt]] = {}
    for receipt in receipts:
        if not receipt.has_own:
            found.setdefault(receipt.need, []).append(receipt)
    return found
