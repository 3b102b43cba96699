"""Stop the mails about answers: from a link, or from the button that mail programs have."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from comments import notices
from comments.models import Writer
from comments.tokens import read_stop
from comments.views.own import bad_link, page_for_one
from home.anonymous_post import anonymous_post
from mail.tokens import TokenInvalid


def _read(token):
    pk, thread = read_stop(token)
    return Writer.objects.filter(pk=pk).first(), thread


@anonymous_post
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request, token):
    """Ask what to stop: this thread's mails, or all about answers."""
    try:
        writer, thread = _read(token)
    except TokenInvalid as error:
        return bad_link(request, error)
    if request.method != "POST":
        return page_for_one(request, "stop", writer=writer, thread=thread, token=token)
    everything = "all" in request.POST or not thread
    if writer and everything:
        notices.stop_all(writer=writer)
    elif writer:
        notices.stop_thread(writer=writer, thread_id=thread)
    return page_for_one(request, "stopped", everything=everything, thread=thread, token=token)


# RFC 8058: the mail program posts from its own server, without a cookie and with no page of ours before.
@csrf_exempt
@require_POST
def stop_at_once(request, token):
    """Stop at one click in a mail program (RFC 8058)."""
    try:
        writer, thread = _read(token)
    except TokenInvalid:
        return HttpResponse(status=404)
    if writer and thread:
        notices.stop_thread(writer=writer, thread_id=thread)
    elif writer:
        notices.stop_all(writer=writer)
    return HttpResponse(status=200)
