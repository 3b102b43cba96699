"""Readable ASCII names for addresses."""

import re
import unicodedata
from collections.abc import Callable

from anyascii import anyascii

# Dropped without leaving a hyphen: invisible in speech ("Anne's", "Hawaiʻi", a Russian soft sign).
APOSTROPHES = re.compile("['`´’‘ʹʻʼʾʿ\u00ad\u200b-\u200f\u2060\ufeff]")
# The library writes eng as "ng"; Sámi readers type an n.
ENG = str.maketrans({"ŋ": "n", "Ŋ": "n"})
MAX_TRIES = 10_000


def slug_for(text: str, max_length: int = 80, *, fallback: str = "x") -> str:
    """Return an ASCII slug of a-z, 0-9 and single hyphens, cut between words where that keeps at least half.

    `fallback` is used for texts that leave nothing, such as a row of emojis; its own signs are not checked.
    Raises ValueError if `max_length` leaves no room.
    """
    if max_length < 1:
        raise ValueError("max_length must leave room for at least one character.")
    written = APOSTROPHES.sub("", unicodedata.normalize("NFC", text)).translate(ENG)
    ascii_text = "".join(_in_ascii(char) for char in written).lower()
    slug = re.sub("[^a-z0-9]+", "-", ascii_text).strip("-")
    return _shortened(slug, max_length) or fallback[:max_length]


def unique_slug(wanted: str, is_taken: Callable[[str], bool], max_length: int = 80) -> str:
    """Return the wanted slug, or the first of it with -2, -3 … that is not taken.

    Raises ValueError if nothing is wanted or free, or the number does not fit into `max_length`.
    """
    if not wanted:
        raise ValueError("There is no slug to make unique.")
    wanted = wanted[:max_length].rstrip("-") or wanted[:max_length]
    if not is_taken(wanted):
        return wanted
    for number in range(2, MAX_TRIES):
        ending = f"-{number}"
        stem = wanted[: max(max_length - len(ending), 0)].rstrip("-")
        if not stem:
            break
        if not is_taken(stem + ending):
            return stem + ending
    raise ValueError(f"No free slug was found for “{wanted}” within {max_length} characters.")


def _in_ascii(char: str) -> str:
    """Transliterate letters and numbers; signs and emojis only part words."""
    if char.isascii():
        return char
    if unicodedata.category(char)[0] not in "LMN":
        return " "
    return APOSTROPHES.sub("", anyascii(char))


def _shortened(slug: str, max_length: int) -> str:
    if len(slug) <= max_length:
        return slug
    cut = slug[:max_length]
    if slug[max_length] != "-":
        at_word = cut.rfind("-")
        if at_word >= max_length // 2:
            cut = cut[:at_word]
    return cut.strip("-")
