"""What whoever asked does with her own: confirm, look up what became of it, close it, show it or not."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from collaboration.asking import answering, sending
from collaboration.asking.reasons import refusal_in_words
from collaboration.asking.states import HelpActor, HelpState
from collaboration.asking.tokens import read_confirm, read_sent, read_status, sent_token, status_token
from collaboration.asking.views.pages import by_number, page_of_request
from collaboration.models import HelpEvent
from comments.recognition import remember
from comments.views.own import bad_link
from home.anonymous_post import anonymous_post
from home.errors import NotHere
from mail.tokens import TokenExpired, TokenInvalid

OPEN_TO_CLOSE = (HelpState.PENDING, HelpState.OPEN, HelpState.ANSWERED, HelpState.ACCEPTED, HelpState.DECLINED)


def _see_other(name, token):
    response = redirect(f"help:{name}", token)
    response.status_code = 303
    return response


@require_safe
def sent(request, token):
    """Tell whoever sent a request to look in her mail."""
    try:
        asked = by_number(read_sent(token))
    except (TokenExpired, TokenInvalid) as error:
        return bad_link(request, error)
    return page_of_request(request, "sent", asked, token=token)


@anonymous_post
@require_POST
def resend(request, token):
    """Send the mail that asks for confirmation once more."""
    try:
        asked = by_number(read_sent(token))
    except (TokenExpired, TokenInvalid) as error:
        return bad_link(request, error)
    again = asked.state == HelpState.UNCONFIRMED and sending.ask_again(request=asked)
    return page_of_request(request, "sent", asked, token=token, again=again, has_asked_again=True)


@anonymous_post
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request, token):
    """Ask the reader of a mail whether a request is hers; the button confirms it, and she is recognised after that."""
    try:
        asked = by_number(read_confirm(token))
    except (TokenExpired, TokenInvalid) as error:
        return bad_link(request, error)
    if asked.state != HelpState.UNCONFIRMED:
        # Opened again: nothing to do but to see what became of it.
        return redirect("help:status", status_token(asked))
    if request.method != "POST":
        return page_of_request(request, "confirm", asked)
    if "disown" in request.POST:
        if sending.disown(request=asked):
            return page_of_request(request, "disowned", asked)
        # Pressed twice, or confirmed in another tab at the same time.
        return _see_other("status", status_token(asked))
    try:
        asked = sending.confirm(request=asked)
    except ValidationError as error:
        raise NotHere(" ".join(error.messages)) from error
    response = _see_other("status", status_token(asked))
    remember(response, request, sending.writer_of(asked))
    return response


@require_safe
def status(request, token):
    """Show whoever asked what became of it."""
    try:
        asked = by_number(read_status(token))
    except TokenInvalid as error:
        return bad_link(request, error)
    if asked.state == HelpState.UNCONFIRMED:
        return redirect("help:sent", sent_token(asked))
    last = HelpEvent.objects.filter(request=asked).exclude(code__in=[answering.SHOWN, answering.HIDDEN]).last()
    refused = asked.state == HelpState.REJECTED and last and last.actor == HelpActor.MODERATOR
    earlier = sending.declined_before(asked) if last and last.code == sending.DECLINED_BEFORE else None
    return page_of_request(
        request,
        "status",
        asked,
        token=token,
        answers=asked.answers.all(),
        reason=refusal_in_words(last.code) if refused else "",
        note=last.note if refused else "",
        declined=earlier,
        declined_answers=earlier.request.answers.all() if earlier else (),
        may_be_closed=asked.state in OPEN_TO_CLOSE,
    )


@anonymous_post
@require_POST
def change(request, token):
    """Close a request, or say whether readers may see it."""
    try:
        asked = by_number(read_status(token))
    except TokenInvalid as error:
        return bad_link(request, error)
    try:
        if "close" in request.POST:
            answering.close(request=asked, actor=HelpActor.ASKER)
        elif request.POST.get("shows") in {"yes", "no"}:
            answering.show(request=asked, actor=HelpActor.ASKER, shows=request.POST["shows"] == "yes")
    except ValidationError as error:
        return page_of_request(request, "refused", asked, status=409, message=" ".join(error.messages))
    return _see_other("status", status_token(asked))
