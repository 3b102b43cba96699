"""Tables as JSON-LD, in the words of schema.org: DefinedTermSets, organisations, events and quotations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from collaboration.open_data.dcat import FORMATS, File
from collaboration.open_data.json_file import dump
from collaboration.open_data.rows import (
    About,
    DataSet,
    DevelopmentRow,
    OrganisationRow,
    SessionRow,
    StatementRow,
    TermRow,
)
from collaboration.structured_data import defined_term, defined_term_set, event, organization, quotation
from home.structured_data import compact

RELATIONS = ("helps", "serves", "answers")


def write(data: DataSet) -> bytes:
    """Return the tables as one document."""
    about = data.about
    parts: list[dict[str, Any]] = []
    linked = _linked(data.tables.get("links", ()))
    for rows in data.tables.values():
        found: dict[str, list[TermRow]] = {}
        for row in rows:
            match row:
                case OrganisationRow():
                    parts.append(_organisation(row))
                case SessionRow():
                    parts.append(_session(row))
                case TermRow():
                    found.setdefault(row.kind, []).append(row)
                case DevelopmentRow():
                    parts.append(_development(row))
                case StatementRow():
                    parts.append(_statement(row))
        parts += [_set(data, kind, terms, linked) for kind, terms in found.items()]
    if "terms" not in data.tables:
        parts += [{"@type": "DefinedTerm", "@id": term, **relations} for term, relations in linked.items()]
    graph = [compact(node) for node in (described(about, data.modified), *parts)]
    context = ["https://schema.org", _relations(about)] if "links" in data.tables else "https://schema.org"
    return dump({"@context": context, "@graph": graph})


def _relations(about: About) -> dict[str, str]:
    """Return the addresses of the relations, for which schema.org has no words: the page of data explains them."""
    return {relation: f"{about.page_url}#{relation}" for relation in RELATIONS}


def _linked(rows: Iterable[Any]) -> dict[str, dict[str, list[dict[str, str]]]]:
    """Return {term: {relation: what it does that for}}."""
    found: dict[str, dict[str, list[dict[str, str]]]] = {}
    for row in rows:
        found.setdefault(row.source_uri, {}).setdefault(row.relation, []).append({"@id": row.target_uri})
    return found


def described(about: About, modified: datetime | None = None, files: Iterable[File] = ()) -> dict[str, Any]:
    """Return the data set as a whole, for search engines too."""
    return {
        "@type": "Dataset",
        "@id": f"{about.page_url}#data",
        "name": about.title,
        "description": about.description,
        "url": about.page_url,
        "inLanguage": about.language,
        "license": about.licence_url,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": about.publisher, "url": about.publisher_url or about.site_url},
        "dateModified": modified and modified.isoformat(),
        "distribution": [
            {"@type": "DataDownload", "contentUrl": file.url, "encodingFormat": FORMATS[file.form][1]} for file in files
        ],
    }


def _set(data: DataSet, kind: str, terms: list[TermRow], linked: dict[str, Any]) -> dict[str, Any]:
    about = data.about
    name, address = about.kinds[kind]
    return defined_term_set(
        identifier=address,
        name=name,
        language=about.language,
        license_url=about.licence_url,
        terms=[
            defined_term(
                identifier=row.uri,
                name=row.name,
                aliases=row.aliases,
                description=row.description,
                language=row.language,
                url=row.url,
                set_name=name,
                set_url=address,
            )
            | linked.get(row.uri, {})
            for row in terms
        ],
    )


def _organisation(row: OrganisationRow) -> dict[str, Any]:
    return organization(
        identifier=row.uri,
        name=row.name,
        short_name=row.short_name,
        description=row.description,
        website=row.website,
        url=row.url,
    )


def _session(row: SessionRow) -> dict[str, Any]:
    return event(
        identifier=row.uri,
        name=row.name,
        start=row.date,
        end=row.end,
        place=row.place,
        description=row.description,
        url=row.url,
        present=zip(row.present, row.present_names, strict=True),
    )


# How far a goal has come, in the words that schema.org has for what is done.
_ACTION_STATUS = {
    "moved": "CompletedActionStatus",
    "agreed": "PotentialActionStatus",
    "begun": "ActiveActionStatus",
    "reached": "CompletedActionStatus",
    "given_up": "FailedActionStatus",
}


def _development(row: DevelopmentRow) -> dict[str, Any]:
    return {
        "@type": "Action",
        "@id": row.uri,
        "name": row.status,
        "actionStatus": f"https://schema.org/{_ACTION_STATUS[row.status]}",
        "object": {"@type": "DefinedTerm", "@id": row.term_uri, "name": row.term},
        "result": {"@type": "DefinedTerm", "@id": row.target_uri, "name": row.target} if row.target_uri else None,
        "startTime": row.date,
        "description": row.note,
        "url": row.url,
        "subjectOf": {"@type": "WebPage", "@id": row.source_url, "name": row.source} if row.source_url else None,
    }


def _statement(row: StatementRow) -> dict[str, Any]:
    return quotation(
        identifier=row.uri,
        text=row.wording,
        note=row.note,
        language=row.language,
        about=row.term_uri,
        said_by=row.organisation_uri,
        said_in=row.session_uri,
        position=row.position,
        source=(row.post_url, row.post),
    )
