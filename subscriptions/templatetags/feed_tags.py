"""Announce feeds in a page's head."""

from django import template
from django.utils.html import format_html, format_html_join

from home.chrome import chrome_of
from home.following import followables
from subscriptions.feeds.formats import ATOM, FORMATS, address_of
from subscriptions.subjects import EVERYTHING

register = template.Library()


def _links(subject, title, forms):
    if subject.kind not in followables:
        return ""
    rows = ((FORMATS[form].type, title, address_of(subject, form)) for form in forms)
    return format_html_join("", '<link rel="alternate" type="{}" title="{}" href="{}">', rows)


@register.simple_tag(takes_context=True)
def feeds(context):
    """Announce the feeds of what the page is about, in every format, and the blog's in one. No query.

    Reads from the context what a view knows: `following`, the page's home.following.Subject, and
    `following_title`. The site's name has been looked up for the page already.
    """
    request = context.get("request")
    if request is None or getattr(request, "is_preview", False):
        return ""
    own = context.get("following")
    found = _links(own, context.get("following_title") or "", FORMATS) if own else ""
    blog = "" if own == EVERYTHING else _links(EVERYTHING, chrome_of(request).name, [ATOM])
    return format_html("{}{}", found, blog)
