"""What the admin's own pages need to say whose site it is."""

from django import template
from django.conf import settings
from wagtail.models import Site

register = template.Library()


@register.simple_tag(takes_context=True)
def site_name(context):
    """Return the name of the site that is administered."""
    request = context.get("request")
    site = Site.find_for_request(request) if request else None
    return (site and site.site_name) or settings.SITE_NAME
