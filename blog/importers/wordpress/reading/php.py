"""PHP's stored values, as WordPress keeps them in its metadata: a:1:{s:5:"width";i:640;}."""

from __future__ import annotations

import re
from typing import Any

from ..records import Troubles
from .kinds import Kind

DEEPEST = 40
PLAIN = re.compile(rb"N;|b:([01]);|i:([+-]?[0-9]{1,19});|d:([+-]?[0-9.]+(?:[eE][+-]?[0-9]{1,3})?|-?INF|NAN);")
# A text, an array, or an object by the name of its class: with how many bytes, or values.
COUNTED = re.compile(rb'(s|a):([0-9]{1,9}):|O:[0-9]{1,4}:"[\w\\]*":([0-9]{1,9}):')


class _Unreadable(Exception):
    pass


def php_values(text: str, troubles: Troubles | None = None, place: str = "") -> Any:
    """Return what PHP stored: arrays as lists where they are counted from 0, as dicts elsewhere; objects as dicts.

    None for what cannot be read, lengths that lie among it, which is told.
    """
    stored = text.strip().encode("utf-8", "surrogatepass")
    try:
        value, end = _value(stored, 0, DEEPEST)
        if end != len(stored):
            raise _Unreadable
    except (_Unreadable, ValueError):
        if troubles is not None:
            troubles.add(place, Kind.PHP, text.strip()[:60])
        return None
    return value


def _value(stored: bytes, at: int, deeper: int) -> tuple[Any, int]:
    """Return the value at a place, and where it ends."""
    if found := PLAIN.match(stored, at):
        truth, number, decimal = found.groups()
        if truth:
            return truth == b"1", found.end()
        if number:
            return int(number), found.end()
        return (float(decimal) if decimal else None), found.end()
    found = COUNTED.match(stored, at)
    if not found or not deeper:
        raise _Unreadable
    count = int(found[2] or found[3])
    if found[1] == b"s":
        start, end = found.end() + 1, found.end() + 1 + count
        if stored[start - 1 : start] != b'"' or stored[end : end + 2] != b'";':
            raise _Unreadable
        return stored[start:end].decode("utf-8", "surrogatepass"), end + 2
    return _pairs(stored, found.end(), count, deeper - 1)


def _pairs(stored: bytes, at: int, count: int, deeper: int) -> tuple[Any, int]:
    if stored[at : at + 1] != b"{":
        raise _Unreadable
    at += 1
    pairs: dict[int | str, Any] = {}
    # A count that lies ends with the bytes, not with the memory.
    for _ in range(count):
        key, at = _value(stored, at, 0 if stored[at : at + 1] == b"a" else 1)
        if isinstance(key, bool) or not isinstance(key, int | str):
            raise _Unreadable
        pairs[key], at = _value(stored, at, deeper)
    if stored[at : at + 1] != b"}":
        raise _Unreadable
    counted = list(pairs) == list(range(len(pairs)))
    return (list(pairs.values()) if counted and pairs else pairs), at + 1
