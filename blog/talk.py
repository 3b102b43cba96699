"""What comments need to know of posts: what can be talked about, and how a statement in one is corrected."""

from __future__ import annotations

from collections import Counter
from copy import deepcopy

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from blog.models import PostPage
from collaboration.models import Session, Statement
from collaboration.reading import LIST_KINDS, items_of
from comments.closing import why_closed
from comments.corrections import Correctable
from comments.models import Discussion
from comments.subjects import Described
from home.visibility import readable_by_all

SUBJECT = "post"


def face_of(posts, language):
    """Return the post as a reader of the language meets it: in it, else as it was first written."""
    own = [post for post in posts if post.locale.language_code == language]
    return (own or posts)[0]


def described(post, request=None, *, is_public=True, language=""):
    """Return what comments need to know of a post in hand; `language` is that of its text, where it is known."""
    closed = why_closed(switched_on=post.comments_open, since=post.date)
    return Described(
        title=post.title,
        url=post.get_url(request) or "",
        language=language or post.written_in,
        is_public=is_public,
        is_open=not closed,
        why_closed=closed,
        page_path=post.path,
        session_key=post.session.translation_key if post.session_id else None,
    )


def describe(keys, language, request=None):
    """Return what each post is called in a language, and where it is; what readers may not read is not public."""
    posts = PostPage.objects.filter(translation_key__in=keys).select_related("locale", "alias_of__locale", "session")
    public = set(posts.filter(readable_by_all()).values_list("pk", flat=True))
    by_key = {}
    for post in posts.order_by("pk"):
        by_key.setdefault(post.translation_key, []).append(post)
    found = {}
    for key, faces in by_key.items():
        readable = [post for post in faces if post.pk in public]
        found[key] = described(face_of(readable or faces, language), request, is_public=bool(readable))
    return found


def readable():
    """Return the condition on Discussion that anybody may read its post, in some language."""
    return Q(key__in=PostPage.objects.filter(readable_by_all()).values("translation_key"))


def within(paths):
    """Return the condition on Discussion that its post stands on or below pages with these paths."""
    wanted = Q(pk__in=[])
    for path in paths:
        wanted |= Q(path__startswith=path)
    return Q(key__in=Page.objects.filter(wanted).values("translation_key"))


def of_session(key):
    """Return the condition on Discussion that its post belongs to a session."""
    return Q(key__in=PostPage.objects.filter(session__translation_key=key).values("translation_key"))


def sessions():
    """Return the sessions that posts belong to, the newest first, as (translation key, name)."""
    with_posts = PostPage.objects.filter(session__isnull=False).order_by().values("session__translation_key")
    found = Session.objects.first_written().newest_first().filter(translation_key__in=with_posts)
    return list(found.values_list("translation_key", "name"))


def post_deleted(sender, instance, **kwargs):
    """Let a post's discussion go with its last face."""
    if not PostPage.objects.filter(translation_key=instance.translation_key).exists():
        Discussion.objects.about(SUBJECT, [instance.translation_key]).delete()


# --- Corrections ---------------------------------------------------------------------------------


def _standing(statement_key):
    return Statement.objects.standing().filter(uuid=statement_key).select_related("post").first()


def find(statement_key, language, request=None):
    """Return the statement to correct where anybody may read it, else None."""
    statement = Statement.objects.public().filter(uuid=statement_key).select_related("post").first()
    if statement is None:
        return None
    about = describe([statement.translation_key], language, request).get(statement.translation_key)
    if about is None or not about.is_public:
        return None
    return Correctable(
        subject=SUBJECT,
        key=statement.translation_key,
        wording=statement.wording,
        url=f"{about.url}#{statement.anchor}",
    )


def find_all(keys, language, request=None):
    """Return {statement key: what it says} for those who decide, whether or not anybody else may read it."""
    statements = list(Statement.objects.standing().filter(uuid__in=keys, post__isnull=False))
    about = describe({statement.translation_key for statement in statements}, language, request)
    return {
        statement.uuid: Correctable(
            subject=SUBJECT,
            key=statement.translation_key,
            wording=statement.wording,
            url=f"{post.url}#{statement.anchor}" if post.is_public and post.url else "",
            edit_url=reverse("wagtailadmin_pages:edit", args=[statement.post_id]),
        )
        for statement in statements
        if (post := about.get(statement.translation_key))
    }


def may_correct(statement_key, user):
    """Say whether a user may change the post that says this."""
    statement = _standing(statement_key)
    return bool(statement and statement.post and statement.post.permissions_for_user(user).can_edit())


def editors(statement_key):
    """Return the users whose groups may change the post that says this."""
    statement = _standing(statement_key)
    if statement is None or statement.post is None:
        return []
    return page_permission_policy.users_with_permission_for_instance("change", statement.post, include_superusers=False)


def correctable_by(user):
    """Return the condition on Discussion that a user may change its post. Each decision asks the page itself."""
    pages = page_permission_policy.instances_user_has_permission_for(user, "change")
    return Q(key__in=pages.order_by().values("translation_key"))


@transaction.atomic
def correct(statement_key, wording, user):
    """Write a new draft of the post with the other wording, and return the revision; nothing is published.

    Raises ValidationError where the post, or its draft, does not say it any more.
    """
    statement = _standing(statement_key)
    if statement is None or statement.post is None:
        raise ValidationError(_("What the suggestion is about is no longer in any post."))
    post = PostPage.objects.get(pk=statement.post_id).get_latest_revision_as_object()
    body = deepcopy(list(post.body.raw_data))
    if not _reword(body, statement.item_uuid, wording):
        raise ValidationError(
            _("The latest draft of the post does not say this any more. Change the draft by hand, then decide.")
        )
    post.body = PostPage._meta.get_field("body").stream_block.to_python(body)
    return post.save_revision(user=user, log_action="wagtail.edit", clean=False)


def _reword(blocks, item_uuid, wording):
    """Write another wording into the item; say whether it was there."""
    seen = Counter()
    for stored in blocks:
        for found, item in items_of(stored, seen) if stored["type"] in LIST_KINDS else ():
            if found == item_uuid:
                item["value"]["wording"] = wording
                return True
    return False
