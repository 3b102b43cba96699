"""Choose the letter or two that stand on an organisation's spine."""

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import count
from string import ascii_lowercase, ascii_uppercase

# What several organisations share without saying which is keyed by this letter: no organisation may have it.
SHARED_LETTER = "F"

# Greek and Cyrillic capitals that nobody can tell from Latin ones on a spine.
LOOK_ALIKES = str.maketrans("АВЕКМНОРСТУХІЅЈΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEKMHOPCTYXISJABEZHIKMNOPTYX")


def letter_key(letter: str) -> str:
    """Return the form in which two letters are taken for the same."""
    return unicodedata.normalize("NFC", letter.upper()).translate(LOOK_ALIKES).casefold()


def choose_letter(name: str, taken: Iterable[str]) -> str:
    """Return the first free of: the name's letter, two of its letters, any letter, a number.

    Vestfold is V, then Vest-Agder Ve; Bergen museum is B, then Bymuseet i Oslo By. Never fails, whatever the
    name.
    """
    used = {letter_key(letter) for letter in (*taken, SHARED_LETTER)}
    return next(letter for letter in _candidates(name) if letter_key(letter) not in used)


def _candidates(name: str) -> Iterator[str]:
    words = _words(name)
    if words:
        first, *others = words
        initial = _capital(first[0])
        yield initial
        # The eye goes to the second letter next; then to the other words, then to the rest of the first.
        for second in (*first[1:2], *(word[0] for word in others), *first[2:], *"".join(others)):
            yield initial + second.lower()[:1]
        for second in ascii_lowercase:
            yield initial + second
    yield from ascii_uppercase
    # Not 0 and 1, which look like O and I.
    yield from (str(number) for number in count(2))


def _words(name: str) -> list[str]:
    """Split into runs of letters and digits; an emoji is neither."""
    composed = unicodedata.normalize("NFC", name)
    return "".join(char if char.isalnum() else " " for char in composed).split()


def _capital(letter: str) -> str:
    """Return one capital: some letters, such as ß, become two in capitals."""
    capital = letter.upper()
    return capital if len(capital) == 1 else letter
