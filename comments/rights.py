"""Who moderates what: the right to moderate, for the whole site or for the parts given to one's groups."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models import F, Q

from comments.corrections import correctors, editors_for, may_correct
from comments.models import Discussion, Kind, ModeratedComment
from comments.models.comment import ModeratedCommentQuerySet
from comments.states import State
from comments.subjects import subjects

MODERATE = "comments.moderate_moderatedcomment"
# A right of its own: an address is blocked on the whole site, whichever part of it one moderates.
BLOCK = "comments.add_blockedaddress"


def _given(relation: str) -> dict[str, str]:
    """Return the condition that the right to moderate is among these permissions."""
    app_label, codename = MODERATE.split(".")
    return {f"{relation}__codename": codename, f"{relation}__content_type__app_label": app_label}


def _sections(user: Any) -> list[str] | None:
    """Return the paths of the pages that a moderator's parts begin at, or None where she moderates all."""
    groups = user.groups.filter(**_given("permissions"))
    rows = list(groups.values_list("pk", "moderated_sections__page__path"))
    whole = {pk for pk, path in rows if path is None}
    if not rows or whole:
        # Without such a group she has the right by herself.
        return None
    return [path for _pk, path in rows]


def discussions_of(user: Any) -> Q:
    """Return the condition on Discussion that `user` moderates it."""
    if not user.has_perm(MODERATE):
        return Q(pk__in=[])
    if user.is_superuser or (paths := _sections(user)) is None:
        return Q()
    return _within(paths)


def _within(paths: list[str]) -> Q:
    within = Q(pk__in=[])
    for subject in subjects:
        within |= Q(subject=subject.name) & subject.within(paths)
    return within


def moderates(user: Any, discussion: Discussion) -> bool:
    """Say whether `user` moderates this discussion."""
    if user is None or not user.is_active or not user.has_perm(MODERATE):
        return False
    if user.is_superuser:
        return True
    return Discussion.objects.filter(discussions_of(user), pk=discussion.pk).exists()


def moderators_of(discussions: Iterable[Discussion]) -> dict[int, list[Any]]:
    """Return {pk: those who moderate it by a group or by a right of their own} of discussions, who can get mail.

    Who is a superuser and nothing else is not among them: she may, but it is not her task. The number of queries
    grows with the groups that moderate parts of the site, not with people or discussions.
    """
    pks = {discussion.pk for discussion in discussions}
    parts: dict[int, list[str]] = {}
    for group, path in Group.objects.filter(**_given("permissions")).values_list(
        "pk", "moderated_sections__page__path"
    ):
        parts.setdefault(group, []).extend([path] if path else [])
    covered = {
        group: set(Discussion.objects.filter(_within(paths), pk__in=pks).values_list("pk", flat=True)) if paths else pks
        for group, paths in parts.items()
    }
    users = get_user_model().objects.filter(is_active=True).exclude(email="").select_related("wagtail_userprofile")
    found: dict[int, dict[int, Any]] = {pk: {} for pk in pks}
    members = users.filter(groups__in=parts).annotate(through_group=F("groups")).order_by("pk")
    by_themselves = users.filter(**_given("user_permissions")).exclude(groups__in=parts).distinct()
    for user in members:
        for pk in covered[user.through_group]:
            found[pk][user.pk] = user
    for user in by_themselves:
        for pk in pks:
            found[pk][user.pk] = user
    return {pk: list(people.values()) for pk, people in found.items()}


def told_of(comments: Iterable[ModeratedComment]) -> dict[int, list[Any]]:
    """Return {pk: the users who are told that it waits} of comments, joined with their discussions and writers.

    They are those who moderate it, for a correction those who may edit what it is about; where there is nobody,
    the superusers. Nobody is told of what she wrote herself.
    """
    comments = list(comments)
    moderators = moderators_of(comment.discussion for comment in comments)
    editors: dict[Any, list[Any]] = {}
    everybody: list[Any] | None = None
    found = {}
    for comment in comments:
        people = moderators[comment.discussion_id]
        if comment.kind == Kind.CORRECTION:
            if comment.statement_key not in editors:
                editors[comment.statement_key] = _with_address(editors_for(comment.statement_key))
            people = _without_writer(editors[comment.statement_key], comment) or people
        found[comment.pk] = _without_writer(people, comment)
        if not found[comment.pk]:
            if everybody is None:
                everybody = _with_address(get_user_model().objects.filter(is_superuser=True, is_active=True))
            found[comment.pk] = _without_writer(everybody, comment)
    return found


def _with_address(users: Iterable[Any]) -> list[Any]:
    people = get_user_model().objects.filter(pk__in=[user.pk for user in users]).exclude(email="")
    return list(people.select_related("wagtail_userprofile").order_by("pk"))


def _without_writer(people: Iterable[Any], comment: ModeratedComment) -> list[Any]:
    address = comment.writer.email if comment.writer else None
    return [user for user in people if user.pk != comment.user_id and user.email.lower() != address]


def decides(user: Any, comment: ModeratedComment, to: str) -> bool:
    """Say whether `user` may move a comment to this state: a correction is accepted by those who may edit the post."""
    if comment.kind != Kind.CORRECTION:
        return moderates(user, comment.discussion)
    if may_correct(user, comment):
        return True
    return to != State.PUBLISHED and moderates(user, comment.discussion)


def moderated_by(user: Any) -> ModeratedCommentQuerySet:
    """Return the comments that `user` moderates: every list, export and count in the admin starts here."""
    allowed = Discussion.objects.filter(discussions_of(user))
    editable = Q(pk__in=[])
    for corrector in correctors:
        editable |= corrector.correctable_by(user)
    corrected = Discussion.objects.filter(editable)
    return ModeratedComment.objects.filter(
        Q(discussion__in=allowed) | Q(kind=Kind.CORRECTION, discussion__in=corrected)
    )
