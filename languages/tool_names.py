"""What is kept of a draft beside its text: the engine's name, and the words that it did not know.

wagtail-localize keeps the name of a tool with each translated text, shows it below the text, and drops it as soon as a
person has written there. So the words are marked for as long as they should be, and never in the text itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

LONGEST = 255
SIGN = "?"
SET_APART = re.compile(r"^.*? \(\? (?P<words>.*?)(?:, …)?\)$")


def tool_name(engine: str, unknown: Iterable[str] = ()) -> str:
    """Return what is kept beside a draft: “Apertium (? kvflorg, blabla)”."""
    words = list(unknown)
    if not words:
        return engine[:LONGEST]
    kept = list(words)
    while kept:
        more = ", …" if len(kept) < len(words) else ""
        name = f"{engine} ({SIGN} {', '.join(kept)}{more})"
        if len(name) <= LONGEST:
            return name
        kept.pop()
    return engine[:LONGEST]


def unknown_words(name: str) -> tuple[str, ...]:
    """Return the words that were kept beside a draft."""
    match = SET_APART.match(name)
    return tuple(match["words"].split(", ")) if match else ()
