"""Where links in texts lead, once what they lead to has moved here."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape
from urllib.parse import urlsplit

from .index import Index, number_in, path_of

# As texts are written by the conversion: an a has nothing but its href.
_LINK = re.compile(r'<a href="([^"]*)">')

_LISTS = re.compile(r"/(?:category|tag|author)/.|/\d{4}(?:/\d{2}){0,2}$")
_ASKED = re.compile(r"(?:cat|tag|author|m)=[^&]+$")


class Own:
    """Which addresses are the old blog's own."""

    def __init__(self, index: Index) -> None:
        self.index = index
        host = urlsplit(index.site.link).hostname or ""
        bare = host.removeprefix("www.")
        self.hosts = {bare, f"www.{bare}"} if bare else set()
        if bare.endswith(".wordpress.com"):
            self.hosts.add(f"{bare.removesuffix('.wordpress.com')}.files.wordpress.com")
        # Where the export's own files lie is its own too, whatever it is called.
        for item in index.attachments.values():
            if (named := _host(item.attachment_url)) and named.endswith(".files.wordpress.com"):
                self.hosts.add(named)

    def __contains__(self, address: str) -> bool:
        host = _host(address)
        if host is None:
            return False
        if re.fullmatch(r"i\d\.wp\.com", host):
            # WordPress.com's picture host has the real one in the path.
            return path_of(address).lstrip("/").split("/")[0] in self.hosts
        return not host or host in self.hosts

    def bare(self, address: str) -> str:
        """Return the address of a file without the picture host before it."""
        if re.fullmatch(r"i\d\.wp\.com", _host(address) or ""):
            return f"https:/{path_of(address)}"
        return address

    def is_list(self, address: str) -> bool:
        """Return whether an address is of a list of posts: a category, a tag, an author, a year, a month, a day."""
        if address not in self:
            return False
        path = path_of(address).removeprefix(self.index.base)
        return bool(_LISTS.match(path)) or (not path and bool(_ASKED.match(urlsplit(address).query)))

    def number(self, address: str) -> str:
        """Return the number of the item that an address is of, or ""."""
        if address not in self:
            return ""
        number = number_in(address)
        if number:
            return number if number in self.index.items else ""
        path = path_of(address)
        return self.index.by_path.get(path) or self.index.by_file.get(path, "")


def _host(address: str) -> str | None:
    """Return the host of an address; "" where it has none, None where it is no web address."""
    try:
        parts = urlsplit(address.strip())
        if parts.scheme.lower() not in {"", "http", "https"}:
            return None
        return (parts.hostname or "").lower()
    except ValueError:
        return None


def links_in(html: str) -> list[str]:
    return [unescape(found) for found in _LINK.findall(html)]


def relinked(html: str, lead: Callable[[str], str | None]) -> str:
    """Return a text in which each link is replaced by the `a` that `lead` gives for its address, or left."""
    return _LINK.sub(lambda found: lead(unescape(found[1])) or found[0], html)


def page_link(pk: int) -> str:
    return f'<a linktype="page" id="{pk}">'


def document_link(pk: int) -> str:
    return f'<a linktype="document" id="{pk}">'


def plain_link(address: str) -> str:
    return f'<a href="{escape(address)}">'
