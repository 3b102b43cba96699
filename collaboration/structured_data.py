"""Organisations, sessions and terms in the words of schema.org. Plain values in, plain values out."""

from collections.abc import Iterable
from typing import Any


def organization(
    *, identifier: str, name: str, short_name: str, description: str, website: str, url: str
) -> dict[str, Any]:
    """Return an organisation; what it says of itself elsewhere is its own address."""
    return {
        "@type": "Organization",
        "@id": identifier,
        "name": name,
        "alternateName": short_name if short_name != name else "",
        "description": description,
        "url": website or url,
        "mainEntityOfPage": url,
    }


def event(
    *,
    identifier: str,
    name: str,
    start: str,
    end: str,
    place: str,
    description: str,
    url: str,
    present: Iterable[tuple[str, str]] = (),
    summaries: Iterable[tuple[str, str]] = (),
) -> dict[str, Any]:
    """Return a session, dated as precisely as it is known (a day, a month or a year; `end` may be empty).

    `present` holds (identifier, name) of organisations, `summaries` (address, title) of posts.
    """
    return {
        "@type": "Event",
        "@id": identifier,
        "name": name,
        "startDate": start,
        "endDate": end,
        "location": {"@type": "Place", "name": place} if place else None,
        "description": description,
        "url": url,
        "attendee": [{"@type": "Organization", "@id": of, "name": called} for of, called in present],
        "subjectOf": [{"@type": "BlogPosting", "@id": at, "headline": title} for at, title in summaries],
    }


def defined_term(
    *,
    identifier: str,
    name: str,
    aliases: Iterable[str],
    description: str,
    language: str,
    url: str,
    set_name: str,
    set_url: str,
) -> dict[str, Any]:
    """Return a term of the shared vocabulary, in the list that it stands in."""
    return {
        "@type": "DefinedTerm",
        "@id": identifier,
        "name": name,
        "alternateName": list(aliases),
        "description": description,
        "inLanguage": language,
        "url": url,
        "inDefinedTermSet": {"@type": "DefinedTermSet", "@id": set_url, "name": set_name},
    }


def defined_term_set(
    *, identifier: str, name: str, language: str, license_url: str, terms: Iterable[dict[str, Any]]
) -> dict[str, Any]:
    """Return a list of terms with what stands in it."""
    return {
        "@type": "DefinedTermSet",
        "@id": identifier,
        "name": name,
        "url": identifier,
        "inLanguage": language,
        "license": license_url,
        "hasDefinedTerm": list(terms),
    }


def quotation(
    *,
    identifier: str,
    text: str,
    note: str,
    language: str,
    about: str,
    said_by: str,
    said_in: str,
    position: int,
    source: tuple[str, str],
) -> dict[str, Any]:
    """Return a statement in the words used; `about`, `said_by` and `said_in` are identifiers, or empty.

    `source` is (address, title) of the post that it stands in.
    """
    address, title = source
    return {
        "@type": "Quotation",
        "@id": identifier,
        "text": text,
        "comment": {"@type": "Comment", "text": note} if note else None,
        "inLanguage": language,
        "about": {"@id": about} if about else None,
        "spokenByCharacter": {"@id": said_by} if said_by else None,
        "recordedAt": {"@id": said_in} if said_in else None,
        "position": position,
        "url": address,
        "isPartOf": {"@type": "BlogPosting", "@id": address.partition("#")[0], "headline": title},
    }
