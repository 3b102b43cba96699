"""What is asked for again and again while one answer is made, asked once.

Where there is a request, what was looked up is kept with it. Feeds and mails are made of the answers of many rooms,
which know no request: within `once` they share what they have asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any

_known: ContextVar[dict[Any, Any] | None] = ContextVar("known", default=None)


@contextmanager
def once() -> Iterator[None]:
    """Within it nothing is changed, so that what was asked stays true."""
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def asked_once(function: Callable[..., Any]) -> Callable[..., Any]:
    """Let a function of plain values answer from what it has answered, within `once`."""

    @wraps(function)
    def asked(*args: Any) -> Any:
        known = _known.get()
        if known is None:
            return function(*args)
        key = (function.__module__, function.__qualname__, args)
        if key not in known:
            known[key] = function(*args)
        return known[key]

    return asked
