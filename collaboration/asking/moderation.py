"""What moderators do with requests for help: let through, refuse, take away and bring back, close, send anew."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from collaboration.asking import emails
from collaboration.asking.contacts import contact_of
from collaboration.asking.moves import move, note_event
from collaboration.asking.rights import moderates
from collaboration.asking.sending import BROUGHT_BACK, ask_again
from collaboration.asking.states import HelpActor, HelpState, may_move
from collaboration.models import HelpEvent, HelpRequest

REMINDED = "reminded"
_AWAY = {HelpState.REJECTED, HelpState.SPAM}


def _require_contact(request: HelpRequest) -> None:
    if not contact_of(request.organisation):
        raise ValidationError(
            _("%(organisation)s can't be written to. It must be published, and have a contact address.")
            % {"organisation": request.organisation}
        )


@transaction.atomic
def decide(*, request: HelpRequest, to: HelpState, user: Any, code: str = "", note: str = "") -> HelpEvent:
    """Move a request, as the moderator saw it, and write to whom it concerns.

    Raises PermissionDenied, MoveRefused, MovedMeanwhile, and ValidationError where nobody can be written to, or a
    refusal gives no reason.
    """
    if not moderates(user):
        raise PermissionDenied
    if to == HelpState.REJECTED and not (code or note.strip()):
        raise ValidationError(_("Choose a reason, or write one: whoever asked is told."))
    is_passed_on = request.state == HelpState.PENDING and to == HelpState.OPEN
    if is_passed_on:
        _require_contact(request)
    event = move(request=request, to=to, actor=HelpActor.MODERATOR, user=user, code=code, note=note.strip())
    if is_passed_on:
        emails.tell_contact(request)
        emails.tell_passed_on(request)
    elif to == HelpState.REJECTED:
        emails.tell_rejected(request, event)
    return event


def before_it_was_taken_away(request: HelpRequest) -> HelpState | None:
    """Return the state to which a request that was refused or called spam can be brought back, or None."""
    if request.state not in _AWAY:
        return None
    states = HelpEvent.objects.filter(request=request.pk).order_by("-pk").values_list("before", flat=True)
    before = next((state for state in states if state and state not in _AWAY), "")
    return HelpState(before) if before and may_move(HelpActor.MODERATOR, request.state, before) else None


@transaction.atomic
def bring_back(*, request: HelpRequest, user: Any) -> HelpEvent:
    """Bring back a request that was refused or called spam. Raises PermissionDenied, ValidationError.

    What nobody has confirmed is asked about now: no mail went to that address.
    """
    if not moderates(user):
        raise PermissionDenied
    to = before_it_was_taken_away(request)
    if to is None:
        raise ValidationError(_("There is nothing to bring back."))
    event = move(request=request, to=to, actor=HelpActor.MODERATOR, user=user, code=BROUGHT_BACK)
    if to == HelpState.UNCONFIRMED:
        ask_again(request=request)
    return event


@transaction.atomic
def remind(*, request: HelpRequest, user: Any) -> None:
    """Write to the organisation once more, with a new link. Raises PermissionDenied, ValidationError."""
    if not moderates(user):
        raise PermissionDenied
    if request.state not in {HelpState.OPEN, HelpState.ANSWERED}:
        raise ValidationError(_("Only what waits for an answer can be sent again."))
    _require_contact(request)
    note_event(request=request, actor=HelpActor.MODERATOR, user=user, code=REMINDED)
    emails.tell_contact(request)
