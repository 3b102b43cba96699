"""What has become of a delivery, in one word and the reason: its own state, or else its mail's."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mail.models import OutgoingMail
from subscriptions.models import Delivery

_MAIL, _STATE = OutgoingMail.State, Delivery.State


class Fate(models.TextChoices):
    """What has become of a delivery."""

    WAITING = "waiting", _("waiting for its time")
    OUTBOX = "outbox", _("waiting in the outbox")
    SENT = "sent", _("sent")
    GIVEN_UP = "given_up", _("given up")
    DOUBTFUL = "doubtful", _("in doubt")
    LAPSED = "lapsed", _("not public in time")
    STOPPED = "stopped", _("no longer wanted")


_OF_MAIL = {
    _MAIL.WAITING: Fate.OUTBOX,
    _MAIL.SENDING: Fate.OUTBOX,
    _MAIL.SENT: Fate.SENT,
    _MAIL.GIVEN_UP: Fate.GIVEN_UP,
    _MAIL.DOUBTFUL: Fate.DOUBTFUL,
}
_OF_DELIVERY = {_STATE.WAITING: Fate.WAITING, _STATE.LAPSED: Fate.LAPSED, _STATE.STOPPED: Fate.STOPPED}
CAN_BE_RESENT = {Fate.SENT, Fate.GIVEN_UP, Fate.DOUBTFUL, Fate.LAPSED}


def fate_of(delivery: Delivery) -> Fate:
    """Return what has become of a delivery; its mail is read if it was not."""
    if delivery.state != _STATE.MAILED:
        return _OF_DELIVERY[_STATE(delivery.state)]
    # The outbox lets go of what it has sent, and of nothing else.
    return _OF_MAIL[_MAIL(delivery.mail.state)] if delivery.mail else Fate.SENT


def reason_of(delivery: Delivery) -> str:
    """Return what the mail server said, where it was not taken."""
    return delivery.mail.last_error if delivery.mail else ""


def with_fate(fate: str) -> Q:
    """Return the condition that this has become of a delivery."""
    for state, its in _OF_DELIVERY.items():
        if its == fate:
            return Q(state=state)
    states = [state for state, its in _OF_MAIL.items() if its == fate]
    mailed = Q(state=_STATE.MAILED)
    return mailed & (Q(mail__state__in=states) | Q(mail=None) if fate == Fate.SENT else Q(mail__state__in=states))
