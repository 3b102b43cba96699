"""Words whose translation is settled: found in a text, and what stands for them in the other language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

# The genitive is the one ending that is the same for every word, in both languages.
GENITIVE = "s"


@dataclass(frozen=True)
class Wording:
    """A word or a phrase and what it is in the other language; `match_case` for names, written in one way only."""

    source: str
    target: str
    match_case: bool = False


class Wordings:
    """What is settled between two languages; of two that begin alike the longest holds, of two alike the first."""

    def __init__(self, wordings: Iterable[Wording] = ()) -> None:
        self._exact: dict[str, Wording] = {}
        self._folded: dict[str, Wording] = {}
        for wording in wordings:
            source = " ".join(wording.source.split())
            if not source or not wording.target.strip():
                continue
            if wording.match_case:
                self._exact.setdefault(source, wording)
            else:
                self._folded.setdefault(source.casefold(), wording)
        self._pattern = self._compiled()

    def _compiled(self) -> re.Pattern[str] | None:
        exact = [(source, _spaced(source)) for source in self._exact]
        folded = [(source, f"(?i:{_spaced(source)})") for source in self._folded]
        # The genitive of one word may be another word: “mål”, “måls”.
        choices = sorted([*exact, *folded], key=lambda choice: -len(choice[0]))
        if not choices:
            return None
        return re.compile(rf"(?<!\w)({'|'.join(pattern for _source, pattern in choices)})({GENITIVE}?)(?!\w)")

    def split(self, text: str) -> list[tuple[str, str | None]]:
        """Return the pieces of a text, each with what stands for it, or None where nothing is settled."""
        pieces: list[tuple[str, str | None]] = []
        end = 0
        for match in self._pattern.finditer(text) if self._pattern else ():
            target = self._target(match[1])
            if target is None:
                continue
            pieces += [(text[end : match.start()], None), (match[0], target + match[2])]
            end = match.end()
        return [piece for piece in [*pieces, (text[end:], None)] if piece[0]]

    def _target(self, said: str) -> str | None:
        said = " ".join(said.split())
        if wording := self._exact.get(said):
            return wording.target
        wording = self._folded.get(said.casefold())
        return _in_the_case_of(said, wording) if wording else None


def _spaced(source: str) -> str:
    return r"\s+".join(map(re.escape, source.split()))


def _in_the_case_of(said: str, wording: Wording) -> str:
    """Return the target with a large or a small first letter, as it was said."""
    target = wording.target
    if said == " ".join(wording.source.split()):
        return target
    if len(said) > 1 and said.isupper():
        return target.upper()
    if said[0].isupper():
        return target[0].upper() + target[1:]
    # An abbreviation stays as it is.
    return target if target[1:2].isupper() else target[0].lower() + target[1:]
