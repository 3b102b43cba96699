"""Write a comment, an answer, a correction: a page of its own, that works without JavaScript."""

from __future__ import annotations

import logging
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comments import posting
from comments.affiliations import organisations
from comments.corrections import find_correctable
from comments.forms import CommentForm, CorrectionForm, blank_discussion
from comments.models import Kind, ModeratedComment
from comments.recognition import account_of, recognised
from comments.states import State
from comments.subjects import Described, subjects
from comments.text import odd_characters
from comments.text import render as render_text
from comments.tokens import status_token
from comments.views.own import keep_text
from home import throttle
from home.anonymous_post import anonymous_post
from home.errors import NotHere
from home.personal_pages import keep_personal

logger = logging.getLogger(__name__)


def about_or_not_here(subject: str, key: UUID, request: Any) -> Described:
    """Return what is talked about; raises NotHere where readers may not read it."""
    try:
        return posting.described(subject, key, get_language(), request)
    except posting.Closed as error:
        raise NotHere(" ".join(error.messages)) from error


def _answered(number: Any, subject: str, key: UUID) -> ModeratedComment | None:
    """Return the published comment with this number in the discussion, or None."""
    if not str(number or "").isdecimal() or len(str(number)) > 18:
        return None
    keys = subjects[subject].together([key])[key]
    here = ModeratedComment.objects.on(subject, keys).published().filter(kind=Kind.COMMENT)
    return here.filter(pk=int(number)).first()


@anonymous_post
@require_http_methods(["GET", "HEAD", "POST"])
def write(request, subject, key):
    """Show the form for a comment, or take one."""
    try:
        about = about_or_not_here(subject, key, request)
    except NotHere as error:
        if request.method == "POST":
            return keep_text(request, str(error))
        raise
    writer = recognised(request)
    offered = organisations(get_language(), request)
    target = blank_discussion(subject, key)
    parent = _answered(request.POST.get("reply_to") or request.GET.get("reply_to"), subject, key)
    form = CommentForm(
        target,
        request.POST if request.method == "POST" else None,
        organisations=offered.values(),
        writer=writer,
        initial={"reply_to": parent.pk if parent else None},
    )
    page = {"form": form, "about": about, "parent": parent, "writer": writer, "subject": subject, "key": key}
    return _take(request, form, page, template="comments/write.html", send={})


@anonymous_post
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request, statement):
    """Show the form for a correction to one statement, or take one."""
    found = find_correctable(statement, get_language(), request)
    if found is None:
        gone = _("This statement is not in the post any more.")
        if request.method == "POST":
            return keep_text(request, gone)
        raise NotHere(gone)
    about = about_or_not_here(found.subject, found.key, request)
    writer = recognised(request)
    offered = organisations(get_language(), request)
    form = CorrectionForm(
        blank_discussion(found.subject, found.key),
        request.POST if request.method == "POST" else None,
        organisations=offered.values(),
        writer=writer,
        wording=found.wording,
    )
    page = {"form": form, "about": about, "correctable": found, "writer": writer}
    page |= {"subject": found.subject, "key": found.key}
    send = {"kind": Kind.CORRECTION, "statement_key": statement}
    return _take(request, form, page, template="comments/correct.html", send=send)


def _take(request: Any, form: CommentForm, page: dict[str, Any], *, template: str, send: dict[str, Any]) -> Any:
    """Answer with the form, a preview of what it holds, or where to go once it is stored."""
    status = 200
    if request.method == "POST":
        if form.is_valid():
            if "preview" in request.POST:
                page["preview"] = render_text(form.cleaned_data["comment"])
            else:
                answer, status = _store(request, form, page, send)
                if answer is not None:
                    return answer
        else:
            status = 422
    page["is_page_of_its_own"] = True
    response = TemplateResponse(request, template, page, status=status)
    if page["writer"]:
        keep_personal(response)
    return response


def _store(request: Any, form: CommentForm, page: dict[str, Any], send: dict[str, Any]) -> tuple[Any, int]:
    """Return (where to go, status), or (None, status) with the form saying what is wrong."""
    place = throttle.place_of(request)
    from_here = throttle.count("from", place)
    if from_here > throttle.MOST_FROM_ONE_ADDRESS:
        form.add_error(
            None,
            _("A great many comments have come from your network in the last hour. Wait a while and send it again."),
        )
        return None, 429
    data, writer = form.cleaned_data, page["writer"]
    user = account_of(request)
    try:
        posted = posting.post(
            subject=page["subject"],
            key=page["key"],
            text=data["comment"],
            name=data["name"],
            email=writer.email if writer else data["email"],
            language=get_language(),
            reply_to=data.get("reply_to") or 0,
            organisation_key=data.get("organisation"),
            followup=data.get("followup", False),
            user=user,
            confirmed=writer is not None,
            circumstances={
                "seconds_to_write": form.seconds_to_write(),
                # That something was there, and how it began, is enough to know.
                "honeypot": data.get("honeypot", "")[:80],
                "odd_characters": odd_characters(str(form.data.get("comment", ""))),
                "from_same_address": from_here,
                "on_same_subject": throttle.count("on", f"{page['subject']}.{page['key']}"),
            },
            proposed_wording=data.get("proposed_wording", ""),
            wording_before=getattr(form, "wording", ""),
            **send,
        )
    except OperationalError:
        # SQLite takes one writer at a time, and has waited as long as it may.
        logger.exception("A comment could not be stored.")
        form.add_error(
            None, _("The site is very busy just now. Your text still stands below: send it again in a moment.")
        )
        return None, 503
    except ValidationError as error:
        # What was answered may be gone: the text can be sent as a comment of its own.
        form.data = form.data.copy()
        form.data["reply_to"] = ""
        page["parent"] = None
        for message in error.messages:
            form.add_error(None, message)
        return None, 409
    return _after(posted.comment), 303


def _after(comment: ModeratedComment) -> Any:
    """Return the way to what became of a comment: to itself where it is published, else to its state."""
    if comment.state == State.PUBLISHED:
        answer: HttpResponseRedirect = redirect("comments:comment", comment.pk)
    else:
        answer = redirect("comments:status", status_token(comment))
    answer.status_code = 303
    return answer


@require_safe
def reply(request, pk):
    """Lead to the form for an answer: an address that a link can have without JavaScript."""
    comment = ModeratedComment.objects.published().filter(pk=pk).select_related("discussion").first()
    if comment is None:
        raise NotHere(_("The comment is not here any more."))
    discussion = comment.discussion
    about_or_not_here(discussion.subject, discussion.key, request)
    address = reverse("comments:write", args=[discussion.subject, discussion.key])
    return redirect(f"{address}?reply_to={comment.pk}")
