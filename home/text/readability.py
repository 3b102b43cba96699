"""How easily a text reads, as LIX measures it: by the length of its sentences and words, not by what it says.

LIX (läsbarhetsindex) is Carl-Hugo Björnsson's: Läsbarhet, Stockholm 1968. It is made for the Scandinavian languages.
"""

import enum
import re
from dataclasses import dataclass

# A word longer than this is a long one.
LONG = 6
# Fewer words tell nothing: one compound more or less moves the figure by several steps.
ENOUGH_WORDS = 50

WORD = re.compile(r"\w+(?:[-'’.:/]\w+)*")
# Not after “bl.a.” or “23.”: a sentence is followed by something other than a small letter, or by the line's end.
SENTENCE_END = re.compile(r"[.!?…:]+[\"'»”’)\]]*(?:\s+|$)")


class Level(enum.Enum):
    """What a figure means. The bounds are the usual ones; 40 to 50 is what newspapers are written in."""

    VERY_EASY = 30
    EASY = 40
    MEDIUM = 50
    HARD = 60
    VERY_HARD = float("inf")


@dataclass(frozen=True)
class Readability:
    """What was counted in a text of at least one word."""

    words: int
    sentences: int
    long_words: int

    @property
    def words_a_sentence(self) -> float:
        return self.words / self.sentences

    @property
    def long_share(self) -> float:
        """Long words in per cent of all."""
        return 100 * self.long_words / self.words

    @property
    def lix(self) -> int:
        return round(self.words_a_sentence + self.long_share)

    @property
    def level(self) -> Level:
        return next(level for level in Level if self.lix < level.value)

    @property
    def is_enough(self) -> bool:
        """Return whether the text is long enough for the figure to mean something."""
        return self.words >= ENOUGH_WORDS


def measure(text: str) -> Readability | None:
    """Count the words and sentences of a text, a paragraph or list item a line; None where there is no word."""
    words = WORD.findall(text.replace("\u00ad", ""))
    if not words:
        return None
    sentences = sum(_sentences(line) for line in text.splitlines())
    return Readability(len(words), max(1, sentences), sum(len(word) > LONG for word in words))


def _sentences(line: str) -> int:
    """Count the stretches of a line that hold a word; a line ends a sentence, with a full stop or without."""
    count, start = 0, 0
    for end in SENTENCE_END.finditer(line):
        if not line[end.end() : end.end() + 1].islower():
            count += bool(WORD.search(line[start : end.end()]))
            start = end.end()
    return count + bool(WORD.search(line[start:]))
