"""How far a translation has come, from what is known of it: plain values in, one word out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class Stage(Enum):
    """How far a translation has come, as readers meet it."""

    NONE = "none"
    DRAFT = "draft"
    TRANSLATED = "translated"
    OUTDATED = "outdated"


@dataclass(frozen=True)
class Face:
    """A page or snippet in one language. A mirror shows another language's text."""

    pk: int
    locale: int
    is_live: bool
    is_mirror: bool = False
    published_at: datetime | None = None


@dataclass(frozen=True)
class Link:
    """A synchronised translation: when its source was last taken over, and whether texts wait for a reader."""

    pk: int
    source: int
    taken_over_at: datetime
    has_texts: bool = False

    def is_behind(self, source: Face) -> bool:
        """Return whether the source was published after the translation took over its text."""
        return bool(source.published_at and source.published_at > self.taken_over_at)


def stage_of(source: Face, face: Face | None, link: Link | None) -> Stage:
    """Return how far a translation has come; what was translated by hand, without a link, is behind nothing."""
    if face is None or face.is_mirror:
        return Stage.DRAFT if link else Stage.NONE
    if not face.is_live:
        return Stage.DRAFT
    if link and (link.has_texts or link.is_behind(source)):
        return Stage.OUTDATED
    return Stage.TRANSLATED
