"""How large notes may be, and packages that are opened without being filled by them."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

MOST_BYTES = 10 * 1024 * 1024
MOST_LETTERS = 2_000_000
MOST_LINES = 25_000
# Of one part of a package, unpacked, and of all parts together.
MOST_UNPACKED = 24 * 1024 * 1024
MOST_IN_ALL = 200 * 1024 * 1024
MOST_PARTS = 3_000


class Trouble(StrEnum):
    """Why notes can't be read."""

    TOO_LARGE = "too_large"
    TOO_LONG = "too_long"
    NOT_TEXT = "not_text"
    FOREIGN = "foreign"
    DAMAGED = "damaged"
    LOCKED = "locked"
    SWOLLEN = "swollen"
    NOTHING = "nothing"


SENTENCES = {
    Trouble.TOO_LARGE: "The file is larger than 10 MB. Notes are text: take the pictures out, or paste the text.",
    Trouble.TOO_LONG: "There are more than 25,000 lines, or 2 million letters. Divide the notes.",
    Trouble.NOT_TEXT: "There is no text in the file that can be read.",
    Trouble.FOREIGN: "Files of this kind (%(detail)s) can't be read. Save it as .docx or .txt, or paste the text.",
    Trouble.DAMAGED: "The file is damaged. Open it in the program it was made with, and save it anew.",
    Trouble.LOCKED: "The file is protected by a password. Take it off, or paste the text.",
    Trouble.SWOLLEN: "The file unpacks to far more than notes can be. It was not opened.",
    Trouble.NOTHING: "There is nothing in it.",
}


class CannotRead(Exception):
    """Say why notes can't be read, by a code and a sentence in English."""

    def __init__(self, trouble: Trouble, detail: str = "") -> None:
        self.trouble = trouble
        self.detail = detail
        super().__init__(SENTENCES[trouble] % {"detail": detail})


class Package:
    """The parts of a document that is a zip archive."""

    def __init__(self, archive: zipfile.ZipFile, data: bytes) -> None:
        self.data = data
        self._archive = archive
        self._names = set(archive.namelist())

    def has(self, name: str) -> bool:
        return name in self._names

    def part(self, name: str) -> bytes:
        """Return a part unpacked. Raises CannotRead where it is damaged, locked or too large."""
        try:
            with self._archive.open(name) as part:
                content = part.read(MOST_UNPACKED + 1)
        except RuntimeError as error:
            raise CannotRead(Trouble.LOCKED) from error
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, KeyError) as error:
            raise CannotRead(Trouble.DAMAGED) from error
        if len(content) > MOST_UNPACKED:
            raise CannotRead(Trouble.SWOLLEN)
        return content

    def check_all(self) -> None:
        """Unpack every part once, for a reader that opens the archive itself. Raises CannotRead."""
        unpacked = 0
        for name in sorted(self._names):
            unpacked += len(self.part(name))
            if unpacked > MOST_IN_ALL:
                raise CannotRead(Trouble.SWOLLEN)

    def events(self, name: str) -> Iterator[tuple[str, Element]]:
        """Yield ("start" or "end", element) of a part that is XML; finished elements are emptied by the caller."""
        try:
            yield from iterparse(io.BytesIO(self.part(name)), events=("start", "end"), forbid_dtd=True)
        except DefusedXmlException as error:
            raise CannotRead(Trouble.SWOLLEN) from error
        except (ParseError, ValueError, LookupError) as error:
            raise CannotRead(Trouble.DAMAGED) from error


@contextmanager
def open_package(data: bytes) -> Iterator[Package]:
    """Open a document that is a zip archive. Raises CannotRead."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise CannotRead(Trouble.DAMAGED) from error
    with archive:
        if len(archive.infolist()) > MOST_PARTS:
            raise CannotRead(Trouble.SWOLLEN)
        yield Package(archive, data)
