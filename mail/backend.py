"""The mail backend of the whole project: what Django and Wagtail send goes through the outbox too."""

from __future__ import annotations

import base64
import logging
from collections.abc import Sequence
from email.message import Message

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils.translation import get_language

from mail.validation import RESERVED, bare_address

logger = logging.getLogger(__name__)


def _attachment(attachment: object) -> dict[str, str]:
    if isinstance(attachment, Message):
        name, mimetype = attachment.get_filename() or "", attachment.get_content_type()
        content = attachment.get_payload(decode=True) or attachment.as_bytes()
    else:
        name, content, mimetype = attachment
    if isinstance(content, EmailMessage):
        content = content.message()
    if isinstance(content, Message):
        content = content.as_bytes()
    elif isinstance(content, str):
        content = content.encode()
    return {"name": name or "", "type": mimetype, "content": base64.b64encode(content).decode("ascii")}


class OutboxEmailBackend(BaseEmailBackend):
    """Write each message to the outbox, one row a recipient, instead of sending it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Enqueue the messages and return how many; raises ValidationError unless `fail_silently`."""
        enqueued = 0
        for message in email_messages:
            try:
                enqueued += self._enqueue(message)
            except Exception:
                if not self.fail_silently:
                    raise
                logger.exception("A mail could not be put in the outbox.")
        return enqueued

    def _enqueue(self, message: EmailMessage) -> bool:
        # Django makes a backend while apps still load; the outbox has models.
        from mail import outbox

        recipients = list(dict.fromkeys(bare_address(address) for address in message.recipients()))
        if not recipients:
            return False
        text, html = (message.body, "") if message.content_subtype != "html" else ("", message.body)
        attachments = [_attachment(attachment) for attachment in message.attachments]
        for content, mimetype in getattr(message, "alternatives", ()):
            if mimetype == "text/html" and not html:
                html = content
            else:
                attachments.append(_attachment(("", content, mimetype)))
        headers = {name: value for name, value in message.extra_headers.items() if name.lower() not in RESERVED}
        # All or none: half a mail's recipients would be worse than an error.
        with transaction.atomic():
            for address in recipients:
                outbox.enqueue(
                    to=address,
                    subject=message.subject,
                    text=text,
                    html=html,
                    headers=headers,
                    reply_to=", ".join(message.reply_to),
                    from_address=message.extra_headers.get("From", message.from_email),
                    language=get_language() or "",
                    attachments=attachments,
                )
        return True
