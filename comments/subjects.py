"""What can be talked about. Rooms above register their kinds here, in their app's `ready()`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q

from home import following
from home.registries import Registry


@dataclass(frozen=True, kw_only=True)
class Described:
    """One thing that is talked about, in one language."""

    title: str
    # Without the host; empty where readers have no page for it.
    url: str
    language: str
    # Whether anybody may read it; what may not be read may not be commented on, and its comments not be read.
    is_public: bool
    # Whether new comments are taken, and if not, a sentence that says why.
    is_open: bool
    why_closed: str = ""
    # The page it stands on or below, for the rights of those who moderate one part of the site.
    page_path: str = ""
    # The session it belongs to, by its translation key.
    session_key: UUID | None = None


def _itself(keys: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    return {key: [key] for key in keys}


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A kind of thing that can be talked about."""

    name: str
    label: Any
    # (keys, language, request or None) -> what each is; keys of what no longer exists are left out.
    describe: Callable[..., dict[UUID, Described]]
    # A condition on Discussion: anybody may read what it is about. One query however many there are.
    readable: Callable[[], Q]
    # A condition on Discussion: what it is about stands on or below pages with these paths.
    within: Callable[[Sequence[str]], Q]
    # For each key, those whose comments are shown as one thread, itself first: terms that were merged.
    together: Callable[[Iterable[UUID]], dict[UUID, list[UUID]]] = field(default=_itself)
    # A condition on Discussion: it belongs to the session with this translation key.
    of_session: Callable[[UUID], Q] | None = None
    # The sessions that such things belong to: () -> (translation key, name), in the order to choose from.
    sessions: Callable[[], Sequence[tuple[UUID, str]]] = tuple
    # What else than the comments on it one follows to hear of them: the term itself.
    followed_as: Callable[[UUID], Collection[following.Subject]] = lambda key: ()


subjects: Registry[Subject] = Registry(of="subjects of comments")


def describe_all(discussions: Iterable[Any], language: str, request: Any = None) -> dict[int, Described]:
    """Return {pk: what it is about} of discussions, in as many queries as there are kinds among them."""
    by_kind: dict[str, dict[UUID, list[int]]] = {}
    for discussion in discussions:
        by_kind.setdefault(discussion.subject, {}).setdefault(discussion.key, []).append(discussion.pk)
    found = {}
    for name, keys in by_kind.items():
        if name not in subjects:
            continue
        for key, described in subjects[name].describe(list(keys), language, request).items():
            for pk in keys[key]:
                found[pk] = described
    return found


def readable_by_all(relation: str = "") -> Q:
    """Return the condition that anybody may read what a discussion is about; `relation` leads to the discussion."""
    condition = Q(pk__in=[])
    for subject in subjects:
        condition |= Q(subject=subject.name) & subject.readable()
    from comments.models import Discussion

    readable = Discussion.objects.filter(condition)
    return Q(**{f"{relation}__in" if relation else "pk__in": readable.values("pk")})
