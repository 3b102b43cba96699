"""Organisations, sessions and terms in the words of schema.org. Plain values in, plain values out."""

from collections.abc import Iterable
from typing import Any

from home.text.dates import ImpreciseDate


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
    when: ImpreciseDate,
    place: str,
    description: str,
    url: str,
    present: Iterable[tuple[str, str]] = (),
    summaries: Iterable[tuple[str, str]] = (),
) -> dict[str, Any]:
    """Return a session, dated as precisely as it is known.

    `present` holds (identifier, name) of organisations, `summaries` (address, title) of posts.
    """
    return {
        "@type": "Event",
        "@id": identifier,
        "name": name,
        "startDate": when.iso(),
        "endDate": when.iso_end(),
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
