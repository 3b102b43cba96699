"""The mails of the door; the outbox sends them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone

from accounts.signing_in.codes import LASTS
from mail.letters import Mailing, absolute


def send_code(*, address: str, code: str, language: str) -> None:
    """Send a code: the same mail whether the address has an account or not."""
    context = {"code": code, "minutes": LASTS // 60}
    Mailing().send("sign_in_code", to=address, language=language, context=context)


def tell_of_changed_factor(user: Any, *, language: str) -> None:
    """Tell somebody that what she signs in with was changed, in case it was not she."""
    context = {"account": absolute(reverse("mfa_index"))}
    Mailing().send("second_factor_changed", to=user.email, language=language, context=context)


def tell_of_new_device(user: Any, *, language: str) -> None:
    """Tell somebody that she was signed in from a browser she has not used here before."""
    context = {"account": absolute(reverse("mfa_index")), "when": timezone.localtime()}
    Mailing().send("new_device", to=user.email, language=language, context=context)
