"""Everything whose translation is settled between two languages: the glossary first, then what rooms register."""

from __future__ import annotations

from home.registries import settled_words
from languages.models import GlossaryEntry
from languages.wordings import Wording, Wordings


def wordings_between(source: str, target: str) -> Wordings:
    """Return what is settled from one language (by its code) to another."""
    entries = GlossaryEntry.objects.between(source, target)
    own = [Wording(entry.source, entry.target, entry.match_case) for entry in entries]
    others = [Wording(*words) for room in settled_words for words in room.between(source, target)]
    return Wordings([*own, *others])
