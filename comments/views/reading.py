"""Where a comment stands: its lasting address, and the page of a long thread."""

from __future__ import annotations

from urllib.parse import urlencode

from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comments import threads
from comments.affiliations import organisations
from comments.models import ModeratedComment
from comments.recognition import recognised
from comments.subjects import subjects
from comments.views.writing import about_or_not_here
from home.errors import NotHere
from home.personal_pages import keep_personal


def _comment(pk):
    found = ModeratedComment.objects.filter(pk=pk).select_related("discussion").first()
    if found is None:
        raise NotHere(_("The comment is not here any more."))
    return found


@require_safe
def comment(request, pk):
    """Lead to a comment on today's page of its discussion, or of its thread."""
    found = _comment(pk)
    discussion = found.discussion
    about = about_or_not_here(discussion.subject, discussion.key, request)
    keys = subjects[discussion.subject].together([discussion.key])[discussion.key]
    try:
        number, is_shown = threads.page_with(found, keys=keys, subject=discussion.subject)
    except LookupError as error:
        raise NotHere(_("The comment is not here any more.")) from error
    base = about.url
    if not is_shown or not base:
        base, number = reverse("comments:thread", args=[found.thread_id]), threads.page_in_thread(found)
    query = "?" + urlencode({threads.PAGE_PARAMETER: number}) if number > 1 else ""
    return redirect(f"{base}{query}#{found.anchor}")


@require_safe
def thread(request, pk):
    """Show one thread by itself, whole."""
    found = _comment(pk)
    discussion = found.discussion
    about = about_or_not_here(discussion.subject, discussion.key, request)
    writer = recognised(request)
    page = threads.read_thread(found, request, writer=writer, organisations=organisations(get_language(), request))
    if not page.comments:
        raise NotHere(_("The comment is not here any more."))
    context = {"about": about, "page_of_thread": page, "writer": writer, "listed": page.listed}
    response = TemplateResponse(request, "comments/thread.html", context)
    if writer:
        keep_personal(response)
    return response
