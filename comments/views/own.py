"""What a writer does with her own: confirm, look up what became of it, change it, take it back, be forgotten."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comments import posting
from comments.forms import EditForm, WriterForm
from comments.models import CommentEvent, ModeratedComment, Writer
from comments.models.writer import NEVER, new_key
from comments.notices import choose, is_told
from comments.reasons import Rejection, words_for
from comments.recognition import forget, recognised, remember
from comments.states import Actor, State
from comments.subjects import describe_all
from comments.text import render as render_text
from comments.tokens import read_confirm, read_status, status_token
from home.anonymous_post import anonymous_post
from home.errors import NotHere
from home.personal_pages import personal_page
from mail.tokens import TokenExpired, TokenInvalid

JOINED = ("discussion", "writer")
# What a writer may choose to see of her comments at once.
MINE_AT_MOST = 100


def _by_number(pk):
    found = ModeratedComment.objects.filter(pk=pk).select_related(*JOINED).first()
    if found is None:
        raise NotHere(_("The comment is not here any more: it was deleted, or was never confirmed."))
    return found


def page_for_one(request, template, status=200, **context):
    return personal_page(request, f"comments/{template}.html", status=status, **context)


def keep_text(request, message, status=404):
    """Answer that what was sent can't be taken where it was sent to, with the text, so that nothing is lost."""
    form = EditForm(request.POST)
    context = {"form": form, "message": message, "wording": request.POST.get("proposed_wording", "")}
    return page_for_one(request, "not_sent", status=status, **context)


def _about(comment, request):
    return describe_all([comment.discussion], get_language(), request).get(comment.discussion_id)


def bad_link(request, error):
    expired = isinstance(error, TokenExpired)
    return page_for_one(request, "bad_link", status=410 if expired else 404, expired=expired)


@anonymous_post
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request, token):
    """Ask the reader of a mail whether a comment is hers; the button confirms it, and she is recognised after that."""
    try:
        comment = _by_number(read_confirm(token))
    except (TokenExpired, TokenInvalid) as error:
        return bad_link(request, error)
    if request.method == "POST" and comment.state == State.UNCONFIRMED:
        if "disown" in request.POST:
            try:
                posting.withdraw(comment=comment, writer=comment.writer)
            except ValidationError:
                # Pressed twice, or confirmed in another tab at the same time.
                return redirect("comments:status", status_token(comment))
            return page_for_one(request, "disowned")
        comment = posting.confirm(comment=comment)
        response = redirect("comments:status", status_token(comment))
        response.status_code = 303
        remember(response, request, comment.writer)
        return response
    if comment.state != State.UNCONFIRMED:
        # Opened again: nothing to do but to see what became of it.
        return redirect("comments:status", status_token(comment))
    return page_for_one(request, "confirm", comment=comment, about=_about(comment, request))


@require_safe
def status(request, token):
    """Show a writer what became of her comment."""
    try:
        comment = _by_number(read_status(token))
    except TokenInvalid as error:
        return bad_link(request, error)
    last = CommentEvent.objects.filter(comment=comment).last()
    # What moderators note for each other is not for the writer.
    reason = words_for(last.code) if last and last.actor == Actor.MODERATOR and last.code in Rejection.values else ""
    writer = recognised(request)
    return page_for_one(
        request,
        "status",
        comment=comment,
        about=_about(comment, request),
        token=token,
        reason=reason,
        note=last.note if last and last.actor == Actor.MODERATOR else "",
        may_be_edited=comment.may_be_edited(writer),
        may_be_withdrawn=comment.may_be_withdrawn(writer),
    )


@anonymous_post
@require_POST
def resend(request, token):
    """Send the mail that asks for confirmation once more."""
    try:
        comment = _by_number(read_status(token))
    except TokenInvalid as error:
        return bad_link(request, error)
    sent = comment.state == State.UNCONFIRMED and posting.ask_again(comment=comment)
    return page_for_one(request, "resent", comment=comment, sent=sent, token=token)


def _own(request, pk):
    comment, writer = _by_number(pk), recognised(request)
    if not comment.is_by(writer):
        raise PermissionDenied
    return comment, writer


@anonymous_post
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    """Let a writer change her comment while it is new."""
    try:
        comment, writer = _own(request, pk)
    except (NotHere, PermissionDenied) as error:
        if request.method != "POST":
            raise
        if isinstance(error, NotHere):
            return keep_text(request, str(error))
        message = _("We do not recognise you in this browser any more, so your change was not saved.")
        return keep_text(request, message, status=403)
    form = EditForm(request.POST if request.method == "POST" else None, initial={"comment": comment.comment})
    context = {"comment": comment, "form": form, "about": _about(comment, request)}
    if request.method == "POST" and form.is_valid():
        if "preview" in request.POST:
            return page_for_one(request, "edit", **context, preview=render_text(form.cleaned_data["comment"]))
        try:
            comment = posting.edit(comment=comment, writer=writer, text=form.cleaned_data["comment"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _after(comment)
    elif request.method != "POST" and not comment.may_be_edited(writer):
        return page_for_one(request, "edit", status=409, **context, too_late=True)
    return page_for_one(request, "edit", status=422 if request.method == "POST" else 200, **context)


@anonymous_post
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, pk):
    """Let a writer take her comment back."""
    comment, writer = _own(request, pk)
    if request.method == "POST":
        try:
            posting.withdraw(comment=comment, writer=writer)
        except ValidationError as error:
            return page_for_one(request, "withdraw", status=409, comment=comment, error=" ".join(error.messages))
        return _after(comment)
    return page_for_one(request, "withdraw", comment=comment, about=_about(comment, request))


def _after(comment):
    name, argument = ("comment", comment.pk) if comment.state == State.PUBLISHED else ("status", status_token(comment))
    response = redirect(f"comments:{name}", argument)
    response.status_code = 303
    return response


@anonymous_post
@require_http_methods(["GET", "HEAD", "POST"])
def me(request):
    """Show a recognised writer what the site knows of her, and let her choose."""
    writer = recognised(request)
    if writer is None or not writer.pk:
        return page_for_one(request, "me", writer=writer)
    chosen = {"name": writer.name, "reply_rhythm": writer.reply_rhythm if is_told(writer) else NEVER}
    form = WriterForm(request.POST if request.method == "POST" else None, initial=chosen)
    saved = False
    if request.method == "POST" and form.is_valid():
        choose(writer=writer, **form.cleaned_data)
        saved = True
    mine = list(ModeratedComment.objects.by(writer).newest_first().select_related("discussion")[:MINE_AT_MOST])
    about = describe_all({comment.discussion for comment in mine}, get_language(), request)
    rows = [(comment, about.get(comment.discussion_id), status_token(comment)) for comment in mine]
    return page_for_one(request, "me", writer=writer, form=form, rows=rows, saved=saved)


@anonymous_post
@require_POST
def forget_me(request):
    """End the recognition in this browser; with `everywhere`, in all others too."""
    writer = recognised(request)
    if writer and writer.pk and "everywhere" in request.POST:
        Writer.objects.filter(pk=writer.pk).update(recognition_key=new_key())
    response = page_for_one(request, "forgotten")
    forget(response)
    return response
