"""Recognise a writer by a cookie that was set when she confirmed her address, and that she can end."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.utils.crypto import constant_time_compare

from comments.models import Writer
from home.personal_pages import keep_personal
from mail.validation import normal_address

COOKIE = "writer"
SALT = "comments.recognition"
LASTS = timedelta(days=180)


def remember(response: Any, request: Any, writer: Writer) -> None:
    """Set the cookie by which `writer` is recognised."""
    value = signing.TimestampSigner(salt=SALT).sign(f"{writer.pk}.{writer.recognition_key}")
    response.set_cookie(
        COOKIE, value, max_age=LASTS, httponly=True, samesite="Lax", secure=request.is_secure(), path="/"
    )


def forget(response: Any) -> None:
    """Take the cookie away."""
    response.delete_cookie(COOKIE, path="/", samesite="Lax")


def recognised(request: Any) -> Writer | None:
    """Return the writer whom the request's cookie names, or the one who is signed in. Once a request."""
    if not hasattr(request, "_writer"):
        request._writer = _from_account(request) or _from_cookie(request)
    return request._writer


def _from_cookie(request: Any) -> Writer | None:
    cookie = request.COOKIES.get(COOKIE)
    if not cookie:
        return None
    try:
        pk, _dot, key = signing.TimestampSigner(salt=SALT).unsign(cookie, max_age=LASTS).partition(".")
    except signing.BadSignature:
        return None
    writer = Writer.objects.filter(pk=pk, confirmed_at__isnull=False, email__isnull=False).first()
    return writer if writer and constant_time_compare(writer.recognition_key, key) else None


def account_of(request: Any) -> Any:
    """Return who is signed in, or None. Asks nothing where no session can be."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


def _from_account(request: Any) -> Writer | None:
    user = account_of(request)
    if user is None:
        return None
    address = normal_address(user.email)
    # Not saved until she writes something.
    known = Writer.objects.filter(email=address).first()
    return known or Writer(
        email=address, user=user, name=user.get_full_name()[: Writer._meta.get_field("name").max_length]
    )


def keep_apart(response: Any, request: Any) -> Any:
    """Return a page that anybody may read, kept out of shared caches where it was made for a writer."""
    if recognised(request):
        keep_personal(response)
    return response
