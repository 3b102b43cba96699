"""Put mails in the outbox, and deliver them.

A mail is a row, written in the transaction that causes it: rolled back with it, kept with it. The
worker claims rows one by one, so that a crash leaves at most one mail in doubt, and never sends
within a transaction.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.encoding import punycode
from django.utils.translation import gettext as _

from mail import delivery
from mail.models import OutgoingMail, SuspendedAddress
from mail.suppliers import ask_suppliers
from mail.suspension import suspend
from mail.validation import (
    bare_address,
    check_address,
    check_encodable,
    check_headers,
    check_mailboxes,
    check_one_line,
)

logger = logging.getLogger(__name__)

State = OutgoingMail.State
Reason = SuspendedAddress.Reason

# After the n-th failure, how long to wait; after the last of these comes no further attempt.
PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
    timedelta(hours=24),
)
BATCH = 50
ERROR_LENGTH = 2000


@dataclass(frozen=True)
class Delivered:
    """What one round of delivery came to."""

    sent: int = 0
    postponed: int = 0
    given_up: int = 0
    doubtful: int = 0
    # More may be due: the round ended at its limit, or those who supply mail had some; not for want of a server.
    more: bool = False


def enqueue(
    *,
    to: str,
    subject: str,
    text: str,
    html: str = "",
    headers: Mapping[str, str] | None = None,
    reply_to: str = "",
    language: str = "",
    event: str = "",
    from_address: str = "",
    attachments: Sequence[Mapping[str, str]] = (),
) -> OutgoingMail:
    """Write one mail to one address into the outbox, within the caller's transaction.

    Raises ValidationError as `prepare` does.
    """
    mail = prepare(
        to=to,
        subject=subject,
        text=text,
        html=html,
        headers=headers,
        reply_to=reply_to,
        language=language,
        event=event,
        from_address=from_address,
        attachments=attachments,
    )
    mail.save(force_insert=True)
    # Robust: a mail that is safely in the outbox must not fail what caused it. The clock delivers too.
    transaction.on_commit(deliver_soon, robust=True)
    return mail


def enqueue_all(mails: Sequence[OutgoingMail]) -> None:
    """Write prepared mails into the outbox at once, within the caller's transaction."""
    OutgoingMail.objects.bulk_create(mails, batch_size=BATCH)
    if mails:
        transaction.on_commit(deliver_soon, robust=True)


def prepare(
    *,
    to: str,
    subject: str,
    text: str,
    html: str = "",
    headers: Mapping[str, str] | None = None,
    reply_to: str = "",
    language: str = "",
    event: str = "",
    from_address: str = "",
    attachments: Sequence[Mapping[str, str]] = (),
) -> OutgoingMail:
    """Return one mail to one address, checked but not written down.

    Raises ValidationError, naming the field, for an address, subject or header that could carry
    another header, and for a mail without text. Each attachment is a mapping of name, type, and
    content in base64.
    """
    # Translated strings are lazy until here.
    to, subject, text, html = str(to), str(subject), str(text), str(html)
    from_address = str(from_address or settings.DEFAULT_FROM_EMAIL)
    headers = {str(name): str(value) for name, value in (headers or {}).items()}
    check_address("to", to)
    check_mailboxes("from_address", from_address)
    if reply_to:
        check_mailboxes("reply_to", reply_to)
    check_one_line("subject", subject)
    check_headers(headers)
    check_encodable("text", text)
    check_encodable("html", html)
    if not (text or html):
        raise ValidationError({"text": _("Write what the mail says.")})
    public_id = uuid.uuid4()
    domain = punycode(bare_address(from_address).rpartition("@")[2])
    mail = OutgoingMail(
        id=public_id,
        message_id=f"<{public_id}@{domain}>",
        to=to,
        from_address=from_address,
        reply_to=reply_to,
        subject=subject,
        text=text,
        html=html,
        headers=headers,
        attachments=[dict(attachment) for attachment in attachments],
        language=language,
        event=event,
    )
    mail.clean_fields()
    return mail


def deliver_soon() -> None:
    """Have what waits delivered as soon as a worker is free, rather than at the next minute."""
    from mail.tasks import deliver, waiting

    # A hundred mails in one transaction need one delivery: the task that waits will see them all.
    if not waiting():
        deliver.enqueue()


def claim_next(now: datetime) -> OutgoingMail | None:
    """Take the mail that has waited longest in hand; return None when none is due."""
    while True:
        with transaction.atomic():
            # PostgreSQL skips what another worker is claiming. SQLite knows no such lock, so the
            # UPDATE asks once more whether the mail still waits.
            mail = OutgoingMail.objects.due(now).select_for_update(skip_locked=True).first()
            if mail is None:
                return None
            if take(mail, now):
                return mail


def take(mail: OutgoingMail, now: datetime) -> bool:
    """Mark a waiting mail as being sent; say whether it is ours."""
    still_waiting = OutgoingMail.objects.filter(pk=mail.pk, state=State.WAITING)
    taken = still_waiting.update(state=State.SENDING, claimed_at=now, next_attempt_at=None, attempts=F("attempts") + 1)
    if taken:
        mail.state, mail.claimed_at, mail.next_attempt_at = State.SENDING, now, None
        mail.attempts += 1
    return bool(taken)


def deliver_due(now: datetime | None = None, limit: int = BATCH) -> Delivered:
    """Send what is due, at most `limit` mails over one connection, and return what came of it.

    When the server cannot be reached the round ends, with one mail's attempt used: an outage of an
    hour must not use up every mail's attempts.
    """
    fixed = now
    now = fixed or timezone.now()
    doubtful = mark_doubtful(now)
    supplied = ask_suppliers(now)
    sent = postponed = given_up = 0
    connection = delivery.Connection()
    try:
        for _round in range(limit):
            now = fixed or timezone.now()
            mail = claim_next(now)
            if mail is None:
                return Delivered(sent, postponed, given_up, doubtful, more=supplied > 0)
            outcome = connection.send(mail)
            if outcome.sent:
                _record_sent(mail, now)
                sent += 1
            elif outcome.doubtful:
                words = _("The server did not say whether it took this mail. It may have arrived, or not.")
                _record(mail, state=State.DOUBTFUL, last_error=f"{words} {outcome.error}"[:ERROR_LENGTH])
                logger.error("Mail %s is in doubt: the server took it without a word: %s", mail.pk, outcome.error)
                doubtful += 1
            elif outcome.permanent or mail.attempts > len(PAUSES):
                _record(mail, state=State.GIVEN_UP, last_error=outcome.error[:ERROR_LENGTH])
                if outcome.no_such_recipient:
                    suspend(address=mail.to, reason=Reason.REFUSED, detail=outcome.error)
                logger.error("Mail %s is given up: %s", mail.pk, outcome.error)
                given_up += 1
            else:
                pause = PAUSES[mail.attempts - 1]
                _record(
                    mail,
                    state=State.WAITING,
                    next_attempt_at=now + pause,
                    claimed_at=None,
                    last_error=outcome.error[:ERROR_LENGTH],
                )
                logger.warning("Mail %s is tried again in %s: %s", mail.pk, pause, outcome.error)
                postponed += 1
            if outcome.unreachable:
                return Delivered(sent, postponed, given_up, doubtful)
    finally:
        connection.close()
    return Delivered(sent, postponed, given_up, doubtful, more=True)


def _record(mail: OutgoingMail, **changes: object) -> None:
    # A slow sender may have been taken for dead; what it learnt in the end is still the truth,
    # unless a person has had the mail tried again since.
    ours = OutgoingMail.objects.filter(
        pk=mail.pk, claimed_at=mail.claimed_at, state__in=[State.SENDING, State.DOUBTFUL]
    )
    if not ours.update(**changes):
        logger.warning("Mail %s was taken over while it was being sent.", mail.pk)


def _record_sent(mail: OutgoingMail, now: datetime) -> None:
    # Headers too: an unsubscribe link in them is a key.
    _record(mail, state=State.SENT, sent_at=now, last_error="", text="", html="", headers={}, attachments=[])


def mark_doubtful(now: datetime) -> int:
    """Mark what was cut off in the act as in doubt, never to be sent again unasked; return how many."""
    words = _("The process that was sending this mail died. It may have arrived, or not.")
    stuck = OutgoingMail.objects.stuck(now).update(state=State.DOUBTFUL, last_error=words)
    if stuck:
        logger.error("%d mails are in doubt: their sender died in the act.", stuck)
    return stuck


def retry(mail: OutgoingMail) -> None:
    """Have a mail that is given up or in doubt tried again, from the first attempt.

    Raises ValidationError in any other state.
    """
    with transaction.atomic():
        again = OutgoingMail.objects.needing_a_person().filter(pk=mail.pk)
        if not again.update(
            state=State.WAITING, next_attempt_at=timezone.now(), claimed_at=None, attempts=0, last_error=""
        ):
            raise ValidationError(_("Only mail that is given up or in doubt can be tried again."))
        transaction.on_commit(deliver_soon, robust=True)
    mail.refresh_from_db()


def withdraw(ids: Collection[uuid.UUID]) -> list[uuid.UUID]:
    """Take these mails out of the outbox as if they had never been written; return those that were still waiting.

    What is being sent, or was, is left as it is.
    """
    with transaction.atomic():
        waiting = OutgoingMail.objects.filter(pk__in=ids, state=State.WAITING).select_for_update(of=("self",))
        found = list(waiting.values_list("pk", flat=True))
        # Asked once more, since SQLite knows no lock on a row.
        OutgoingMail.objects.filter(pk__in=found, state=State.WAITING).delete()
        left = set(OutgoingMail.objects.filter(pk__in=found).values_list("pk", flat=True))
    return [pk for pk in found if pk not in left]


def purge_sent(now: datetime | None = None) -> int:
    """Delete what was sent more than MAIL_KEEP_SENT_DAYS days ago; return how many."""
    days = getattr(settings, "MAIL_KEEP_SENT_DAYS", 30)
    old = OutgoingMail.objects.sent_before((now or timezone.now()) - timedelta(days=days))
    return old.delete()[0]
