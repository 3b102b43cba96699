"""Which of the known terms are likely the same as others among them."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from collaboration.notes.matching import Known, Matcher
from collaboration.notes.reasons import Reason


@dataclass(frozen=True)
class Pair:
    """Two terms, how likely they are the same (0 to 100), and what of the second is like the first, in what way."""

    one: Known
    other: Known
    score: float
    reason: Reason


def likely_pairs(terms: Sequence[Known], language: str) -> list[Pair]:
    """Return the pairs of terms that are likely the same, the likeliest first, each once.

    A name is compared with names, other names and wordings. Two wordings are not: where they lead was
    decided by whoever wrote the posts.
    """
    matcher = Matcher(terms, language)
    found: dict[frozenset[Hashable], Pair] = {}
    for term in terms:
        for match in matcher.near(term):
            if match.term is None:
                continue
            key = frozenset((term.key, match.term.key))
            if key not in found or found[key].score < match.score:
                found[key] = Pair(term, match.term, match.score, match.reason)
    return sorted(found.values(), key=lambda pair: (-pair.score, pair.one.name, pair.other.name))
