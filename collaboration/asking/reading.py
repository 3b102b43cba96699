"""The requests for help that readers may read: on the page of a competency, of an organisation, and in one list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from collaboration.asking.states import ANSWERS, HelpState
from collaboration.models import Competency, Concept, HelpRequest, Organisation
from collaboration.models.concept import current_concepts, merged_into
from collaboration.models.help_request import HelpRequestQuerySet
from collaboration.overview.asked import address
from collaboration.reader import Reader
from collaboration.routes import HELP
from collaboration.vocabulary import TermName, term_names
from home.errors import NotHere
from home.pagination import page_of

PER_PAGE = 20
# On the pages of what they are about; the list has the rest.
HERE_AT_MOST = 5
NARROWING = ("state", "organisation", "competency")
# What an address may ask for: in the words of the address.
STATES = {"open": (HelpState.OPEN,), "answered": ANSWERS}


@dataclass(frozen=True)
class ShownRequest:
    """One request as readers see it. `term` is None on the page that is about it."""

    request: HelpRequest
    organisation: Organisation
    from_organisation: Organisation | None
    term: TermName | None
    term_url: str

    @property
    def waits(self) -> bool:
        return self.request.state == HelpState.OPEN


@dataclass(frozen=True)
class Asked:
    """The newest requests about or to one thing, and where all of them are, if there are more."""

    rows: list[ShownRequest]
    more_url: str = ""
    list_url: str = ""


def shown(requests: Iterable[HelpRequest], reader: Reader, *, named: bool = True) -> list[ShownRequest]:
    """Return requests in a reader's language, with the names of what they are about unless the page says it."""
    requests = list(requests)
    current = current_concepts({request.concept_id for request in requests}) if named and requests else {}
    names = term_names(set(current.values()), reader.locale)
    found = []
    for request in requests:
        organisation = reader.organisations.shown(request.organisation_id)
        if organisation is None:
            continue
        own = request.from_organisation_id
        name = names.get(current.get(request.concept_id))
        found.append(
            ShownRequest(
                request=request,
                organisation=organisation,
                from_organisation=reader.organisations.shown(own) if own else None,
                term=name,
                term_url=reader.url(name) if name else "",
            )
        )
    return found


def _newest(requests: HelpRequestQuerySet, reader: Reader, *, named: bool, **asked: str) -> Asked:
    newest = list(requests.newest_first().prefetch_related("answers")[: HERE_AT_MOST + 1])
    base = reader.section(HELP)
    more = f"{base}{address(**asked)}" if len(newest) > HERE_AT_MOST and base else ""
    return Asked(shown(newest[:HERE_AT_MOST], reader, named=named), more, base)


def requests_about(concepts: Iterable[int], name: TermName, reader: Reader) -> Asked:
    """Return the public requests about a competency: the concepts are itself, and what was merged into it."""
    about = HelpRequest.objects.public().filter(concept__in=list(concepts))
    return _newest(about, reader, named=False, competency=name.slug)


def requests_to(organisation: Organisation, first_pk: int, reader: Reader) -> Asked:
    """Return the public requests to an organisation."""
    to = HelpRequest.objects.public().filter(organisation=first_pk)
    return _newest(to, reader, named=True, organisation=organisation.slug)


class HelpList:
    """All public requests, or those that an address asks for."""

    def __init__(self, reader: Reader, request: Any) -> None:
        self.reader, self.request = reader, request
        self.state = request.GET.get("state", "")
        self.narrowed: list[str] = []

    def _requests(self) -> HelpRequestQuerySet:
        requests = HelpRequest.objects.public()
        if self.state:
            if self.state not in STATES:
                raise _nothing(self.state)
            requests = requests.filter(state__in=STATES[self.state])
        if slug := self.request.GET.get("organisation", ""):
            rows = self.reader.organisations
            pk = next((pk for pk, row in rows.items() if row.slug == slug), None)
            if pk is None:
                raise _nothing(slug)
            self.narrowed.append(rows[pk].display_name)
            requests = requests.filter(organisation=pk)
        if slug := self.request.GET.get("competency", ""):
            name = self._competency(slug)
            self.narrowed.append(name.name)
            concept = Concept.objects.get(pk=name.concept_id)
            requests = requests.filter(concept__in=list(merged_into(concept)))
        return requests

    def _competency(self, slug: str) -> TermName:
        found = Competency.objects.filter(slug=slug, live=True).order_by("pk").values_list("concept", flat=True)
        concept = found.first()
        current = current_concepts([concept])[concept] if concept else 0
        name = term_names([current], self.reader.locale).get(current)
        if name is None:
            raise _nothing(slug)
        return name

    @cached_property
    def listed(self) -> Any:
        """The page that was asked for; raises NotHere for one there isn't."""
        requests = self._requests().waiting_first().prefetch_related("answers")
        return page_of(Paginator(requests, PER_PAGE), self.request, keep=NARROWING)

    @property
    def states(self) -> list[tuple[str, str, bool]]:
        """The states to choose from: (what it is called, its address, whether it is chosen)."""
        kept = {name: self.request.GET[name] for name in NARROWING[1:] if name in self.request.GET}
        named = {"": _("All"), **{name: capfirst(states[0].label) for name, states in STATES.items()}}
        return [
            (title, address(**kept, **({"state": name} if name else {})) or self.request.path, name == self.state)
            for name, title in named.items()
        ]

    @cached_property
    def rows(self) -> list[ShownRequest]:
        return shown(self.listed, self.reader)


def _nothing(slug: str) -> NotHere:
    return NotHere(_("There is nothing here by the name “%(slug)s”.") % {"slug": slug[:80]})
