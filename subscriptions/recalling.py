"""Take back mails that are written but not sent: nobody is mailed what she no longer wants, or may no longer read."""

from __future__ import annotations

from datetime import datetime

from mail import outbox
from mail.models import OutgoingMail
from subscriptions.models import Delivery


def recall(deliveries, now: datetime) -> int:
    """Have these deliveries, and those that share a mail with them, written anew; return how many mails were unsent.

    What is being sent at this moment, or was sent, stays as it is. Within a transaction.
    """
    waiting = OutgoingMail.objects.filter(state=OutgoingMail.State.WAITING, deliveries__in=deliveries)
    mails = list(waiting.values_list("pk", flat=True).distinct())
    if not mails:
        return 0
    # Asked for before they are gone: a delivery forgets its mail with the mail.
    pairs = list(Delivery.objects.filter(mail__in=mails).values_list("pk", "mail"))
    unsent = set(outbox.withdraw(mails))
    again = [pk for pk, mail in pairs if mail in unsent]
    Delivery.objects.filter(pk__in=again).update(state=Delivery.State.WAITING, mailed_at=None, mail=None, due_at=now)
    return len(unsent)
