"""Move a request for help from one state to another: the one place where a state is written."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from collaboration.asking.states import HelpActor, HelpState, may_move
from collaboration.models import HelpEvent, HelpRequest


class MoveRefused(ValidationError):
    """No such move is allowed."""


class MovedMeanwhile(ValidationError):
    """Somebody else was first."""


@transaction.atomic
def move(
    *,
    request: HelpRequest,
    to: HelpState,
    actor: HelpActor,
    user: Any = None,
    code: str = "",
    note: str = "",
) -> HelpEvent:
    """Move `request`, as it was read, to another state, and write it in the log.

    Raises MoveRefused where the move is not allowed, and MovedMeanwhile where it is no longer in the state in
    which it was read.
    """
    before = HelpState(request.state)
    if not may_move(actor, before, to):
        raise MoveRefused(
            _("A request can't go from “%(before)s” to “%(after)s”.")
            % {"before": before.label, "after": HelpState(to).label}
        )
    now = timezone.now()
    # The state is asked for once more in the very statement that changes it: of two, one finds nothing.
    if not HelpRequest.objects.filter(pk=request.pk, state=before).update(state=to, moved_at=now):
        raise moved_meanwhile(request)
    request.state, request.moved_at = to, now
    return HelpEvent.objects.create(
        request=request, at=now, actor=actor, user=user, before=before, after=to, code=code, note=note
    )


def moved_meanwhile(request: HelpRequest) -> MovedMeanwhile:
    """Return what tells somebody that she was not the first."""
    now = HelpRequest.objects.filter(pk=request.pk).first()
    if now is None:
        return MovedMeanwhile(_("The request is not here any more."))
    return MovedMeanwhile(
        _("Somebody was before you. The request is now: %(state)s.") % {"state": now.get_state_display()}
    )


def note_event(*, request: HelpRequest, actor: HelpActor, code: str, user: Any = None, note: str = "") -> HelpEvent:
    """Write in the log what happened to a request that stays in its state."""
    return HelpEvent.objects.create(
        request=request, actor=actor, user=user, before=request.state, after=request.state, code=code, note=note
    )
