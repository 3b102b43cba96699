"""Let somebody in, once she has shown who she is."""

from __future__ import annotations

import time

from allauth.account.internal.flows.login import get_authentication_records, perform_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.models import User


def safe_next(request: HttpRequest, wanted: str) -> str:
    """Return an address on this site, or nothing."""
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else ""


def account_for(*, address: str) -> User:
    """Return whose address it is; who had no account gets one, without a password, a group or a right."""
    address = User.objects.normalize_email(address)
    if user := User.objects.filter(email=address).first():
        return user
    try:
        with transaction.atomic():
            return User.objects.create_user(address)
    except IntegrityError:  # made in another tab in between
        return User.objects.get(email=address)


def let_in(request: HttpRequest, user: User, *, method: str, next_url: str) -> HttpResponse:
    """Sign in, or go on to the second factor of who has one. The session gets a new key."""
    # What was set while nobody was signed in ends here: from now on it lasts as long as a session does.
    request.session.set_expiry(None)
    record_authentication(request, user, method=method)
    return perform_login(request, Login(user=user, redirect_url=next_url or None))


def signed_in_recently(request: HttpRequest) -> bool:
    """Say whether somebody has just signed in here, and so may change what she signs in with."""
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def end_other_sessions(request: HttpRequest) -> None:
    """End every session of who is signed in but this one, which gets a new key."""
    User.objects.filter(pk=request.user.pk).update(ended_sessions=F("ended_sessions") + 1)
    request.user.refresh_from_db()
    update_session_auth_hash(request, request.user)
