"""Reading what the tests write: from text or bytes to records."""

from __future__ import annotations

import tempfile
from pathlib import Path

from blog.importers.wordpress.reading import Export, open_export
from blog.importers.wordpress.records import Author, Item, Site, Term


class Read:
    """The records of an export by their kinds, and what was met on the way."""

    def __init__(self, export: Export) -> None:
        self.records = list(export)
        self.sites = [record for record in self.records if isinstance(record, Site)]
        self.authors = [record for record in self.records if isinstance(record, Author)]
        self.terms = [record for record in self.records if isinstance(record, Term)]
        self.items = [record for record in self.records if isinstance(record, Item)]
        self.comments = [comment for item in self.items for comment in item.comments]
        self.troubles = export.troubles
        self.kinds = {str(kind): count for kind, count in export.troubles.counts.items()}
        self.repeated = export.repeated

    @property
    def item(self) -> Item:
        (item,) = self.items
        return item


def read(*texts: str | bytes, name: str = "export.xml") -> Read:
    """Read an export that consists of these files."""
    with tempfile.TemporaryDirectory() as directory:
        paths = []
        for number, text in enumerate(texts):
            path = Path(directory) / (name if not number else f"{number}-{name}")
            path.write_bytes(text.encode() if isinstance(text, str) else text)
            paths.append(path)
        return Read(open_export(paths))
