"""How often somebody may try, counted in the cache by keyed hashes: no address of a machine or a person is kept."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

from axes.backends import AxesBackend
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from accounts.models import User
from home.throttle import count, counted, place_of

# In an hour: codes to one address from one place, to one address from everywhere, and from one place in all.
MOST_CODES_FROM_HERE = 5
MOST_CODES_TO_ONE = 20
MOST_CODES_FROM_ONE_PLACE = 60
GUESSES = 5
# Wrong passwords for one account in an hour, from wherever: more than anybody mistypes.
MOST_WRONG_PASSWORDS = 50
PAUSE = 600


class GuardBackend(AxesBackend):
    """Refuse who is locked out. Without a request (a test, a shell) there is no place to count by."""

    def authenticate(self, request: Any, username: Any = None, password: Any = None, **kwargs: Any) -> None:
        if request is not None:
            super().authenticate(request, username=username, password=password, **kwargs)


def hashed(address: str) -> str:
    """Return a keyed hash of an e-mail address, the same in any case."""
    key = hashlib.sha256(f"door:{settings.SECRET_KEY}".encode()).digest()
    return hmac.new(key, User.objects.normalize_email(address).encode(), hashlib.sha256).hexdigest()[:32]


def account_key(request: Any, credentials: Any = None) -> str:
    """Return what django-axes counts a failure by, in place of the name that was typed."""
    typed = (credentials or {}).get("username") or (request.POST.get("username", "") if request else "")
    return hashed(typed)


def nobody(*_args: Any) -> str:
    """Return what logs say of who failed to sign in: nothing."""
    return "somebody"


def may_have_code(request: HttpRequest, address: str) -> bool:
    """Count one more code that is asked for; say whether it is within bounds, whoever has an account or not."""
    place, whose = place_of(request), hashed(address)
    if cache.get(f"door.pause.{whose}.{place}"):
        return False
    return (
        count("door.place", place) <= MOST_CODES_FROM_ONE_PLACE
        and count("door.here", f"{whose}.{place}") <= MOST_CODES_FROM_HERE
        and count("door.to", whose) <= MOST_CODES_TO_ONE
    )


def may_try_password(address: str) -> bool:
    """Say whether passwords of this account are still compared; many places guess where one is locked out."""
    return counted("door.password", hashed(address)) < MOST_WRONG_PASSWORDS


def note_wrong_password(address: str) -> None:
    """Count a wrong password, of an account there is or not."""
    count("door.password", hashed(address))


def may_guess(attempt: str) -> bool:
    """Count one more guess at one code, at once for all who guess beside each other."""
    return count("door.guess", attempt) <= GUESSES


def pause(request: HttpRequest, address: str) -> None:
    """Let who has guessed wrong too often wait: here, for this address, not a whole office."""
    cache.set(f"door.pause.{hashed(address)}.{place_of(request)}", True, PAUSE)
