"""Read a discussion for one reader: two queries, however many comments it has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.affiliations import Affiliation
from comments.models import Like, ModeratedComment, Writer
from comments.models.comment import Kind
from comments.models.settings import Order
from comments.preferences import comment_settings
from comments.states import State
from comments.tree import Laid, Place, Row, lay_out, shorten, with_lists
from home.pagination import page_of

ROOTS_PER_PAGE = 50
# Of all threads on a page together, their first comments among them.
MOST_ON_A_PAGE = 250
PAGE_PARAMETER = "comments"
ORDER_PARAMETER = "order"

# What stands in the place of a comment that has answers.
GONE = {
    State.REMOVED: gettext_lazy("Removed by the moderators. The answers stand."),
    State.REJECTED: gettext_lazy("Removed by the moderators. The answers stand."),
    State.SPAM: gettext_lazy("Removed by the moderators. The answers stand."),
    State.PENDING: gettext_lazy("Hidden until a moderator has looked at it. The answers stand."),
    State.UNCONFIRMED: gettext_lazy("Not confirmed by its writer yet."),
}
WITHDRAWN = gettext_lazy("Taken back by its writer. The answers stand.")


@dataclass(eq=False)
class Shown:
    """One comment at its place, with what is shown beside it."""

    place: Place
    comment: ModeratedComment
    gone: str = ""
    affiliation: Affiliation | None = None
    answers_name: str = ""
    # Where it stood in the system it comes from, so that old links land on it.
    old_anchor: str = ""
    likes: int = 0
    is_mine: bool = False
    may_be_edited: bool = False
    may_be_withdrawn: bool = False
    is_liked: bool = False

    @property
    def is_waiting(self) -> bool:
        """Only its writer sees it."""
        return self.is_mine and self.comment.state in {State.PENDING, State.UNCONFIRMED}


@dataclass(frozen=True)
class ThreadPage:
    """What one page of a discussion shows."""

    count: int
    comments: list[Shown] = field(default_factory=list)
    # The page of roots; None where one thread is shown by itself.
    listed: Any = None
    order: str = Order.OLDEST


def _rows(comments: Any, writer: Writer | None) -> list[Row]:
    """Return the skeleton of a discussion. One query."""
    mine = writer.pk if writer else None
    values = comments.order_by().values_list("pk", "parent_id", "submit_date", "state", "writer_id")
    waiting = {State.PENDING, State.UNCONFIRMED}
    return [
        Row(pk, parent, (sent, pk), state == State.PUBLISHED or (mine is not None and by == mine and state in waiting))
        for pk, parent, sent, state, by in values
    ]


def read_discussion(
    request: Any,
    *,
    subject: str,
    keys: Sequence[UUID],
    writer: Writer | None = None,
    organisations: dict[UUID, Affiliation] | None = None,
) -> ThreadPage:
    """Return the page of a discussion that the address asks for; raises NotHere for a page there isn't."""
    chosen = comment_settings()
    order = request.GET.get(ORDER_PARAMETER, chosen.order)
    order = order if order in Order.values else chosen.order
    everything = ModeratedComment.objects.on(subject, keys)
    laid = lay_out(_rows(everything, writer), depth=chosen.depth, newest_first=order == Order.NEWEST)
    # `page` is the list above the discussion, as on a term: whoever turns a page here stays where she was there.
    listed = page_of(Paginator(laid.roots, ROOTS_PER_PAGE), request, PAGE_PARAMETER, keep=(ORDER_PARAMETER, "page"))
    places = shorten([laid.below[root] for root in listed], most=MOST_ON_A_PAGE)
    count = _published(laid, everything, writer)
    return ThreadPage(count, _shown(places, writer, organisations or {}), listed, order)


def _published(laid: Laid, everything: Any, writer: Writer | None) -> int:
    """Return how many comments everybody sees; her own that wait are not counted."""
    if writer is None or not writer.pk:
        return laid.shown
    return everything.published().count()


def read_thread(
    comment: ModeratedComment, request: Any, *, writer: Writer | None, organisations: dict[UUID, Affiliation]
) -> ThreadPage:
    """Return the whole thread that a comment stands in, in pages of MOST_ON_A_PAGE comments."""
    chosen = comment_settings()
    everything = ModeratedComment.objects.filter(thread_id=comment.thread_id)
    laid = lay_out(_rows(everything, writer), depth=chosen.depth)
    places = [place for root in laid.roots for place in laid.below[root]]
    listed = page_of(Paginator(places, MOST_ON_A_PAGE), request, PAGE_PARAMETER)
    shown = _shown(list(listed), writer, organisations)
    return ThreadPage(_published(laid, everything, writer), shown, listed)


def page_with(comment: ModeratedComment, *, keys: Sequence[UUID], subject: str) -> tuple[int, bool]:
    """Return (the page of the discussion on which a comment's thread stands, whether it is shown there).

    Raises LookupError where readers don't see it.
    """
    chosen = comment_settings()
    everything = ModeratedComment.objects.on(subject, keys)
    laid = lay_out(_rows(everything, None), depth=chosen.depth, newest_first=chosen.order == Order.NEWEST)
    root = next((root for root, places in laid.below.items() if any(p.pk == comment.pk for p in places)), None)
    if root is None:
        raise LookupError(comment.pk)
    number = laid.roots.index(root) // ROOTS_PER_PAGE
    threads = [laid.below[r] for r in laid.roots[number * ROOTS_PER_PAGE : (number + 1) * ROOTS_PER_PAGE]]
    shown = any(place.pk == comment.pk for place in shorten(threads, most=MOST_ON_A_PAGE))
    return number + 1, shown


def page_in_thread(comment: ModeratedComment) -> int:
    """Return the page of its thread, shown by itself, on which a comment stands."""
    laid = lay_out(_rows(ModeratedComment.objects.filter(thread_id=comment.thread_id), None), depth=1)
    order = [place.pk for root in laid.roots for place in laid.below[root]]
    return order.index(comment.pk) // MOST_ON_A_PAGE + 1 if comment.pk in order else 1


def _shown(places: list[Place], writer: Writer | None, organisations: dict[UUID, Affiliation]) -> list[Shown]:
    """Return the comments at their places. One query, and one more for a writer who is recognised."""
    wanted = {place.pk for place in places} | {place.answers for place in places if place.answers}
    likes = Count("likes", filter=Q(likes__confirmed_at__isnull=False))
    rows = ModeratedComment.objects.filter(pk__in=wanted).annotate(like_count=likes) if wanted else []
    found = {comment.pk: comment for comment in rows}
    liked = set()
    if writer and writer.pk and found:
        mine = Like.objects.filter(writer=writer, comment__in=found, confirmed_at__isnull=False)
        liked = set(mine.values_list("comment_id", flat=True))
    # One deleted between the two queries took its answers along; the lists begin and end as if it had not been.
    standing = with_lists([place for place in places if place.pk in found])
    shown = [_one(place, found, writer, organisations, liked) for place in standing]
    for one in shown:
        was = str(one.comment.circumstances.get("was", ""))
        # A number is another's here; that one keeps it.
        if was.isdecimal() and int(was) not in found:
            one.old_anchor = f"comment-{was}"
    return shown


def _one(place: Place, found: Any, writer: Writer | None, organisations: Any, liked: set[int]) -> Shown:
    comment = found[place.pk]
    answered = found.get(place.answers) if place.answers else None
    shown = Shown(
        place,
        comment,
        affiliation=organisations.get(comment.organisation_key),
        likes=comment.like_count,
        is_mine=comment.is_by(writer) if writer and writer.pk else False,
        is_liked=comment.pk in liked,
    )
    if answered is not None:
        visible = answered.state == State.PUBLISHED or answered.is_by(writer)
        shown.answers_name = answered.user_name if visible else _("a comment that is gone")
    if not place.shown:
        withdrawn = comment.state == State.REMOVED and not comment.comment
        shown.gone = str(WITHDRAWN if withdrawn else GONE[State(comment.state)])
    elif shown.is_mine:
        shown.may_be_edited = comment.may_be_edited(writer)
        shown.may_be_withdrawn = comment.may_be_withdrawn(writer)
    return shown


def counts(subject: str, keys: Sequence[UUID]) -> dict[UUID, int]:
    """Return how many comments are published on each of these things. One query."""
    rows = (
        ModeratedComment.objects.on(subject, keys)
        .published()
        .filter(kind=Kind.COMMENT)
        .order_by()
        .values_list("discussion__key")
        .annotate(n=Count("pk"))
    )
    return dict(rows)
