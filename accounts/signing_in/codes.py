"""Codes by mail: eight letters and digits, for one browser, ten minutes and one use."""

from __future__ import annotations

import secrets
import time
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.crypto import constant_time_compare, salted_hmac

# Nothing that is taken for something else when it is read or said aloud.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
LENGTH = 8
LASTS = 600
KEY = "sign_in_code"


@dataclass(frozen=True)
class Waiting:
    """A code that was sent and not yet used; of the code itself only a hash is kept."""

    attempt: str
    address: str
    hash: str
    until: float
    next: str


def _hash(attempt: str, code: str) -> str:
    plain = "".join(sign for sign in code.lower() if sign.isalnum())
    return salted_hmac(f"accounts.code.{attempt}", plain, algorithm="sha256").hexdigest()


def issue(session: Any, *, address: str, next_url: str) -> str:
    """Return a new code for an address; an earlier one of this browser stops working."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    code = f"{letters[:4]}-{letters[4:]}"
    attempt = secrets.token_urlsafe(12)
    waiting = Waiting(attempt, address, _hash(attempt, code), time.time() + LASTS, next_url)
    session[KEY] = asdict(waiting)
    return code


def waiting(session: Any) -> Waiting | None:
    """Return the code this browser waits for, while it holds."""
    kept = session.get(KEY)
    if not kept or kept["until"] < time.time():
        return None
    return Waiting(**kept)


def matches(kept: Waiting, code: str) -> bool:
    """Say whether this is the code that was sent."""
    return constant_time_compare(kept.hash, _hash(kept.attempt, code))


def forget(session: Any) -> None:
    """Let the code work no more."""
    session.pop(KEY, None)
