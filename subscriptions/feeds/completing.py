"""Make an entry fit to be read away from the site: whole addresses, and only what XML can hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup
from bs4.exceptions import ParserRejectedMarkup
from django.utils.encoding import iri_to_uri
from django.utils.html import escape

from home.following import Entry
from mail.letters import absolute

# What XML 1.0 (2.2) has no place for, not even escaped.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ADDRESSES = (
    "action",
    "background",
    "cite",
    "data",
    "formaction",
    "href",
    "longdesc",
    "poster",
    "src",
    "xlink:href",
)
_LISTS_OF_ADDRESSES = ("imagesrcset", "srcset")
# A comma within an address belongs to it; one at its end does not.
_CANDIDATE = re.compile(r"(\S*[^\s,])(?:\s+([^,]*))?(?:,|\s|$)")
# Readers' programs throw them out, or show what is in them as text.
_NOT_FOR_READING = ("base", "link", "meta", "script", "style", "template")


def writable(text: str) -> str:
    """Return a text without the characters that XML 1.0 does not allow."""
    return _NO_XML.sub("", text)


def plain(text: str) -> str:
    """Return a text for one line: a title, a name."""
    return " ".join(writable(text).split())


def whole_address(address: str, base: str) -> str:
    """Return an address completed from that of the page it stands on; "" where it is none."""
    try:
        return iri_to_uri(urljoin(base, writable(address).strip()))
    except ValueError:
        return ""


def _whole_candidates(value: str, base: str) -> str:
    found = ((whole_address(address, base), size.strip()) for address, size in _CANDIDATE.findall(value))
    return ", ".join(f"{address} {size}".strip() for address, size in found if address)


def _rewrite(tag: Any, names: tuple[str, ...], whole: Callable[[str, str], str], base: str) -> None:
    for name in names:
        if name in tag.attrs:
            if address := whole(tag[name], base):
                tag[name] = address
            else:
                del tag[name]


def whole_html(html: str, base: str) -> str:
    """Return HTML in which every address is complete, as seen from the page at `base`."""
    try:
        soup = BeautifulSoup(writable(html), "html.parser")
    except ParserRejectedMarkup:
        return f"<p>{escape(writable(html))}</p>"
    for tag in soup.find_all(_NOT_FOR_READING):
        tag.decompose()
    for tag in soup.find_all(True):
        _rewrite(tag, _ADDRESSES, whole_address, base)
        _rewrite(tag, _LISTS_OF_ADDRESSES, _whole_candidates, base)
    # References such as &#11; have become characters by now.
    return writable(soup.decode())


def completed(entry: Entry) -> Entry:
    """Return the entry as it is sent out."""
    url = iri_to_uri(absolute(writable(entry.url)))
    return replace(
        entry,
        id=writable(entry.id),
        title=plain(entry.title),
        url=url,
        html=whole_html(entry.html, url),
        summary=writable(entry.summary),
        authors=tuple(
            (plain(name), whole_address(address, url) if address else "")
            for name, address in entry.authors
            if plain(name)
        ),
        categories=tuple(word for category in entry.categories if (word := plain(category))),
        enclosures=tuple(
            replace(enclosure, url=address)
            for enclosure in entry.enclosures
            if (address := whole_address(enclosure.url, url))
        ),
    )
