"""What pages say to machines: JSON-LD in the words of schema.org. Plain values in, plain values out."""

import html
import json
import re
from collections.abc import Iterable
from typing import Any

# Inside a script element only these can end it, or be mistaken for markup by an old reader.
_UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def as_json(nodes: Iterable[dict[str, Any]]) -> str:
    """Return the nodes as one JSON-LD document that is safe inside a script element."""
    document = {"@context": "https://schema.org", "@graph": [compact(node) for node in nodes]}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)


def compact(value: Any) -> Any:
    """Return a value without what is empty in it: a machine reads an empty text as a value."""
    if isinstance(value, dict):
        kept = ((key, compact(inner)) for key, inner in value.items())
        return {key: inner for key, inner in kept if inner not in (None, "", [], {})}
    return [compact(inner) for inner in value] if isinstance(value, list) else value


def plain(markup: str, limit: int = 500) -> str:
    """Return rich text as one line of plain text, cut between words."""
    text = " ".join(html.unescape(re.sub("<[^>]*>", " ", markup)).split())
    text = re.sub(r" ([.,;:!?])", r"\1", text)
    return text if len(text) <= limit else text[:limit].rsplit(" ", 1)[0].rstrip(" .,;:") + " …"


def breadcrumbs(trail: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Return the way from the front page, for (title, absolute address) pairs."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": title, "item": url}
            for place, (title, url) in enumerate(trail, 1)
        ],
    }


def website(name: str, url: str, language: str, description: str = "") -> dict[str, Any]:
    """Return the site itself, as its front page tells it."""
    return {"@type": "WebSite", "name": name, "url": url, "inLanguage": language, "description": description}
