"""What may be several things said in one line. It is offered, and done only when somebody says so."""

import re

_ASIDE = re.compile(r"\([^()]*\)")
_BETWEEN = re.compile(r"\s*/\s*|\s*[,;]\s+|\s+(?:og|and|och|samt|eller|or)\s+|\s+[&+]\s+")
_SHORTEST = 3


def offered_split(wording: str) -> tuple[str, ...]:
    """Return the pieces of “A / B”, “A, B” or “A og B”, letter for letter, or nothing. Brackets are left whole."""
    hidden = _ASIDE.sub(lambda match: "\0" * len(match[0]), wording)
    pieces, start = [], 0
    for match in _BETWEEN.finditer(hidden):
        pieces.append(wording[start : match.start()].strip())
        start = match.end()
    pieces.append(wording[start:].strip())
    return tuple(pieces) if len(pieces) > 1 and all(len(piece) >= _SHORTEST for piece in pieces) else ()
