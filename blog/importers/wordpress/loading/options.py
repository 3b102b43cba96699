"""What is asked of a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .media import MediaStore

STATUSES = frozenset({"publish", "future", "draft", "pending", "private"})


@dataclass(frozen=True, kw_only=True)
class Options:
    """Where things go, and which come along."""

    # The blog that posts go into.
    under: Any
    # The page that pages go below; by default the one that the blog stands below.
    parent: Any = None
    # What else is counted as skipped.
    statuses: frozenset[str] = STATUSES
    # "pending", "spam", "trash"
    skip_comments: frozenset[str] = frozenset()
    # Pingbacks and trackbacks are no comments of people.
    with_pings: bool = False
    # A login -> the address of an author here, or the e-mail address of an account that belongs to one.
    author_map: Mapping[str, str] = field(default_factory=dict)
    media: MediaStore = field(default_factory=MediaStore)
    # Fetches a file from the export's own hosts, or None.
    fetch: Any = None
    update: bool = False
    dry_run: bool = False
    # Items in a transaction.
    batch: int = 50
