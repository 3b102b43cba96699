"""Who moderates what: the right to moderate, for the whole site or for the parts given to one's groups."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from comments.corrections import correctors, may_correct
from comments.models import Discussion, Kind, ModeratedComment
from comments.models.comment import ModeratedCommentQuerySet
from comments.states import State
from comments.subjects import subjects

MODERATE = "comments.moderate_moderatedcomment"


def _sections(user: Any) -> list[str] | None:
    """Return the paths of the pages that a moderator's parts begin at, or None where she moderates all."""
    groups = user.groups.filter(
        permissions__codename="moderate_moderatedcomment", permissions__content_type__app_label="comments"
    )
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
