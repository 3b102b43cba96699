"""What may stand in a mail: no header can be smuggled in, and nothing that a database refuses."""

from __future__ import annotations

import re
import unicodedata
from email.utils import getaddresses, parseaddr

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

HEADER_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*\Z")
# Set by the outbox, or part of how the mail is built: a caller's own would contradict it.
RESERVED = {
    "auto-submitted",
    "bcc",
    "cc",
    "date",
    "from",
    "message-id",
    "mime-version",
    "reply-to",
    "return-path",
    "sender",
    "subject",
    "to",
}
LONGEST_HEADER = 900


def _refuse(field: str, message: str) -> None:
    raise ValidationError({field: message})


def check_encodable(field: str, value: str) -> None:
    """Raise ValidationError for characters that no mail and no database can hold."""
    try:
        value.encode()
    except UnicodeEncodeError:
        _refuse(field, _("Remove the characters that cannot be written as text."))
    if "\x00" in value:
        _refuse(field, _("Remove the null character."))


def check_one_line(field: str, value: str) -> None:
    """Raise ValidationError unless `value` is one line without control characters.

    Every character that some reader takes for a line's end counts, not only CR and LF.
    """
    check_encodable(field, value)
    if value.splitlines() not in ([], [value]):
        _refuse(field, _("Write this on one line."))
    if any(ord(sign) < 32 or 127 <= ord(sign) < 160 for sign in value):
        _refuse(field, _("Remove the control characters."))
    if len(value) > LONGEST_HEADER:
        _refuse(field, _("Shorten this to at most %(limit)d characters.") % {"limit": LONGEST_HEADER})


def check_address(field: str, value: str) -> None:
    """Raise ValidationError unless `value` is one bare e-mail address."""
    check_one_line(field, value)
    try:
        validate_email(value)
    except ValidationError:
        _refuse(field, _("Enter an e-mail address, such as name@example.org."))


def check_mailboxes(field: str, value: str) -> None:
    """Raise ValidationError unless `value` is one or more addresses, each with or without a name."""
    check_one_line(field, value)
    mailboxes = getaddresses([value])
    if not mailboxes:
        _refuse(field, _("Enter an e-mail address, such as name@example.org."))
    for _name, address in mailboxes:
        check_address(field, address)


def normal_address(address: str) -> str:
    """Return an e-mail address as it is compared: in lower case, no space around it, its domain as people write it."""
    address = unicodedata.normalize("NFKC", address).strip().lower()
    local, at, domain = address.rpartition("@")
    if domain.startswith("xn--") or ".xn--" in domain:
        try:
            domain = domain.encode("ascii").decode("idna")
        except UnicodeError:
            return address
    return f"{local}{at}{domain}"


def bare_address(value: str) -> str:
    """Return the address of `Name <address>`, or of an address alone."""
    return parseaddr(str(value))[1]


def check_headers(headers: dict[str, str]) -> None:
    """Raise ValidationError for a header that is not ours to set, or not well formed."""
    for name, value in headers.items():
        if not HEADER_NAME.match(name):
            _refuse("headers", _("%(name)r is not a header's name.") % {"name": name})
        if name.lower() in RESERVED or name.lower().startswith("content-"):
            _refuse("headers", _("The header %(name)s is set by the outbox.") % {"name": name})
        check_one_line("headers", value)
