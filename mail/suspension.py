"""Addresses to which no list mail goes: their servers say that nobody is there, or their owners complained.

Mail that somebody has just asked for, such as the one that asks for confirmation, is tried all the same; once
she has answered it the address is known to work.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from mail.models import SuspendedAddress
from mail.validation import normal_address

LONGEST_DETAIL = 1000


def suspend(*, address: str, reason: str, detail: str = "") -> SuspendedAddress:
    """Send no more list mail to an address; the first reason stands until it is lifted."""
    found, _made = SuspendedAddress.objects.get_or_create(
        address=normal_address(address), defaults={"reason": reason, "detail": detail[:LONGEST_DETAIL]}
    )
    return found


def lift(*, address: str) -> bool:
    """Let list mail go to an address again; return whether it was suspended."""
    return bool(SuspendedAddress.objects.filter(address=normal_address(address)).delete()[0])


def is_suspended(field: str) -> Exists:
    """Return the condition that the address in `field`, in its normal form, is suspended."""
    return Exists(SuspendedAddress.objects.filter(address=OuterRef(field)))
