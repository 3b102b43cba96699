"""Tables as JSON: the same rows under the same names, with what they are and on what terms."""

from __future__ import annotations

import json
from typing import Any

from collaboration.open_data.rows import About, DataSet, as_dict


def head(about: About) -> dict[str, Any]:
    """Return what a file, or a page of the API, says of itself."""
    return {
        "title": about.title,
        "language": about.language,
        "publisher": about.publisher,
        "licence": {"name": about.licence, "url": about.licence_url},
        "documentation": about.page_url,
    }


def write(data: DataSet) -> bytes:
    """Return the tables as a file."""
    document: dict[str, Any] = {
        "meta": {
            **head(data.about),
            "modified": data.modified and data.modified.isoformat(),
            "count": {table: len(rows) for table, rows in data.tables.items()},
        }
    }
    document.update((table, [as_dict(row) for row in rows]) for table, rows in data.tables.items())
    return dump(document)


def dump(document: Any) -> bytes:
    """Return JSON that a person can read too."""
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
