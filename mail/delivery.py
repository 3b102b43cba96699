"""Hand one mail to the server, and say in our words what the server said."""

from __future__ import annotations

import base64
import logging
import re
import smtplib
from dataclasses import dataclass, replace
from email.utils import format_datetime

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from mail.models import OutgoingMail

logger = logging.getLogger(__name__)

# smtplib by itself waits for ever.
TIMEOUT = 30
# RFC 5321, 4.1.1.4. No command holds it.
END_OF_MAIL = b"\r\n.\r\n"
# RFC 3463: 5.1 is about the address and 5.2 about the mailbox; 5.7 and others are about us, or about the mail.
ENHANCED_STATUS = re.compile(r"\b5\.(\d{1,3})\.\d{1,3}\b")


@dataclass(frozen=True)
class Outcome:
    """How one attempt ended."""

    sent: bool = False
    # The server refuses this mail for good.
    permanent: bool = False
    # The recipient's server says that there is nobody there.
    no_such_recipient: bool = False
    # It is the server or the line that fails, so the next mail would fare no better.
    unreachable: bool = False
    # The server was given the whole mail and has not said whether it took it.
    doubtful: bool = False
    error: str = ""


def build_message(mail: OutgoingMail) -> EmailMultiAlternatives:
    """Build the message: the same Message-ID and Date at every attempt."""
    headers = {
        **mail.headers,
        "Message-ID": mail.message_id,
        "Date": format_datetime(mail.created_at),
        "Auto-Submitted": "auto-generated",
    }
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text or mail.html,
        from_email=mail.from_address,
        to=[mail.to],
        reply_to=[mail.reply_to] if mail.reply_to else None,
        headers=headers,
    )
    if mail.text and mail.html:
        message.attach_alternative(mail.html, "text/html")
    elif mail.html:
        message.content_subtype = "html"
    for attachment in mail.attachments:
        content = base64.b64decode(attachment["content"])
        message.attach(attachment["name"] or None, content, attachment["type"])
    return message


def _said(code: object, words: object) -> str:
    if isinstance(words, bytes):
        words = words.decode(errors="replace")
    return f"{code} {words}"


def explain(error: Exception) -> Outcome:
    """Tell a refusal for good from trouble that may pass.

    Only what the server says of this recipient or this content is for good. A refused log-in, greeting
    or sender is about our settings: the mails wait until somebody has put them right.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
        said = _said(code, words)
        gone = 500 <= code < 600 and (not (status := ENHANCED_STATUS.search(said)) or status[1] in {"1", "2"})
        return Outcome(permanent=500 <= code < 600, no_such_recipient=gone, unreachable=code == 421, error=said)
    if isinstance(error, smtplib.SMTPDataError):
        code = error.smtp_code
        return Outcome(permanent=500 <= code < 600, unreachable=code == 421, error=_said(code, error.smtp_error))
    if isinstance(error, smtplib.SMTPSenderRefused):
        # 552 here means that this mail is too large for the server (RFC 1870).
        code = error.smtp_code
        return Outcome(permanent=code == 552, unreachable=code == 421, error=_said(code, error.smtp_error))
    if isinstance(error, smtplib.SMTPResponseException):
        return Outcome(unreachable=True, error=_said(error.smtp_code, error.smtp_error))
    # smtplib's own errors are OSErrors too: lost connections, timeouts, refused connections, no TLS.
    return Outcome(unreachable=isinstance(error, OSError), error=f"{type(error).__name__}: {error}")


class Connection:
    """One connection to the server, opened with the first mail and used for the whole round."""

    def __init__(self) -> None:
        self._backend = None
        self._handed_over = False

    def send(self, mail: OutgoingMail) -> Outcome:
        """Send one mail. Never raises: whatever goes wrong is in the outcome."""
        try:
            message = build_message(mail)
            if self._backend is None:
                self._backend = get_connection(backend=settings.MAIL_DELIVERY_BACKEND, fail_silently=False)
                if getattr(self._backend, "timeout", TIMEOUT) is None:
                    self._backend.timeout = TIMEOUT
                self._backend.open()
                self._watch(getattr(self._backend, "connection", None))
            self._handed_over = False
            self._backend.send_messages([message])
        except Exception as error:
            outcome = explain(error)
            if self._handed_over and not isinstance(error, smtplib.SMTPResponseException):
                outcome = replace(outcome, doubtful=True)
            if outcome.unreachable:
                self.close()
            elif not isinstance(error, smtplib.SMTPException):
                logger.exception("Mail %s could not be built or handed over.", mail.pk)
            return outcome
        return Outcome(sent=True)

    def _watch(self, smtp: smtplib.SMTP | None) -> None:
        """Remember whether the last thing said to the server was the end of a mail."""
        if not isinstance(smtp, smtplib.SMTP):
            return
        say = smtp.send

        def send(said: str | bytes) -> None:
            self._handed_over = False
            say(said)
            self._handed_over = isinstance(said, bytes) and said.endswith(END_OF_MAIL)

        smtp.send = send  # type: ignore[method-assign]

    def close(self) -> None:
        """Close the connection; an error in parting changes nothing that was sent."""
        backend, self._backend = self._backend, None
        if backend is not None:
            try:
                backend.close()
            except OSError as error:
                logger.debug("Closing the connection to the mail server: %s", error)
