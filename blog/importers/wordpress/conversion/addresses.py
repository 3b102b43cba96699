"""Which addresses of a text may stay, and how they are written."""

from __future__ import annotations

import re
from urllib.parse import quote

_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\ufeff]+")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_LINKED = frozenset({"http", "https", "mailto", "tel"})
_NEVER_RAW = re.compile(r"""["'<>`\\{}|^]""")
# What WordPress adds to the name of a picture that it has scaled.
_SCALED = re.compile(r"(?:-\d+x\d+|-scaled)?(\.\w+)$")


def linkable(address: str | None) -> str:
    """Return an address that a link may lead to, or "": no script, and no place within the page, whose ids are gone."""
    address = (address or "").strip()
    scheme = _SCHEME.match(_INVISIBLE.sub("", address))
    if not address or address.startswith("#") or (scheme and scheme[1].lower() not in _LINKED):
        return ""
    # A browser leaves out what is invisible; a scheme that is one only then was meant to be missed.
    if scheme and not _SCHEME.match(address):
        return ""
    return _NEVER_RAW.sub(lambda sign: quote(sign[0]), _INVISIBLE.sub("%20", address))


def on_the_web(address: str | None) -> str:
    """Return a whole address of something to show or fetch, or ""."""
    address = linkable(address)
    if address.startswith("//"):
        return f"https:{address}"
    return address if address.lower().startswith(("http://", "https://")) else ""


def source(address: str | None) -> str:
    """Return the address of a picture or file, which may be one within the site, or ""."""
    address = linkable(address)
    return "" if address.lower().startswith(("mailto:", "tel:")) else address


def same_picture(one: str, other: str) -> bool:
    """Return whether two addresses name one picture, perhaps in two sizes."""
    return _unscaled(one) == _unscaled(other)


def _unscaled(address: str) -> str:
    address = address.partition("?")[0].partition("://")[2] or address
    return _SCALED.sub(r"\1", address.removeprefix("//"))
