"""The stem of a word: what stays when it is inflected.

Source of the rules: the Snowball stemmers, https://snowballstem.org/algorithms/ (one for both forms of Norwegian).
"""

from collections.abc import Callable
from functools import cache, lru_cache
from threading import local

from snowballstemmer import stemmer

from home.text.words import without_accents, words

ALGORITHMS = {
    "nb": "norwegian",
    "nn": "norwegian",
    "no": "norwegian",
    "sv": "swedish",
    "da": "danish",
    "fi": "finnish",
    "en": "english",
    "de": "german",
}

# Words that only hold the others together: articles, the infinitive's mark, conjunctions.
_NORWEGIAN = "den det de dei en ein ei et eit å og eller samt som vår våre vårt vere være"
_PARTICLES = {
    "nb": _NORWEGIAN,
    "nn": _NORWEGIAN,
    "sv": "den det de en ett att och eller samt som vår våra vårt",
    "en": "the a an to and or our",
}
# What says how two words hang together: it may change where the thing said is the same.
_NORWEGIAN_LINKS = "av til for i på om fra frå hos innen innan blant mellom ved"
_LINKS = {
    "nb": _NORWEGIAN_LINKS,
    "nn": _NORWEGIAN_LINKS,
    "sv": "av till för i på om från hos inom bland mellan vid",
    "en": "of for in on at by from among between",
}

# What the rules of Snowball leave apart though it is one word, by its ending: {language: {ending: instead}}.
_NORWEGIAN_IRREGULAR = {
    **dict.fromkeys(("bøker", "bøkene", "bøkane", "bøkers"), "bok"),
    **dict.fromkeys(("museet", "museer", "museene", "musea", "museets", "museenes"), "museum"),
    **dict.fromkeys(("senteret", "sentre", "sentrene", "sentra", "senter"), "senter"),
}
_IRREGULAR = {
    "nb": _NORWEGIAN_IRREGULAR,
    "nn": _NORWEGIAN_IRREGULAR,
    "sv": {
        **dict.fromkeys(("böcker", "böckerna", "böckers"), "bok"),
        **dict.fromkeys(("museet", "museer", "museerna", "museets"), "museum"),
    },
}
# Of one who works in a library it would leave the library: in bokmål no word is inflected by -ar.
_PEOPLE = {"nb": ("ar",), "nn": ("bibliotekar", "arkivar", "antikvar", "apotekar"), "sv": ()}
# The neuter of an adjective: nasjonalt, universelt, mobilt.
_NEUTERS = {"alt": "al", "elt": "ell", "ilt": "il", "ært": "ær"}
_SHORTEST_NEUTER = 6

_machines = local()


def base_language(language: str) -> str:
    """Return the language without its region: nb for nb-NO."""
    return language.replace("_", "-").split("-")[0].lower()


def _machine(algorithm: str) -> Callable[[str], str]:
    # A stemmer holds the word it is at work on: one for each thread.
    known = _machines.__dict__
    if algorithm not in known:
        known[algorithm] = stemmer(algorithm).stemWord
    return known[algorithm]


@lru_cache(maxsize=50_000)
def stem(word: str, language: str) -> str:
    """Return the stem of one word in small letters; in a language without a stemmer, the word itself."""
    word, language = without_accents(word), base_language(language)
    algorithm = ALGORITHMS.get(language)
    if algorithm is None:
        return word
    for ending, instead in _IRREGULAR.get(language, {}).items():
        if word.endswith(ending):
            return word.removesuffix(ending) + instead
    if word.endswith(_PEOPLE.get(language, ())):
        return word
    if algorithm == "norwegian" and len(word) >= _SHORTEST_NEUTER and word[-3:] in _NEUTERS:
        return word[:-3] + _NEUTERS[word[-3:]]
    return _machine(algorithm)(word)


@cache
def particles(language: str) -> frozenset[str]:
    """Return the words that say nothing by themselves."""
    return frozenset(_PARTICLES.get(base_language(language), "").split())


@cache
def links(language: str) -> frozenset[str]:
    """Return the prepositions that may stand in for one another, or be left out in a compound."""
    return frozenset(_LINKS.get(base_language(language), "").split())


def stems(text: str, language: str) -> list[str]:
    """Return the stems of a text's words, without those that say nothing by themselves."""
    idle = particles(language) | links(language)
    found = words(text)
    return [stem(word, language) for word in found if word not in idle] or [stem(word, language) for word in found]
