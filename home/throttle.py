"""How much comes from one place: counters in the cache, by a keyed hash that changes every day.

No address of a machine is stored anywhere. The key is of the day, so that what was counted yesterday can't
be joined to today; a counter lives for an hour.
"""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from home.reader_address import reader_address

HOUR = 3600
# More than this in an hour is refused, with the text kept; rules hold what comes below it.
MOST_FROM_ONE_ADDRESS = 30


def place_of(request) -> str:
    """Return a hash of where a request comes from, that holds for today only."""
    address = reader_address(request)
    day = timezone.now().date().isoformat()
    key = hashlib.sha256(f"throttle:{day}:{settings.SECRET_KEY}".encode()).digest()
    return hmac.new(key, address.encode(), hashlib.sha256).hexdigest()[:32]


def count(what: str, whose: str) -> int:
    """Count one more of `what` by `whose` in this hour; return how many that makes."""
    key = f"throttle.{what}.{whose}"
    cache.add(key, 0, HOUR)
    try:
        return cache.incr(key)
    except ValueError:  # it ran out in between
        cache.set(key, 1, HOUR)
        return 1


def counted(what: str, whose: str) -> int:
    """Return how many there have been in this hour."""
    return cache.get(f"throttle.{what}.{whose}", 0)
