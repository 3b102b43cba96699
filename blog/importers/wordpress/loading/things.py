"""What is known here of the things of one blog: the memory that makes a second run add nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType

from blog.models import ImportedThing, Result


def digest(*values: Any) -> str:
    """Return a fingerprint of plain values."""
    return hashlib.sha256(json.dumps(values, default=str, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


class Things:
    """The imported things of one source."""

    def __init__(self, source: str) -> None:
        self.source = source

    def of(self, kind: str, numbers: Iterable[str]) -> dict[str, ImportedThing]:
        """Return those that there are, by their numbers. One query."""
        rows = ImportedThing.objects.filter(source=self.source, kind=kind, source_id__in=list(numbers))
        return {row.source_id: row for row in rows}

    def all(self, kind: str) -> dict[str, tuple[int | None, int | None]]:
        """Return {number: (content type, primary key)} of all things of a kind that are there. One query."""
        rows = ImportedThing.objects.filter(source=self.source, kind=kind, object_id__isnull=False)
        return {number: (ct, pk) for number, ct, pk in rows.values_list("source_id", "content_type_id", "object_id")}

    def write(
        self,
        kind: str,
        number: str,
        thing: Any = None,
        *,
        source_digest: str = "",
        written_digest: str = "",
        result: str = Result.IMPORTED,
        reason: str = "",
        has_open_links: bool = False,
        standing: dict[str, Any] | None = None,
        is_new: bool = False,
    ) -> None:
        """Remember what became of a thing. Of one that is new, the database knows whether another run was faster."""
        known: dict[str, Any] = {"source": self.source, "kind": kind, "source_id": number[:255]}
        values = {
            "content_type": ContentType.objects.get_for_model(thing) if thing is not None else None,
            "object_id": thing.pk if thing is not None else None,
            "source_digest": source_digest,
            "written_digest": written_digest,
            "result": result,
            "reason": reason,
            "has_open_links": has_open_links,
            "standing": standing or {},
        }
        if is_new:
            ImportedThing(**known, **values).save(force_insert=True)
        else:
            ImportedThing.objects.update_or_create(defaults=values, **known)
