"""Alphabetical order in the language's own alphabet, the same in every database.

`sort_key` is stored beside a name. It holds only the digits 0-9, because a database may sort text by the
rules of a language: in Norwegian and Danish ones `aa` is a letter after z, so that even hexadecimal digits
would change places.

Sources of the orders: Unicode CLDR, common/collation/{no,da,sv,fi,se}.xml, and for what they leave out the
root order of UTS #10. Three deviations, for the sake of lists of terms: `aa` counts as å only at the start of
a word (Aasen, but klimaarbeid), signs before the first letter do not count («Les!» stands at L), and outside
Sámi ŋ and ŧ stand with n and t.
"""

import unicodedata
import zlib

from anyascii import anyascii

from home.text.normalise import without_invisible

LATIN = "abcdefghijklmnopqrstuvwxyz"

ALPHABETS = {
    "nb": LATIN + "æøå",
    "nn": LATIN + "æøå",
    "da": LATIN + "æøå",
    "sv": LATIN + "åäö",
    "fi": LATIN + "åäö",
    "en": LATIN,
    "se": "aábcčʒǯdđefgǧǥhijkǩlmnŋopqrsštŧuvwxyzžøæåäö",
}

_DANO_NORWEGIAN = {"ä": "æ", "ö": "ø", "ő": "ø", "œ": "ø", "ü": "y", "ű": "y"}

# Letters that count as another letter of the alphabet than the one they look like.
VARIANTS = {
    "nb": {**_DANO_NORWEGIAN, "ę": "æ"},
    "nn": {**_DANO_NORWEGIAN, "ę": "æ"},
    "da": _DANO_NORWEGIAN,
    "sv": {"æ": "ä", "ę": "ä", "ø": "ö", "ő": "ö", "œ": "ö", "ô": "ö", "ü": "y", "ű": "y"},
    "fi": {"æ": "ä", "ø": "ö", "ő": "ö", "õ": "ö", "œ": "ö", "ü": "y", "ű": "y"},
    "en": {},
    "se": {"ð": "đ", "ń": "ŋ", "ñ": "ŋ", "þ": "ŧ", "ü": "y", "ű": "y", "œ": "ø", "ȧ": "å", "ã": "ä"}
    | dict.fromkeys("őõôǫ", "ö"),
}

DOUBLE_A_IS_Å = {"nb", "nn", "da"}
CAPITALS_FIRST = {"da"}
SAME_ORDER = {"no": "nb"}

# A key is: letters, "00", accents, "0", capitals, "0", a checksum. Each level ends with a zero lower than
# anything that can stand in it, so that a word comes before its own continuation, and a later level decides
# only between equals.
GAP, NUMBER, OTHER_SCRIPT, FIRST_LETTER = "01", "02", "90", 10
LETTERS_ROOM, ACCENTS_ROOM, CAPITALS_ROOM, CHECKSUM_ROOM = 150, 20, 20, 6
MAX_NUMBER_DIGITS = 40
MAX_LENGTH = LETTERS_ROOM + 2 + ACCENTS_ROOM + 1 + CAPITALS_ROOM + 1 + CHECKSUM_ROOM

# Acute, grave, circumflex, caron, ring, diaeresis, tilde, in the root order; any other mark counts as 9.
MARKS = {mark: str(rank) for rank, mark in enumerate("\u0301\u0300\u0302\u030c\u030a\u0308\u0303", start=2)}


def sort_key(text: str, language: str) -> str:
    """Return digits that sort bytewise as the language's alphabet sorts the text, at most 200 of them.

    Space and signs come first, then numbers by their value, the alphabet, and other scripts. Accents and
    capitals decide only between texts that are otherwise the same. An unknown language gets the plain Latin
    alphabet.
    """
    language = language.replace("_", "-").split("-")[0].lower()
    language = SAME_ORDER.get(language, language)
    if language not in ALPHABETS:
        language = "en"
    plain = unicodedata.normalize("NFC", without_invisible(text))
    letters, accents, capitals = _levels(unicodedata.normalize("NFKC", plain), language)
    if language in CAPITALS_FIRST:
        capitals = capitals.translate({ord("1"): "2", ord("2"): "1"})
    checksum = zlib.crc32(plain.encode("utf-8", "surrogatepass")) % 10**CHECKSUM_ROOM
    return (
        f"{_fitting(letters)}00{accents[:ACCENTS_ROOM].rstrip('1')}0{capitals[:CAPITALS_ROOM]}0"
        f"{checksum:0{CHECKSUM_ROOM}}"
    )


def _fitting(weights: list[str]) -> str:
    """Join as many whole weights as there is room for."""
    room, kept = LETTERS_ROOM, []
    for weight in weights:
        room -= len(weight)
        if room < 0:
            break
        kept.append(weight)
    return "".join(kept)


def _levels(text: str, language: str) -> tuple[list[str], str, str]:
    """Return the weights of letters, of accents (1 is none) and of capitals (2 is one)."""
    letters: list[str] = []
    accents, capitals = [], []
    gap = False
    position = 0
    while position < len(text):
        char = text[position]
        position += 1
        if unicodedata.category(char)[0] not in "LNM":
            gap = bool(letters)
            continue
        starts_word = gap or not letters
        if gap:
            letters.append(GAP)
            gap = False
        if char.isdecimal():
            end = position
            while end < len(text) and text[end].isdecimal():
                end += 1
            letters.append(_number(text[position - 1 : end]))
            position = end
            continue
        capital = "2" if char != char.lower() else "1"
        if starts_word and language in DOUBLE_A_IS_Å and text[position - 1 : position + 1].lower() == "aa":
            position += 1
            pairs = [(_letter("å", language), "9")]
        else:
            pairs = _weights(char, language)
        for weight, accent in pairs:
            letters.append(weight)
            accents.append(accent)
            capitals.append(capital)
    return letters, "".join(accents), "".join(capitals)


def _number(digits: str) -> str:
    """Weigh a run of digits by its value: how many there are, then which."""
    value = "".join(str(unicodedata.decimal(digit)) for digit in digits).lstrip("0")[:MAX_NUMBER_DIGITS] or "0"
    return f"{NUMBER}{len(value):02}{value}"


def _letter(letter: str, language: str) -> str:
    return str(FIRST_LETTER + ALPHABETS[language].index(letter))


def _weights(char: str, language: str) -> list[tuple[str, str]]:
    """Weigh one character as (letter, accent) pairs: none for a loose mark, several for ß or þ."""
    alphabet, variants = ALPHABETS[language], VARIANTS[language]
    pairs = []
    for folded in unicodedata.normalize("NFC", char.casefold()):
        if folded in alphabet:
            pairs.append((_letter(folded, language), "1"))
        elif folded in variants:
            pairs.append((_letter(variants[folded], language), MARKS.get(_marks(folded)[1], "9")))
        else:
            pairs += _foreign(folded, language)
    return pairs


def _marks(char: str) -> tuple[str, str]:
    """Split off the accents that go over, under or through a letter."""
    base, *marks = unicodedata.normalize("NFD", char)
    return base, "".join(marks[:1])


def _foreign(char: str, language: str) -> list[tuple[str, str]]:
    """Weigh a letter that is not in the alphabet; loose accents and modifiers such as ʼ weigh nothing."""
    if "\u0300" <= char <= "\u036f" or unicodedata.name(char, "").startswith("MODIFIER"):
        return []
    # й is a letter of its own wherever it is used; every other marked letter stands with its base.
    base, mark = _marks(char)
    if char == "й" or not "\u0300" <= (mark or "\u0300") <= "\u036f":
        base, mark = char, ""
    accent = MARKS.get(mark, "9") if mark else "1"
    if base in ALPHABETS[language]:
        return [(_letter(base, language), accent)]
    if unicodedata.name(base, "").startswith("LATIN"):
        plain = "n" if base == "ŋ" else [letter for letter in anyascii(base).lower() if letter in LATIN]
        return [(_letter(letter, language), "9") for letter in plain]
    return [(f"{OTHER_SCRIPT}{ord(base):07}", accent)]
