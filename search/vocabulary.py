"""The words of the site's texts: what compounds are made of, and what a misspelt word may have meant.

They lie in the database and are learned as texts come. Each process reads them when it first needs them, and again
when many are new: for readers that is only where a search found nothing.
"""

from __future__ import annotations

import time
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from rapidfuzz import process
from rapidfuzz.distance import OSA

from home.text.words import words
from search.models import Document, Word
from search.words import LONGEST, Splitter, family_of, is_stop_word, plain_letters

VERSION = "search-words"
KEPT = 60 * 60 * 24 * 30
# A site with few words gains from each new one, and reads them in no time; a large one waits so many seconds.
FEW = 20_000
PATIENCE = 600.0
# Three letters are part of a compound only where they are a word in several texts; it is a typing error otherwise.
SHORT = 3
SEEN_SHORT = 2
# A word of so many letters may have so many wrong.
_MISTAKES = ((4, 0), (5, 1), (8, 2))
MOST_WRONG = 2
MOST_CONTAINING = 40
# Fewer letters stand within other words by chance.
INSIDE = 5


@dataclass(frozen=True)
class Vocabulary:
    """The words of one family of languages, with how many texts have each."""

    language: str
    counts: Mapping[str, int]
    version: str
    read_at: float

    @cached_property
    def splitter(self) -> Splitter:
        forms = _parts(self.counts)
        return Splitter.of(forms, self.language)

    @cached_property
    def _forms(self) -> list[str]:
        """The words that stand in texts, without those that are only parts of others."""
        return [form for form, n in self.counts.items() if n]

    @cached_property
    def _plain(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for form in self._forms:
            if plain_letters(form) != form:
                found.setdefault(plain_letters(form), []).append(form)
        return found

    def nearest(self, word: str, most: int = 3) -> list[str]:
        """Return words that this one may have meant, the likeliest first."""
        found = self._plain.get(plain_letters(word), [])
        allowed = next((wrong for letters, wrong in _MISTAKES if len(word) <= letters), MOST_WRONG)
        if allowed:
            alike = process.extract(
                word, self._forms, scorer=OSA.distance, score_cutoff=allowed, limit=20, processor=None
            )
            ranked = sorted(
                (distance, word[:1] != form[:1], -self.counts[form], form)
                for form, distance, _i in alike
                if form != word
            )
            found = [*found, *(form for _distance, _first, _n, form in ranked)]
        return list(dict.fromkeys(found))[:most]

    def containing(self, word: str) -> list[str]:
        """Return words that hold this one, the most used first; a short one only at an end."""
        if len(word) < SHORT:
            return []
        found = [
            form
            for form in self._forms
            if word in form and form != word and (len(word) >= INSIDE or form.startswith(word) or form.endswith(word))
        ]
        return sorted(found, key=lambda form: (-self.counts[form], form))[:MOST_CONTAINING]


def _parts(counts: Mapping[str, int]) -> Iterable[str]:
    """Return the words that others may be made of."""
    return (form for form, n in counts.items() if len(form) > SHORT or n >= SEEN_SHORT)


_read: dict[str, Vocabulary] = {}


def vocabulary(language: str) -> Vocabulary:
    """Return the words of the language's family, as they were a short while ago."""
    family = family_of(language)
    version, now, known = _version(), time.monotonic(), _read.get(family)
    stale = known is None or (known.version != version and (len(known.counts) < FEW or now > known.read_at + PATIENCE))
    if known is None or stale:
        rows = Word.objects.filter(family=family).order_by().values_list("form", "documents")
        known = _read[family] = Vocabulary(language, dict(rows), version, now)
    return known


def _version() -> str:
    found: Any = cache.get(VERSION)
    if found is None:
        found = uuid.uuid4().hex
        cache.set(VERSION, found, KEPT)
    return str(found)


def _renew() -> None:
    cache.set(VERSION, uuid.uuid4().hex, KEPT)


def families() -> dict[str, str]:
    """Return {family: a language of it} of the site's languages."""
    found: dict[str, str] = {}
    for code, _name in settings.LANGUAGES:
        found.setdefault(family_of(code), code)
    return found


def _kept(forms: Iterable[str]) -> Iterable[str]:
    return (form for form in forms if SHORT <= len(form) <= LONGEST and not form.isdigit())


def learn(forms: Mapping[str, Iterable[str]]) -> None:
    """Add words that are new, by language."""
    wanted: dict[str, set[str]] = {}
    for language, some in forms.items():
        wanted.setdefault(family_of(language), set()).update(_kept(some))
    new = []
    for family, some in wanted.items():
        # Asked first: most words of a new text are known.
        known = set(Word.objects.filter(family=family, form__in=some).values_list("form", flat=True)) if some else set()
        new += [Word(family=family, form=form) for form in sorted(some - known)]
    if new:
        Word.objects.bulk_create(new, ignore_conflicts=True, batch_size=1000)
        transaction.on_commit(_renew)


def recount() -> int:
    """Count anew in how many documents each word is, and forget the words that are in none; returns how many."""
    counts: dict[str, Counter[str]] = {}
    rows = Document.objects.order_by().values_list("language", "title", "names", "text")
    for language, *texts in rows.iterator(chunk_size=500):
        counter = counts.setdefault(family_of(language or settings.LANGUAGE_CODE), Counter())
        counter.update(_kept({word for text in texts for word in words(text)}))
    for family, language in families().items():
        counter = counts.setdefault(family, Counter())
        splitter = Splitter.of(_parts(counter), language)
        # They stand in no text by themselves.
        for part in {part for form in counter for part in splitter.rests_of(form)}:
            counter.setdefault(part, 0)
    with transaction.atomic():
        Word.objects.all().delete()
        for family, counter in counts.items():
            rows_of = (Word(family=family, form=form, documents=n) for form, n in counter.items())
            Word.objects.bulk_create(rows_of, ignore_conflicts=True, batch_size=2000)
    _renew()
    return sum(map(len, counts.values()))


def is_worth_correcting(word: str, language: str) -> bool:
    """Return whether a word may be misspelt: neither a number, nor too short, nor one that holds others together."""
    return len(word) > SHORT and not any(letter.isdigit() for letter in word) and not is_stop_word(word, language)
