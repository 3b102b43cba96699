"""The tokens in mails about requests for help: each holds the request's number and a purpose.

The one to answer with holds also which contact address it went to, as a digest: it serves that address alone.
"""

from __future__ import annotations

from datetime import timedelta

from django.utils.crypto import constant_time_compare, salted_hmac

from collaboration.asking.contacts import address_of
from collaboration.models import HelpRequest
from comments.tokens import CONFIRM_WITHIN
from mail.tokens import make_token, read_token

# Long enough for a summer holiday; a moderator can send a new link.
ANSWER_WITHIN = timedelta(days=90)

_CONFIRM, _SENT, _STATUS, _ANSWER = "help-confirm", "help-sent", "help-status", "help-answer"


def confirm_token(request: HelpRequest) -> str:
    return make_token(_CONFIRM, request.pk)


def read_confirm(token: str) -> int:
    """Return the number of the request; raises TokenExpired after seven days, TokenInvalid."""
    return int(read_token(_CONFIRM, token, max_age=CONFIRM_WITHIN)[0])


def sent_token(request: HelpRequest) -> str:
    """Return what shows that something was sent, and nothing of it: anybody may have typed the address."""
    return make_token(_SENT, request.pk)


def read_sent(token: str) -> int:
    return int(read_token(_SENT, token, max_age=CONFIRM_WITHIN)[0])


def status_token(request: HelpRequest) -> str:
    return make_token(_STATUS, request.pk)


def read_status(token: str) -> int:
    """Return the number of the request that whoever asked may look up and close; raises TokenInvalid."""
    return int(read_token(_STATUS, token)[0])


def answer_token(request: HelpRequest) -> str:
    return make_token(_ANSWER, request.pk, _contact_digest(request))


def read_answer(token: str) -> tuple[int, str]:
    """Return the number of the request to answer, and whose link it is: see `is_contacts_own`.

    Raises TokenExpired after ninety days, TokenInvalid.
    """
    number, *contact = read_token(_ANSWER, token, max_age=ANSWER_WITHIN)
    return int(number), "-".join(contact)


def is_contacts_own(request: HelpRequest, contact: str) -> bool:
    """Say whether a link went to the address that is the organisation's contact now."""
    return bool(address_of(request.organisation)) and constant_time_compare(contact, _contact_digest(request))


def _contact_digest(request: HelpRequest) -> str:
    return salted_hmac(_ANSWER, address_of(request.organisation).casefold(), algorithm="sha256").hexdigest()[:20]
