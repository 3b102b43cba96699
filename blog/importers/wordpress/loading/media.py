"""Finding the files of an export in a directory, a tar or a zip: by path, by name, and by the original's name."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from .archives import files_at
from .paths import path_of

# "-300x200" is a smaller copy, "-scaled" a smaller one in the original's place, "-e1366…" an edited one.
_MADE = re.compile(r"-(?:\d+x\d+|scaled|rotated|e\d{10,14})(?=\.\w+$)")


@dataclass(frozen=True)
class Found:
    """A file of the export."""

    name: str
    size: int
    read: Callable[[], bytes]


@dataclass
class MediaStore:
    """The files that were brought along; empty by default."""

    # Paths with "/" between their parts -> the file.
    files: dict[str, Found] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def at(cls, path: Path) -> MediaStore:
        """Open a directory, a zip or a tar. Nothing is unpacked: names in an archive write nowhere, links lead nowhere.

        Raises NotMedia for what is none of these, is damaged, locked, or would become far too much.
        """
        store = cls()
        for file in files_at(path):
            store._add(file.path, file.size, file.read)
        return store

    def _add(self, path: str, size: int, read: Callable[[], bytes]) -> None:
        path = path.lstrip("./")
        self.files[path] = Found(PurePosixPath(path).name, size, read)
        self.names.setdefault(PurePosixPath(path).name.lower(), []).append(path)

    def find(self, address: str, *, size: int = 0) -> Found | None:
        """Return the file behind an address: the original where the address is of a copy made of it.

        Where only the name is the same, it must be the only one of its name, or of its name and size.
        """
        path = uploaded_path(address)
        for wanted in originals(path):
            if found := self._at(wanted):
                return found
        for wanted in originals(PurePosixPath(path).name):
            paths = self.names.get(wanted.lower(), [])
            if size and len(paths) > 1:
                paths = [path for path in paths if self.files[path].size == size]
            if len(paths) == 1:
                return self.files[paths[0]]
        return None

    def _at(self, path: str) -> Found | None:
        if path in self.files:
            return self.files[path]
        candidates = self.names.get(PurePosixPath(path).name.lower(), [])
        return next((self.files[c] for c in candidates if c.endswith(f"/{path}") and "/" in path), None)


def uploaded_path(address: str) -> str:
    """Return the path of a file below the uploads: "2012/06/picture.jpg"."""
    path = path_of(address)
    return (path.partition("/uploads/")[2] or path).lstrip("/")


def originals(path: str) -> list[str]:
    """Return the names under which the original of a file may lie, the likeliest first."""
    bare = _MADE.sub("", path)
    while bare != (barer := _MADE.sub("", bare)):
        bare = barer
    stem, dot, ending = bare.rpartition(".")
    return list(dict.fromkeys([bare, f"{stem}-scaled{dot}{ending}", path])) if dot else [path]
