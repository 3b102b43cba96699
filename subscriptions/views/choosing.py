"""What a follower does from a link in her mails: choose, move to another address, stop, be forgotten."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from home import throttle
from home.anonymous_post import anonymous_post
from home.personal_pages import personal_page
from mail.tokens import TokenInvalid
from subscriptions import choosing
from subscriptions.forms import ChangeForm, MoveForm
from subscriptions.models import Rhythm, Weekday
from subscriptions.tokens import change_token, read_change, read_move
from subscriptions.views.asking import bad_link


def _follows(subscriber):
    return [row.subject for row in subscriber.subscriptions.all()]


def _page(request, subscriber, form, move=None, status=200, **said):
    token = change_token(subscriber)
    context = {"subscriber": subscriber, "form": form, "move": move or MoveForm(prefix="move"), "token": token}
    return personal_page(request, "subscriptions/change.html", status=status, **context, **said)


def _initial(subscriber):
    return {
        "rhythm": subscriber.rhythm,
        "weekday": subscriber.weekday,
        "language": subscriber.language or get_language(),
    }


@anonymous_post
@require_http_methods(["GET", "HEAD", "POST"])
def change(request, token):
    """Show a follower what she follows, and let her choose."""
    try:
        subscriber = read_change(token)
    except TokenInvalid:
        return bad_link(request)
    follows, language = _follows(subscriber), get_language()
    if request.method != "POST":
        form = ChangeForm(language=language, chosen=follows, initial=_initial(subscriber))
        return _page(request, subscriber, form, confirmed="confirmed" in request.GET, saved="saved" in request.GET)
    form = ChangeForm(request.POST, language=language, chosen=follows)
    if not form.is_valid():
        return _page(request, subscriber, form, status=422)
    # What is not public just now is not on the page, and not hers to untick.
    unseen = [subject for subject in follows if subject not in form.titles]
    ticked = form.ticked
    choosing.choose(
        subscriber=subscriber,
        keep=[*(subject for subject in follows if subject in ticked), *unseen],
        add=[subject for subject in ticked if subject not in follows],
        rhythm=form.cleaned_data["rhythm"],
        weekday=form.cleaned_data["weekday"]
        if form.cleaned_data["rhythm"] == Rhythm.WEEKLY
        else Weekday(subscriber.weekday),
        language=form.cleaned_data["language"],
    )
    if not ticked and not unseen:
        return personal_page(request, "subscriptions/stopped.html", token=change_token(subscriber))
    response = redirect("subscriptions:change", change_token(subscriber))
    response.status_code = 303
    response["Location"] += "?saved"
    return response


@anonymous_post
@require_POST
def ask_to_move(request, token):
    """Ask at another address whether mail is to go there."""
    try:
        subscriber = read_change(token)
    except TokenInvalid:
        return bad_link(request)
    move = MoveForm(request.POST, prefix="move")
    valid = move.is_valid()
    if valid and throttle.count("follow-move", subscriber.key) <= 5:
        choosing.ask_to_move(subscriber=subscriber, email=move.cleaned_data["email"])
    if valid:
        return personal_page(request, "subscriptions/move_asked.html", token=token)
    form = ChangeForm(language=get_language(), chosen=_follows(subscriber), initial=_initial(subscriber))
    return _page(request, subscriber, form, move, status=422)


@anonymous_post
@require_http_methods(["GET", "HEAD", "POST"])
def move(request, token):
    """Let mail go to the address where this link was sent."""
    try:
        subscriber, email = read_move(token)
    except TokenInvalid:
        return bad_link(request)
    if request.method != "POST":
        if subscriber.new_email != email:
            return bad_link(request, status=410)
        return personal_page(request, "subscriptions/move.html", subscriber=subscriber, email=email)
    if not choosing.move(subscriber=subscriber, email=email):
        return bad_link(request, status=410)
    subscriber.refresh_from_db()
    response = redirect("subscriptions:change", change_token(subscriber))
    response.status_code = 303
    return response


@anonymous_post
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request, token):
    """Ask whether all mail is to stop; the button stops it."""
    try:
        subscriber = read_change(token)
    except TokenInvalid:
        return bad_link(request)
    if request.method != "POST":
        return personal_page(request, "subscriptions/stop.html", subscriber=subscriber, token=token)
    choosing.stop(subscriber=subscriber)
    return personal_page(request, "subscriptions/stopped.html", token=token)


# RFC 8058: the mail program posts from its own server, without a cookie and with no page of ours before.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop_at_once(request, token):
    """Stop all mail at one click in a mail program (RFC 8058); who opens the address is shown the page that asks."""
    if request.method != "POST":
        return redirect("subscriptions:stop", token)
    try:
        subscriber = read_change(token)
    except TokenInvalid:
        return HttpResponse(status=404)
    choosing.stop(subscriber=subscriber)
    return HttpResponse(status=200)


@anonymous_post
@require_POST
def erase(request, token):
    """Delete all that is known of a follower."""
    try:
        subscriber = read_change(token)
    except TokenInvalid:
        return bad_link(request)
    choosing.erase(subscriber=subscriber)
    return personal_page(request, "subscriptions/erased.html")
