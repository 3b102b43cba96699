"""Posts in the words of schema.org. Plain values in, plain values out."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any


def blog_posting(
    *,
    url: str,
    title: str,
    description: str,
    language: str,
    published: date | datetime | str,
    changed: datetime | None,
    authors: Iterable[tuple[str, str, bool]],
    site: tuple[str, str],
    blog: tuple[str, str] | None,
    image: str,
    keywords: Iterable[str],
    minutes: int,
    words: int,
    session: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Return a post.

    `authors` holds (name, address, whether it is one person: a name alone does not tell a group from a person);
    `site` and `blog` are (name, address); `session` has the identifier and the name of what the post reports.
    """
    return {
        "@type": "BlogPosting",
        "@id": url,
        "url": url,
        "headline": title,
        "description": description,
        "inLanguage": language,
        "datePublished": _written(published),
        "dateModified": _written(changed),
        "author": [
            {"@type": "Person" if person else None, "name": name, "url": address} for name, address, person in authors
        ],
        "publisher": {"@type": "Organization", "name": site[0], "url": site[1]},
        "isPartOf": {"@type": "Blog", "@id": blog[1], "name": blog[0]} if blog else None,
        "about": {"@type": "Event", "@id": session["identifier"], "name": session["name"]} if session else None,
        "image": image,
        "keywords": list(keywords),
        "timeRequired": f"PT{minutes}M",
        "wordCount": words,
        "isAccessibleForFree": True,
    }


def _written(when: date | datetime | str | None) -> str | None:
    if isinstance(when, datetime):
        return when.isoformat(timespec="seconds")
    return when.isoformat() if isinstance(when, date) else when
