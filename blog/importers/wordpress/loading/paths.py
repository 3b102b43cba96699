"""The paths of old addresses, as they are compared."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit


def path_of(address: str) -> str:
    """Return the path of an address without the slash at its end; "" for one that leads to the front page."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return unquote(parts.path).rstrip("/")
