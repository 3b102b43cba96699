"""One comment on a page of its own: from the list, and from a moderator's mail."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comments.models import ModeratedComment
from comments.queue.acting import comment_for
from comments.queue.entries import read_entries
from comments.queue.forms import rejections
from comments.queue.listing import MEDIA, has_shortcuts
from comments.rights import moderated_by
from comments.tokens import read_decide
from mail.tokens import TokenExpired, TokenInvalid


def _furniture(title):
    return {
        "header_title": title,
        "header_icon": "comment",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("comment_queue:index"), "label": _("Comments")},
            {"url": "", "label": title},
        ],
    }


def _page(request, comment):
    entry = read_entries([comment], user=request.user, language=get_language() or "", request=request)[0]
    title = _("%(name)s on “%(title)s”") % {"name": comment.user_name, "title": entry.title}
    context = {
        **_furniture(title),
        "entry": entry,
        "rejections": rejections(),
        "here": request.path,
        "media": MEDIA,
        "has_shortcuts": has_shortcuts(request.user),
    }
    return TemplateResponse(request, "comments/admin/single.html", context)


def _refused(request, sentence, status):
    context = {**_furniture(_("Comment")), "sentence": sentence}
    return TemplateResponse(request, "comments/admin/refused.html", context, status=status)


@require_safe
def single(request, pk):
    """Show one comment, with what may be decided."""
    return _page(request, comment_for(request.user, pk))


@require_safe
def decide_from_mail(request, token):
    """Show the comment that a mail told of, to the moderator whom it was sent to; the buttons decide, not the link.

    Whoever is not signed in is led to do so first, and back.
    """
    try:
        pk, moderator = read_decide(token)
    except TokenExpired:
        return _refused(request, _("This link has expired. What waits is in the list of comments."), 410)
    except TokenInvalid:
        return _refused(request, _("This link is not whole. Copy all of it from the mail."), 404)
    if moderator != request.user.pk:
        return _refused(
            request,
            _("This link was sent to somebody else. You are signed in as %(name)s: use the link in your own mail.")
            % {"name": request.user.get_full_name() or request.user.get_username()},
            403,
        )
    comment = moderated_by(request.user).select_related("discussion").filter(pk=pk).first()
    if comment is None:
        get_object_or_404(ModeratedComment, pk=pk)
        return _refused(request, _("You don't moderate this part of the site any more."), 403)
    return _page(request, comment)
