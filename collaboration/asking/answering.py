"""What the two parties do with a request that was passed on: answer, close, let readers see it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from collaboration.asking import emails
from collaboration.asking.moves import move, moved_meanwhile, note_event
from collaboration.asking.sending import locked
from collaboration.asking.states import PASSED_ON, HelpActor, HelpState, may_move
from collaboration.models import HelpAnswer, HelpRequest
from comments.text import is_blank, render

SHOWN, HIDDEN = "shown", "hidden"
# Whoever asked has no other way to the organisation than what it writes here.
_NEEDS_WORDS = {
    HelpState.ANSWERED: gettext_lazy("Write an answer."),
    HelpState.ACCEPTED: gettext_lazy("How do they reach you? Write it in the answer."),
}


@transaction.atomic
def answer(*, request: HelpRequest, to: HelpState, text: str, shows: bool) -> HelpRequest:
    """Note what the organisation says to a request, as it was read, and tell whoever asked.

    Raises MovedMeanwhile where somebody answered first, MoveRefused, and ValidationError for an answer without words.
    """
    now = locked(request)
    if now.state != request.state:
        raise moved_meanwhile(request)
    blank = is_blank(text)
    if blank and to in _NEEDS_WORDS:
        raise ValidationError({"comment": str(_NEEDS_WORDS[to])})
    move(request=now, to=to, actor=HelpActor.CONTACT)
    if not blank:
        HelpAnswer.objects.create(request=now, at=now.moved_at, text=text, html=render(text))
    _show(now, "contact_shows", shows, HelpActor.CONTACT)
    emails.tell_answer(now, "" if blank else text)
    return now


@transaction.atomic
def close(*, request: HelpRequest, actor: HelpActor, user: Any = None) -> HelpRequest:
    """Close a request: there is nothing more to do about it. A second time changes nothing. Raises MoveRefused."""
    now = locked(request)
    if now.state != HelpState.CLOSED:
        move(request=now, to=HelpState.CLOSED, actor=actor, user=user)
    return now


@transaction.atomic
def show(*, request: HelpRequest, actor: HelpActor, shows: bool) -> HelpRequest:
    """Note whether one of the parties lets readers see a request; they do if both let them."""
    now = locked(request)
    field = "contact_shows" if actor == HelpActor.CONTACT else "asker_shows"
    if actor == HelpActor.CONTACT and now.state not in PASSED_ON:
        raise ValidationError(_("This request is not yours to show."))
    _show(now, field, shows, actor)
    return now


def _show(request: HelpRequest, field: str, shows: bool, actor: HelpActor) -> None:
    if getattr(request, field) == shows:
        return
    HelpRequest.objects.filter(pk=request.pk).update(**{field: shows})
    setattr(request, field, shows)
    note_event(request=request, actor=actor, code=SHOWN if shows else HIDDEN)


def answers_open_to(request: HelpRequest) -> list[HelpState]:
    """Return what the organisation may say to a request now."""
    return [to for to in HelpState if may_move(HelpActor.CONTACT, request.state, to)]
