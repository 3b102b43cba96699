"""What was said on standard pages before they came here: shown below them, and closed.

A standard page is nothing to talk about here. WordPress let readers comment on its pages all the same, and no comment
is to be lost in moving.
"""

from __future__ import annotations

from django.db.models import Q

from blog.talk import face_of
from comments.closing import why_closed
from comments.models import Discussion, ModeratedComment
from comments.recognition import keep_apart
from comments.subjects import Described
from comments.talk import talk_of
from home.models import StandardPage
from home.visibility import readable_by_all

SUBJECT = "page"


def described(page, request=None, *, is_public=True, language=""):
    """Return what comments need to know of a page in hand; `language` is that of its text, where it is known."""
    return Described(
        title=page.title,
        url=page.get_url(request) or "",
        language=language or page.written_in,
        is_public=is_public,
        is_open=False,
        why_closed=why_closed(switched_on=False),
        page_path=page.path,
    )


def describe(keys, language, request=None):
    """Return what each page is called in a language, and where it is; what readers may not read is not public."""
    pages = StandardPage.objects.filter(translation_key__in=keys).select_related("locale", "alias_of__locale")
    public = set(pages.filter(readable_by_all()).values_list("pk", flat=True))
    by_key = {}
    for page in pages.order_by("pk"):
        by_key.setdefault(page.translation_key, []).append(page)
    found = {}
    for key, faces in by_key.items():
        readable = [page for page in faces if page.pk in public]
        found[key] = described(face_of(readable or faces, language), request, is_public=bool(readable))
    return found


def readable():
    """Return the condition on Discussion that anybody may read its page, in some language."""
    return Q(key__in=StandardPage.objects.filter(readable_by_all()).values("translation_key"))


def page_deleted(sender, instance, **kwargs):
    """Let a page's discussion go with its last face."""
    if not StandardPage.objects.filter(translation_key=instance.translation_key).exists():
        Discussion.objects.about(SUBJECT, [instance.translation_key]).delete()


def with_discussion(serve):
    """Return what serves a page, and below a standard page that was commented on the comments. One query elsewhere."""

    def served(page, request, args, kwargs):
        response = serve(page, request, args, kwargs)
        # What was answered in another way, with a redirect or a file, has no place for comments.
        context = getattr(response, "context_data", None)
        if context is None or not isinstance(page, StandardPage):
            return response
        if not ModeratedComment.objects.on(SUBJECT, [page.translation_key]).published().exists():
            return response
        context["talk"] = talk_of(
            request,
            subject=SUBJECT,
            key=page.translation_key,
            about=described(page, request, language=page.content_language(request)),
            language=page.locale.language_code,
        )
        return keep_apart(response, request)

    return served
