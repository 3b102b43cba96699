"""From bytes to text: in the encoding that a file is in, whatever it says of itself."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from itertools import chain

from ..records import Troubles
from .characters import NOT_IN_XML
from .kinds import Kind

MARKS = [
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
]
DECLARATION = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")
# In others, control characters have meanings, or decoding has effects.
LEGACY = re.compile(r"iso8859-|cp125\d|koi8|gb|big5|shift_jis|euc_")
WIDE = ("utf-16", "utf-32")
CONTROLS = bytes([*range(9), 11, 12, *range(14, 32)])
# As browsers read Latin-1: its places for controls hold the quotation marks and dashes of Windows.
WINDOWS = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0)}
# Python's own way of carrying a byte that is none of UTF-8's.
ESCAPED = {0xDC00 + code: WINDOWS.get(code, chr(code)) for code in range(0x80, 0x100)}
NO_CHARACTERS = re.compile("[\ufffe\uffff]")


def declared(head: bytes) -> str:
    """Return the encoding that a file says it is in, by Python's name; "utf-8" where it says none that can be."""
    found = DECLARATION.search(head)
    try:
        name = codecs.lookup(found[1].decode("ascii")).name if found else "utf-8"
    except (LookupError, UnicodeDecodeError):
        return "utf-8"
    if name == "iso8859-1":
        return "cp1252"
    return name if LEGACY.match(name) else "utf-8"


def encoding_of(head: bytes) -> tuple[str, int]:
    """Return the encoding of a file that begins like this, and how many bytes say so and are no text."""
    for mark, name in MARKS:
        if head.startswith(mark):
            return name, len(mark)
    if head[:64].lstrip(b"\x00")[:1] == b"<" and b"\x00" in head[:4]:
        return ("utf-16-be" if head[:1] == b"\x00" else "utf-16-le"), 0
    return declared(head), 0


def is_utf8(chunk: bytes) -> bool:
    """Whether bytes beyond ASCII read as UTF-8; a character cut off at the end does not count."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(chunk)
    except UnicodeDecodeError:
        return False
    return True


def utf8(chunks: Iterable[bytes], place: str, troubles: Troubles) -> Iterator[str]:
    """Decode UTF-8, and what is not as Windows-1252, from which most such bytes come."""
    strict = codecs.getincrementaldecoder("utf-8")("strict")
    escaping = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    for chunk in ending(chunks):
        final = chunk is None
        try:
            yield strict.decode(chunk or b"", final)
        except UnicodeDecodeError:
            troubles.add(place, Kind.ENCODING)
            escaping.setstate(strict.getstate())
            yield escaping.decode(chunk or b"", final).translate(ESCAPED)
            strict.setstate(escaping.getstate())


def legacy(chunks: Iterable[bytes], name: str, place: str, troubles: Troubles) -> Iterator[str]:
    """Decode another encoding, until bytes show that the file is in UTF-8 after all."""
    decoder = codecs.getincrementaldecoder("latin-1" if name == "cp1252" else name)("replace")
    rest = iter(ending(chunks))
    sure = name.startswith(WIDE)
    for chunk in rest:
        if not sure and chunk is not None and not chunk.isascii():
            sure = True
            if is_utf8(chunk):
                troubles.add(place, Kind.DECLARED, name)
                yield from utf8(chain([chunk], (more for more in rest if more is not None)), place, troubles)
                return
        text = decoder.decode(chunk or b"", chunk is None)
        if "\ufffd" in text:
            troubles.add(place, Kind.ENCODING)
        yield text.translate(WINDOWS) if name == "cp1252" and not text.isascii() else text


def ending(chunks: Iterable[bytes]) -> Iterator[bytes | None]:
    """Yield the chunks, and None when there are no more."""
    yield from chunks
    yield None


def without_controls(chunks: Iterable[bytes], place: str, troubles: Troubles) -> Iterator[bytes]:
    for chunk in chunks:
        kept = chunk.translate(None, CONTROLS)
        if len(kept) != len(chunk):
            troubles.add(place, Kind.CONTROL)
        yield kept


def decoded(chunks: Iterable[bytes], place: str, troubles: Troubles) -> Iterator[str]:
    """Yield the text of a file in pieces, as XML wants it: no control characters, lines ended by one character."""
    rest = iter(chunks)
    head = next(rest, b"")
    name, skipped = encoding_of(head)
    parts: Iterator[bytes] = chain([head[skipped:]], rest)
    wide = name.startswith(WIDE)
    if not wide:
        parts = without_controls(parts, place, troubles)
    texts = utf8(parts, place, troubles) if name == "utf-8" else legacy(parts, name, place, troubles)
    barred = NOT_IN_XML if wide else NO_CHARACTERS
    held = ""
    for text in texts:
        if held or "\r" in text:
            text = held + text
            held = "\r" if text.endswith("\r") else ""
            text = text.removesuffix("\r").replace("\r\n", "\n").replace("\r", "\n")
        if (wide or "\ufffe" in text or "\uffff" in text) and barred.search(text):
            troubles.add(place, Kind.CONTROL)
            text = barred.sub("", text)
        if text:
            yield text
    if held:
        yield "\n"
