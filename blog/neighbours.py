"""Where to read on from a post: the posts before and after it, and those that say the same things."""

from django.db.models import Count, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from blog.models import PostPage
from collaboration.models import Statement

RELATED = 3


def neighbours(post):
    """Return (the post before, the post after) in the blog's order, each None at the end. One query."""
    posts = PostPage.objects.sibling_of(post, inclusive=False).published().order_by()
    at, pk = post.date, post.pk
    before = posts.filter(Q(date__lt=at) | Q(date=at, pk__lt=pk)).order_by("-date", "-pk")
    after = posts.filter(Q(date__gt=at) | Q(date=at, pk__gt=pk)).order_by("date", "pk")
    ends = Q(pk=Subquery(before.values("pk")[:1])) | Q(pk=Subquery(after.values("pk")[:1]))
    found = sorted(PostPage.objects.filter(ends).defer_streamfields(), key=lambda row: (row.date, row.pk))
    earlier = next((row for row in found if (row.date, row.pk) < (at, pk)), None)
    later = next((row for row in found if (row.date, row.pk) > (at, pk)), None)
    return earlier, later


def related(post):
    """Return at most three posts in the same language that say most of the same things. One query."""
    said = Statement.objects.public().order_by()
    own = said.filter(translation_key=post.translation_key).values("concept")
    shared = (
        said.filter(translation_key=OuterRef("translation_key"), concept__in=own)
        .values("translation_key")
        .annotate(n=Count("concept", distinct=True))
        .values("n")
    )
    posts = PostPage.objects.published().filter(locale=post.locale_id).exclude(translation_key=post.translation_key)
    posts = posts.annotate(shared=Coalesce(Subquery(shared, output_field=IntegerField()), 0)).filter(shared__gt=0)
    return list(posts.order_by("-shared", "-date", "-pk").defer_streamfields()[:RELATED])
