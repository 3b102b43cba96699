"""Index in the background what was changed."""

from __future__ import annotations

from django_tasks import task

from home.searching import sources
from search import indexing


@task()
def index(source: str, ids: list[int]) -> int:
    """Keep what these rows say when the task runs."""
    return indexing.index(source, ids) if source in sources else 0
