"""Which of the known terms a wording is, if any.

The thresholds are measured, not guessed: on the labelled pairs in the tests, tuned on one half of them.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz, process

from collaboration.notes.reasons import Reason, Why
from collaboration.notes.similarity import Form, form_of, similarity
from home.text.compounds import Lexicon

# From here on, a suggestion is shown; from there on, it may be accepted with all others at once.
SUGGESTED_FROM = 80.0
CONFIDENT_FROM = 90.0

# How alike the letters must be for two wordings to be compared word for word, and how many of them are.
_LETTERS_ALIKE = 60
_MOST_COMPARED = 8


class Decision(StrEnum):
    """What becomes of a wording."""

    EXISTING = "existing"
    SUGGESTED = "suggested"
    NEW = "new"


@dataclass(frozen=True)
class Known:
    """A term, with all wordings that are known to mean it."""

    key: Hashable
    name: str
    wordings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Match:
    """A wording's term, how sure that is (0 to 100), and why. A new wording has no term."""

    decision: Decision
    term: Known | None
    score: float
    reason: Reason

    @property
    def confident(self) -> bool:
        """Whether it may be accepted unseen."""
        return self.decision is Decision.EXISTING or (
            self.decision is Decision.SUGGESTED and self.score >= CONFIDENT_FROM
        )


class Matcher:
    """The known terms of one kind in one language, ready to be compared with.

    `texts` are wordings to come: the words in them help to see what other words are made of.
    """

    def __init__(self, terms: Iterable[Known], language: str, texts: Iterable[str] = ()) -> None:
        self.language = language
        said = [(text, term) for term in terms for text in (term.name, *term.wordings)]
        self.lexicon = Lexicon.of([*(text for text, _term in said), *texts], language)
        self._forms: list[tuple[Form, Known]] = []
        self._joined: list[str] = []
        self._by_letters: dict[str, Known] = {}
        self._by_words: dict[tuple[str, ...], list[int]] = {}
        # Other terms known by the same letters.
        self._also: dict[str, list[Known]] = {}
        for text, term in said:
            self._take_in(text, term)

    def add(self, term: Known) -> None:
        """Take in one more term."""
        for text in (term.name, *term.wordings):
            self._take_in(text, term)

    def _take_in(self, text: str, term: Known) -> None:
        form = form_of(text, self.lexicon)
        if form.letters in self._by_letters:
            if self._by_letters[form.letters] is not term:
                self._also.setdefault(form.letters, []).append(term)
            return
        self._by_letters[form.letters] = term
        for key in {tuple(sorted(form.whole)), tuple(sorted(form.split))}:
            self._by_words.setdefault(key, []).append(len(self._forms))
        self._forms.append((form, term))
        self._joined.append(form.joined)

    def match(self, wording: str) -> Match:
        """Return what becomes of a wording."""
        form = form_of(wording, self.lexicon)
        if term := self._by_letters.get(form.letters):
            return Match(Decision.EXISTING, term, 100.0, Reason(Why.IDENTICAL, term.name))
        best: tuple[float, Why, Known] | None = None
        for place in self._worth_comparing(form):
            other, term = self._forms[place]
            score, why = similarity(form, other, self.language)
            if best is None or score > best[0]:
                best = (score, why, term)
        if best is None or best[0] < SUGGESTED_FROM:
            return Match(Decision.NEW, None, round(best[0], 1) if best else 0.0, Reason(Why.NEW))
        score, why, term = best
        return Match(Decision.SUGGESTED, term, round(score, 1), Reason(why, term.name))

    def near(self, term: Known) -> list[Match]:
        """Return every other term that the name of this one suggests, each by the wording that is most like it."""
        form = form_of(term.name, self.lexicon)
        found: dict[Hashable, Match] = {}
        # Its own wordings are near too, and take up places.
        for place in self._worth_comparing(form, 2 * _MOST_COMPARED + len(term.wordings)):
            other, known = self._forms[place]
            score, why = similarity(form, other, self.language)
            if score < SUGGESTED_FROM:
                continue
            for another in (known, *self._also.get(other.letters, ())):
                if another.key != term.key and (another.key not in found or found[another.key].score < score):
                    match = Match(Decision.SUGGESTED, another, round(score, 1), Reason(why, other.text))
                    found[another.key] = match
        return list(found.values())

    def _worth_comparing(self, form: Form, most: int = _MOST_COMPARED) -> Iterable[int]:
        same_words = {
            place
            for key in (tuple(sorted(form.whole)), tuple(sorted(form.split)))
            for place in self._by_words.get(key, [])
        }
        near = process.extract(form.joined, self._joined, scorer=fuzz.ratio, score_cutoff=_LETTERS_ALIKE, limit=most)
        return sorted(same_words.union(place for _text, _score, place in near))
