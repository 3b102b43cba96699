"""The blog, its archive, and its posts by tag, category and author."""

from collections import defaultdict

from django.core.paginator import Paginator
from django.db.models import Count
from django.db.models.functions import ExtractMonth, ExtractYear
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.dates import MONTHS
from django.utils.html import linebreaks
from django.utils.translation import gettext as _
from taggit.models import Tag

from blog import following
from blog.links import BlogLinks
from blog.models import Author, Category
from blog.routes import ARCHIVE, AUTHOR, CATEGORY, INDEX_ROUTES, TAG
from home.errors import NotHere
from home.following import ALL, Subject
from home.pagination import page_of
from subscriptions.feeds.wordpress import EVERYTHING, led_by_slug, led_to


def _render(page, request, template, **context):
    trail = [(page.title, page.get_url(request))]
    if heading := context.get("heading"):
        trail.append((heading, request.path))
    context = {
        **page.get_context(request),
        "blog_links": BlogLinks(page, request),
        "months": months_of(page),
        "trail": trail,
        "following": Subject(following.BLOG, ALL),
        "following_title": str(following.ALL_POSTS),
        **context,
    }
    return TemplateResponse(request, f"blog/{template}.html", context)


def _listed(page, posts, request):
    return page_of(Paginator(posts.with_byline().newest_first(), page.posts_per_page), request)


def months_of(page):
    """Return [(year, count, [(month, its name, count)])] of the blog's posts, newest first."""
    rows = (
        page.posts()
        .order_by()
        .annotate(year=ExtractYear("date"), month=ExtractMonth("date"))
        .values_list("year", "month")
        .annotate(n=Count("pk"))
        .order_by("-year", "-month")
    )
    years = defaultdict(list)
    for year, month, count in rows:
        years[year].append((month, MONTHS[month], count))
    return [(year, sum(count for _m, _n, count in months), months) for year, months in years.items()]


def front(page, request):
    """List the newest posts."""
    return _render(page, request, "blog_index_page", listed=_listed(page, page.posts(), request))


def year(page, request, year):
    """List the posts of a year."""
    return _period(page, request, year, None, str(year))


def month(page, request, year, month):
    """List the posts of a month."""
    if month not in MONTHS:
        raise NotHere(_("There is no month %(month)s. They go from 1 to 12.") % {"month": month})
    return _period(page, request, year, month, f"{MONTHS[month]} {year}")


def _period(page, request, year, month, name):
    # The database knows no year 0, and none after 9999.
    posts = page.posts().in_period(year, month) if 1 <= year <= 9999 else page.posts().none()
    if not posts.exists():
        raise NotHere(_("No posts are dated %(period)s.") % {"period": name})
    return _render(page, request, "post_list", heading=name, kicker="", listed=_listed(page, posts, request))


def archive(page, request, section):
    """Show how many posts each month has."""
    own = INDEX_ROUTES.word(ARCHIVE, page.locale.language_code)
    if section != own:
        return redirect(f"{page.get_url(request)}{own}/", permanent=True)
    return _render(page, request, "archive")


def filed(page, request, section, slug):
    """List the posts with a tag, in a category or by an author."""
    key = INDEX_ROUTES.key(section)
    own = INDEX_ROUTES.word(key, page.locale.language_code)
    if section != own:
        return redirect(f"{page.get_url(request)}{own}/{slug}/", permanent=True)
    thing, kicker, text, posts = {TAG: _tagged, CATEGORY: _categorised, AUTHOR: _authored}[key](page, slug)
    if posts is None or not posts.exists():
        raise NotHere(_("No posts are filed under “%(slug)s”.") % {"slug": slug[:80]})
    return _render(
        page,
        request,
        "post_list",
        heading=thing,
        kicker=kicker,
        text=text,
        listed=_listed(page, posts, request),
        following=following.subject_of(thing),
        following_title=following.title_of(key, str(thing)),
    )


def _tagged(page, slug):
    tag = Tag.objects.filter(slug=slug).first()
    return tag, _("Tag"), "", tag and page.posts().filter(tagged_items__tag=tag)


def _categorised(page, slug):
    category = Category.objects.in_language(page.locale).filter(slug=slug).first()
    if category is None:
        return None, "", "", None
    posts = page.posts().filter(post_categories__category__translation_key=category.translation_key).distinct()
    return category, _("Category"), category.description, posts


def _authored(page, slug):
    author = Author.objects.filter(slug=slug).first()
    posts = author and page.posts().filter(post_authors__author=author).distinct()
    # Plain text, where a category's description is rich text.
    return author, _("Author"), linebreaks(author.presentation, autoescape=True) if author else "", posts


def feed(page, request, form):
    """Lead to the blog's feed from where WordPress had it."""
    return led_to(EVERYTHING, form)


def filed_feed(page, request, section, slug, form):
    """Lead to the feed of a tag, a category or an author from where WordPress had it."""
    return led_by_slug(INDEX_ROUTES.key(section), slug, form)
