"""Those that write mail into the outbox when it has room: a mail to twenty thousand people is never all there at once.

A room that has many to write to registers its supplier in its app's `ready()`. Mail that people wait for, such
as a link to reset a password, so never stands behind thousands of others.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from home.registries import Registry
from mail.models import OutgoingMail

logger = logging.getLogger(__name__)

# With this many due, nothing is asked for; what is asked for is a few rounds of delivery.
ENOUGH = 50
AT_A_TIME = 200


@dataclass(frozen=True, kw_only=True)
class Supplier:
    """Writes at most `limit` mails that are due at `now` into the outbox, and returns how many."""

    name: str
    supply: Callable[[int, datetime], int]


suppliers: Registry[Supplier] = Registry(of="suppliers of mail")


def ask_suppliers(now: datetime) -> int:
    """Let the suppliers fill the outbox where it has room; return how many mails they wrote."""
    if not len(suppliers) or OutgoingMail.objects.due(now)[:ENOUGH].count() >= ENOUGH:
        return 0
    supplied = 0
    for supplier in suppliers:
        try:
            supplied += supplier.supply(AT_A_TIME, now)
        except Exception:
            # What waits in the outbox is sent whatever one supplier's trouble is.
            logger.exception("The supplier of mail %s failed.", supplier.name)
    return supplied
