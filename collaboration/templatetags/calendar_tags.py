"""Where the sessions' calendar is."""

import re

from django import template
from django.urls import reverse

from mail.letters import absolute

register = template.Library()


@register.simple_tag
def calendar_subscription():
    """Return the address that a calendar program subscribes to, in the scheme that opens one."""
    return re.sub("^https?:", "webcal:", absolute(reverse("calendar:sessions")))
