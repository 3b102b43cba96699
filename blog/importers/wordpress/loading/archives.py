"""What lies in a folder, a zip or a tar that somebody gives us: read where it lies, and mistrusted."""

from __future__ import annotations

import bz2
import gzip
import lzma
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from stat import S_ISLNK
from typing import IO, Any

from .refusing import NotMedia

# Pictures and documents hardly pack; what becomes a hundred times as large is there to fill the disk.
MOST_RATIO = 100
# Below this, however well something packs, it does no harm.
HARMLESS = 64 * 1024 * 1024
MOST_FILES = 1_000_000
CHUNK = 1024 * 1024
UNPACKING: dict[bytes, Callable[..., IO[bytes]]] = {
    b"\x1f\x8b": gzip.open,  # type: ignore[dict-item]
    b"BZh": bz2.open,
    b"\xfd7zXZ": lzma.open,
}
# What a file raises that is damaged, cut off, or packed in a way that nobody here knows.
DAMAGE = (EOFError, OSError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError, NotImplementedError)
WHAT_TO_GIVE = "Give the folder wp-content/uploads, or that folder packed as .zip, .tar or .tar.gz."


@dataclass(frozen=True)
class Lying:
    """A file where it lies; `read` raises one of DAMAGE or RuntimeError where it can't be read."""

    path: str
    size: int
    read: Callable[[], bytes]


def files_at(path: Path) -> Iterator[Lying]:
    """Yield the files of a folder or an archive. Raises NotMedia."""
    if not path.exists():
        raise NotMedia(f"{path.name} is not there. {WHAT_TO_GIVE}")
    if path.is_dir():
        yield from _in_folder(path)
        return
    try:
        if zipfile.is_zipfile(path):
            yield from _in_zip(path)
        elif (unpack := _unpacking(path)) or tarfile.is_tarfile(path):
            yield from _in_tar(_unpacked(path, unpack) if unpack else path.open("rb"), path)
        else:
            raise NotMedia(f"{path.name} is neither a folder nor an archive. {WHAT_TO_GIVE}")
    except DAMAGE as error:
        raise NotMedia(f"{path.name} is damaged, or no archive ({error}). Pack it anew. {WHAT_TO_GIVE}") from error


def _in_folder(path: Path) -> Iterator[Lying]:
    root = path.resolve()
    for file in sorted(path.rglob("*")):
        # A link may lead to any file of the machine.
        if file.is_file() and file.resolve().is_relative_to(root):
            yield Lying(file.relative_to(path).as_posix(), file.stat().st_size, file.read_bytes)


class _Sum:
    """How much an archive becomes, against what it takes."""

    def __init__(self, path: Path) -> None:
        self.path, self.most = path, max(HARMLESS, MOST_RATIO * path.stat().st_size)
        self.bytes = self.files = 0

    def add(self, size: int, files: int = 1) -> None:
        self.bytes, self.files = self.bytes + size, self.files + files
        if self.bytes > self.most or self.files > MOST_FILES:
            raise NotMedia(
                f"{self.path.name} becomes far larger when unpacked than pictures and documents do. {WHAT_TO_GIVE}"
            )


def _in_zip(path: Path) -> Iterator[Lying]:
    archive, total = zipfile.ZipFile(path), _Sum(path)
    entries = [entry for entry in archive.infolist() if not entry.is_dir() and not S_ISLNK(entry.external_attr >> 16)]
    if any(entry.flag_bits & 1 for entry in entries):
        raise NotMedia(f"{path.name} is locked with a password. Unpack it, and give the folder.")
    for entry in entries:
        total.add(entry.file_size)
        yield Lying(entry.filename, entry.file_size, partial(archive.read, entry))


def _unpacking(path: Path) -> Callable[..., IO[bytes]] | None:
    with path.open("rb") as file:
        first = file.read(8)
    return next((unpack for mark, unpack in UNPACKING.items() if first.startswith(mark)), None)


def _unpacked(path: Path, unpack: Callable[..., IO[bytes]]) -> IO[bytes]:
    """Return the tar within, on the disk: whoever goes back in a packed one begins anew each time."""
    total = _Sum(path)
    plain = tempfile.TemporaryFile()  # noqa: SIM115 — read as long as the run lasts
    with unpack(path, "rb") as packed:
        while chunk := packed.read(CHUNK):
            total.add(len(chunk), files=0)
            plain.write(chunk)
    plain.seek(0)
    return plain


def _in_tar(file: IO[bytes], path: Path) -> Iterator[Lying]:
    total = _Sum(path)
    # A tar that leaves out zeros may say that it holds more than there is.
    tar = tarfile.open(fileobj=file, mode="r:")  # noqa: SIM115 — read as long as the run lasts
    for member in tar:
        # Neither links nor devices, nor what is said to be larger than it is.
        if member.isreg() and not member.issparse():
            total.add(0)
            yield Lying(member.name, member.size, partial(_whole, tar, member))


def _whole(tar: tarfile.TarFile, member: Any) -> bytes:
    file = tar.extractfile(member)
    return file.read() if file else b""
