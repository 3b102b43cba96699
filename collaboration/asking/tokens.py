"""The tokens in mails about requests for help: each holds the request's number and a purpose, nothing else."""

from __future__ import annotations

from datetime import timedelta

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
    return make_token(_ANSWER, request.pk)


def read_answer(token: str) -> int:
    """Return the number of the request to answer; raises TokenExpired after ninety days, TokenInvalid."""
    return int(read_token(_ANSWER, token, max_age=ANSWER_WITHIN)[0])
