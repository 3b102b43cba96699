"""Comments as news, and discussions as what can be followed: one of them, or all."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from comments.models import Discussion, ModeratedComment, ReplyNotice, Writer
from comments.models.comment import Kind
from comments.states import State
from comments.subjects import describe_all, readable_by_all, subjects
from comments.text import excerpt, neutral_name
from home import searching
from home.chrome import chrome_of
from home.following import (
    ALL,
    Entry,
    Followable,
    Followed,
    News,
    Source,
    Subject,
    announce,
    numbers_of,
    take_back,
    uuids_of,
)

COMMENT, COMMENTS = "comment", "comments"
SUMMARY_LETTERS = 300


def of(subject: str, key: UUID) -> Subject:
    """Return what one follows to hear of the comments on a thing."""
    return Subject(COMMENTS, f"{subject}.{key}")


def title_of(title: str) -> str:
    """Return what the comments on a thing are called."""
    return _("Comments on “%(title)s”") % {"title": neutral_name(title)}


# --- Comments as news ----------------------------------------------------------------------------


def news_of(comment: Any) -> News:
    return News(COMMENT, str(comment.pk))


def moved(comment: Any, before: State, *, quietly: bool) -> None:
    """Tell that a comment can be read from now on, or no longer. Suggested corrections are for the editors."""
    if comment.kind != Kind.COMMENT:
        return
    if comment.state == State.PUBLISHED:
        searching.changed(COMMENT, [comment.pk])
        announce(news_of(comment), quietly=quietly)
    elif before == State.PUBLISHED:
        searching.gone(COMMENT, [comment.pk])
        take_back(news_of(comment))


def readable() -> Any:
    """Return the comments that anybody may read."""
    return ModeratedComment.objects.published().filter(readable_by_all("discussion"), kind=Kind.COMMENT)


def entries(keys: Collection[str], language: str) -> dict[str, Entry]:
    """Return what the comments say, those that anybody may read."""
    with override(language):
        comments = list(readable().filter(pk__in=numbers_of(keys)).select_related("discussion"))
        things = describe_all({comment.discussion for comment in comments}, language)
        return {
            str(comment.pk): _entry(comment, on.title)
            for comment in comments
            if (on := things.get(comment.discussion_id)) and on.is_public
        }


def _entry(comment: Any, title: str) -> Entry:
    name = neutral_name(comment.user_name)
    # Of what never changes; the number alone is another comment's at another site.
    identity = uuid5(NAMESPACE_OID, f"comment {comment.pk} {comment.submit_date.astimezone(UTC).isoformat()}")
    return Entry(
        id=identity.urn,
        title=_("%(name)s on “%(title)s”") % {"name": name, "title": neutral_name(title)},
        url=reverse("comments:comment", args=[comment.pk]),
        published=comment.submit_date,
        updated=comment.edited_at or comment.submit_date,
        language=comment.language,
        html=comment.html,
        summary=excerpt(comment.comment, SUMMARY_LETTERS),
        authors=((name, ""),),
    )


def about(key: str) -> Collection[Subject]:
    """Return what a comment is about: its discussion, also by the names of those merged with it, and what has it."""
    found = Discussion.objects.filter(comments__in=numbers_of([key])).first()
    if found is None or found.subject not in subjects:
        return ()
    kind = subjects[found.subject]
    together = kind.together([found.key])[found.key]
    return (Subject(COMMENTS, ALL), *(of(found.subject, one) for one in together), *kind.followed_as(found.key))


def not_to(key: str) -> Collection[str]:
    """Return the addresses of whoever wrote a comment, and of those told of it because they asked so in the thread.

    Who stopped that mail in the meantime, and follows the discussion, hears of it as its followers do.
    """
    comment = ModeratedComment.objects.filter(pk__in=numbers_of([key])).first()
    if comment is None:
        return ()
    asks = ModeratedComment.objects.filter(thread_id=comment.thread_id, followup=True).values("writer")
    told = Q(pk__in=ReplyNotice.objects.filter(comment=comment).values("writer")) & Q(pk__in=asks)
    writers = Writer.objects.filter(Q(pk=comment.writer_id) | told, email__isnull=False)
    return frozenset(filter(None, writers.values_list("email", flat=True)))


# --- What can be followed ------------------------------------------------------------------------


def _parsed(keys: Collection[str]) -> dict[str, tuple[str, UUID]]:
    """Return {key: (kind of thing, its identity)} of the keys that name a discussion."""
    found = {}
    for key in keys:
        subject, _dot, rest = key.partition(".")
        for uuid in uuids_of([rest]) if subject in subjects else ():
            found[key] = (subject, uuid)
    return found


def describe(keys: Collection[str], language: str) -> dict[str, Followed]:
    """Return what the discussions are called; what nobody has commented on yet can be followed too."""
    found, parsed = {}, _parsed(keys)
    with override(language):
        if ALL in keys:
            found[ALL] = Followed(title=_("All comments"), url=chrome_of(None).home_url)
        for name in dict.fromkeys(subject for subject, _uuid in parsed.values()):
            wanted = {uuid: key for key, (subject, uuid) in parsed.items() if subject == name}
            for uuid, thing in subjects[name].describe(list(wanted), language).items():
                if thing.is_public:
                    found[wanted[uuid]] = Followed(title=title_of(thing.title), url=thing.url)
    return found


def newest(key: str, language: str, most: int) -> list[News]:
    """Return the newest comments, in whatever language they are."""
    on = Q()
    if key != ALL:
        parsed = _parsed([key])
        if not parsed:
            return []
        subject, uuid = parsed[key]
        on = Q(discussion__subject=subject, discussion__key__in=subjects[subject].together([uuid])[uuid])
    return [news_of(comment) for comment in readable().filter(on).newest_first()[:most]]


def offered(language: str) -> list[tuple[str, str]]:
    with override(language):
        return [(ALL, _("All comments"))]


SOURCE = Source(name=COMMENT, label=gettext_lazy("comment"), entries=entries, subjects=about, not_to=not_to)
FOLLOWABLE = Followable(
    name=COMMENTS,
    label=gettext_lazy("comments"),
    describe=describe,
    newest=newest,
    offered=offered,
)
