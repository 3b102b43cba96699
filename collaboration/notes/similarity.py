"""How much two wordings say the same, from 0 to 100."""

from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import OSA

from collaboration.notes.reasons import Why
from home.text.compounds import Lexicon, parts
from home.text.stemming import base_language, links, particles, stem
from home.text.words import letters_key, words

# Scores by what is alike. The thresholds in `matching` were measured against them.
IDENTICAL, SAME_WORDS, SAME_IN_ORDER, SAME_REORDERED = 100.0, 98.0, 97.0, 95.0
OTHER_LINK = 4.0

# Words that add next to nothing to what is said beside others: “bruk av …”, “… arbeid”.
_LIGHT = {
    "nb": "bruk bruke arbeid arbeide tiltak ulike felles god gode større",
    "nn": "bruk bruke arbeid arbeide tiltak ulike felles god gode større",
    "sv": "bruk arbete arbeta åtgärder olika gemensam gemensamt",
    "en": "use using work various common good",
}
_LIGHT_WEIGHT = 0.4
# Where one says the one and the other the other, the rest may be as alike as it will.
_OPPOSITES = [
    ({"intern", "interne", "internt", "interna", "internal"}, {"ekstern", "eksterne", "extern", "externa", "external"}),
    ({"med", "with"}, {"uten", "utan", "without"}),
    ({"mer", "meir", "flere", "fleire", "mera", "fler", "more"}, {"mindre", "færre", "färre", "less", "fewer"}),
    ({"ikke", "ikkje", "inte", "ej", "not", "no", "ingen", "inga"}, frozenset()),
]
_MOST_FOR_OPPOSITES = 60.0
# Letters that are often written for one another.
_ALIKE = [set(pair) for pair in ("eæ", "eä", "aä", "oå", "iy", "ck", "ei", "sz", "vw", "øö", "ao", "dt", "kq")]


@dataclass(frozen=True)
class Form:
    """A wording, taken apart for comparing.

    `whole` are the stems of its words, `split` those of what the words are made of; `joined` is the stem of
    all words written together, `linked` whether something in it says how two words hang together.
    """

    text: str
    letters: str
    joined: str
    whole: tuple[str, ...]
    split: tuple[str, ...]
    linking: tuple[str, ...]
    linked: bool
    words: frozenset[str]


def form_of(text: str, lexicon: Lexicon) -> Form:
    """Take a wording apart."""
    language = lexicon.language
    found = words(text)
    linking = tuple(word for word in found if word in links(language))
    content = [word for word in found if word not in particles(language) and word not in linking] or found
    split = tuple(part for word in content for part in parts(word, lexicon))
    idle = len(content) < len(found)
    return Form(
        text=text,
        letters=letters_key(text),
        joined=stem("".join(content), language),
        whole=tuple(stem(word, language) for word in content),
        split=split,
        linking=linking,
        linked=idle or any(sign in text for sign in "/&,+"),
        words=frozenset(found),
    )


def similarity(one: Form, other: Form, language: str) -> tuple[float, Why]:
    """Return how alike two wordings are, and in what way."""
    if one.letters == other.letters:
        return IDENTICAL, Why.IDENTICAL
    # The link matters where both have one: courses for children, courses by children.
    away = OTHER_LINK if one.linking and other.linking and one.linking != other.linking else 0.0
    if one.joined and one.joined == other.joined:
        return SAME_WORDS - away, Why.INFLECTED
    if one.split == other.split or one.whole == other.whole:
        return SAME_IN_ORDER - away, Why.INFLECTED
    turned = one.linked or other.linked
    if turned and (sorted(one.split) == sorted(other.split) or sorted(one.whole) == sorted(other.whole)):
        return SAME_REORDERED - away, Why.REORDERED
    score = max(
        _overlap(one.whole, other.whole, language),
        _overlap(one.split, other.split, language),
        100 * likeness(one.joined, other.joined),
        100 * likeness(one.letters, other.letters),
    )
    if _say_opposites(one, other):
        score = min(score, _MOST_FOR_OPPOSITES)
    missing = len(one.whole) != len(other.whole) and len(one.split) != len(other.split)
    return max(score - away, 0.0), Why.ALIKE if missing or score < 80 else Why.MISTYPED


@cache
def _light(language: str) -> frozenset[str]:
    return frozenset(stem(word, language) for word in _LIGHT.get(base_language(language), "").split())


def _overlap(one: tuple[str, ...], other: tuple[str, ...], language: str) -> float:
    """Return which share of two rows of words is in both, the longer words weighing more."""
    left = list(other)
    alone = []
    both = 0.0
    for word in one:
        best = max(left, key=lambda each: likeness(word, each), default="")
        if best and (like := likeness(word, best)):
            both += like * (len(word) + len(best))
            left.remove(best)
        else:
            alone.append(word)
    # A light word that is added changes little; one that stands in another's place says something else.
    light = _light(language) if not (alone and left) else frozenset()
    total: float = sum(len(word) for word in (*one, *other))
    total -= sum((1 - _LIGHT_WEIGHT) * len(word) for word in (*alone, *left) if word in light)
    return 100 * both / total if total else 0.0


def _say_opposites(one: Form, other: Form) -> bool:
    for words_here, words_there in _OPPOSITES:
        if not words_there and bool(one.words & words_here) != bool(other.words & words_here):
            return True
        if (one.words & words_here and other.words & words_there) or (
            one.words & words_there and other.words & words_here
        ):
            return True
    return {word for word in one.words if word.isdigit()} != {word for word in other.words if word.isdigit()}


def likeness(one: str, other: str) -> float:
    """Return 1 for the same word, less for one that may be a slip of it, 0 for another word."""
    if one == other:
        return 1.0
    # What differs in its first letter is another word (paid, unpaid), and short words differ by one letter.
    if one[:1] != other[:1] or abs(len(one) - len(other)) > 2:
        return 0.0
    shorter = min(len(one), len(other))
    if shorter < 5:
        return 0.0
    distance = OSA.distance(one, other, score_cutoff=2)
    if distance == 1:
        if _is_slip(one, other):
            return 0.97 if shorter >= 6 else 0.9
        return 0.93 if shorter >= 11 else 0.87 if shorter >= 8 else 0.7
    if distance == 2 and shorter >= 9:
        return 0.85 if shorter >= 13 else 0.75
    return 0.0


def _is_slip(one: str, other: str) -> bool:
    """Return whether the one letter that differs is of the kind that fingers get wrong."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < len(longer):
        at = next((place for place, sign in enumerate(shorter) if sign != longer[place]), len(shorter))
        doubled = longer[at] in (longer[at - 1 : at] + longer[at + 1 : at + 2])
        # A letter left out within a long word makes no other word; at its end, it may.
        return doubled or (len(shorter) >= 9 and 1 < at < len(shorter))
    differs = [{a, b} for a, b in zip(one, other, strict=True) if a != b]
    return len(differs) == 1 and differs[0] in _ALIKE
