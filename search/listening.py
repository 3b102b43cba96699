"""Hear of what changed, and see to it after the transaction: thin calls into the index.

What is gone, or may be hidden, goes at once and in the same transaction; what is new waits for the worker.
"""

from __future__ import annotations

from collections.abc import Collection
from threading import local
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save

from home.searching import sources
from search import indexing, tasks

MOST_AT_ONCE = 100

_waiting = local()


def changed(source: str, ids: Collection[int]) -> None:
    """Index these rows when the transaction has ended; what is told in one transaction becomes few tasks."""
    waiting = _waiting.__dict__
    waiting.setdefault(source, set()).update(ids)
    transaction.on_commit(_hand_over)


def _hand_over() -> None:
    waiting = _waiting.__dict__
    told = {source: sorted(ids) for source, ids in waiting.items()}
    waiting.clear()
    for source, ids in told.items():
        for first in range(0, len(ids), MOST_AT_ONCE):
            tasks.index.enqueue(source, ids[first : first + MOST_AT_ONCE])


def gone(source: str, ids: Collection[int]) -> None:
    """Forget these rows now."""
    indexing.forget(source, ids)


def _saved(source: Any, touched: Any) -> Any:
    def saved(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
        if not raw:
            changed(source.name, list(touched(instance)))

    return saved


def _deleted(source: Any, touched: Any) -> Any:
    def deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
        if isinstance(instance, source.model):
            gone(source.name, [instance.pk])
        else:
            changed(source.name, list(touched(instance)))

    return deleted


def connect() -> None:
    """Watch the models that the sources name."""
    for source in sources:
        for model, touched in source.touched_by.items():
            name = f"search-{source.name}-{model._meta.label}"
            post_save.connect(_saved(source, touched), sender=model, weak=False, dispatch_uid=f"{name}-saved")
            post_delete.connect(
                _deleted(
                    source,
                    touched,
                ),
                sender=model,
                weak=False,
                dispatch_uid=f"{name}-deleted",
            )
