"""Why a request for help waits, or was not passed on: the codes of comments, in words about requests."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comments import reasons
from comments.reasons import Rejection
from comments.rules import Code

# What a moderator gives as the reason; whoever asked is told in these words.
REFUSALS = {
    Rejection.OFF_TOPIC: _("It is not a request for help with this competency."),
    Rejection.PERSONAL: Rejection.PERSONAL.label,
    Rejection.PRIVATE: Rejection.PRIVATE.label,
    Rejection.ADVERTISING: Rejection.ADVERTISING.label,
    Rejection.ILLEGAL: Rejection.ILLEGAL.label,
    Rejection.REPEATED: _("The organisation has been asked the same already."),
    Rejection.OTHER: Rejection.OTHER.label,
}
# What the rules found, where their words for comments would mislead.
_RULES = {
    Code.HOLD_ALL: _("everybody's requests wait"),
    Code.FIRST_TIME: _("nothing by whoever asked has been let through before"),
    Code.EARLIER_SPAM: pgettext_lazy("a request for help", "earlier spam from the same address"),
    Code.EARLIER_REJECTED: _("earlier requests or comments from the same address were refused"),
    Code.MANY_FROM_ADDRESS: _("much was sent from one network within an hour"),
    Code.KNOWN_WRITER: _("something by whoever asked has been let through before"),
}


def refusal_in_words(code: str) -> str:
    """Return the reason that whoever asked is told; "" for a code that is for moderators alone."""
    return str(REFUSALS.get(Rejection(code), Rejection(code).label)) if code in Rejection.values else ""


def words_for(code: str) -> str:
    """Return a reason in words for moderators."""
    return refusal_in_words(code) or str(_RULES.get(code) or reasons.words_for(code))
