"""What the blog shows on pages of other rooms."""

from django import template
from wagtail.models import Locale

from blog.models import Author, BlogIndexPage, Category, PostPage
from home.chrome import chrome_of

register = template.Library()


@register.simple_tag(takes_context=True)
def blog_url(context, thing):
    """Return the address of the posts with a tag, in a category or by an author."""
    links = context["blog_links"]
    if isinstance(thing, Author):
        return links.author(thing)
    if isinstance(thing, Category):
        return links.category(thing)
    return links.tag(thing)


@register.simple_tag(takes_context=True)
def latest_posts(context, count=4):
    """Return the newest posts in the page's language."""
    page = context.get("page")
    locale = page.locale if page else Locale.get_active()
    return list(PostPage.objects.published().filter(locale=locale).with_byline().newest_first()[:count])


@register.simple_tag(takes_context=True)
def blog_index(context):
    """Return the blog in the page's language, or None."""
    return chrome_of(context.get("request"), context.get("page")).section(BlogIndexPage)
