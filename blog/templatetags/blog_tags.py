"""What the blog shows on pages of other rooms."""

from django import template
from wagtail.models import Locale

from blog.models import BlogIndexPage, PostPage

register = template.Library()


@register.simple_tag(takes_context=True)
def latest_posts(context, count=4):
    """Return the newest posts in the page's language."""
    page = context.get("page")
    locale = page.locale if page else Locale.get_active()
    return list(PostPage.objects.published().filter(locale=locale).with_byline().newest_first()[:count])


@register.simple_tag(takes_context=True)
def blog_index(context):
    """Return the blog in the page's language, or None."""
    page = context.get("page")
    locale = page.locale if page else Locale.get_active()
    return BlogIndexPage.objects.live().public().filter(locale=locale).order_by("path").first()
