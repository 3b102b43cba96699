"""The states of a request for help, and who may move it from which to which: stated here once, enforced in `moves`."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class HelpState(models.TextChoices):
    """Where a request for help is on its way."""

    UNCONFIRMED = "unconfirmed", _("waiting for confirmation")
    PENDING = "pending", _("waiting for a moderator")
    OPEN = "open", pgettext_lazy("a request for help", "waiting for an answer")
    ANSWERED = "answered", pgettext_lazy("a request for help", "answered")
    ACCEPTED = "accepted", pgettext_lazy("a request for help", "accepted")
    DECLINED = "declined", pgettext_lazy("a request for help", "declined")
    CLOSED = "closed", pgettext_lazy("a request for help", "closed")
    REJECTED = "rejected", pgettext_lazy("a request for help", "not passed on")
    SPAM = "spam", _("spam")


class HelpActor(models.TextChoices):
    """Who moves a request."""

    ASKER = "asker", _("who asked")
    RULES = "rules", _("the rules")
    MODERATOR = "moderator", _("a moderator")
    CONTACT = "contact", _("the organisation")


_A, _R, _M, _C = HelpActor.ASKER, HelpActor.RULES, HelpActor.MODERATOR, HelpActor.CONTACT
_S = HelpState

# What the organisation may say of it.
ANSWERS = (_S.ANSWERED, _S.ACCEPTED, _S.DECLINED)
# What the organisation has been told of. Of these, readers see what both have agreed to show.
PASSED_ON = (_S.OPEN, *ANSWERS, _S.CLOSED)
# What a moderator took away comes back to where it was.
_BACK = (_S.PENDING, *PASSED_ON)

MOVES: dict[tuple[HelpState, HelpState], frozenset[HelpActor]] = {
    (_S.UNCONFIRMED, _S.PENDING): frozenset({_R}),
    (_S.UNCONFIRMED, _S.OPEN): frozenset({_R}),
    # It was declined before: it is not sent to the same organisation again.
    (_S.UNCONFIRMED, _S.CLOSED): frozenset({_R}),
    (_S.UNCONFIRMED, _S.REJECTED): frozenset({_R, _M}),
    (_S.UNCONFIRMED, _S.SPAM): frozenset({_R, _M}),
    (_S.PENDING, _S.OPEN): frozenset({_M}),
    (_S.PENDING, _S.CLOSED): frozenset({_A, _M}),
    (_S.OPEN, _S.ANSWERED): frozenset({_C}),
    (_S.OPEN, _S.ACCEPTED): frozenset({_C}),
    (_S.OPEN, _S.DECLINED): frozenset({_C}),
    (_S.ANSWERED, _S.ACCEPTED): frozenset({_C}),
    (_S.ANSWERED, _S.DECLINED): frozenset({_C}),
    **{(before, _S.CLOSED): frozenset({_A, _M}) for before in (_S.OPEN, *ANSWERS)},
    **{(before, after): frozenset({_M}) for before in _BACK for after in (_S.REJECTED, _S.SPAM)},
    **{(before, after): frozenset({_M}) for before in (_S.REJECTED, _S.SPAM) for after in _BACK},
    (_S.SPAM, _S.REJECTED): frozenset({_M}),
    # Nobody has confirmed it: that is asked for now.
    **{(before, _S.UNCONFIRMED): frozenset({_M}) for before in (_S.REJECTED, _S.SPAM)},
}


def may_move(actor: HelpActor, before: str, after: str) -> bool:
    """Say whether `actor` may move a request from one state to another."""
    return actor in MOVES.get((HelpState(before), HelpState(after)), frozenset())
