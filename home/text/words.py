"""The words of a text, as comparing and searching see them."""

import re
import unicodedata

from home.text.normalise import name_key

# Signs that make another word of a letter: C++, C#, 50 %.
_MEANT = "+#%"
_WORD = re.compile(rf"[^\W_]+(?:['’][^\W_]+)*[{_MEANT}]*")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\W_]+(?=\d)")
_NOT_LETTERS = re.compile(rf"[^\w{_MEANT}]|_")
# Acute, grave and circumflex come and go in loanwords (kafe, idé); a ring, a stroke or two dots make a letter.
_LOOSE_ACCENTS = re.compile("[\u0300\u0301\u0302]")


def words(text: str) -> list[str]:
    """Return the words of a text in small letters; a hyphen parts them, an apostrophe does not."""
    return [word.replace("’", "").replace("'", "") for word in _WORD.findall(name_key(text))]


def letters_key(text: str) -> str:
    """Return the form in which two texts have the same letters and digits in the same order.

    Letter case, space, punctuation and hyphens do not count: “Web-utvikling” is “webutvikling”. Numbers stay
    apart (0–100 is not 0100). A text that is nothing but signs keeps them.
    """
    key = name_key(text)
    return _NOT_LETTERS.sub("", _BETWEEN_DIGITS.sub("#", key)) or key


def without_accents(text: str) -> str:
    """Return the text without the accents that come and go: “kafé” as “kafe”, but “å” as itself."""
    return unicodedata.normalize("NFC", _LOOSE_ACCENTS.sub("", unicodedata.normalize("NFD", text)))
