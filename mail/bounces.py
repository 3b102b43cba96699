"""What a mail service tells of mail that came back, where django-anymail is installed.

Such an address is mailed no more news: to go on would cost the site its good name with other mail servers.
"""

from __future__ import annotations

from typing import Any

from mail.models import SuspendedAddress
from mail.suspension import suspend

Reason = SuspendedAddress.Reason

# Nobody is there. A full mailbox, or a server that is away, is no reason.
_FOR_GOOD = {"bounced", "invalid"}


def tracked(sender: Any, event: Any, esp_name: str = "", **kwargs: Any) -> None:
    """Suspend the address that an event is about, where it is one that ends mail (anymail's signal `tracking`)."""
    reason = _reason(event)
    if reason and event.recipient:
        detail = event.mta_response or event.description or ""
        suspend(address=event.recipient, reason=reason, detail=f"{esp_name}: {detail}".strip(": "))


def _reason(event: Any) -> str:
    if event.event_type == "complained":
        return Reason.COMPLAINED
    if event.event_type in {"bounced", "rejected"} and event.reject_reason in _FOR_GOOD:
        return Reason.BOUNCED
    return ""
