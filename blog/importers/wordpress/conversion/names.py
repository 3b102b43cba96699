"""Lists of names, as they are read."""

from __future__ import annotations


def names(*listed: str) -> frozenset[str]:
    """Return the names in lines of them."""
    return frozenset(name for line in listed for name in line.split())
