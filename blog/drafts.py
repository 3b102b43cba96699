"""A post before it is published, for those who edit it: how its mail will look, and whom it concerns."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.translation import override

from blog import following
from blog.entries import told
from blog.entry_html import lists_of
from blog.models import PostPage
from blog.talk import face_of
from collaboration.following import said_in_lists
from home.following import ALL, Entry, Subject, uuids_of


def _faces(key: str) -> list[Any]:
    posts = PostPage.objects.filter(translation_key__in=uuids_of([key]), alias_of=None)
    return list(posts.select_related("locale").order_by("pk"))


def _latest(post: Any) -> Any:
    latest = post.get_latest_revision_as_object()
    # As lists of posts join it; what a revision keeps is no row.
    latest.source_guid = ""
    return latest


def draft(key: str, language: str) -> Entry | None:
    """Return a post's latest draft as it would be told of in a language, else as it was first written."""
    faces = _faces(key)
    if not faces:
        return None
    with override(language):
        (entry,) = told([_latest(face_of(faces, language))])
    return entry


def draft_subjects(key: str) -> Collection[Subject]:
    """Return what a post would be about if its latest draft were published; all that is known of one not yet saved."""
    faces = _faces(key)
    if not faces:
        return (Subject(following.BLOG, ALL),)
    post = _latest(faces[0])
    said = [said for said in lists_of(post) if said]
    return tuple(dict.fromkeys([*following.about([post]), *said_in_lists(said)]))


def may_edit(user: Any, key: str) -> bool:
    """Say whether somebody may edit a post in one of its languages."""
    return any(post.permissions_for_user(user).can_edit() for post in _faces(key))


def may_publish(user: Any, key: str) -> bool:
    """Say whether somebody may publish a post in all of its languages: what is mailed goes to readers of each."""
    faces = _faces(key)
    return bool(faces) and all(post.permissions_for_user(user).can_publish() for post in faces)


def edit_url(key: str) -> str:
    """Return where a post is edited, in the language it was first written in."""
    faces = _faces(key)
    return reverse("wagtailadmin_pages:edit", args=[faces[0].pk]) if faces else ""


SOURCE = replace(
    following.SOURCE,
    draft=draft,
    draft_subjects=draft_subjects,
    may_edit=may_edit,
    may_publish=may_publish,
    edit_url=edit_url,
)
