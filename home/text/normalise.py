"""Make texts comparable without touching what was written."""

import re
import unicodedata

# Signs that take no room on the page: soft hyphen, zero-width space and joiners, direction marks, byte order
# mark. They come along when text is pasted from a word processor, and nobody can see that two names differ by
# one.
INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")

LINE_BREAKS = re.compile("[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")


def without_invisible(text: str) -> str:
    """Remove the signs that take no room on the page."""
    return INVISIBLE.sub("", text)


def name_key(text: str) -> str:
    """Return the form in which two names are the same name.

    Letter case, Unicode composition, kinds and runs of space, and invisible signs do not count; everything
    else does. Folding is done here and not in the database, since SQLite folds only ASCII.
    Source: canonical caseless matching, The Unicode Standard, section 3.13.
    """
    folded = unicodedata.normalize("NFD", without_invisible(text)).casefold()
    return " ".join(unicodedata.normalize("NFC", folded).split())


def clean_wording(text: str) -> str:
    """Return the wording on one line, letter for letter.

    Only what cannot stand in one line of text is changed: line breaks and tabs become a space, control
    characters and half surrogate pairs (which no database stores) go, and space at either end is trimmed.
    """
    line = LINE_BREAKS.sub(" ", text)
    return "".join(char for char in line if unicodedata.category(char) not in {"Cc", "Cs"}).strip()
