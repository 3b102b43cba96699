"""Browsers from which somebody has signed in: known by a signed cookie there, and kept nowhere else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse

COOKIE = "known_here"
SALT = "accounts.known_here"
LASTS = timedelta(days=400)
# Of a browser that many share, those who came last.
MOST = 8


def _known(request: HttpRequest) -> list[str]:
    try:
        cookie = request.COOKIES.get(COOKIE, "")
        return signing.TimestampSigner(salt=SALT).unsign(cookie, max_age=LASTS).split(".")
    except signing.BadSignature:
        return []


def is_known(request: HttpRequest, user: Any) -> bool:
    """Say whether this person has signed in from this browser before."""
    return str(user.pk) in _known(request)


def remember(response: HttpResponse, request: HttpRequest, user: Any) -> None:
    """Know this person in this browser from now on."""
    known = [str(user.pk), *(pk for pk in _known(request) if pk != str(user.pk))][:MOST]
    response.set_cookie(
        COOKIE,
        signing.TimestampSigner(salt=SALT).sign(".".join(known)),
        max_age=LASTS,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
