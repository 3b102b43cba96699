"""Suggested corrections to what a post says. The room that knows statements says here how one is carried out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from comments.models import ModeratedComment
from home.registries import Registry


@dataclass(frozen=True, kw_only=True)
class Correctable:
    """What a correction is about, in one language."""

    subject: str
    # What the discussion is about.
    key: UUID
    wording: str
    # Where it stands; empty where readers have no page for it.
    url: str
    # Where it is edited in the admin.
    edit_url: str = ""


@dataclass(frozen=True, kw_only=True)
class Corrector:
    """How the things of one room are corrected."""

    name: str
    # (statement key, language, request or None) -> what it is, or None where readers may not read it.
    find: Callable[..., Correctable | None]
    # (statement keys, language, request or None) -> what each says in public or not, for those who decide.
    find_all: Callable[..., dict[UUID, Correctable]]
    # (statement key, user) -> whether she may change what it stands in.
    may_correct: Callable[[UUID, Any], bool]
    # (user) -> a condition on Discussion: she may change what it is about. For lists; each decision asks the above.
    correctable_by: Callable[[Any], Q]
    # (statement key) -> those to tell of a suggestion: they may change what it stands in. Two queries, not for each.
    editors: Callable[[UUID], Iterable[Any]]
    # (statement key, wording, user) -> writes a new draft. Raises ValidationError where it can't.
    correct: Callable[[UUID, str, Any], object]


correctors: Registry[Corrector] = Registry(of="correctors")


def find_correctable(statement_key: UUID, language: str, request: Any = None) -> Correctable | None:
    """Return what there is to correct, or None."""
    found = (corrector.find(statement_key, language, request) for corrector in correctors)
    return next((one for one in found if one), None)


def correctables(statement_keys: Iterable[UUID], language: str, request: Any = None) -> dict[UUID, Correctable]:
    """Return what suggestions are about, for those who decide; what stands in no post any more is left out."""
    keys = list(statement_keys)
    if not keys:
        return {}
    return {key: one for corrector in correctors for key, one in corrector.find_all(keys, language, request).items()}


def may_correct(user: Any, comment: ModeratedComment) -> bool:
    """Say whether `user` may accept or decline a suggested correction."""
    if user is None or not user.is_active:
        return False
    return any(corrector.may_correct(comment.statement_key, user) for corrector in correctors)


def editors_for(statement_key: UUID) -> list[Any]:
    """Return the users to tell of a suggested correction, none of them superusers for that alone."""
    return [user for corrector in correctors for user in corrector.editors(statement_key)]


def accept_correction(comment: ModeratedComment, user: Any) -> None:
    """Write the suggested wording into a new draft of what it stands in; raises ValidationError."""
    for corrector in correctors:
        if corrector.may_correct(comment.statement_key, user):
            corrector.correct(comment.statement_key, comment.proposed_wording, user)
            return
    raise ValidationError(_("What the suggestion is about is no longer in any post."))
