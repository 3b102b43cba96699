"""Which words were looked for in vain: for editors, who may write of it or name it so. Of nobody in particular."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from search.models import MissedSearch
from search.queries import Asked

MOST_KEPT = 1_000
MOST_WORDS = 6
LONGEST = 100
_LONGEST_WORD = 40


def note(query: str, asked: Asked, language: str, today: date | None = None) -> bool:
    """Count a search that found nothing; returns whether it was one that may be kept.

    What may name a person or a thing of hers is not kept: an address, anything with a digit, a whole sentence.
    """
    words = asked.all_words
    if "@" in query or any(letter.isdigit() for letter in query):
        return False
    if not words or len(words) > MOST_WORDS or any(not _may_be_kept(word) for word in words):
        return False
    day = today or timezone.localdate()
    row = {"words": " ".join(words)[:LONGEST], "language": language[:20]}
    if MissedSearch.objects.filter(**row).update(count=F("count") + 1, last_day=day):
        return True
    # Whoever types anything at all can't fill the table.
    if MissedSearch.objects.count() >= MOST_KEPT:
        return False
    MissedSearch.objects.bulk_create([MissedSearch(**row, last_day=day)], ignore_conflicts=True)
    return True


def _may_be_kept(word: str) -> bool:
    return len(word) <= _LONGEST_WORD and word.isalpha()


def purge(today: date | None = None) -> int:
    """Forget words that nobody has looked for in a while; returns how many."""
    kept_since = (today or timezone.localdate()) - timedelta(days=settings.SEARCH_KEEP_MISSES_DAYS)
    return MissedSearch.objects.filter(last_day__lt=kept_since).delete()[0]
