"""Finding the files of an export in a directory, a tar or a zip: by path, by name, and by the original's name."""

from __future__ import annotations

import re
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath

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
        """Open a directory, a zip or a tar. Nothing is unpacked: names in an archive write nowhere."""
        store = cls()
        if path.is_dir():
            for file in sorted(path.rglob("*")):
                if file.is_file():
                    store._add(file.relative_to(path).as_posix(), file.stat().st_size, file.read_bytes)
        elif zipfile.is_zipfile(path):
            archive = zipfile.ZipFile(path)
            for entry in archive.infolist():
                if not entry.is_dir():
                    store._add(entry.filename, entry.file_size, partial(archive.read, entry))
        elif tarfile.is_tarfile(path):
            tar = tarfile.open(path)  # noqa: SIM115 — read as long as the run lasts
            for member in tar.getmembers():
                if member.isfile():
                    store._add(member.name, member.size, partial(_whole, tar, member))
        else:
            raise ValueError(f"{path} is neither a directory nor an archive.")
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


def _whole(tar: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    file = tar.extractfile(member)
    return file.read() if file else b""


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
