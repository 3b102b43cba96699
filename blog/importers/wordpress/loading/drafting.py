"""Texts made ready before anything is written: converted, with their files brought here."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from django.db import InterfaceError, OperationalError

from ..conversion import convert
from ..records import Item


@dataclass
class Draft:
    """An item's text as it is to be stored, or why there is none."""

    converted: Any = None
    raw: list[dict[str, Any]] = field(default_factory=list)
    error: Exception | None = None


def draft_of(run: Any, item: Item) -> Draft:
    """Return an item's text as it is to be stored. Outside of any transaction: files may be fetched for it."""
    try:
        converted = convert(item.content, reusable=run.index.reusable, footnotes=footnotes_of(item))
        return Draft(converted, run.bodies.raw(converted.pieces, item))
    except (OperationalError, InterfaceError):
        # The machine's fault, not the item's.
        raise
    except Exception as error:
        # It is told of when its turn comes.
        return Draft(error=error)


def footnotes_of(item: Item) -> dict[str, str]:
    """Return {number: text} of an item's footnotes, which WordPress stores beside its text."""
    for said in item.meta_values("footnotes"):
        try:
            notes = json.loads(said)
            return {str(note["id"]): str(note["content"]) for note in notes}
        except (ValueError, TypeError, KeyError):
            continue
    return {}
