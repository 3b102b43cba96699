"""What the templates of comments need beside what a view gives them."""

from __future__ import annotations

from django import template

from comments.preferences import comment_settings as chosen_settings
from home.chrome import chrome_of
from home.localised_pages import localised

register = template.Library()


@register.simple_tag
def comment_settings():
    """Return the site's settings for comments."""
    return chosen_settings()


@register.simple_tag(takes_context=True)
def privacy_url(context):
    """Return where it stands what is kept of those who comment, in the reader's language; "" if nowhere."""
    page = chosen_settings().privacy_page
    if page is None:
        return ""
    request = context.get("request")
    around = chrome_of(request, context.get("page"))
    # Most often it is one of the pages in the foot, which are known already.
    found = around.page_of(page.translation_key) or localised([page], around.language)[page.pk]
    return (found.live and found.get_url(request)) or ""
