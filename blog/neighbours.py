"""Where to read on from a post: the posts before and after it, and those that say the same things."""

from dataclasses import dataclass

from django.db.models import BooleanField, Case, Count, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from blog.models import PostPage
from collaboration.models import Statement

RELATED = 3


@dataclass(frozen=True)
class Onward:
    """The posts before and after, None at the end of the blog, and at most three on the same things."""

    earlier: PostPage | None = None
    later: PostPage | None = None
    related: tuple[PostPage, ...] = ()


def read_on_from(post):
    """Return where to read on from a post, in what its readers may read. One query.

    Before and after are those of its blog. Related are posts in its language, those first that say most of
    the same things.
    """
    at, pk = post.date, post.pk
    posts = PostPage.objects.sibling_of(post, inclusive=False).published().order_by()
    before = posts.filter(Q(date__lt=at) | Q(date=at, pk__lt=pk)).order_by("-date", "-pk")
    after = posts.filter(Q(date__gt=at) | Q(date=at, pk__gt=pk)).order_by("date", "pk")
    beside = Q(pk=Subquery(before.values("pk")[:1])) | Q(pk=Subquery(after.values("pk")[:1]))
    found = (
        PostPage.objects.published()
        .filter(locale=post.locale_id)
        .annotate(
            beside=Case(When(beside, then=Value(True)), default=Value(False), output_field=BooleanField()),
            shared=_shared_with(post),
        )
        .filter(Q(beside=True) | Q(shared__gt=0))
        .exclude(pk=pk)
        .order_by("-beside", "-shared", "-date", "-pk")
        .defer_streamfields()[: RELATED + 2]
    )
    # However many of the first five stand beside it, the three that share most are among them.
    found = list(found)
    neighbours = {(row.date, row.pk) > (at, pk): row for row in found if row.beside}
    related = [row for row in found if row.shared and row.translation_key != post.translation_key]
    related.sort(key=lambda row: (row.shared, row.date, row.pk), reverse=True)
    return Onward(neighbours.get(False), neighbours.get(True), tuple(related[:RELATED]))


def _shared_with(post):
    """Return how many of a post's concepts another says, each once."""
    said = Statement.objects.public().order_by()
    own = said.filter(translation_key=post.translation_key).values("concept")
    shared = (
        said.filter(translation_key=OuterRef("translation_key"), concept__in=own)
        .values("translation_key")
        .annotate(n=Count("concept", distinct=True))
        .values("n")
    )
    return Coalesce(Subquery(shared, output_field=IntegerField()), 0)
