"""The mails of the door; the outbox sends them."""

from __future__ import annotations

from accounts.signing_in.codes import LASTS
from mail.letters import Mailing


def send_code(*, address: str, code: str, language: str) -> None:
    """Send a code: the same mail whether the address has an account or not."""
    context = {"code": code, "minutes": LASTS // 60}
    Mailing().send("sign_in_code", to=address, language=language, context=context)
