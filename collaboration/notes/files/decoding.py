"""Bytes to text, where nothing says how it was written."""

import codecs
import unicodedata

from collaboration.notes.files.limits import CannotRead, Trouble

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 4_000
_MOST_CONTROLS = 0.02


def decoded(data: bytes) -> str:
    """Return the text: by its byte order mark, else UTF-16 where every other byte is zero, UTF-8, Windows-1252 (of
    which ISO-8859-1 is the part without quotation marks). Raises CannotRead for what is no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(data.decode(encoding, "replace"))
    if encoding := _wide(data[:_SAMPLE]):
        return _checked(data.decode(encoding, "replace"))
    try:
        return _checked(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    try:
        return _checked(data.decode("cp1252"))
    except UnicodeDecodeError:
        return _checked(data.decode("iso-8859-1"))


def _wide(sample: bytes) -> str:
    """Return the kind of UTF-16 that a text without a mark is written in, if it is."""
    pairs = len(sample) // 2
    if pairs < 2:
        return ""
    even, odd = sample[0 : 2 * pairs : 2].count(0), sample[1 : 2 * pairs : 2].count(0)
    if odd > 0.6 * pairs and even < 0.1 * pairs:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 * pairs and odd < 0.1 * pairs else ""


def _checked(text: str) -> str:
    sample = text[:_SAMPLE]
    controls = sum(unicodedata.category(sign) in {"Cc", "Cs"} and not sign.isspace() for sign in sample)
    if controls > _MOST_CONTROLS * len(sample) + 1:
        raise CannotRead(Trouble.NOT_TEXT)
    return text
