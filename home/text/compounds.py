"""Words that are written together: “fylkesbibliotek” holds “fylke” and “bibliotek”.

No dictionary comes along: what a word may be made of is told by a lexicon of the texts at hand.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from home.text.stemming import base_language, stem
from home.text.words import words

SHORTEST_PART = 3
# What may stand between two parts. English joins nothing by a letter.
_JOINTS = {"nb": ("", "s", "e", "er"), "nn": ("", "s", "e", "ar"), "sv": ("", "s", "e", "a", "o", "u")}
LONGEST_WORD = 60


@dataclass(frozen=True)
class Lexicon:
    """Words that are known, as they were written and as stems."""

    language: str
    forms: frozenset[str]
    stems: frozenset[str]
    # What words were found to be made of: the same ones come again and again.
    known: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, texts: Iterable[str], language: str) -> "Lexicon":
        """Return the lexicon of all words in some texts."""
        forms = frozenset(word for text in texts for word in words(text) if len(word) >= SHORTEST_PART)
        return cls(language, forms, frozenset(stem(word, language) for word in forms))

    def knows_part(self, part: str) -> bool:
        """Return whether this can be the first part of a compound."""
        return len(part) >= SHORTEST_PART and (part in self.forms or part in self.stems)

    def stem_of(self, part: str) -> str:
        """Return the stem of a first part, which may be one already."""
        return part if part in self.stems else stem(part, self.language)


def parts(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the stems of what a word is made of, as few as there can be; of a simple word, its own stem.

    The last part may be inflected.
    """
    if word not in lexicon.known:
        lexicon.known[word] = _split(word, lexicon, {}) or (stem(word, lexicon.language),)
    return lexicon.known[word]


def _split(word: str, lexicon: Lexicon, tried: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return two or more parts, or nothing."""
    if word in tried:
        return tried[word]
    best: tuple[str, ...] = ()
    tried[word] = best
    if 2 * SHORTEST_PART <= len(word) <= LONGEST_WORD:
        joints = _JOINTS.get(base_language(lexicon.language), ("",))
        for end in range(len(word) - SHORTEST_PART, SHORTEST_PART - 1, -1):
            if not lexicon.knows_part(word[:end]):
                continue
            for joint in joints:
                rest = word[end:].removeprefix(joint) if word.startswith(joint, end) else ""
                if len(rest) < SHORTEST_PART:
                    continue
                whole = stem(rest, lexicon.language)
                tail = (whole,) if whole in lexicon.stems else _split(rest, lexicon, tried)
                if tail and (not best or len(tail) + 1 < len(best)):
                    best = (lexicon.stem_of(word[:end]), *tail)
    tried[word] = best
    return best
