"""What readers do with a comment: find it useful, report it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comments import reactions
from comments.forms import AddressForm, ReportForm
from comments.models import Like, ModeratedComment, Writer
from comments.recognition import recognised, remember
from comments.tokens import read_like
from comments.views.own import bad_link, page_for_one
from comments.views.writing import about_or_not_here
from home import throttle
from home.anonymous_post import anonymous_post
from home.errors import NotHere
from home.personal_pages import keep_personal
from mail.tokens import TokenExpired, TokenInvalid

MOST_REPORTS = 10
MOST_LIKES = 60


def _published(pk, request):
    found = ModeratedComment.objects.published().filter(pk=pk).select_related("discussion").first()
    if found is None:
        raise NotHere(_("The comment is not here any more."))
    return found, about_or_not_here(found.discussion.subject, found.discussion.key, request)


def _back_to(comment):
    response = redirect("comments:comment", comment.pk)
    response.status_code = 303
    return response


@anonymous_post
@require_http_methods(["GET", "HEAD", "POST"])
def like(request, pk):
    """Note, or take back, that a reader finds a comment useful; who is not recognised gives an address."""
    comment, about = _published(pk, request)
    writer = recognised(request)
    form = AddressForm(request.POST if request.method == "POST" and not writer and "email" in request.POST else None)
    context = {"comment": comment, "about": about, "form": form, "writer": writer}
    context["is_liked"] = Like.objects.filter(comment=comment, writer=writer and writer.pk).exists()
    if request.method == "POST":
        try:
            if writer:
                if not writer.pk:
                    writer = Writer.objects.for_address(writer.email, language=get_language())
                if "take_back" in request.POST:
                    reactions.unlike(comment=comment, writer=writer)
                else:
                    reactions.like(comment=comment, writer=writer, confirmed=True)
                return _back_to(comment)
            if form.is_bound and form.is_valid():
                too_many = throttle.count("likes", throttle.place_of(request)) > MOST_LIKES
                if not form.cleaned_data["honeypot"] and not too_many:
                    writer = Writer.objects.for_address(form.cleaned_data["email"], language=get_language())
                    reactions.like(comment=comment, writer=writer, confirmed=False)
                return page_for_one(request, "like_asked", comment=comment, about=about)
        except ValidationError as error:
            context["error"] = " ".join(error.messages)
    status = 422 if form.is_bound or "error" in context else 200
    response = TemplateResponse(request, "comments/like.html", context, status=status)
    if writer:
        keep_personal(response)
    return response


@anonymous_post
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_like(request, token):
    """Ask the reader of a mail whether the like is hers."""
    try:
        made = Like.objects.select_related("comment__discussion", "writer").filter(pk=read_like(token)).first()
    except (TokenExpired, TokenInvalid) as error:
        return bad_link(request, error)
    if made is None:
        raise NotHere(_("The comment is not here any more."))
    if request.method == "POST":
        reactions.confirm_like(like=made)
        response = _back_to(made.comment)
        made.writer.refresh_from_db()
        remember(response, request, made.writer)
        return response
    if made.confirmed_at:
        return redirect("comments:comment", made.comment_id)
    return page_for_one(request, "confirm_like", comment=made.comment)


@anonymous_post
@require_http_methods(["GET", "HEAD", "POST"])
def report(request, pk):
    """Let anybody tell the moderators of a comment."""
    comment, about = _published(pk, request)
    form = ReportForm(request.POST if request.method == "POST" else None)
    context = {"comment": comment, "about": about, "form": form}
    if request.method == "POST" and form.is_valid():
        place = throttle.place_of(request)
        if throttle.count("reports", place) > MOST_REPORTS:
            form.add_error(None, _("A great many reports have come from your network. Wait an hour, or write to us."))
            return TemplateResponse(request, "comments/report.html", context, status=429)
        # The same network reports a comment once in an hour: one reader alone can't hide it.
        first = throttle.count(f"reported.{comment.pk}", place) == 1
        if first and not form.cleaned_data["honeypot"]:
            reactions.report(comment=comment, reason=form.cleaned_data["reason"], note=form.cleaned_data["note"])
        return TemplateResponse(request, "comments/reported.html", context)
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "comments/report.html", context, status=status)
