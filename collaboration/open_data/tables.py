"""Ask the database for the rows of open data, in a number of queries that no amount of data changes.

Only what readers may see is here: `Statement.objects.public()`, live rows, and no contact addresses. What a
statement points to and readers may not see (an organisation or a term that is not live) is left empty.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Value
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.models import Page

from collaboration.changes.becoming import Stated, in_time, latest
from collaboration.changes.lookup import concepts_of, stated
from collaboration.changes.story import anchor_of
from collaboration.links.current import current_links
from collaboration.models import (
    TERM_MODELS,
    Attribution,
    SessionOrganisation,
    Statement,
    Succession,
    Theme,
)
from collaboration.models.statement import has_shown_term
from collaboration.open_data.rows import DevelopmentRow, LinkRow, OrganisationRow, SessionRow, StatementRow, TermRow
from collaboration.reader import Reader
from collaboration.reading import mark_of
from collaboration.responsibility.page import leads_of_themes
from collaboration.vocabulary import TermName, directory
from home.localised_pages import localised
from home.structured_data import plain
from home.text.dates import Precision

_NO_UUID = UUID(int=0)
# Descriptions are whole here.
_ALL = 10**6
_TERM_COLUMNS = (
    *("concept_id", "concept__uuid", "concept__theme_id", "name", "slug", "aliases", "description"),
    *("locale__language_code", "last_published_at", "sort_key", "pk"),
)


class Tables:
    """The rows as a reader of one language sees them."""

    def __init__(self, reader: Reader, request: HttpRequest) -> None:
        self.reader = reader
        self.locale = reader.locale
        self.origin = request.build_absolute_uri("/").rstrip("/")
        self.request = request
        self._identifiers = self.origin + reverse("identified", args=[_NO_UUID]).removesuffix(str(_NO_UUID))
        # When what was asked for was last published.
        self._published: list[datetime | None] = []

    @property
    def modified(self) -> datetime | None:
        """When anything in the rows asked for so far was last published, where that is known."""
        return max((time for time in self._published if time), default=None)

    def uri(self, uuid: UUID) -> str:
        """Return the address that stands for a thing for ever."""
        return f"{self._identifiers}{uuid}"

    def absolute(self, url: str) -> str:
        """Return an address with the site's name in it."""
        return f"{self.origin}{url}" if url.startswith("/") else url

    def _uri_of(self, thing: Any) -> str:
        return self.uri(thing.translation_key) if thing else ""

    # --- Organisations and sessions ------------------------------------------------------------------

    @cached_property
    def _themes(self) -> Any:
        return directory(Theme, self.locale)

    @staticmethod
    def _counted(field: str, keys: Iterable[int] | None = None) -> dict[int, tuple[int, int]]:
        """Return {key: (statements, different terms that readers see)}."""
        said = Statement.objects.public().order_by()
        if keys is not None:
            said = said.filter(**{f"{field}__in": keys})
        rows = said.values_list(field).annotate(
            n=Count("pk"), terms=Count("concept", distinct=True, filter=has_shown_term())
        )
        return {key: (n, terms) for key, n, terms in rows}

    def organisations(self) -> list[OrganisationRow]:
        """Return the live organisations, in the order in which they were first written."""
        shown = self.reader.organisations
        counted = self._counted("organisation")
        successors = defaultdict(list)
        for before, after in Succession.objects.order_by("sort_order", "pk").values_list("predecessor", "successor"):
            if row := shown.shown(after):
                successors[before].append(self._uri_of(row))
        self._published += [row.last_published_at for row in shown.values()]
        return [
            OrganisationRow(
                uri=self._uri_of(row),
                url=self.absolute(self.reader.url(row)),
                name=row.name,
                short_name=row.short_name,
                language=row.locale.language_code,
                kind=row.kind,
                description=plain(row.description, _ALL),
                website=row.website,
                statements=counted.get(pk, (0, 0))[0],
                terms=counted.get(pk, (0, 0))[1],
                continued_as=tuple(successors[pk]),
            )
            for pk, row in shown.items()
        ]

    def sessions(self) -> list[SessionRow]:
        """Return the live sessions, the first first."""
        shown, organisations = self.reader.sessions, self.reader.organisations
        counted = self._counted("session")
        present = defaultdict(list)
        rows = SessionOrganisation.objects.order_by("sort_order", "pk").values_list("session", "organisation")
        for session, organisation in rows:
            if row := organisations.shown(organisation):
                present[session].append(row)
        self._published += [row.last_published_at for row in shown.values()]
        return [
            SessionRow(
                uri=self._uri_of(row),
                url=self.absolute(self.reader.url(row)),
                name=row.name,
                language=row.locale.language_code,
                **dated(row.when),
                place=row.place,
                description=plain(row.description, _ALL),
                present=tuple(self._uri_of(organisation) for organisation in present[row.pk]),
                present_names=tuple(organisation.name for organisation in present[row.pk]),
                statements=counted.get(pk, (0, 0))[0],
            )
            for pk, row in sorted(shown.items(), key=lambda item: (item[1].when, item[0]))
        ]

    # --- Terms ---------------------------------------------------------------------------------------

    def live_terms(self, kinds: Iterable[str] = (), concepts: Any = None) -> QuerySet[Any, Any]:
        """Return the terms that readers see as rows of values, by kind and alphabet. It can be cut and counted."""
        found = []
        for number, (kind, model) in enumerate(TERM_MODELS.items()):
            if kinds and kind not in kinds:
                continue
            terms = model.objects.in_language(self.locale).filter(concept__replaced_by=None)
            if concepts is not None:
                terms = terms.filter(concept__in=concepts)
            numbered = terms.order_by().annotate(number=Value(number), of_kind=Value(str(kind)))
            found.append(numbered.values_list("number", "of_kind", *_TERM_COLUMNS))
        rows = found[0].union(*found[1:], all=True) if len(found) > 1 else found[0]
        return rows.order_by("number", "sort_key", "name", "pk")

    @cached_property
    def _all_terms(self) -> list[Any]:
        # Asked for once, whichever of the tables are.
        return list(self.live_terms())

    def terms(self, rows: Iterable[Any] | None = None) -> list[TermRow]:
        """Return all terms, or those of some `live_terms`."""
        chosen = self._all_terms if rows is None else list(rows)
        of_all = rows is None
        said = Statement.objects.public().order_by()
        if not of_all:
            said = said.about([row[2] for row in chosen])
        counted = {
            concept: counts
            for concept, *counts in said.values_list("concept").annotate(
                n=Count("pk"),
                by=Count("organisation", distinct=True, filter=Q(organisation__in=list(self.reader.organisations))),
                shared=Count("pk", filter=Q(attribution=Attribution.SHARED)),
            )
        }
        leads = leads_of_themes(self.reader.organisations)
        became = latest(self._stated)
        found = []
        for _number, kind, concept, uuid, theme, name, slug, aliases, description, language, published, *_ in chosen:
            statements, organisations, shared = counted.get(concept, (0, 0, 0))
            classified = self._themes.shown(theme) if theme else None
            lead, responsibility = leads.get(self._themes.firsts[theme], (None, None)) if classified else (None, None)
            self._published.append(published)
            found.append(
                TermRow(
                    uri=self.uri(uuid),
                    url=self.absolute(self.reader.url(TermName(concept, kind, name, slug, language))),
                    kind=kind,
                    name=name,
                    language=language,
                    aliases=tuple(line.strip() for line in aliases.splitlines() if line.strip()),
                    description=plain(description, _ALL),
                    theme=classified.name if classified else "",
                    theme_lead=lead.name if lead else "",
                    theme_lead_since=responsibility.when.iso() if responsibility else "",
                    statements=statements,
                    organisations=organisations,
                    shared=bool(shared),
                    status=became[concept].status if concept in became else "",
                    status_date=became[concept].when.iso() if concept in became else "",
                )
            )
        return found

    def links(self) -> list[LinkRow]:
        """Return what links terms that readers see, by the kinds and names of the two."""
        terms = {row[2]: (at, self.uri(row[3]), row[5], row[1]) for at, row in enumerate(self._all_terms)}
        found = [link for link in current_links() if link.source in terms and link.target in terms]
        found.sort(key=lambda link: (terms[link.source][0], terms[link.target][0]))
        return [
            LinkRow(
                relation=link.relation,
                source_uri=terms[link.source][1],
                source=terms[link.source][2],
                source_kind=terms[link.source][3],
                target_uri=terms[link.target][1],
                target=terms[link.target][2],
                target_kind=terms[link.target][3],
            )
            for link in found
        ]

    # --- What became of terms ------------------------------------------------------------------------

    @cached_property
    def _stated(self) -> list[Stated]:
        return stated()

    def developments(self, found: Iterable[Stated] | None = None) -> list[DevelopmentRow]:
        """Return all developments of live terms, in the order in which they happened, or some of them."""
        chosen = self.shown_developments() if found is None else list(found)
        terms = self._terms_of_developments
        pages = localised([one.source for one in chosen if one.source], self.locale.language_code)
        self._published += [one.at for one in chosen]
        rows = []
        for one in chosen:
            uuid, name = terms[one.concept_id]
            target_uuid, target = terms.get(one.target_id or 0, (None, None))
            when = dated(one.when)
            page = pages[one.source.pk] if one.source else None
            rows.append(
                DevelopmentRow(
                    uri=self.uri(one.uuid),
                    url=self.absolute(f"{self.reader.url(name)}#{anchor_of(one.uuid)}"),
                    term_uri=self.uri(uuid),
                    term=name.name,
                    kind=name.kind,
                    status=one.status,
                    date=when["date"],
                    precision=when["precision"],
                    season=when["season"],
                    target_uri=self.uri(target_uuid) if target_uuid else "",
                    target=target.name if target else "",
                    note=one.note,
                    language=one.language,
                    source=page.title if page else "",
                    source_url=self.absolute(page.get_url(self.request) or "") if page else "",
                )
            )
        return rows

    def shown_developments(self) -> list[Stated]:
        """Return the developments of the terms that readers see."""
        return [one for one in in_time(self._stated) if one.concept_id in self._terms_of_developments]

    @cached_property
    def _terms_of_developments(self) -> dict[int, tuple[UUID, TermName]]:
        concepts = concepts_of(self._stated)
        return {
            concept: (uuid, TermName(concept, kind, name, slug, language))
            for _number, kind, concept, uuid, _theme, name, slug, _aliases, _description, language, *_ in (
                (row for row in self._all_terms if row[2] in concepts) if concepts else ()
            )
        }

    # --- Statements ----------------------------------------------------------------------------------

    def statements(self, said: Any = None) -> list[StatementRow]:
        """Return all statements, or those of a queryset (which may be cut), in the order in which they were said."""
        rows = Statement.objects.public().in_order() if said is None else said
        rows = list(
            rows.values_list(
                *("uuid", "wording", "note", "locale__language_code", "concept__kind", "concept_id", "attribution"),
                *("organisation_id", "session_id", "post_id", "item_uuid", "position"),
            )
        )
        named = self._all_terms if said is None else self.live_terms(concepts={row[5] for row in rows})
        terms = {row[2]: (self.uri(row[3]), row[5]) for row in named}
        posts = self._posts({row[9] for row in rows})
        organisations, sessions = self.reader.organisations, self.reader.sessions
        found = []
        for uuid, wording, note, language, kind, concept, attribution, organisation, session, post, item, at in rows:
            speaker, met = organisations.get(organisation), sessions.get(session)
            term_uri, term = terms.get(concept, ("", ""))
            title, address = posts[post]
            when = dated(met.when) if met else {"date": "", "season": ""}
            found.append(
                StatementRow(
                    uri=self.uri(uuid),
                    wording=wording,
                    note=note,
                    language=language,
                    kind=kind,
                    term_uri=term_uri,
                    term=term,
                    attribution=attribution,
                    organisation_uri=self._uri_of(speaker),
                    organisation=speaker.name if speaker else "",
                    session_uri=self._uri_of(met),
                    session=met.name if met else "",
                    session_date=when["date"],
                    session_season=when["season"],
                    post=title,
                    post_url=f"{address}#s-{mark_of(item)}",
                    position=at,
                )
            )
        return found

    def _posts(self, pks: set[int]) -> dict[int, tuple[str, str]]:
        """Return {pk: (title, address)} of posts, each in the reader's language where it is."""
        pages = list(Page.objects.filter(pk__in=pks).select_related("locale"))
        self._published += [page.last_published_at for page in pages]
        shown = localised(pages, self.locale.language_code)
        return {pk: (page.title, self.absolute(page.get_url(self.request) or "")) for pk, page in shown.items()}


def dated(when: Any) -> dict[str, str]:
    """Return a date in columns: ISO 8601 as far as it is known, and the season, for which ISO has no sign."""
    return {
        "date": when.iso(),
        "end": when.iso_end() or "",
        "precision": str(when.precision),
        "season": str(when.season) if when.precision == Precision.SEASON else "",
    }
