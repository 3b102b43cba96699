"""The files of an export: plain, packed (.gz), or several in an archive (.zip). Nothing is unpacked to the disk."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from os import PathLike
from pathlib import Path, PurePosixPath
from typing import IO

from ..records import Troubles
from .decoding import decoded
from .kinds import Kind
from .refusing import NotAnExport, Reason

CHUNK = 256 * 1024
# An export packs to a tenth or so; one of the same post over and over to a hundredth.
MOST_RATIO = 250
# Below this, however well something packs, it does no harm.
HARMLESS = 32 * 1024 * 1024
MOST_BYTES = 8 * 1024**3
MOST_FILES = 2000
PACKINGS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
# What a packed file raises when it is damaged or cut off.
DAMAGE = (EOFError, OSError, zlib.error, zipfile.BadZipFile, NotImplementedError)


@dataclass(frozen=True)
class Source:
    """One file of XML, by the name that people know it by, and how to open it."""

    name: str
    packed: int
    opened: Callable[[], IO[bytes]]
    # Whether somebody named this very file: then it has to be an export.
    named: bool = True

    def chunks(self, troubles: Troubles) -> Iterator[bytes]:
        """Yield the file's bytes; what is damaged ends there."""
        total = 0
        try:
            with self.opened() as stream:
                while chunk := stream.read(CHUNK):
                    total += len(chunk)
                    if total > MOST_BYTES or (total > HARMLESS and total > MOST_RATIO * self.packed):
                        raise NotAnExport(Reason.TOO_LARGE, self.name)
                    yield chunk
        except DAMAGE:
            troubles.add(self.name, Kind.CUT_OFF)

    def head(self) -> bytes:
        """Return the beginning of the file, as far as it can be read."""
        with suppress(*DAMAGE), self.opened() as stream:
            return stream.read(CHUNK)
        return b""

    def text_of_head(self) -> str:
        return "".join(decoded([self.head()], self.name, Troubles()))


def _first_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(4)
    except OSError as error:
        raise NotAnExport(Reason.UNREADABLE, path.name) from error


def sources(paths: Iterable[str | PathLike[str]], troubles: Troubles) -> list[Source]:
    """Return the files of XML that paths lead to, in the order of the paths, and of the names in an archive."""
    found: list[Source] = []
    for path in map(Path, paths):
        first = _first_bytes(path)
        if first[:2] == b"PK":
            found += _in_archive(path, troubles)
        elif first[:2] == b"\x1f\x8b":
            found.append(Source(path.name, path.stat().st_size, _unpacking(path)))
        else:
            found.append(Source(path.name, path.stat().st_size, _opening(path)))
    return found


def _opening(path: Path) -> Callable[[], IO[bytes]]:
    return lambda: path.open("rb")


def _unpacking(path: Path) -> Callable[[], IO[bytes]]:
    return lambda: gzip.open(path, "rb")  # type: ignore[return-value]


def _in_archive(path: Path, troubles: Troubles) -> list[Source]:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (*DAMAGE, ValueError, IndexError) as error:
        raise NotAnExport(Reason.ARCHIVE, path.name) from error
    if len(entries) > MOST_FILES:
        raise NotAnExport(Reason.TOO_MANY, path.name)
    wanted = [entry for entry in entries if _is_wanted(entry)]
    if not wanted:
        raise NotAnExport(Reason.NOTHING_IN_ARCHIVE, path.name)
    if any(entry.flag_bits & 1 for entry in wanted):
        raise NotAnExport(Reason.PASSWORD, path.name)
    # Entries can share the same packed bytes: together they must not become much more than the whole file.
    if sum(entry.file_size for entry in wanted) > max(HARMLESS, MOST_RATIO * path.stat().st_size):
        raise NotAnExport(Reason.TOO_LARGE, path.name)
    found = []
    for entry in sorted(wanted, key=lambda entry: _in_order(entry.filename)):
        name = f"{path.name}/{PurePosixPath(entry.filename).name}"
        if ".." in PurePosixPath(entry.filename).parts or entry.compress_type not in PACKINGS:
            troubles.add(name, Kind.LEFT_OUT)
        else:
            found.append(Source(name, max(entry.compress_size, 1), _entry(path, entry), named=False))
    return found


def _is_wanted(entry: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    hidden = path.name.startswith(".") or "__MACOSX" in path.parts
    return path.suffix.lower() == ".xml" and not entry.is_dir() and not hidden


def _in_order(name: str) -> list[tuple[int, str]]:
    """Order names as people count: part 2 before part 10."""
    digits = "".join(letter if letter.isascii() and letter.isdigit() else " " for letter in name).split()
    return [(int(part[:18]), "") for part in digits] + [(0, name)]


def _entry(path: Path, entry: zipfile.ZipInfo) -> Callable[[], IO[bytes]]:
    def opened() -> IO[bytes]:
        # The archive is closed with the entry, the last that holds it open.
        with zipfile.ZipFile(path) as archive:
            return archive.open(entry)

    return opened
