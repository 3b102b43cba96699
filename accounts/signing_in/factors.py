"""What somebody signs in with beside the first thing that she shows."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator


def has_second_factor(user: Any) -> bool:
    """Say whether she has a second factor, and so is asked for it each time she signs in."""
    second = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return Authenticator.objects.filter(user=user, type__in=second).exists()
