"""Signed tokens for links in mails: they hold a purpose and an id, and nothing about anybody.

A link in a mail is opened by scanners and forwarded to others; whoever reads one must learn nothing from
it, and opening it must do nothing. What it leads to is a page with a button.
"""

from __future__ import annotations

from datetime import timedelta

from django.core import signing


class TokenExpired(Exception):
    """The token was ours, but it is too old."""


class TokenInvalid(Exception):
    """The token was never ours, or is for another purpose."""


def make_token(purpose: str, *ids: object) -> str:
    """Return a token that says `ids` and when it was made; it serves one purpose and no other."""
    return signing.TimestampSigner(salt=f"mail.tokens.{purpose}").sign("-".join(map(str, ids)))


def read_token(purpose: str, token: str, *, max_age: timedelta | None = None) -> list[str]:
    """Return the ids that the token holds; raises TokenExpired or TokenInvalid."""
    try:
        value = signing.TimestampSigner(salt=f"mail.tokens.{purpose}").unsign(token, max_age=max_age)
    except signing.SignatureExpired as error:
        raise TokenExpired from error
    except signing.BadSignature as error:
        raise TokenInvalid from error
    return value.split("-")
